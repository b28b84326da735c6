"""Matching: best pairs first, edges ignored, optional rows free."""

import pytest

from verbatim.annotate.evaluate.matching import Counts, bare, overlap, pairs, tally
from verbatim.model import Span


def test_marks_blanks_and_punctuation_at_the_edges_do_not_count() -> None:
    text = " “Ada left.” "
    assert bare(text, {"start": 0, "end": len(text)}).of(text) == "Ada left"


def test_an_edge_of_nothing_but_marks_is_an_empty_span() -> None:
    span = bare("“”", {"start": 0, "end": 2})
    assert span.start == span.end


@pytest.mark.parametrize(("other", "share"), [(Span(0, 10), 1.0), (Span(5, 10), 0.5), (Span(10, 20), 0.0)])
def test_overlap_is_the_share_of_the_union(other: Span, share: float) -> None:
    assert overlap(Span(0, 10), other) == share


def test_the_best_pair_is_made_first_and_nobody_has_two_partners() -> None:
    assert pairs([Span(0, 10), Span(0, 8)], [Span(0, 8)], 0.5) == {1: 0}


def test_optional_rows_and_forgiven_ones_cost_nothing() -> None:
    gold = [{"optional": True}, {}, {}]
    assert tally(gold, 3, {0: 0, 1: 1}, lambda _: True) == Counts(right=1, wrong=0, missing=1)
    assert tally(gold, 3, {0: 0, 1: 1}, lambda _: False) == Counts(right=1, wrong=1, missing=1)


def test_rates_of_nothing_are_nought() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
