from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.splitting.fragments import LONGEST, split_document, title_of
from verbatim.core.text import paragraphs
from verbatim.model import Block, Document, Fragment, Mark, Span
from verbatim.model.reading import DateFound, PersonFound, QuoteFound, Reading, RoleFound


def place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def said(text: str, group: str, words: str, speaker: str | None = None) -> QuoteFound:
    via = place(text, speaker) if speaker else None
    return QuoteFound(group, place(text, words), "direct", speaker, speaker and speaker.lower().replace(" ", "-"), via)


def quotations(fragment: Fragment) -> list[Mark]:
    return [mark for mark in fragment.marks if mark.kind == "quote"]


def fragments(text: str, *quotes: QuoteFound, kept: Sequence[Span] = (), **found: Any) -> tuple[Fragment, ...]:
    document = Document("wall", "wall.txt", text, "", tuple(Block(span, "text") for span in paragraphs(text)))
    ids = {quote.group: f"q-{quote.group}" for quote in quotes}
    return split_document(document, Reading(quotes=quotes, **found), ids, kept)


@pytest.mark.parametrize(("pieces", "quotes"), [
    (["The council met.", "“It is late,” said Ada Vell.", "“It is early,” said Jon Marr. He left."],
     {"It is late,": "Ada Vell", "It is early,": "Jon Marr"}),
    (["“It is late,” said Ada Vell. “We act.”"], {"It is late,": "Ada Vell", "We act.": "Ada Vell"}),
    (["“It is late.”", "“It is early.”"], {"It is late.": None, "It is early.": None}),
], ids=["two speakers", "one speaker", "none named"])  # fmt: skip
def test_a_paragraph_is_cut_between_those_who_speak(pieces: list[str], quotes: dict[str, str | None]) -> None:
    text = " ".join(pieces)
    found = fragments(text, *(said(text, words[6], words, who) for words, who in quotes.items()))
    assert [one.text for one in found] == pieces


def test_a_quotations_mark_holds_its_quotation_marks_and_its_speaker_gets_a_mention() -> None:
    text = "“It is late,” said Ada Vell."
    (fragment,) = fragments(text, said(text, "a", "It is late,", "Ada Vell"))
    (mark,) = quotations(fragment)
    assert (mark.span.of(text), mark.id, mark.attrs["speaker"]) == ("“It is late,”", "q-a", "ada-vell")
    assert [one.span.of(text) for one in fragment.marks if one.attrs.get("ref") == "ada-vell"] == ["Ada Vell"]


def test_an_interrupted_quotation_is_parts_and_the_first_names_the_speaker() -> None:
    text = "“It is late,” said Ada Vell, “and cold.”"
    rows = said(text, "a", "It is late,", "Ada Vell"), said(text, "a", "and cold.", "Ada Vell")
    (fragment,) = fragments(text, *rows)
    assert [mark.attrs.get("part") for mark in quotations(fragment)] == ["1", "2"]
    assert "speaker" not in quotations(fragment)[1].attrs


def test_a_speaker_who_has_no_mention_left_is_told_in_the_sources_words() -> None:
    row = QuoteFound("a", Span(1, 12), "direct", "Ada Vell", "ada-vell", Span(14, 17), None, "inferred")
    (fragment,) = fragments("“It is late,” she said.", row)
    assert "speaker" not in fragment.marks[0].attrs
    assert fragment.marks[0].attrs["said-by"] == "she"


def test_a_candidate_without_an_id_is_left_to_the_reason() -> None:
    row = QuoteFound("a", Span(1, 12), "direct", candidates=("The President",), why="only he")
    assert "candidates" not in fragments("“It is late,” he said.", row)[0].marks[0].attrs


ADA, MIXED = "Ada Vell Marr spoke.", "Marr said the wall was “paper” and late."
MARKED, VELL_MARR = "Ada “Vell” Marr spoke.", (RoleFound(Span(4, 13), "Vell Marr"),)


