"""Every kind of page, in Chromium: it reads without scripts, fits a small phone, and keeps the console silent."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Listened

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
}


def first_of(site: Path, pattern: str) -> str:
    return str(min(site.glob(pattern)).relative_to(site))


@pytest.fixture(params=[*KINDS, "year", "quote", "quote frame"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of one page of each kind."""
    if request.param == "year":
        return first_of(site, "timeline/*/index.html")
    if request.param == "quote":
        return first_of(site, "quotes/q-*/index.html")
    if request.param == "quote frame":
        return first_of(site, "embed/quotes/q-*/index.html")
    return KINDS[request.param]


def test_page_says_nothing_on_the_console(listened: Listened, site_url: str, address: str) -> None:
    answer = listened.page.goto(f"{site_url}/{address}")
    assert answer
    assert answer.ok
    assert listened.messages == []


@pytest.mark.parametrize("width", [320, 390])
def test_page_does_not_scroll_sideways(browser: Browser, site_url: str, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{site_url}/{address}")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert beyond <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_people_out(browser: Browser, site_url: str, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site_url}/{address}")
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_page_shows_the_same_words_without_scripts(browser: Browser, site_url: str, address: str) -> None:
    words = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{site_url}/{address}")
        shown = page.locator("[data-char]").all_inner_texts()
        words.append([re.sub(r"\s+", " ", text) for text in shown])
        context.close()
    assert words[0] == words[1]


def test_page_keeps_no_style_in_attributes(site: Path, address: str) -> None:
    assert not re.search(r"<[^>]*\sstyle=", (site / address).read_text(encoding="utf-8"))


def test_first_key_reaches_the_skip_link(listened: Listened, site_url: str) -> None:
    listened.page.goto(f"{site_url}/stories/harbour/index.html")
    listened.page.keyboard.press("Tab")
    target = listened.page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert listened.page.locator(target).count() == 1


def test_dark_scheme_is_dark_and_warm(browser: Browser, site_url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site_url}/index.html")
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    context.close()
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
def test_a_mark_that_hangs_never_leaves_a_phone(browser: Browser, site: Path, site_url: str, marks: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site_url}/{first_of(site, 'quotes/q-*/index.html')}")
    page.locator(".card__words").first.evaluate("(one, marks) => { one.dataset.marks = marks; one.dir = 'rtl' }", marks)
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert beyond == 0
