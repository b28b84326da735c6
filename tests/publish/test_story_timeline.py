"""The timeline of a story drawn whole: marks within its edges, dates under its axis, a lane for each person."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import edition
from tests.made_dates import DATES
from tests.publish.test_moments import PUBLISHED, tide
from verbatim.core import dates as edtf
from verbatim.model import Story
from verbatim.publish import Edition
from verbatim.publish.axis import FROM, TO, tick_dates
from verbatim.publish.story_timeline import StripView


def made(*dates: str) -> tuple[Edition, Story]:
    held = edition(tide(list(dates)))
    return held, held.newsroom.stories["tide"]


@settings(deadline=None, max_examples=40)
@given(st.lists(DATES, min_size=3, max_size=12))
def test_a_strip_draws_every_moment_within_its_edges_or_names_what_lies_beyond_them(dates: list[str]) -> None:
    strip = StripView.of(*made(*dates))
    if strip:
        assert len(strip.drawn.marks) == len(dates) or strip.before or strip.after
        assert all(FROM <= one.x <= one.x + one.width <= TO + 0.02 for one in strip.drawn.marks)
        assert [one.x for one in strip.ticks] == sorted(one.x for one in strip.ticks)


def test_days_that_would_hide_each_other_stand_on_each_other() -> None:
    strip = StripView.of(*made("2030-01-01", "2030-01-01", "2030-06-01"))
    assert strip
    assert [one.lane for one in strip.drawn.marks] == [0, -1, 0]


def test_a_strip_has_a_line_for_everybody_who_is_named_in_several_moments() -> None:
    strip = StripView.of(*made("2030-01-01", "2030-02-01", "2030-06-01"))
    assert strip
    assert [(one.person["id"], one.moments) for one in strip.people] == [("ada", 3)]


def test_lanes_have_an_axis_as_long_as_they_need() -> None:
    one = tide(["1960-01-01", "2030-01-01", "2030-06-01"])
    first = next(part for part in one.fragments if any(m.kind == "moment" for m in part.marks))
    alone = replace(first, marks=tuple(replace(m, attrs={**m.attrs, "people": ""}) for m in first.marks))
    held = edition(replace(one, fragments=tuple(alone if part == first else part for part in one.fragments)))
    strip = StripView.of(held, held.newsroom.stories["tide"])
    assert strip
    assert [[mark.x for mark in lane.drawn.marks] for lane in strip.people] == [[FROM, TO]]
    assert strip.people_ticks[0].date["edtf"].startswith("2030")


def test_a_place_has_no_line_among_those_who_take_part() -> None:
    one = tide(["2030-01-01", "2030-02-01", "2030-06-01"])
    placed = tuple(
        replace(part, marks=tuple(replace(m, kind="place") if m.kind == "person" else m for m in part.marks))
        for part in one.fragments
    )
    held = edition(replace(one, fragments=placed))
    strip = StripView.of(held, held.newsroom.stories["tide"])
    assert strip
    assert strip.people == []


def test_few_moments_and_moments_of_one_day_have_no_strip() -> None:
    assert StripView.of(*made("2030-01-01", "2030-02-01")) is None
    assert StripView.of(*made(PUBLISHED, PUBLISHED, PUBLISHED)) is None


def test_what_lies_far_from_the_text_stands_at_the_ends_of_its_strip() -> None:
    near = ["2030-05-01", "2030-06-01", "2030-07-01"]
    strip = StripView.of(*made("1962", *near, "2050"))
    assert strip is not None
    assert strip.before is not None
    assert strip.after is not None
    assert (strip.before["edtf"], strip.after["edtf"], len(strip.drawn.marks)) == ("1962", "2050", len(near))


@given(st.integers(1, 1_000_000), st.integers(1, 900_000))
def test_an_axis_names_at_most_four_dates_and_all_lie_on_it(first: int, length: int) -> None:
    found = [edtf.parse(value) for value in tick_dates(first, first + length)]
    assert len(found) <= 4
    assert all(one and one.earliest and first <= one.earliest.toordinal() <= first + length for one in found)
