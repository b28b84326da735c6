"""Fragments and quotations keep their names and ids when their source is split anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.splitting.alignment import QuoteSignature as Quote
from verbatim.content.splitting.alignment import assign_ids, match_quotes, number_after, number_between

LATE = Quote("q-late", "It is late, and the wall is cold", "Vell said")
COLD = Quote("q-cold", "Nobody asked us", "Marr said")


NOES = [Quote("q-1", "No", "Vell said"), Quote("q-2", "No", "Marr said")]
NEW = [Quote("a", "No", "")]


@pytest.mark.parametrize(("now", "before", "ids"), [
    pytest.param([Quote("a", COLD.words, "elsewhere"), Quote("b", LATE.words, "at the end")], [LATE, COLD],
                 {"a": "q-cold", "b": "q-late"}, id="the same words are the same, wherever they stand"),
    pytest.param([Quote("a", "It is late, and the wall is old")], [LATE, COLD], {"a": "q-late"},
                 id="a corrected word leaves a quotation what it is"),
    pytest.param([Quote("a", "Ask the sea, not me")], [LATE, COLD], {}, id="other words are another quotation"),
    pytest.param([Quote("a", "No"), Quote("b", "No")], NOES, {"a": "q-1", "b": "q-2"},
                 id="words said as often as before keep their order"),
    pytest.param([Quote("a", "No", "Quist said"), Quote("b", "No", "Marr said"), Quote("c", "No", "Wren said")],
                 NOES, {"b": "q-2"}, id="words said once more are told by the words before, and in doubt by nothing"),
    pytest.param([Quote("a", "the wall is cold")], [LATE, Quote("q-late", "the wall is cold", "")],
                 {"a": "q-late"}, id="what an editor took off is known from its other form"),
])  # fmt: skip
def test_quotations_keep_their_ids(now: list[Quote], before: list[Quote], ids: dict[str, str]) -> None:
    assert match_quotes(now, before) == ids


def test_a_new_quotation_gets_an_id_that_was_never_given() -> None:
    first = assign_ids("wall", NEW, [], [])["a"]
    assert assign_ids("wall", NEW, [], [first])["a"] != first


SAID = st.lists(st.sampled_from(["No", "Yes", "It is late now", "It is late then", "Ask the sea"]), max_size=8)


def signatures(said: list[str]) -> list[Quote]:
    return [Quote(str(at), words, str(at)) for at, words in enumerate(said)]


@given(SAID, SAID)
def test_an_id_names_one_quotation_only(now: list[str], before: list[str]) -> None:
    ids = assign_ids("wall", signatures(now), [one._replace(key=f"q-{one.key}") for one in signatures(before)], [])
    assert sorted(ids) == [str(at) for at in range(len(now))]
    assert len(set(ids.values())) == len(ids)


@given(SAID)
def test_an_unchanged_text_keeps_every_id(said: list[str]) -> None:
    ids = assign_ids("wall", signatures(said), [], [])
    held = [one._replace(key=ids[one.key]) for one in signatures(said)]
    assert assign_ids("wall", signatures(said), held, ids.values()) == ids


DIGITS = st.text("0123456789", min_size=3, max_size=5)


@pytest.mark.parametrize(("number", "taken", "expected"), [
    ("010", ["010", "020"], "015"), ("010", ["010", "011"], "0105"), ("", ["010"], "005"),
    ("020", ["010", "020"], "030"), ("025", ["010", "025"], "030"), ("990", ["990"], "9905"), ("", [], "010"),
])  # fmt: skip
def test_a_number_stands_after_one_and_before_the_next(number: str, taken: list[str], expected: str) -> None:
    assert number_after(number, taken) == expected


@given(DIGITS, DIGITS)
def test_there_is_always_room_between_two(one: str, other: str) -> None:
    low, high = sorted([one, other], key=lambda digits: digits.rstrip("0"))
    if low.rstrip("0") != high.rstrip("0"):
        assert low < number_between(low, high) < high or number_between(low, high).startswith(low)
