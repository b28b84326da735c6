"""Words that the text does not say anybody spoke are nobody's."""

import pytest

from generator.annotate import read
from generator.model import QuoteFound


def quoted(text: str) -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Petra Vance had said “the dam is safe”, Ivo Tarn declined to comment.",
        "It is unclear whether Petra Vance said “the dam is safe”.",
        "If Petra Vance says “the dam is safe”, nobody will leave.",
        "Had Petra Vance said “the dam is safe”, nobody would have left.",
        "Petra Vance denied having said “the dam is safe”.",
        "Petra Vance denied ever saying “the dam is safe”.",
        "Petra Vance denied that she had called the dam “safe for ever”.",
        "Ivo Tarn accused Petra Vance of calling the dam “safe for ever”.",
        "Ivo Tarn urged Petra Vance to say “the dam is safe”.",
        "Ivo Tarn asked Petra Vance to say “the dam is safe”.",
        "Petra Vance should have said “the dam is safe”.",
        "Petra Vance could say “the dam is safe” tomorrow.",
        "Petra Vance allegedly said “the dam is safe”.",
        "“The dam is safe,” Petra Vance reportedly said.",
        "Ivo Tarn said Petra Vance had called the dam “safe for ever”.",
        "According to Ivo Tarn, Petra Vance had told him: “Go home.”",
        "Ivo Tarn misquoted Petra Vance as saying “the dam is safe”.",
    ],
)
def test_words_that_the_text_does_not_say_anybody_spoke_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.basis) == (None, "none")
    assert row.why == "Its sentence does not establish that anybody said this"


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether the dam was safe, Petra Vance said: “Nobody knows.”",
        "Petra Vance denied the report, saying “the dam is safe”.",
        "Petra Vance admitted calling the dam “safe for ever”.",
        "Petra Vance accused the council of “sleeping on the dam”.",
        "Petra Vance asked the council to wait and said: “The dam is safe.”",
        "If the dam broke, Petra Vance said, “nobody would have time to leave”.",
        "Petra Vance would say only that “the dam is safe”.",
        "Petra Vance was quoted as saying “the dam is safe”.",
        "Petra Vance was quoted by Ivo Tarn as saying “the dam is safe”.",
        "Ivo Tarn quoted Petra Vance as saying “the dam is safe”.",
    ],
)
def test_words_that_somebody_is_said_to_have_spoken_are_theirs(text: str) -> None:
    assert [row.speaker for row in quoted(text)] == ["Petra Vance"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Petra Vance had said “the dam is safe”, Ivo Tarn left the room.",
        "Petra Vance denied having said “the dam is safe”.",
        "Ivo Tarn accused Petra Vance of calling the dam “safe for ever”.",
    ],
)
def test_nothing_is_told_around_words_that_are_left_open(text: str) -> None:
    assert [row.kind for row in read(text).quotes] == ["direct"]
