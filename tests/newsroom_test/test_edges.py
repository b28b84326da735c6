import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.model import QuoteKind, Span
from verbatim.newsroom.record import words


def bare(text: str, kind: QuoteKind = "direct") -> str:
    return words(text, Span(0, len(text)), kind).of(text)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("“Lift the rope”", "Lift the rope"),
        ("„Hebt das Tau“", "Hebt das Tau"),
        ("«\u00a0Levez la corde\u00a0»", "Levez la corde"),
        ('"Lift the rope"', "Lift the rope"),
        ("''Lift the rope''", "Lift the rope"),
        ("‘Lift the rope’", "Lift the rope"),
    ],
)
def test_the_outer_marks_are_left_out(marked: str, expected: str) -> None:
    assert bare(marked) == expected


def test_a_mark_within_the_words_stays() -> None:
    assert bare("“He said ‘lift’ twice”") == "He said ‘lift’ twice"


def test_a_nested_quotation_at_the_end_keeps_its_mark() -> None:
    assert bare("“He only said ‘lift’") == "He only said ‘lift’"


def test_a_piece_that_is_opened_and_goes_on_loses_its_opener_only() -> None:
    assert bare("“We pulled all night.") == "We pulled all night."


def test_a_piece_that_only_closes_loses_its_closer() -> None:
    assert bare("and then it broke.”") == "and then it broke."


def test_an_apostrophe_at_the_end_is_no_closer() -> None:
    assert bare("the rope was the fishermen’") == "the rope was the fishermen’"


@pytest.mark.parametrize("kind", ["mixed", "indirect"])
def test_only_a_direct_quotation_has_outer_marks(kind: QuoteKind) -> None:
    assert bare("“heavy” ropes are “gone”", kind) == "“heavy” ropes are “gone”"


@given(st.text(alphabet="“”‘’\"' ab«»„", min_size=1, max_size=12))
def test_the_words_are_never_empty_where_there_is_anything_but_blanks(text: str) -> None:
    assert bool(bare(text)) == bool(text.strip())
