"""Lines broken by the widths of letters."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.publish.cards.setting import Face, balanced_lines, filled_lines

MONO = Face("mono", dict.fromkeys(range(32, 8448), 0.5))
TEXTS = st.text(alphabet="ab -—\n\u00a0,é", max_size=120)


@given(text=TEXTS, measure=st.floats(1, 30))
def test_the_lines_joined_are_the_text_none_is_wider_than_the_measure_and_even_ones_are_no_more_than_full_ones(
    text: str, measure: float
) -> None:
    for broken in (balanced_lines(text, MONO, measure), filled_lines(text, MONO, measure)):
        assert "".join(text[start:end] for start, end in broken) == text
    assert all(MONO.width(text[start:end].rstrip()) <= measure for start, end in balanced_lines(text, MONO, measure))
    assert len(balanced_lines(text, MONO, measure)) == len(filled_lines(text, MONO, measure))


def test_a_last_word_does_not_stand_alone_a_line_begins_where_one_is_forced_and_too_wide_a_word_is_broken() -> None:
    text = "one two three four five six"
    assert [text[s:e] for s, e in filled_lines(text, MONO, 12.5)] == ["one two three four five ", "six"]
    assert [text[s:e] for s, e in balanced_lines(text, MONO, 12.5)] == ["one two three ", "four five six"]
    assert len(balanced_lines("one two", MONO, 20, frozenset({4}))) == 2
    assert [e - s for s, e in balanced_lines("a" * 25, MONO, 5)] == [10, 10, 5]


def test_a_hard_blank_does_not_break_and_a_hyphen_does() -> None:
    text = "10\u00a0km all-out"
    assert [text[s:e] for s, e in filled_lines(text, MONO, 4)] == ["10\u00a0km ", "all-out"]
    assert [text[s:e] for s, e in filled_lines(text, MONO, 2.5)] == ["10\u00a0km ", "all-", "out"]


@pytest.mark.campaign("generator/verbatim/publish/cards")
@pytest.mark.parametrize("unit", ["a", "-", "- ", " ", "a-", "—a"])
def test_time_grows_with_the_length_and_not_faster(unit: str) -> None:
    began = time.process_time()
    balanced_lines(unit * 40_000, MONO, 40)
    assert time.process_time() - began < 3