@pytest.mark.parametrize(("found", "marks"), [
    (fragments(MARKED, said(MARKED, "q", "Vell"), people=(PersonFound("a", "Ada Vell", "person", (Span(0, 8),)),)),
     [("person", "Ada", None), ("quote", "“Vell”", None)]),
    (fragments(MIXED, QuoteFound("a", Span(10, 39), "mixed", "Marr", "marr"), said(MIXED, "a", "paper", "Marr")),
     [("quote", "the wall was “paper” and late", "mixed")]),
    (fragments(ADA, people=(PersonFound("a", "Ada Vell", "person", (Span(0, 8),), VELL_MARR),)),
     [("person", "Ada Vell", None), ("role", "Vell", None)]),
    (fragments("2031 was.", dates=(DateFound(Span(0, 4), "2031", "stated", "", moment=False),)), []),
], ids=[
    "a quotation, and what of a name does not cross it", "a mixed quotation, to which words quoted in it are left",
    "of marks that cross the outer, and what of the later does not cross it", "no date that dates nothing",
])  # fmt: skip
def test_marks_stand_over(found: tuple[Fragment, ...], marks: list[tuple[str, str, str | None]]) -> None:
    (fragment,) = found
    held = [(mark.kind, mark.span.of(fragment.text), mark.attrs.get("kind")) for mark in fragment.marks]
    assert [one for one in held if one != ("person", "Marr", None)] == marks


def test_slices_that_are_kept_decide_where_their_block_is_cut() -> None:
    found = fragments("One. Two. Three.", kept=[Span(0, 4), Span(5, 16)])
    assert [one.text for one in found] == ["One.", "Two. Three."]


def test_no_fragment_is_longer_than_a_file_can_hold() -> None:
    found = fragments("word " * 30_000)
    assert max(len(one.text) for one in found) <= LONGEST
    assert " ".join(one.text for one in found) == ("word " * 30_000).strip()


def test_a_quotation_over_two_paragraphs_is_a_part_in_each() -> None:
    text = "“It is late.\n\n“It is cold,” said Ada Vell."
    one, two = fragments(text, QuoteFound("a", Span(1, text.index("”")), "direct", "Ada Vell", "ada-vell"))
    assert (one.marks[0].attrs["part"], two.marks[0].attrs["part"]) == ("1", "2")
    assert two.marks[0].span.of(two.text) == "“It is cold,”"


def test_numbers_of_a_long_text_all_have_one_width() -> None:
    names = [f.name for f in fragments("\n\n".join(f"Paragraph {n}." for n in range(120)))]
    assert names == sorted(names)


def test_a_title_holds_no_quotation_marks_and_ends_at_a_word() -> None:
    title = title_of('“The wall,” she said, "is ' + "very " * 20)
    assert title == "The wall, she said, is very very very very very very very…"


@given(st.text("ab .\n\r\t“”\"'[]{}#&<é😀\x1f", max_size=200))
def test_fragments_and_the_white_space_between_them_are_the_text(text: str) -> None:
    at = 0
    for fragment in fragments(text):
        assert text[at : fragment.source.start].strip() == ""
        assert fragment.source.of(text) == fragment.text
        at = fragment.source.end
    assert text[at:].strip() == ""


def test_words_quoted_in_a_report_are_their_speakers_and_not_its_sources() -> None:
    text = "Harbour House says Ida Moe said “no” there."
    told = replace(said(text, "g1", "Ida Moe said “no” there", "Harbour House"), kind="mixed")
    spoken = said(text, "g1", "no", None)
    assert [one.attrs.get("speaker") for one in quotations(fragments(text, told, spoken)[0])] == [None]
    assert [one.attrs.get("speaker") for one in quotations(fragments(text, told)[0])] == ["harbour-house"]


def test_of_two_named_for_the_words_quoted_in_a_report_neither_is_named() -> None:
    text = "Ole Dahl says Ida Moe said “no” there."
    told = replace(said(text, "g1", "Ida Moe said “no” there", "Ole Dahl"), kind="mixed", speaker_id="ole-dahl")
    spoken = replace(said(text, "g1", "no", "Ida Moe"), speaker_id="ida-moe")
    (found,) = quotations(fragments(text, told, spoken)[0])
    assert found.attrs["basis"] == "none"
    assert not {"speaker", "said-by"} & set(found.attrs)


TOLD = "The wall was built in 1907.\n\nIt was in 1907 that they built the wall."


def told_twice(**first: Any) -> tuple[Fragment, ...]:
    one = DateFound(place(TOLD, "1907"), "1907", "stated", "", moment=True)
    again = TOLD.rindex("1907")
    return fragments(TOLD, dates=(replace(one, **first), replace(one, span=Span(again, again + 4), same=one.span)))


def test_a_moment_that_was_told_before_names_the_first_place_if_one_is_marked_there() -> None:
    first, second = told_twice()
    assert ("same" in first.marks[0].attrs, second.marks[0].attrs["same"]) == (False, "22,26")
    assert "same" not in told_twice(moment=False)[1].marks[0].attrs
