"""Every kind of page, in Chromium: it reads without scripts, fits a small phone, and keeps the console silent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.conftest import Listened
from tests.conftest import Visit

pytestmark = pytest.mark.browser

KINDS = {
    "front": "index.html",
    "stories": "stories/index.html",
    "story": "stories/harbour/index.html",
    "story with controls and markup": "stories/ferry/index.html",
    "story timeline": "stories/harbour/timeline/index.html",
    "quotes": "quotes/index.html",
    "people": "people/index.html",
    "person": "people/ada-vell/index.html",
    "timeline": "timeline/index.html",
    "search": "search/index.html",
    "about": "about/index.html",
    "corrections": "corrections/index.html",
    "not found": "404.html",
    "year": "timeline/*/index.html",
    "quote": "quotes/q-*/index.html",
    "quote frame": "embed/quotes/q-*/index.html",
}
PHONES = (320, 390)
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def first_of(site: Path, pattern: str) -> str:
    return str(min(site.glob(pattern)).relative_to(site))


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[tuple[Listened, Page]]:
    """A page with scripts and one without, which go from address to address."""
    with_scripts, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    yield Listened(with_scripts.new_page()), without.new_page()
    with_scripts.close()
    without.close()


def words_of(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in page.locator("[data-char]").all_inner_texts()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_silent_fits_phones_keeps_nobody_out_and_has_the_same_words_without_scripts(
    windows: tuple[Listened, Page], site: Path, site_url: str, kind: str
) -> None:
    (listened, without), address = windows, f"{site_url}/{first_of(site, KINDS[kind])}"
    page = listened.page
    page.goto(address)
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(BEYOND) <= 0
    page.goto("about:blank")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    listened.messages.clear()
    answer = page.goto(address)
    assert answer.ok
    words = words_of(page)
    assert listened.messages == []
    assert violations(page) == {"light": [], "dark": []}
    without.goto(address)
    assert words_of(without) == words


def test_first_key_reaches_the_skip_link(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/stories/harbour/index.html")
    listened.page.keyboard.press("Tab")
    target = listened.page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert listened.page.locator(target).count() == 1


def test_dark_scheme_is_dark_and_warm(visit: Visit) -> None:
    page = visit("index.html", color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    assert max(red, green, blue) < 60
    assert (red, green, blue) != (0, 0, 0)


def test_nothing_moves_while_a_story_loads(listened: Listened, site_url: str) -> None:
    listened.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.moved += e.value }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    listened.page.goto(f"{site_url}/stories/harbour/index.html")
    listened.page.wait_for_load_state("networkidle")
    assert listened.page.evaluate("window.moved") < 0.001


@pytest.mark.parametrize("marks", ["«»", "「」"])
def test_a_mark_that_hangs_never_leaves_a_phone(visit: Visit, site: Path, marks: str) -> None:
    page = visit(first_of(site, "quotes/q-*/index.html"), viewport={"width": 320, "height": 640})
    page.locator(".card__words").first.evaluate("(one, marks) => { one.dataset.marks = marks; one.dir = 'rtl' }", marks)
    assert page.evaluate(BEYOND) == 0
