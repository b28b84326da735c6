"""Partial dates: what they mean in days, what HTML may hold of them, and how they read."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.made_dates import DAYS, DECADES, MONTHS, YEARS
from tests.sentences import rows
from verbatim.core.dates import day_in_name, human, machine, parse, sort_key
from verbatim.site.i18n import words_in

SINGLE = st.one_of(DAYS, MONTHS, YEARS, DECADES, YEARS.map(lambda year: f"{year[:2]}XX"))


def oracle_days(value: str) -> tuple[date, date]:
    """The first and last day that the library of reference gives."""
    known = parse_edtf(value)
    return date(*known.lower_strict()[:3]), date(*known.upper_strict()[:3])


def days_of(value: str) -> tuple[date | None, date | None, str]:
    known = parse(value)
    assert known is not None
    return known.earliest, known.latest, known.precision


@given(SINGLE)
def test_a_single_date_has_the_days_that_the_reference_library_gives(value: str) -> None:
    assert days_of(value)[:2] == oracle_days(value)


@given(DAYS, DAYS)
def test_an_interval_has_the_days_that_the_reference_library_gives(one: str, other: str) -> None:
    value = "/".join(sorted((one, other)))
    assert days_of(value) == (*oracle_days(value), "interval")


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2015-21", date(2015, 3, 1), date(2015, 5, 31)), ("2015-23", date(2015, 9, 1), date(2015, 11, 30)),
    ("2015-24", date(2015, 12, 1), date(2016, 2, 29)),
])  # fmt: skip
def test_a_season_has_three_months_and_winter_runs_into_the_next_year(value: str, first: date, last: date) -> None:
    assert days_of(value) == (first, last, "season")


@pytest.mark.parametrize(
    "value",
    ["", "2015-02-30", "2015-13", "2015-00", "0000", "2015-25", "x", "15", "2015-1-1", "/", "../..", "2015/2014",
     "2015/x", "a/2015", "2015/2016/2017", "2015-02-29", "٢٠١٥", "2015 ", "9999-24", "2" * 500],
)  # fmt: skip
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse(value) is None


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none_and_never_an_error(value: str) -> None:
    known = parse(value)
    assert known is None or known.value == value
    assert isinstance(machine(value), str)
    assert isinstance(human(value), str)
    assert len(sort_key(value)) == 2


@pytest.mark.parametrize(("value", "held"), [
    ("2015-12-16", "2015-12-16"), ("2015-12-16T08:30", "2015-12-16"), ("2015-12", "2015-12"),
    ("2015", "2015"), ("2015-10-12/2015-10-18", "2015-W42"), ("2015-10-13/2015-10-19", ""),
    ("2015-22", ""), ("201X", ""), ("1998~", ""), ("2015/..", ""), ("2015-02-30", ""),
])  # fmt: skip
def test_machine_values_are_those_that_html_has_a_form_for(value: str, held: str) -> None:
    assert machine(value) == held


def test_values_are_ordered_by_first_then_last_day_and_what_is_no_date_comes_last() -> None:
    ordered = ["/1999", "201X", "2014", "2015-01-01", "2015-01", "2015", "2016-01-01/..", "none"]
    assert sorted({*ordered}, key=sort_key) == ordered


@rows("value,english,german", "core/dates.txt", "in words")
def test_dates_are_told_in_words(value: str, english: str, german: str) -> None:
    assert human(value) == english
    assert human(value, words_in({"DEFAULT_LANG": "de", "THEME": ROOT / "theme"})) == german


@rows("name,day", "core/dates.txt", "a day in a file's name")
def test_a_day_stands_in_a_files_name_and_other_numbers_are_none(name: str, day: str) -> None:
    assert (day_in_name(name) or "none") == day
