"""Frames of every kind: no sideways scroll, colours and context as their address asks.

What they do in pages of other origins: `tests/browser/embeds/`.
"""

import gzip
import re
from pathlib import Path

import pytest

from tests.browser.conftest import KINDS
from tests.browser.test_pages import BEYOND, first_of
from tests.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, site: Path) -> str:
    return first_of(site, f"embed/{request.param}/*/index.html")


def test_it_has_no_sideways_scroll(visit: Visit, address: str) -> None:
    page = visit(address)
    for width in (200, 320, 500):
        page.set_viewport_size({"width": width, "height": 600})
        assert page.evaluate(BEYOND) <= 0


@pytest.mark.parametrize(("query", "dark"), [("theme=dark", True), ("theme=light", False), ("theme=dark'", False)])
def test_its_colours_can_be_chosen_from_a_list(visit: Visit, address: str, query: str, *, dark: bool) -> None:
    colour = visit(f"{address}?{query}").evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", colour)[:3])) < 200) is dark


@pytest.mark.parametrize(("query", "folds"), [("", 1), ("?context=no", 0), ("?context=nothing", 1)])
def test_the_sentences_around_a_quotation_can_be_left_out(visit: Visit, site: Path, query: str, folds: int) -> None:
    held = (frame for frame in sorted(site.glob("embed/quotes/*/index.html")) if "<details" in frame.read_text("utf-8"))
    assert visit(f"{next(held).relative_to(site)}{query}").locator("details").count() == folds


CORRECTED = "embed/quotes/q-jgtt5v14jv/index.html"  # in the invented newsroom, at version 2


@pytest.mark.campaign("generator/verbatim/publish/embedding.py", "theme")
@pytest.mark.parametrize(("asked", "outdated"), [("?v=1", True), ("?v=2", False), ("", False), ("?v=no", False)])
def test_only_a_frame_of_an_older_version_says_that_it_was_corrected(
    visit: Visit, demo_site: Path, asked: str, *, outdated: bool
) -> None:
    page = visit(f"{(demo_site / CORRECTED).as_uri()}{asked}")
    said = page.get_by_text("Corrected since this was embedded"), page.locator("[data-version] ins")
    assert [one.is_visible() for one in said] == [outdated, outdated]
    assert "the newspaper had misheard her" in page.locator("main").inner_text()


def test_a_frame_with_both_wordings_stays_within_its_budget(demo_site: Path) -> None:
    assert len(gzip.compress((demo_site / CORRECTED).read_bytes(), 9)) <= 4096
