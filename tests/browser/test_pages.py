"""Every kind of page, in Chromium: it reads without scripts, fits a small phone, and keeps the console silent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.axe import SCHEMES, violations
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
PHONES: list[ViewportSize] = [{"width": 320, "height": 700}, {"width": 390, "height": 700}]
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def first_of(site: Path, pattern: str) -> str:
    return str(min(site.glob(pattern)).relative_to(site))


@dataclass(frozen=True)
class Seen:
    """What is seen of one page: its console, its words, what sticks out on phones, what axe finds."""

    answered: bool
    messages: list[str]
    words: list[str]
    beyond: dict[int, int]
    violations: dict[str, list[Any]]


@pytest.fixture(scope="module", params=KINDS)
def address(request: pytest.FixtureRequest, site: Path) -> str:
    return first_of(site, KINDS[request.param])


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[tuple[Listened, Page]]:
    """A page with scripts and one without, which go from address to address."""
    with_scripts, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    yield Listened(with_scripts.new_page()), without.new_page()
    with_scripts.close()
    without.close()


@pytest.fixture(scope="module")
def seen(windows: tuple[Listened, Page], site_url: str, address: str) -> Seen:
    """What two visits with scripts show, on a phone and in a wide window: tests look at it, and open nothing."""
    listened, page = windows[0], windows[0].page
    page.set_viewport_size(PHONES[0])
    page.goto(f"{site_url}/{address}")
    beyond = {}
    for size in PHONES:
        page.set_viewport_size(size)
        beyond[size["width"]] = page.evaluate(BEYOND)
    page.goto("about:blank")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    listened.messages.clear()
    answer = page.goto(f"{site_url}/{address}")
    words, messages = words_of(page), [*listened.messages]
    return Seen(bool(answer and answer.ok), messages, words, beyond, violations(page))


def words_of(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in page.locator("[data-char]").all_inner_texts()]


def test_page_says_nothing_on_the_console(seen: Seen) -> None:
    assert seen.answered
    assert seen.messages == []


@pytest.mark.parametrize("width", [320, 390])
def test_page_does_not_scroll_sideways(seen: Seen, width: int) -> None:
    assert seen.beyond[width] <= 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_that_keeps_people_out(seen: Seen, scheme: str) -> None:
    assert seen.violations[scheme] == []


def test_page_shows_the_same_words_without_scripts(
    windows: tuple[Listened, Page], seen: Seen, site_url: str, address: str
) -> None:
    windows[1].goto(f"{site_url}/{address}")
    assert words_of(windows[1]) == seen.words


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
