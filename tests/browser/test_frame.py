"""A quotation's frame in a page of another origin: it reads, tells its height, and stores nothing."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

HOST_PAGE = """<!doctype html><meta charset="utf-8"><title>A blog</title><p>As we read:</p>
<script>
window.heard = [];
addEventListener('message', event => {{
  if (event.source === document.querySelector('iframe').contentWindow) heard.push(event.data);
}});
</script>
<iframe src="{src}" title="A quotation" width="500" height="300" {sandbox}></iframe>"""


@pytest.fixture
def quote(site: Path) -> dict[str, object]:
    """The first quotation of the site's data that has a named speaker."""
    rows = json.loads((site / "data/quotes.json").read_text(encoding="utf-8"))
    rows = rows["quotes"] if isinstance(rows, dict) else rows
    return next(row for row in rows if row["id"] and row["speaker"] and row["kind"] == "direct")


@dataclass
class Hosting:
    """The blog's page, and every address that it asked for."""

    page: Page
    asked: list[str]


@pytest.fixture
def hosting(browser: Browser, site_url: str, quote: dict[str, object], tmp_path: Path) -> Iterator[Hosting]:
    """A blog on an origin of its own that shows the quotation's frame, with its sandbox as we offer it."""
    sandbox = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
    yield from host(browser, site_url, quote, tmp_path, sandbox)


def host(browser: Browser, site_url: str, quote: dict[str, object], folder: Path, sandbox: str) -> Iterator[Hosting]:
    src = f"{site_url}/embed/quotes/{quote['id']}/index.html"
    (folder / "index.html").write_text(HOST_PAGE.format(src=src, sandbox=sandbox), encoding="utf-8")
    server = serve(folder)
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://blog.example:{server.server_port}/index.html")
    page.wait_for_load_state("networkidle")
    yield Hosting(page, asked)
    context.close()
    server.shutdown()
    server.server_close()


def words_of(quote: dict[str, object]) -> str:
    return re.sub(r"\s+", " ", str(quote["text"]))


def test_frame_shows_the_words_and_the_speaker(hosting: Hosting, quote: dict[str, object]) -> None:
    text = re.sub(r"\s+", " ", hosting.page.frames[1].locator("body").inner_text())
    assert words_of(quote)[:40] in text


def test_frame_is_one_request(hosting: Hosting, site_url: str) -> None:
    asked = [url for url in hosting.asked if url.startswith(site_url)]
    assert len(asked) == 1


def test_frame_tells_its_height_to_the_page_around_it(hosting: Hosting) -> None:
    hosting.page.wait_for_function("window.heard.some(data => data && data.message === 'height')")
    heights = hosting.page.evaluate(
        "window.heard.filter(data => data && data.message === 'height').map(data => data.value)"
    )
    inner = hosting.page.frames[1].evaluate("document.documentElement.scrollHeight")
    assert 100 < heights[-1] <= 1000
    assert abs(heights[-1] - inner) <= 200


def test_frame_stores_nothing(hosting: Hosting) -> None:
    assert hosting.page.context.cookies() == []
    assert hosting.page.context.storage_state()["origins"] == []


def test_frame_reads_in_the_strictest_sandbox(
    browser: Browser, site_url: str, quote: dict[str, object], tmp_path: Path
) -> None:
    for hosted in host(browser, site_url, quote, tmp_path, "sandbox"):
        text = re.sub(r"\s+", " ", hosted.page.frames[1].locator("body").inner_text())
        assert words_of(quote)[:40] in text


def test_frame_fits_in_four_kilobytes(site: Path, quote: dict[str, object]) -> None:
    page = (site / f"embed/quotes/{quote['id']}/index.html").read_bytes()
    assert len(gzip.compress(page, 9)) <= 4096
