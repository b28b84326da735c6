"""The timeline in Chromium: a mark on one line, time drawn apart from rows, everything there in print and by link."""

import pytest
from playwright.sync_api import Page

from tests.conftest import Visit

pytestmark = pytest.mark.browser

STORY = "stories/harbour/index.html"
OWN = "stories/harbour/timeline/index.html"


def middles(page: Page, selector: str) -> list[float]:
    """Return where the middle of each element is, from the side."""
    boxes = [box for box in (one.bounding_box() for one in page.locator(selector).all()) if box]
    assert boxes
    return [box["x"] + box["width"] / 2 for box in boxes]


@pytest.mark.parametrize("width", [390, 1280])
def test_marks_and_time_stand_on_one_line(visit: Visit, width: int) -> None:
    page = visit(OWN, viewport={"width": width, "height": 900})
    found = middles(page, ".timeline > .timeline__row .mark") + middles(page, ".timeline .stretch")
    assert max(found) - min(found) < 1


def test_print_shows_what_is_closed_on_the_screen_and_breaks_no_row(visit: Visit) -> None:
    page = visit(STORY)
    people = page.locator("#whos-who a").first
    assert not people.is_visible()
    page.emulate_media(media="print")
    assert people.is_visible()
    page.goto(page.url.replace(STORY, OWN))
    rows = page.locator(".timeline__row").evaluate_all("rows => rows.map(row => getComputedStyle(row).breakInside)")
    assert {*rows} == {"avoid"}


def test_marks_are_seen_in_forced_colours(visit: Visit) -> None:
    page = visit(OWN, forced_colors="active", color_scheme="dark")
    fill, around = page.locator(".timeline .mark").first.evaluate(
        "mark => [getComputedStyle(mark).stroke, getComputedStyle(document.body).backgroundColor]"
    )
    assert fill != around


def test_each_year_of_a_decade_stands_under_its_tenth_of_the_line(visit: Visit) -> None:
    page = visit("timeline/index.html")
    places = middles(page, ".density__years a")
    tenths = page.locator(".density__years a").evaluate_all(
        """links => links.map(link => {
          const line = link.closest('.density__row').querySelector('.axis').getBoundingClientRect();
          return line.left + line.width * (0.02 + 0.96 * (Number(link.textContent.at(-1)) + 0.5) / 10);
        })"""
    )
    assert [abs(place - tenth) < 1 for place, tenth in zip(places, tenths, strict=True)] == [True] * len(tenths)
