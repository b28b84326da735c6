"""Real Chromium, and the built site served on two origins of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.background import served, serving
from verbatim.devserver.server import SiteHandler, SiteServer, server

# The kinds of frames; what holds for one of a quotation is tried with the others where that could change.
OTHERS = pytest.mark.campaign("theme", "generator/verbatim/publish/embedding.py", "tests/browser/conftest.py")
KINDS = ["quotes", pytest.param("timelines", marks=OTHERS), pytest.param("people", marks=OTHERS)]


class Public(SiteHandler):
    def answers(self, host: str) -> bool:
        del host
        return True


@contextmanager
def public(folder: Path) -> Iterator[int]:
    """Serve a site with its own headers under whatever name, until the block ends; yield the port."""
    with serving(SiteServer(("127.0.0.1", 0), partial(Public, directory=str(folder)))) as port:
        yield port


@contextmanager
def guarded(folder: Path) -> Iterator[str]:
    """Serve a site as `make serve` does, with its policy, until the block ends; yield its address."""
    with serving(server(folder, port=0)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    with served(site) as port:
        yield f"http://site.example:{port}"


class Listened:
    """A page and every message that its console gave."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))


@pytest.fixture
def listened(browser: Browser) -> Iterator[Listened]:
    """A page of 1280 px whose console is listened to."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Listened(context.new_page())
    context.close()
