import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate.text.segments import after_dateline, sentences
from verbatim.model import Span


def said(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def test_a_heading_in_capitals_is_a_sentence_of_its_own_but_before_words_that_it_may_deny() -> None:
    assert said("TWO HURT IN FIRE AT MILL Two weavers were hurt.") == [
        "TWO HURT IN FIRE AT MILL",
        "Two weavers were hurt.",
    ]
    assert len(said("MAYOR DENIES THAT SHE SAID “We gave up the dam.”")) == 1
    assert len(said("PORT VELL, MALTA The fair opened.")) == 1


@pytest.mark.parametrize("text", [
    "Mr. Orlo Venn left.", "The U.S. Senate met.", "Brask Holdings Ltd. Chairman Ivo Tarn spoke.",
    "She was born on Sept. 4 in Vell.", "“Where is it?” she asked.", "It rose to No. 7 in the list.",
    "J. R. Ombley wrote it.",
])  # fmt: skip
def test_a_full_stop_that_ends_no_sentence_is_passed_over(text: str) -> None:
    assert said(text) == [text]


@pytest.mark.parametrize("text", [
    ("He works for Brask Ltd.", "The firm is old."), ("She lives in the U.S.", "He does not."),
    ("“It is over.”", "The hall emptied."), ("He asked “Why now?”", "“Because,” said Ombley."),
    ("It began…", "Nobody came."), ("He asked “Why now?", "Nobody has told us so.” and left."),
    ("They left (quietly.)", "He stayed!", "Why?", "Nobody knows."),
])  # fmt: skip
def test_sentences_are_told_apart_and_keep_their_closing_marks(text: str) -> None:
    assert said(" ".join(text)) == list(text)


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert said("A title without a stop\n\nand its text.") == ["A title without a stop", "and its text."]


def test_a_single_line_end_ends_a_paragraph_of_unwrapped_text() -> None:
    assert said("A headline\nThe text begins.\nIt ends.") == ["A headline", "The text begins.", "It ends."]


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = "The mill by the river\nhas been closed since\nlast spring, say its\nowners. It is for sale."
    assert said(text) == [text[: text.index(" It is")], "It is for sale."]


@given(st.text(alphabet="Ab. \n\r!?…”\"'“(") | st.text())
def test_every_character_that_is_no_white_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize("dateline", [
    "PORT SAREN, Nov. 16, 2022 — ", "PORT SAREN, 17. November 2022 – ", "GRAUFURT (KNA) - ",
    "Lowmarsh (Coast Wire) — ",
])  # fmt: skip
def test_a_dateline_is_no_part_of_what_its_sentence_tells(dateline: str) -> None:
    text = f"{dateline}The council voted."
    assert after_dateline(text, Span(0, len(text))).of(text) == "The council voted."


@pytest.mark.parametrize("text", ["The quay — a mile of it — is shut.", "Dane – who is 61 – said so."])
def test_a_sentence_with_a_dash_has_no_dateline(text: str) -> None:
    assert after_dateline(text, Span(0, len(text))) == Span(0, len(text))
