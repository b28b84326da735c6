"""The law of claims as verify knows it."""

import pytest

from tests.sentences import rows, table
from verbatim.verify import claims

TABLES = "verify/claims.txt"


def place(text: str, words: str) -> tuple[str, int, int]:
    start = text.index(words)
    return text, start, start + len(words)


@rows("text,words", TABLES, "words that the source sets apart may be shown")
def test_words_that_the_source_sets_apart_may_be_shown(text: str, words: str) -> None:
    assert claims.fault_of_words(*place(text, words)) == ""


@rows("text,words,fault", TABLES, "words that are not the speaker’s own are a fault")
def test_words_that_are_not_the_speakers_own_are_a_fault(text: str, words: str, fault: str) -> None:
    assert claims.fault_of_words(*place(text, words)) == getattr(claims, fault)


@rows("text,words,fault", TABLES, "a clause that is cut out of its sentence is a fault")
def test_a_clause_that_is_cut_out_of_its_sentence_is_a_fault(text: str, words: str, fault: str) -> None:
    assert claims.fault_of_sentence(*place(text, words)) == getattr(claims, fault)


@rows("text,words", TABLES, "a whole sentence is none")
def test_a_whole_sentence_is_none(text: str, words: str) -> None:
    assert claims.fault_of_sentence(*place(text, words)) == ""


@pytest.mark.parametrize(
    "row", table(TABLES, "a part of a sentence stands with what turns it").values(), ids=" → ".join
)
def test_a_part_of_a_sentence_stands_with_what_turns_it(row: tuple[str, ...]) -> None:
    text, *shown, turning = row
    places = [place(text, one)[1:] for one in shown]
    assert claims.fault_of_omission(text, places) == turning.removeprefix("nothing")
