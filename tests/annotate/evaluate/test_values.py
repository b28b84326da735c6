"""Values of dates: TimeML and EDTF are the same where they mean the same days."""

from datetime import date

import pytest

from verbatim.annotate.evaluate.matching import days, same_days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2006-W10", date(2006, 3, 6), date(2006, 3, 12)),
        ("2006-W10-WE", date(2006, 3, 11), date(2006, 3, 12)),
        ("2006-W10-3", date(2006, 3, 8), date(2006, 3, 8)),
        ("2006-Q2", date(2006, 4, 1), date(2006, 6, 30)),
        ("2006-H2", date(2006, 7, 1), date(2006, 12, 31)),
        ("2006-WI", date(2006, 12, 1), date(2007, 2, 28)),
        ("200", date(2000, 1, 1), date(2009, 12, 31)),
        ("19", date(1900, 1, 1), date(1999, 12, 31)),
        ("2006-XX", date(2006, 1, 1), date(2006, 12, 31)),
        ("2006-03-08T10:00Z", date(2006, 3, 8), date(2006, 3, 8)),
        ("/2006-03", None, date(2006, 3, 31)),
        ("2006~", date(2006, 1, 1), date(2006, 12, 31)),
    ],
)
def test_a_value_has_a_first_and_a_last_day(value: str, first: date | None, last: date) -> None:
    assert days(value) == (first, last)


@pytest.mark.parametrize("value", [None, "", "P1Y", "PAST_REF", "2006-13", "2006-W60", "2006-Q7", "XXXX-XX-XX"])
def test_what_is_no_calendar_date_has_none(value: str | None) -> None:
    assert days(value) is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2006-Q2", "2006-04/2006-06", True),
        ("2006-W10", "2006-03-05/2006-03-11", True),
        ("2006-W10", "2006-03-04/2006-03-10", False),
        ("2006-03-08", "2006-03-09", False),
        ("/2006-03", "../2006-03", True),
        ("/2006-03", "2006-03", False),
        ("PAST_REF", "past_ref", True),
        ("2006", None, False),
    ],
)
def test_values_are_the_same_where_they_mean_the_same_days(one: str, other: str | None, *, alike: bool) -> None:
    assert same_days(one, other) is alike
