"""The frames of every kind in a page of another origin: they read, tell their height, fetch nothing, keep nothing."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from quality.visits import AT_REST
from tests.browser.conftest import KINDS, serve

pytestmark = pytest.mark.browser

SANDBOX = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
HOST_PAGE = """<!doctype html><meta charset="utf-8"><title>A blog</title><p>As we read:</p>
<script>
window.heard = [];
window.moved = 0;
addEventListener('message', event => {{
  if (event.source === document.querySelector('iframe').contentWindow) heard.push(event.data);
}});
new PerformanceObserver(list => list.getEntries().forEach(one => moved += one.value))
  .observe({{ type: 'layout-shift', buffered: true }});
</script>
<iframe src="{src}" title="A card" width="500" height="{height}" {sandbox}></iframe><p>So it goes on.</p>"""


@dataclass
class Card:
    """A frame's address on the site, and the words that it has to show."""

    address: str
    words: str


@pytest.fixture(scope="module", params=KINDS)
def card(request: pytest.FixtureRequest, site: Path) -> Card:
    """The first quotation of the site's data that has a named speaker, its story's timeline, its speaker's profile."""
    quote = next(row for row in rows(site, "quotes") if row["speaker"] and row["kind"] == "direct")
    if request.param == "quotes":
        return Card(f"embed/quotes/{quote['id']}/index.html", quote["text"])
    if request.param == "people":
        named = {row["id"]: row["name"] for row in rows(site, "people")}
        return Card(f"embed/people/{quote['speaker']}/index.html", named[quote["speaker"]])
    moment = next(row for row in rows(site, "moments") if row["date"])
    return Card(f"embed/timelines/{moment['story']}/index.html", moment["text"])


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    held = json.loads((site / f"data/{name}.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = held[name] if isinstance(held, dict) else held
    return found


@dataclass
class Hosting:
    """The blog's page, and every address that it asked for."""

    page: Page
    asked: list[str]

    @property
    def frame(self) -> Frame:
        """The card within the page."""
        return self.page.frames[1]

    def settle(self) -> None:
        """Wait until the card has been drawn, and what it told has been heard."""
        self.frame.evaluate(AT_REST)
        self.page.evaluate(AT_REST)

    def text(self) -> str:
        """Return what the card shows."""
        return re.sub(r"\s+", " ", self.frame.locator("body").inner_text())


@pytest.fixture(scope="module")
def shown(browser: Browser, site_url: str, card: Card, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosting]:
    """A blog on an origin of its own with the card's frame, its sandbox as we offer it: to be looked at alone."""
    for hosting in host(browser, f"{site_url}/{card.address}", tmp_path_factory.mktemp("blog"), SANDBOX):
        hosting.page.wait_for_load_state("networkidle")
        yield hosting


@pytest.fixture
def resized(browser: Browser, site_url: str, card: Card, tmp_path: Path) -> Iterator[Hosting]:
    """The same, for a test that changes the frame's size."""
    for hosting in host(browser, f"{site_url}/{card.address}", tmp_path, SANDBOX):
        hosting.settle()
        yield hosting


def host(browser: Browser, src: str, folder: Path, sandbox: str, height: int = 300) -> Iterator[Hosting]:
    html = HOST_PAGE.format(src=src, sandbox=sandbox, height=height)
    (folder / "index.html").write_text(html, encoding="utf-8")
    server = serve(folder)
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://blog.example:{server.server_port}/index.html")
    yield Hosting(page, asked)
    context.close()
    server.shutdown()
    server.server_close()


def test_it_shows_its_words(shown: Hosting, card: Card) -> None:
    assert re.sub(r"\s+", " ", card.words)[:40] in shown.text()


def test_it_is_one_request_and_no_third_party(shown: Hosting, site_url: str) -> None:
    asked = [url for url in shown.asked if "blog.example" not in url]
    assert len(asked) == 1
    assert asked[0].startswith(site_url)


def test_it_tells_its_height_to_the_page_around_it(resized: Hosting) -> None:
    resized.page.wait_for_function("heard.some(data => data && data.message === 'height')")
    told = resized.page.evaluate("heard.filter(data => data && data.message === 'height').map(data => data.value)")
    resized.page.locator("iframe").evaluate("(frame, height) => { frame.height = height; }", told[-1])
    resized.frame.wait_for_function("height => innerHeight === height", arg=told[-1])
    room = resized.frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert 100 < told[-1] <= 1000
    assert room[0] <= room[1] or told[-1] == 1000


def test_it_can_shrink_again(resized: Hosting) -> None:
    told = []
    for width in (250, 900):
        resized.page.locator("iframe").evaluate("(frame, width) => { frame.width = width; frame.height = 900; }", width)
        resized.frame.wait_for_function("width => innerWidth === width", arg=width)
        resized.settle()
        told.append(resized.page.evaluate("heard.filter(data => data.message === 'height').pop().value"))
    assert told[1] < told[0]


def test_it_answers_the_page_around_it_and_nobody_else(resized: Hosting) -> None:
    resized.page.wait_for_function("heard.length > 0")
    resized.settle()
    before = resized.page.evaluate("heard.length")
    resized.frame.evaluate("postMessage({ message: 'ready' }, '*')")
    resized.settle()
    assert resized.page.evaluate("heard.length") == before
    resized.page.evaluate("document.querySelector('iframe').contentWindow.postMessage({ message: 'ready' }, '*')")
    resized.page.wait_for_function("count => heard.length > count", arg=before)


def test_it_stores_nothing(shown: Hosting) -> None:
    assert shown.page.context.cookies() == []
    assert shown.page.context.storage_state()["origins"] == []


def test_the_page_around_it_does_not_move(shown: Hosting) -> None:
    assert shown.page.evaluate("moved") == 0


def test_it_reads_in_the_strictest_sandbox(browser: Browser, site_url: str, card: Card, tmp_path: Path) -> None:
    for hosted in host(browser, f"{site_url}/{card.address}", tmp_path, "sandbox"):
        assert re.sub(r"\s+", " ", card.words)[:40] in hosted.text()


def test_every_link_leads_to_its_own_host(shown: Hosting, site_url: str) -> None:
    links = shown.frame.evaluate("[...document.links].map(a => a.origin)")
    assert links
    assert set(links) == {site_url}


def test_it_has_no_sideways_scroll(resized: Hosting) -> None:
    for width in (200, 320, 500):
        resized.page.locator("iframe").evaluate("(frame, width) => { frame.width = width; }", width)
        resized.frame.wait_for_function("width => innerWidth === width", arg=width)
        assert resized.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def colour(hosting: Hosting) -> str:
    found: str = hosting.frame.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return found


@pytest.fixture
def address(site_url: str, card: Card) -> str:
    """Where the card's frame is."""
    return f"{site_url}/{card.address}"


@pytest.mark.parametrize(("query", "dark"), [("theme=dark", True), ("theme=light", False), ("theme=dark'", False)])
def test_its_colours_can_be_chosen_from_a_list(browser: Browser, address: str, query: str, dark: bool) -> None:  # noqa: FBT001
    page = browser.new_page()
    page.goto(f"{address}?{query}")
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.close()
    assert (sum(map(int, re.findall(r"\d+", colour)[:3])) < 200) is dark


@pytest.mark.parametrize(("query", "folds"), [("", 1), ("?context=no", 0), ("?context=nothing", 1)])
def test_the_sentences_around_a_quotation_can_be_left_out(
    browser: Browser, site_url: str, site: Path, query: str, folds: int
) -> None:
    held = (page for page in sorted(site.glob("embed/quotes/*/index.html")) if "<details" in page.read_text("utf-8"))
    page = browser.new_page()
    page.goto(f"{site_url}/{next(held).relative_to(site)}{query}")
    found = page.locator("details").count()
    page.close()
    assert found == folds


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_fits_in_four_kilobytes(site: Path, kind: str) -> None:
    pages = list(site.glob(f"embed/{kind}/*/index.html"))
    assert pages
    heavy = {page.parent.name: len(gzip.compress(page.read_bytes(), 9)) for page in pages}
    assert {name: weight for name, weight in heavy.items() if weight > 4096} == {}
