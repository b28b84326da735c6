"""A blog on an origin of its own that shows the newspaper's cards, in Chromium, and whoever wishes both ill."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.embeds.newspaper import ADDRESS, shared
from tests.embeds.panel import fill
from tests.embeds.web import Web, served

# Runs in every document before its own scripts: what it says, what moves in it, and what it stores.
WATCH = """
window.heard = []; window.moved = [];
addEventListener("message", event => heard.push({ data: event.data, from: event.source }));
new PerformanceObserver(list => list.getEntries().forEach(entry => moved.push(entry.value)))
    .observe({ type: "layout-shift", buffered: true });
"""
SETTLED = 100  # milliseconds in which what was told has been done
PASTED = {"quotes": "quotes/*/", "timelines": "stories/*/timeline/", "people": "people/*/", "questions": "questions/*/"}
MOST = 3  # pages of a kind whose code is pasted
HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title>'


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory)


@pytest.fixture(scope="session")
def forms(newspaper: Path) -> dict[str, list[str]]:
    """Form 2 of every card of the newspaper, by kind: quotes, timelines, people, questions."""
    folders = sorted((newspaper / "oembed").iterdir())
    return {
        folder.name: [json.loads(file.read_text("utf-8"))["html"] for file in sorted(folder.rglob("*.json"))]
        for folder in folders
    }


@pytest.fixture(scope="session")
def codes(browser: Browser, newspaper: Path) -> dict[str, list[str]]:
    """The code *Card* that panels of the newspaper offer, by kind: quotes, timelines, people, questions."""
    found: dict[str, list[str]] = {}
    with served({"news.example": newspaper}) as web:
        context = browser.new_context(proxy={"server": web.proxy})
        page = context.new_page()
        for kind, pattern in PASTED.items():
            files = sorted(newspaper.glob(f"{pattern}index.html"))
            offering = [file for file in files if 'data-forms="' in file.read_text("utf-8")]
            found[kind] = [_code(page, file.parent.relative_to(newspaper).as_posix()) for file in offering[:MOST]]
        context.close()
    return found


def _code(page: Page, address: str) -> str:
    page.goto(f"{ADDRESS}/{address}/")
    fill(page)
    return page.locator("#embed-card").input_value()


class Blog:
    """Pages at http://blog.example, and the browser that reads them."""

    def __init__(self, web: Web, context: BrowserContext) -> None:
        self.web = web
        self.context = context
        self.said: list[str] = []
        context.on("console", lambda message: self.said.append(message.text))
        context.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.on("weberror", lambda error: self.said.append(str(error.error)))

    def post(self, body: str, heard: int = 1) -> Page:
        """Publish a page, open it, and wait until so many messages of the cards in view have been heard."""
        (self.web.folders["blog.example"] / "index.html").write_text(f"{HEAD}{body}", encoding="utf-8")
        page = self.context.new_page()
        page.goto("http://blog.example/index.html")
        if heard:
            page.wait_for_function(f"heard.length >= {heard}")
            page.wait_for_timeout(SETTLED)
        return page

    def look(self, address: str) -> Page:
        page = self.context.new_page()
        page.goto(f"{ADDRESS}/{address}")
        return page

    def hosts(self) -> set[str]:
        return {one.host for one in self.web.asked}

    def heights(self, page: Page) -> list[int]:
        """Return the heights that a page was told, in order."""
        heard: list[dict[str, Any]] = page.evaluate("heard.map(one => one.data)")
        return [int(data["value"]) for data in heard if isinstance(data, dict) and data.get("message") == "height"]


@pytest.fixture
def blog(browser: Browser, newspaper: Path, tmp_path: Path) -> Iterator[Blog]:
    """An empty blog, with nothing asked for yet."""
    with blogging(browser, newspaper, tmp_path, viewport={"width": 1000, "height": 800}) as made:
        made.context.add_init_script(WATCH)
        yield made


@pytest.fixture
def browser_without_scripts(browser: Browser, newspaper: Path, tmp_path: Path) -> Iterator[Blog]:
    """The same blog, read with scripts off."""
    with blogging(browser, newspaper, tmp_path, java_script_enabled=False) as made:
        yield made


@contextmanager
def blogging(browser: Browser, newspaper: Path, folder: Path, **options: Any) -> Iterator[Blog]:
    folders = {"news.example": newspaper, "blog.example": folder / "blog", "ill.example": folder / "ill"}
    for name in ("blog", "ill"):
        (folder / name).mkdir()
        (folder / name / "favicon.ico").touch()
    with served(folders) as web, closing(browser.new_context(proxy={"server": web.proxy}, **options)) as context:
        yield Blog(web, context)
