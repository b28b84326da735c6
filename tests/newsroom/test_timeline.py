from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import mark, story
from tests.made_dates import DATES, DAYS
from tests.sentences import rows
from verbatim.core import dates as edtf
from verbatim.core.i18n import unread_reason
from verbatim.model import Moment, Span
from verbatim.newsroom import join
from verbatim.newsroom.timeline import Gap, dated, gap_between, is_after, undated, unestablished

TEXT = "“Lift”, said Mara Lind on Monday. About 40 men pulled."
ONE = Moment("m-1", "rope", Span(0, 9), Span(0, 4), "2031-03-04", "stated", "", "reported", ())


def moments(*dates: str) -> list[Moment]:
    return [replace(ONE, id=f"m-{i}", date=date, words=Span(i, i + 1)) for i, date in enumerate(dates)]


@rows("dates,ordered", "newsroom/timeline.txt", "dates in order")
def test_dates_of_any_precision_have_an_order(dates: str, ordered: str) -> None:
    assert [one.date for one in dated(moments(*dates.split()))] == ordered.split()


def test_moments_of_one_date_keep_the_order_of_the_text_and_those_without_are_a_group_of_their_own() -> None:
    assert [one.id for one in dated(moments("2031", "2031"))] == ["m-0", "m-1"]
    assert [one.id for one in undated(moments("2031", "", "2030"))] == ["m-1"]


@rows("value,told", "newsroom/timeline.txt", "whether a date is ahead of 2031-03-04")
def test_only_what_lies_wholly_after_publication_is_ahead(value: str, told: str) -> None:
    assert is_after(value, "2031-03-04") == (told == "ahead")
    assert not is_after("", "2031-03-04")
    assert not is_after(value, "")


@rows("earlier,later,told", "newsroom/timeline.txt", "the time between two dates")
def test_a_gap_is_told_in_the_unit_that_fits_with_little_precision_as_about_and_not_where_they_may_be_one_time(
    earlier: str, later: str, told: str
) -> None:
    found = gap_between(earlier, later)
    if found is None or found.overlap:
        assert told == ("none is told" if found else "there is none")
        assert not (found and found.days)
    else:
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
    told = [(one.quote is None, one.why) for one in unestablished(room.quotes.values(), room.moments)]
    assert told == [(False, "nobody is named"), (True, "We did not find its date")]
