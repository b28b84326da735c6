"""Frames of every kind: no sideways scroll, colours and context as their address asks.

What they do in pages of other origins: `tests/browser/embeds/`.
"""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS
from tests.browser.test_pages import BEYOND, first_of
from tests.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit("about:blank")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, site: Path, site_url: str) -> str:
    return f"{site_url}/{first_of(site, f'embed/{request.param}/*/index.html')}"


@pytest.mark.parametrize("width", [200, 320, 500])
def test_it_has_no_sideways_scroll(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(address)
    assert page.evaluate(BEYOND) <= 0


@pytest.mark.parametrize(("query", "dark"), [("theme=dark", True), ("theme=light", False), ("theme=dark'", False)])
def test_its_colours_can_be_chosen_from_a_list(page: Page, address: str, query: str, dark: bool) -> None:  # noqa: FBT001
    page.goto(f"{address}?{query}")
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", colour)[:3])) < 200) is dark


@pytest.mark.parametrize(("query", "folds"), [("", 1), ("?context=no", 0), ("?context=nothing", 1)])
def test_the_sentences_around_a_quotation_can_be_left_out(
    page: Page, site_url: str, site: Path, query: str, folds: int
) -> None:
    held = (frame for frame in sorted(site.glob("embed/quotes/*/index.html")) if "<details" in frame.read_text("utf-8"))
    page.goto(f"{site_url}/{next(held).relative_to(site)}{query}")
    assert page.locator("details").count() == folds


CORRECTED = "embed/quotes/q-jgtt5v14jv/index.html"  # in the invented newsroom, at version 2


@pytest.mark.campaign("generator/verbatim/publish/embedding.py", "theme")
@pytest.mark.parametrize(("asked", "outdated"), [("?v=1", True), ("?v=2", False), ("", False), ("?v=no", False)])
def test_only_a_frame_of_an_older_version_says_that_it_was_corrected(
    page: Page,
    demo_site: Path,
    asked: str,
    outdated: bool,  # noqa: FBT001
) -> None:
    page.goto(f"{(demo_site / CORRECTED).as_uri()}{asked}")
    said = page.get_by_text("Corrected since this was embedded"), page.locator("[data-version] ins")
    assert [one.is_visible() for one in said] == [outdated, outdated]
    assert "the newspaper had misheard her" in page.locator("main").inner_text()


def test_a_frame_with_both_wordings_stays_within_its_budget(demo_site: Path) -> None:
    assert len(gzip.compress((demo_site / CORRECTED).read_bytes(), 9)) <= 4096
