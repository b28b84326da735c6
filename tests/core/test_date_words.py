"""Partial dates in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.core.dates import human


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2015-12-16", "16 December 2015"),
        ("2015-12-16T08:30:00Z", "16 December 2015"),
        ("2015-12", "December 2015"),
        ("2015-22", "summer 2015"),
        ("2015", "2015"),
        ("201X", "the 2010s"),
        ("18XX", "the 1800s"),
        ("1998~", "about 1998"),
        ("1998?", "perhaps 1998"),
        ("1998-05%", "perhaps about May 1998"),
        ("2006-10/2006-12", "from October to December 2006"),
        ("2006-10-02/2006-10-08", "from 2 to 8 October 2006"),
        ("2006-09-30/2006-10-02", "from 30 September to 2 October 2006"),
        ("2006-12-30/2007-01-02", "from 30 December 2006 to 2 January 2007"),
        ("2006~/2008", "from about 2006 to 2008"),
        ("2006/..", "since 2006"),
        ("/2006", "until 2006"),
        ("no date", "no date"),
    ],
)
def test_dates_are_told_in_words(value: str, words: str) -> None:
    assert human(value) == words


@given(st.text(max_size=30))
def test_any_text_has_words_and_is_never_an_error(value: str) -> None:
    assert isinstance(human(value), str)
