"""What was published, walked in Chromium from its front page: every link and every part of every page is there."""

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, Page

from generator.site.serve import server
from tests.browser.conftest import serve
from tests.publishing.conftest import Desk

pytestmark = pytest.mark.browser

LINKS = "() => [...document.querySelectorAll('a[href], iframe[src]')].map(e => e.href || e.src)"


def walk(page: Page, front: str) -> tuple[dict[str, int], list[str]]:
    """Return the status of everything that was asked for, following the links of each page, and what went wrong."""
    statuses: dict[str, int] = {}
    wrong: list[str] = []
    page.on("response", lambda answer: statuses.setdefault(urldefrag(answer.url)[0], answer.status))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    left, seen = [front], {front}
    while left:
        address = left.pop()
        page.goto(address)
        found = {urldefrag(link)[0].partition("?")[0] for link in page.evaluate(LINKS)}
        inside = {link for link in found if link.startswith(front)} - seen
        seen |= inside
        pages = [link for link in inside if link.endswith(("/", ".html"))]
        left += pages
        for link in inside - set(pages):
            statuses[link] = page.request.get(link).status
    return statuses, wrong


@pytest.fixture
def address(published: Desk, tmp_path: Path) -> Iterator[str]:
    """The front page of what arrived: at the root by our own server, with `_headers`; in a folder by a plain one."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www/paper").symlink_to(published.host)
    host = serve(tmp_path / "www") if published.under else server(published.host, port=0)
    if not published.under:
        threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://news.example:{host.server_port}{published.under}/"
    host.shutdown()
    host.server_close()


def test_every_page_of_a_published_site_can_be_reached(browser: Browser, address: str) -> None:
    context = browser.new_context()
    statuses, wrong = walk(context.new_page(), address)
    context.close()
    assert len([one for one in statuses if one.endswith(("/", ".html"))]) > 20
    assert {one: status for one, status in statuses.items() if status >= 400} == {}
    assert [one for one in statuses if not one.startswith((address, "data:"))] == []
    assert wrong == []
