"""What counts as words within quotation marks."""

import time

import pytest

from verbatim.verify.markup import BLOCK, SLICE, unplaced


@pytest.mark.parametrize(
    "text",
    [
        "She said “no” then.", "„Nein“, sagte sie", "„Nie”, dodała", "« Non », dit-elle", "»Nein«", "så ”nej” sade",
        'She said "no".', "The ‘model’ town", "(“no”)", f"“{SLICE} no”", "“never closed", f"a “b{BLOCK}c", '"5 lamps"',
    ],
)  # fmt: skip
def test_words_within_marks_are_found(text: str) -> None:
    assert len(list(unplaced(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“…”", f"“{SLICE}”", f"“{SLICE}…”, said {SLICE}", 'a 5" pipe', "it’s the crews’ pay", "rock ’n’ roll",
        "‘tis the season", f"«{SLICE}»", "a word” closed only", "no marks at all", "“ ”",
    ],
)  # fmt: skip
def test_what_is_no_unplaced_quotation_is_left_alone(text: str) -> None:
    assert list(unplaced(text)) == []


def test_a_quotation_ends_at_its_mark_and_the_next_is_found_too() -> None:
    assert [passage.words for passage in unplaced("“one” and “two”")] == ["one", "two"]


@pytest.mark.parametrize("unit", ["“", "‘a ", '"', "„", "«", "‘", "” ", "“‘"])
def test_time_grows_with_the_length_of_hostile_text_and_not_faster(unit: str) -> None:
    began = time.process_time()
    list(unplaced(unit * 100_000))
    assert time.process_time() - began < 2
