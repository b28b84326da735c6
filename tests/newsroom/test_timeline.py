from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import mark, story
from tests.made_dates import DATES, DAYS
from verbatim.core import dates as edtf
from verbatim.core.i18n import unread_reason
from verbatim.model import Moment, Span
from verbatim.newsroom import join
from verbatim.newsroom.timeline import Gap, dated, gap_between, is_after, undated, unestablished

TEXT = "“Lift”, said Mara Lind on Monday. About 40 men pulled."
ONE = Moment("m-1", "rope", Span(0, 9), Span(0, 4), "2031-03-04", "stated", "", "reported", ())


def moments(*dates: str) -> list[Moment]:
    return [replace(ONE, id=f"m-{i}", date=date, words=Span(i, i + 1)) for i, date in enumerate(dates)]


@pytest.mark.parametrize(
    ("dates", "ordered"),
    [
        pytest.param("2015-06 2015-01-03 2015", "2015 2015-01-03 2015-06", id="where its span begins"),
        pytest.param("201X 2010 2010-01 2010-01-01", "2010-01-01 2010-01 2010 201X", id="the shorter first"),
        pytest.param("1907 ../2011 0900", "../2011 0900 1907", id="what is only before something first"),
        pytest.param(
            "2031-03-04T20:15:00 2031-03-04T08:30:00 2031-03-04",
            "2031-03-04 2031-03-04T08:30:00 2031-03-04T20:15:00",
            id="by time within a day",
        ),
    ],
)
def test_dates_of_any_precision_have_an_order(dates: str, ordered: str) -> None:
    assert [one.date for one in dated(moments(*dates.split()))] == ordered.split()


def test_moments_of_one_date_keep_the_order_of_the_text() -> None:
    assert [one.id for one in dated(moments("2031", "2031"))] == ["m-0", "m-1"]


def test_moments_without_a_date_are_a_group_of_their_own() -> None:
    assert [one.id for one in undated(moments("2031", "", "2030"))] == ["m-1"]


@pytest.mark.parametrize(("value", "expected"), [
    ("2031-03-05", True), ("2031-03-04", False), ("2031-03", False), ("2031", False), ("2031-04", True),
    ("2030/2032", False), ("2032/..", True), ("../2040", False), ("", False),
])  # fmt: skip
def test_only_what_lies_wholly_after_publication_is_ahead(value: str, expected: bool) -> None:  # noqa: FBT001
    assert is_after(value, "2031-03-04") is expected


def test_nothing_is_ahead_of_a_publication_that_is_not_known() -> None:
    assert not is_after("2031-03-05", "")


@pytest.mark.parametrize(("earlier", "later", "told"), [
    ("2020-01-01", "2020-01-02", "1 day"), ("2020-01-02", "2020-02-01", "4 week"),
    ("2020-02-01", "2020-08-01", "6 month"), ("2020-08-01", "2031-08-01", "11 year"),
    ("1987", "2031-03-03", "about 44 year"), ("2015-04", "2015-05", "about 1 month"),
    ("2015-04~", "2016-04-15", "about 12 month"), ("2014/2019", "2028", "about 9 year"),
    ("../2011", "2031", "about 20 year"), ("1997", "1998", "about 1 year"),
])  # fmt: skip
def test_a_gap_is_told_in_the_unit_that_fits_and_with_little_precision_as_about(
    earlier: str, later: str, told: str
) -> None:
    found = gap_between(earlier, later)
    assert f"{'about ' * found.about}{found.number} {found.unit}" == told


@pytest.mark.parametrize(("lang", "attributes", "told"), [
    ("de", {"basis": "none", "why": unread_reason("de")}, []),
    ("de", {"basis": "none", "why": "Sie wollte nicht genannt werden"}, ["Sie wollte nicht genannt werden"]),
    ("en", {"basis": "stated", "said_by": "Mara Lind"}, []),
], ids=["a language that is not read", "an editor leaves it open there", "attributed"])  # fmt: skip
def test_a_quotation_is_a_silence_where_its_speaker_was_looked_for_and_not_found(
    lang: str, attributes: dict[str, str], told: list[str]
) -> None:
    made = story("a", TEXT, [mark("“Lift”", "quote", "q-1", **attributes)], lang=lang)
    assert [one.why for one in unestablished(join([made], {}).quotes.values(), [])] == told


@pytest.mark.parametrize(("earlier", "later"), [
    ("2015", "2015-12-16"), ("2015", "2015"), ("2015-12", "2015-12-01"), ("../2011", "1907"), ("2015-01-01", "2015"),
    ("2014/2019", "2016"),
])  # fmt: skip
def test_between_dates_that_may_be_one_time_no_time_is_told(earlier: str, later: str) -> None:
    found = gap_between(earlier, later)
    assert found.overlap
    assert found.days == 0


def test_within_a_day_there_is_no_gap() -> None:
    assert gap_between("2031-03-04", "2031-03-04") is None


@given(st.lists(DATES, min_size=1, max_size=12))
def test_every_dated_moment_stands_once_in_the_order_of_first_days(dates: list[str]) -> None:
    found = dated(moments(*dates))
    assert sorted(one.id for one in found) == sorted(f"m-{i}" for i in range(len(dates)))
    assert [edtf.sort_key(one.date) for one in found] == sorted(edtf.sort_key(date) for date in dates)


@given(st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_a_gap_between_days_is_exact(days: list[str]) -> None:
    first, second = (edtf.parse(day) for day in days)
    assert first and second and first.earliest and second.earliest  # noqa: PT018
    found = gap_between(*days)
    assert (found.days if found else 0) == (second.earliest - first.earliest).days


@given(DATES, DATES)
def test_no_gap_is_negative(one: str, other: str) -> None:
    earlier, later = sorted((one, other), key=edtf.sort_key)
    found: Gap | None = gap_between(earlier, later)
    assert found is None or found.overlap or (found.days > 0 and found.number >= 0)


def test_what_is_not_established_is_told_with_its_reason() -> None:
    marks = [mark("“Lift”", "quote", "q-1", basis="none", why="nobody is named"), mark("Monday", "moment")]
    room = join([story("a", TEXT, marks)], {})
    told = unestablished(room.quotes.values(), room.moments)
    assert [(one.quote is None, one.why) for one in told] == [
        (False, "nobody is named"),
        (True, "We did not find its date"),
    ]
