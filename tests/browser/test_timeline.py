"""The timeline in Chromium: a mark on one line, time drawn apart from rows, everything there in print and by link."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Listened

pytestmark = pytest.mark.browser

STORY = "stories/harbour/index.html"
OWN = "stories/harbour/timeline/index.html"


@pytest.fixture
def years(site: Path) -> list[str]:
    """The addresses of the pages of years, earliest first."""
    return sorted(f"timeline/{path.parent.name}/index.html" for path in site.glob("timeline/*/index.html"))


def middles(page: Page, selector: str) -> list[float]:
    """Return where the middle of each element is, from the side."""
    held = page.locator(selector).all()
    boxes = [box for box in (one.bounding_box() for one in held) if box]
    assert boxes
    return [box["x"] + box["width"] / 2 for box in boxes]


@pytest.mark.parametrize("width", [390, 1280])
def test_marks_and_time_stand_on_one_line(browser: Browser, site_url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site_url}/{OWN}")
    found = middles(page, ".timeline > .timeline__row .mark") + middles(page, ".timeline .stretch")
    context.close()
    assert max(found) - min(found) < 1


def test_the_day_of_publication_is_on_the_line(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/{STORY}")
    listened.page.locator("#timeline > summary").click()
    assert "Published 4 March 2031" in listened.page.locator(".published-here").inner_text()
    after = listened.page.locator(".timeline__row--published ~ .timeline__row").all_inner_texts()
    assert any("June 2032" in text for text in after)


def test_print_shows_what_is_closed_on_the_screen(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/{STORY}")
    people = listened.page.locator("#whos-who a").first
    assert not people.is_visible()
    listened.page.emulate_media(media="print")
    assert people.is_visible()


def test_print_breaks_no_row(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/{OWN}")
    listened.page.emulate_media(media="print")
    rows = listened.page.locator(".timeline__row").all()
    assert rows
    assert {row.evaluate("row => getComputedStyle(row).breakInside") for row in rows} == {"avoid"}


def test_a_moment_leads_into_the_text(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/{STORY}")
    listened.page.locator("#timeline > summary").click()
    listened.page.locator(".moment-card__told").last.click()
    assert "#char=" in listened.page.url


def test_marks_are_seen_in_forced_colours(browser: Browser, site_url: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site_url}/{OWN}")
    fill, around = page.locator(".timeline .mark").first.evaluate(
        "mark => [getComputedStyle(mark).stroke, getComputedStyle(document.body).backgroundColor]"
    )
    context.close()
    assert fill != around


def test_years_lead_on_to_each_other(listened: Listened, site_url: str, years: list[str]) -> None:
    assert len(years) > 1
    listened.page.goto(f"{site_url}/{years[0]}")
    for address in years[1:]:
        listened.page.locator("a[rel=next]").click()
        listened.page.wait_for_url(f"**/{address}")


def test_the_overview_leads_to_every_year(listened: Listened, site_url: str, years: list[str]) -> None:
    listened.page.goto(f"{site_url}/timeline/index.html")
    links = listened.page.locator(".density a").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert sorted(links) == [f"/{address}" for address in years]


def test_each_year_of_a_decade_stands_under_its_tenth_of_the_line(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/timeline/index.html")
    places = middles(listened.page, ".density__years a")
    tenths = listened.page.locator(".density__years a").evaluate_all(
        """links => links.map(link => {
          const line = link.closest('.density__row').querySelector('.axis').getBoundingClientRect();
          return line.left + line.width * (0.02 + 0.96 * (Number(link.textContent.at(-1)) + 0.5) / 10);
        })"""
    )
    assert [abs(place - tenth) < 1 for place, tenth in zip(places, tenths, strict=True)] == [True] * len(tenths)


def test_a_link_to_a_moment_of_another_page_finds_it(listened: Listened, site_url: str, years: list[str]) -> None:
    listened.page.goto(f"{site_url}/{years[-1]}")
    listened.page.locator(".moment-card__story a").first.click()
    name = listened.page.url.partition("#")[2]
    listened.page.locator(f"[id='{name}']").wait_for(state="visible")
