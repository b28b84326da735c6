"""Partial dates: what they mean in days, what HTML may hold of them, and how they read."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from tests.made_dates import DAYS, DECADES, MONTHS, YEARS
from verbatim.core.dates import day_in_name, human, machine, parse, sort_key

SINGLE = st.one_of(DAYS, MONTHS, YEARS, DECADES, YEARS.map(lambda year: f"{year[:2]}XX"))


def oracle_days(value: str) -> tuple[date, date]:
    """The first and last day that the library of reference gives."""
    known = parse_edtf(value)
    first, last = known.lower_strict(), known.upper_strict()
    return date(*first[:3]), date(*last[:3])


@given(SINGLE)
def test_a_single_date_has_the_days_that_the_reference_library_gives(value: str) -> None:
    known = parse(value)
    assert known is not None
    assert (known.earliest, known.latest) == oracle_days(value)


@given(DAYS, DAYS)
def test_an_interval_has_the_days_that_the_reference_library_gives(one: str, other: str) -> None:
    first, last = sorted((one, other))
    value = f"{first}/{last}"
    known = parse(value)
    assert known is not None
    assert (known.earliest, known.latest, known.precision) == (*oracle_days(value), "interval")


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2015-21", date(2015, 3, 1), date(2015, 5, 31)),
    ("2015-23", date(2015, 9, 1), date(2015, 11, 30)),
    ("2015-24", date(2015, 12, 1), date(2016, 2, 29)),
])  # fmt: skip
def test_a_season_has_three_months_and_winter_runs_into_the_next_year(value: str, first: date, last: date) -> None:
    known = parse(value)
    assert known is not None
    assert (known.earliest, known.latest, known.precision) == (first, last, "season")


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
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=sort_key) == ordered


@pytest.mark.parametrize(("value", "words"), [
    ("2015-12-16", "16 December 2015"), ("2015-12-16T08:30:00Z", "16 December 2015"),
    ("2015-12", "December 2015"), ("2015-22", "summer 2015"), ("2015", "2015"), ("201X", "the 2010s"),
    ("18XX", "the 1800s"), ("1998~", "about 1998"), ("1998?", "perhaps 1998"),
    ("1998-05%", "perhaps about May 1998"), ("2006-10/2006-12", "from October to December 2006"),
    ("2006-10-02/2006-10-08", "from 2 to 8 October 2006"),
    ("2006-09-30/2006-10-02", "from 30 September to 2 October 2006"),
    ("2006-12-30/2007-01-02", "from 30 December 2006 to 2 January 2007"),
    ("2006~/2008", "from about 2006 to 2008"), ("2006/..", "since 2006"), ("/2006", "until 2006"),
    ("no date", "no date"),
])  # fmt: skip
def test_dates_are_told_in_words(value: str, words: str) -> None:
    assert human(value) == words


@pytest.mark.parametrize(("names", "day"), [
    (("courier_2031-03-04_the-wall.txt", "20310304.md", "2031-03-04-5-walls.html", "a 2031-03-04 (20310304).txt"),
     "2031-03-04"),
    (("wall.txt", "wall-2031.txt", "wall-2031-03.txt", "wall-04-03-2031.txt", "wall-310304.txt",
      "wall-2031-02-30.txt", "wall-00010304.txt", "2031-03-04_2031-03-05.txt", "20310304_99999999.txt",
      "2031030412.txt", "x20310304.txt", "é2031-03-04.txt", "978-2031-03-04.txt",
      "case-2031-03-04-0007.txt", "wall.2031-03-04"), ""),
])  # fmt: skip
def test_a_day_stands_in_a_files_name_and_other_numbers_are_none(names: tuple[str, ...], day: str) -> None:
    assert {name: day_in_name(name) for name in names} == dict.fromkeys(names, day)
