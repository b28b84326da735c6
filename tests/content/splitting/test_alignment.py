"""Fragments and quotations keep their names and ids when their source is split anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.splitting.alignment import QuoteSignature, assign_ids, match_quotes, number_after, number_between

LATE = QuoteSignature("q-late", "It is late, and the wall is cold", "Vell said")
COLD = QuoteSignature("q-cold", "Nobody asked us", "Marr said")


def new(key: str, words: str, before: str = "") -> QuoteSignature:
    return QuoteSignature(key, words, before)


def test_the_same_words_are_the_same_quotation_wherever_they_stand() -> None:
    now = [new("a", COLD.words, "elsewhere"), new("b", LATE.words, "at the end")]
    assert match_quotes(now, [LATE, COLD]) == {"a": "q-cold", "b": "q-late"}


def test_a_corrected_word_leaves_a_quotation_what_it_is() -> None:
    assert match_quotes([new("a", "It is late, and the wall is old")], [LATE, COLD]) == {"a": "q-late"}


def test_other_words_in_the_same_place_are_another_quotation() -> None:
    assert match_quotes([new("a", "Ask the sea, not me")], [LATE, COLD]) == {}


def test_words_said_as_often_as_before_keep_their_order() -> None:
    held = [QuoteSignature("q-1", "No", "x"), QuoteSignature("q-2", "No", "y")]
    assert match_quotes([new("a", "No"), new("b", "No")], held) == {"a": "q-1", "b": "q-2"}


def test_words_said_once_more_are_told_by_the_words_before_and_in_doubt_by_nothing() -> None:
    held = [QuoteSignature("q-1", "No", "Vell said"), QuoteSignature("q-2", "No", "Marr said")]
    now = [new("a", "No", "Quist said"), new("b", "No", "Marr said"), new("c", "No", "Wren said")]
    assert match_quotes(now, held) == {"b": "q-2"}


def test_what_an_editor_took_off_is_known_from_its_other_form() -> None:
    held = [LATE, QuoteSignature("q-late", "the wall is cold", "")]
    assert match_quotes([new("a", "the wall is cold")], held) == {"a": "q-late"}


def test_a_new_quotation_gets_an_id_that_was_never_given() -> None:
    first = assign_ids("wall", [new("a", "No")], [], [])["a"]
    again = assign_ids("wall", [new("a", "No")], [], [first])["a"]
    assert again != first


SAID = st.sampled_from(["No", "Yes", "It is late now", "It is late then", "Ask the sea"])


@given(st.lists(SAID, max_size=8), st.lists(SAID, max_size=8))
def test_an_id_names_one_quotation_only(now: list[str], before: list[str]) -> None:
    held = [QuoteSignature(f"q-{at}", words, str(at)) for at, words in enumerate(before)]
    ids = assign_ids("wall", [QuoteSignature(str(at), words, str(at)) for at, words in enumerate(now)], held, [])
    assert sorted(ids) == [str(at) for at in range(len(now))]
    assert len(set(ids.values())) == len(ids)


@given(st.lists(SAID, max_size=8))
def test_an_unchanged_text_keeps_every_id(said: list[str]) -> None:
    ids = assign_ids("wall", [QuoteSignature(str(at), words, str(at)) for at, words in enumerate(said)], [], [])
    held = [QuoteSignature(ids[str(at)], words, str(at)) for at, words in enumerate(said)]
    assert (
        assign_ids("wall", [QuoteSignature(str(at), w, str(at)) for at, w in enumerate(said)], held, ids.values())
        == ids
    )


DIGITS = st.text("0123456789", min_size=3, max_size=5)


@pytest.mark.parametrize(
    ("number", "taken", "expected"),
    [
        ("010", ["010", "020"], "015"),
        ("010", ["010", "011"], "0105"),
        ("", ["010"], "005"),
        ("020", ["010", "020"], "030"),
        ("025", ["010", "025"], "030"),
        ("990", ["990"], "9905"),
        ("", [], "010"),
    ],
)
def test_a_number_stands_after_one_and_before_the_next(number: str, taken: list[str], expected: str) -> None:
    assert number_after(number, taken) == expected


@given(DIGITS, DIGITS)
def test_there_is_always_room_between_two(one: str, other: str) -> None:
    low, high = sorted([one, other], key=lambda digits: digits.rstrip("0"))
    if low.rstrip("0") != high.rstrip("0"):
        assert low < number_between(low, high) < high or number_between(low, high).startswith(low)
