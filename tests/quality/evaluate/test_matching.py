"""Spans are matched best pair first, values by their days, speakers by last name or head word."""

from typing import Any

import pytest

from quality.evaluate.matching import Counts, bare, days, heads, overlap, pairs, same_days, tally, verdict
from verbatim.model import Span


def test_marks_blanks_and_punctuation_at_the_edges_do_not_count() -> None:
    text = " “Ada left.” "
    assert bare(text, {"start": 0, "end": len(text)}).of(text) == "Ada left"
    span = bare("“”", {"start": 0, "end": 2})
    assert span.start == span.end


@pytest.mark.parametrize(("other", "share"), [(Span(0, 10), 1.0), (Span(5, 10), 0.5), (Span(10, 20), 0.0)])
def test_overlap_is_the_share_of_the_union(other: Span, share: float) -> None:
    assert overlap(Span(0, 10), other) == share


def test_the_best_pair_is_made_first_and_nobody_has_two_partners() -> None:
    assert pairs([Span(0, 10), Span(0, 8)], [Span(0, 8)], 0.5) == {1: 0}


def test_optional_rows_and_forgiven_ones_cost_nothing_and_rates_of_nothing_are_nought() -> None:
    gold = [{"optional": True}, {}, {}]
    assert tally(gold, 3, {0: 0, 1: 1}, lambda _: True) == Counts(right=1, wrong=0, missing=1)
    assert tally(gold, 3, {0: 0, 1: 1}, lambda _: False) == Counts(right=1, wrong=1, missing=1)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("value", "days_of_it"), [
    ("2006-W10", "2006-03-06/2006-03-12"), ("2006-W10-WE", "2006-03-11/2006-03-12"),
    ("2006-W10-3", "2006-03-08/2006-03-08"), ("2006-Q2", "2006-04-01/2006-06-30"),
    ("2006-H2", "2006-07-01/2006-12-31"), ("2006-WI", "2006-12-01/2007-02-28"), ("200", "2000-01-01/2009-12-31"),
    ("19", "1900-01-01/1999-12-31"), ("2006-XX", "2006-01-01/2006-12-31"), ("/2006-03", "None/2006-03-31"),
    ("2006-03-08T10:00Z", "2006-03-08/2006-03-08"), ("2006~", "2006-01-01/2006-12-31"),
])  # fmt: skip
def test_a_value_has_a_first_and_a_last_day(value: str, days_of_it: str) -> None:
    assert "/".join(map(str, days(value) or ())) == days_of_it


@pytest.mark.parametrize("value", [None, "", "P1Y", "PAST_REF", "2006-13", "2006-W60", "2006-Q7", "XXXX-XX-XX"])
def test_what_is_no_calendar_date_has_none(value: str | None) -> None:
    assert days(value) is None


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("2006-Q2", "2006-04/2006-06", True), ("2006-W10", "2006-03-05/2006-03-11", True),
    ("2006-W10", "2006-03-04/2006-03-10", False), ("2006-03-08", "2006-03-09", False),
    ("/2006-03", "../2006-03", True), ("/2006-03", "2006-03", False), ("PAST_REF", "past_ref", True),
    ("2006", None, False),
])  # fmt: skip
def test_values_are_the_same_where_they_mean_the_same_days(one: str, other: str | None, *, alike: bool) -> None:
    assert same_days(one, other) is alike


GOLD: dict[str, Any] = {"speaker": "she", "speaker_entity": "Ada Vell", "speaker_start": 5, "speaker_end": 8}


@pytest.mark.parametrize(("gold", "said", "told"), [
    (GOLD, "Ada Vell", "correct"), (GOLD, "Ms. Vell", "correct"), (GOLD, "Bram Vell", "wrong"),
    (GOLD, "Cora Oster", "wrong"), (GOLD, None, "abstained"), (GOLD, "she", "unresolved"),
    ({**GOLD, "speaker_aliases": ["Cora Oster"]}, "Oster", "correct"),
    ({**GOLD, "speaker_not": ["Ada Vell"]}, "Ada Vell", "wrong"),
    ({"speaker": None}, "Ada Vell", "wrong"), ({"speaker": None}, "he", "rightly_silent"),
    ({"speaker": None}, None, "rightly_silent"), ({"speaker": "she"}, "Ada Vell", "unverifiable"),
    ({"speaker": "the harbour master"}, "the master", "correct"),
])  # fmt: skip
def test_a_speaker_is_judged_by_last_name_or_head_word(gold: dict[str, Any], said: str | None, told: str) -> None:
    assert verdict(gold, {"speaker": said}) == told


def test_a_description_at_the_same_mention_is_right() -> None:
    gold = {"speaker": "Orrin's Harbour Master, Ada Vell", "speaker_entity": "Ada Vell", "speaker_start": 0}
    gold |= {"speaker_end": 31}
    found = {"speaker": "Orrin's Harbour Master", "speaker_start": 0, "speaker_end": 22}
    assert verdict(gold, found) == "correct"
    assert verdict(gold, {**found, "speaker": "Orrin's Minister"}) == "wrong"


@pytest.mark.parametrize(("name", "expected"), [
    ("Ada Vell", {"vell": "ada"}), ("Mr. Vell", {"vell": ""}), ("Ada B. Vell, Jr.", {"vell": "ada"}),
    ("Vell’s", {"vell": ""}), ("a spokeswoman for the mill", {"spokeswoman": ""}), ("she", {}), (None, {}),
])  # fmt: skip
def test_heads_are_last_names_with_the_first_names_given(name: str | None, expected: dict[str, str]) -> None:
    assert heads(name) == expected
