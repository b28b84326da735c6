"""The timeline of all stories: which pages there are, how they lead to each other, and that each moment has a place."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import edition, mark, pages, person, story
from tests.made_dates import DATES
from tests.publish.test_moments import tide
from verbatim.model import Story
from verbatim.publish.page import Page
from verbatim.publish.timeline_page import A_PAGE, FEW, PeriodView, years

LONG = [f"2030-{number % 12 + 1:02d}-{number % 28 + 1:02d}" for number in range(A_PAGE + 10)] + ["2030"]


def by_address(*dates: str, **fields: str) -> dict[str, Page]:
    made = pages(edition(tide(list(dates), **fields)))
    return {page.address: page for page in made if page.address.startswith("timeline/")}


def period(page: Page) -> PeriodView:
    view = page.payload["period"]
    assert isinstance(view, PeriodView)
    return view


def ids_on(page: Page) -> list[str]:
    return [row.moment["id"] for group in period(page).groups for row in group.rows if row.moment]


def test_a_year_has_a_page_of_its_own_and_a_draft_none() -> None:
    assert list(by_address("2030-05-01", "1987")) == [
        "timeline/index.html", "timeline/1987/index.html", "timeline/2030/index.html",
    ]  # fmt: skip
    assert list(by_address("2030", status="draft")) == ["timeline/index.html"]


def test_a_long_year_goes_on_from_page_to_page_and_begins_with_what_has_no_month() -> None:
    held = by_address(*LONG)
    first, second = held["timeline/2030/index.html"], held["timeline/2030/page/2/index.html"]
    assert (len(ids_on(first)), len(ids_on(second))) == (A_PAGE, len(LONG) - A_PAGE)
    assert [group.date is None for group in period(first).groups][:2] == [True, False]
    assert [one["url"] for one in second.payload["crumbs"]][1:] == [  # type: ignore[attr-defined]
        "timeline/", "timeline/2030/", "timeline/2030/page/2/",
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(DATES, st.just("")), max_size=30))
def test_every_dated_moment_stands_on_one_page(dates: list[str]) -> None:
    held = [page for address, page in by_address(*dates).items() if address != "timeline/index.html"]
    ids = [one for page in held for one in ids_on(page)]
    assert len(ids) == len(set(ids)) == sum(bool(date) for date in dates)


def test_a_year_leads_to_the_years_with_moments_before_and_after_it() -> None:
    held = by_address("1987", "2030", "2031")
    links = {name: period(held[f"timeline/{name}/index.html"]) for name in ("1987", "2030", "2031")}
    assert [(one.earlier and one.earlier["label"], one.later and one.later["label"]) for one in links.values()] == [
        (None, "2030"), ("1987", "2031"), ("2030", None),
    ]  # fmt: skip


def test_the_moments_of_a_year_stand_under_their_months() -> None:
    page = by_address("2030-05-01", "2030", "2030-22", "2030-01", "2030-01-01")["timeline/2030/index.html"]
    rows = [(one.date, [row.moment for row in one.rows if row.moment]) for one in period(page).groups]
    told = [(date and date["edtf"], [one["date"]["edtf"] for one in held if one["date"]]) for date, held in rows]
    assert told == [
        (None, ["2030"]), ("2030-01", ["2030-01-01", "2030-01"]), ("2030-05", ["2030-05-01"]), ("2030-06", ["2030-22"]),
    ]  # fmt: skip


def test_what_has_no_month_has_no_time_between_and_the_key_explains_none() -> None:
    view = period(by_address("2030", "2030~", "2030-05")["timeline/2030/index.html"])
    assert [row.gap for row in view.groups[0].rows] == [None, None]
    assert view.marks == ["month", "year", "about"]


@pytest.mark.parametrize(("dates", "read", "told"), [
    (["1981", "1987-05", *["2030"] * (FEW + 1)],
     lambda of: [(row.date["edtf"], [one["label"] for one in row.years]) for row in (*of["spans"], *of["earlier"])],
     [("2030", []), ("198X", ["1981", "1987"])]),
    (["1981", "1987-05", "2030"],
     lambda of: [[(row.date["edtf"], row.empty) for row in of[key]] for key in ("spans", "earlier")],
     [[("203X", 40)], [("198X", 0)]]),
    (["2030"] * (FEW + 1), lambda of: of["spans"][0].bars, []),
    (["2031-01-01", "2031-02-01", "2032-01-01"], lambda of: [one["date"]["edtf"] for one in of["latest"]],
     ["2031-02-01", "2031-01-01"]),
    (["2030", "", ""], lambda of: of["undated"], 2),
], ids=[
    "a decade of few as one row that leads to its years", "apart what lies before the first text, and empty years",
    "no column of what has no month", "the latest that had happened, newest first", "how many have no date",
])  # fmt: skip
def test_the_first_page_has(dates: list[str], read: Callable[[Any], object], told: object) -> None:
    assert read(by_address(*dates)["timeline/index.html"].payload) == told


@pytest.mark.parametrize(
    ("few", "many"), [("2030-05-01", "2030-06-01"), ("2031", "2036")], ids=["months of a year", "years of a decade"]
)
def test_columns_are_as_high_as_their_moments_are_many(few: str, many: str) -> None:
    dates = [few, many, many] * (FEW if "-" in few else 1)
    payload: Any = by_address(*dates)["timeline/index.html"].payload
    first, second = payload["spans"][0].bars
    assert second.height == pytest.approx(2 * first.height, abs=0.2)
    assert second.x > first.x


@pytest.mark.parametrize(("others", "link"), [
    ([], "stories/tide/#who-ada"), ([story("b", "Ada Vell left.", [person("Ada Vell", "ada")])], "people/ada/#moments"),
], ids=["without a page", "with one"])  # fmt: skip
def test_somebody_named_in_several_moments_is_a_link_to_their_own(others: list[Story], link: str) -> None:
    made = pages(edition(tide(["2030", "2031"]), *others))
    filters: Any = next(one for one in made if one.address == "timeline/index.html").payload["filters"]
    assert [(one["url"], one["count"]) for one in filters] == [(link, 2)]


def test_what_begins_together_in_several_stories_keeps_their_order() -> None:
    tides = [story(name, "Shut in 2030.", [mark("2030", "moment", date="2030")]) for name in ("b", "a")]
    assert [one.story for one in years(edition(*tides))[0].moments] == ["a", "b"]
