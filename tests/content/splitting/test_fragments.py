from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.splitting.fragments import LONGEST, split_document, title_of
from verbatim.core.text import paragraphs
from verbatim.model import Block, Document, Fragment, Mark, Span
from verbatim.model.reading import DateFound, PersonFound, QuoteFound, Reading, RoleFound


def document(text: str) -> Document:
    blocks = tuple(Block(span, "text") for span in paragraphs(text))
    return Document("wall", "wall.txt", text, "", blocks)


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(text: str, group: str, words: str, speaker: str | None = None) -> QuoteFound:
    via = place(text, speaker) if speaker else None
    return QuoteFound(group, place(text, words), "direct", speaker, speaker and speaker.lower().replace(" ", "-"), via)


def quotations(fragment: Fragment) -> list[Mark]:
    return [mark for mark in fragment.marks if mark.kind == "quote"]


def fragments(text: str, *quotes: QuoteFound, **found: tuple[object, ...]) -> tuple[Fragment, ...]:
    reading = Reading(quotes=quotes, **found)  # type: ignore[arg-type]
    return split_document(document(text), reading, {quote.group: f"q-{quote.group}" for quote in quotes})


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
    text = "“It is late,” she said."
    row = QuoteFound(
        "a", place(text, "It is late,"), "direct", "Ada Vell", "ada-vell", place(text, "she"), None, "inferred"
    )
    (fragment,) = fragments(text, row)
    assert "speaker" not in fragment.marks[0].attrs
    assert fragment.marks[0].attrs["said-by"] == "she"


def test_a_candidate_without_an_id_is_left_to_the_reason() -> None:
    text = "“It is late,” he said."
    row = QuoteFound("a", place(text, "It is late,"), "direct", candidates=("The President",), why="only he")
    (fragment,) = fragments(text, row)
    assert "candidates" not in fragment.marks[0].attrs


def test_a_quotation_keeps_its_words_where_a_name_would_cross_it() -> None:
    text = "Ada “Vell” Marr spoke."
    people = (PersonFound("a", "Ada Vell", "person", (Span(0, 8),)),)
    (fragment,) = fragments(text, said(text, "q", "Vell"), people=people)
    assert [mark.span.of(text) for mark in fragment.marks] == ["Ada", "“Vell”"]


def test_slices_that_are_kept_decide_where_their_block_is_cut() -> None:
    text = "One. Two. Three."
    found = split_document(document(text), Reading(), {}, [Span(0, 4), Span(5, 16)])
    assert [one.text for one in found] == ["One.", "Two. Three."]


def test_no_fragment_is_longer_than_a_file_can_hold() -> None:
    found = fragments("word " * 30_000)
    assert max(len(one.text) for one in found) <= LONGEST
    assert " ".join(one.text for one in found) == ("word " * 30_000).strip()


def test_a_quotation_over_two_paragraphs_is_a_part_in_each() -> None:
    text = "“It is late.\n\n“It is cold,” said Ada Vell."
    row = QuoteFound("a", Span(1, text.index("”")), "direct", "Ada Vell", "ada-vell")
    one, two = fragments(text, row)
    assert (one.marks[0].attrs["part"], two.marks[0].attrs["part"]) == ("1", "2")
    assert two.marks[0].span.of(two.text) == "“It is cold,”"


def test_words_quoted_in_a_mixed_quotation_are_left_to_its_mark() -> None:
    text = "Marr said the wall was “paper” and late."
    mixed = QuoteFound("a", place(text, "the wall was “paper” and late"), "mixed", "Marr", "marr")
    (fragment,) = fragments(text, mixed, said(text, "a", "paper", "Marr"))
    assert [(mark.kind, mark.attrs["kind"]) for mark in quotations(fragment)] == [("quote", "mixed")]


def test_of_marks_that_cross_the_later_is_cut_at_the_outers_edge() -> None:
    text = "Ada Vell Marr spoke."
    people = (PersonFound("a", "Ada Vell", "person", (Span(0, 8),), (RoleFound(Span(4, 13), "Vell Marr"),)),)
    (fragment,) = fragments(text, people=people)
    assert [(mark.kind, mark.span.of(text)) for mark in fragment.marks] == [("person", "Ada Vell"), ("role", "Vell")]


def test_a_date_that_dates_nothing_gets_no_mark() -> None:
    date = DateFound(Span(0, 4), "2031", "stated", "", moment=False)
    (fragment,) = fragments("2031 was.", dates=(date,))
    assert fragment.marks == ()


def test_numbers_of_a_long_text_all_have_one_width() -> None:
    names = [f.name for f in fragments("\n\n".join(f"Paragraph {n}." for n in range(120)))]
    assert names == sorted(names)


def test_a_title_holds_no_quotation_marks_and_ends_at_a_word() -> None:
    assert (
        title_of('“The wall,” she said, "is ' + "very " * 20)
        == "The wall, she said, is very very very very very very very…"
    )


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


def told_twice(**first: object) -> tuple[Fragment, ...]:
    one = DateFound(place(TOLD, "1907"), "1907", "stated", "", moment=True)
    again = TOLD.rindex("1907")
    other = replace(one, span=Span(again, again + 4), same=one.span)
    return fragments(TOLD, dates=(replace(one, **first), other))  # type: ignore[arg-type]


def test_a_moment_that_was_told_before_names_the_first_place_if_one_is_marked_there() -> None:
    first, second = told_twice()
    assert ("same" in first.marks[0].attrs, second.marks[0].attrs["same"]) == (False, "22,26")
    assert "same" not in told_twice(moment=False)[1].marks[0].attrs
