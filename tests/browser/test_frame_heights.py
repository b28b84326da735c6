"""The heights that embeds are given when the site is built, against Chromium: no card is higher than its frame."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.fragments.store import load
from generator.newsroom.graph import join
from generator.publish.edition import Edition, Site
from generator.publish.embed_form import WIDTHS
from generator.publish.embed_height import TALLEST
from generator.publish.links import resolve
from generator.publish.pages import pages
from generator.site.files import embeds
from tests.theme.conftest import environment

pytestmark = pytest.mark.browser

# Wider than nearly all that readers have.
WIDE = "*{font-family:'DejaVu Sans',Verdana!important}blockquote,li,h1{font-family:Georgia,'DejaVu Serif'!important}"
EVERY = 5


@pytest.fixture(scope="module")
def edition(demo_project: Path) -> Edition:
    """The invented newsroom, at an address."""
    held = load(demo_project / "content")
    listed = frozenset(story.id for story in held.stories if story.status == "published")
    told = join((story for story in held.stories if story.id in listed), held.people)
    return Edition(told, Site("The Saren Record", "https://record.example"), listed)


@pytest.fixture(scope="module")
def cards(edition: Edition) -> dict[str, tuple[str, dict[int, int]]]:
    """Some of its frames of every kind, by address: the HTML, and the height for each width."""
    heights = {held.frame.partition("?")[0] + "index.html": held.heights for held in embeds(edition) if held}
    made = environment()
    return {
        page.address: (resolve(made.get_template(page.template).render(**page.payload), str), heights[page.address])
        for page in [page for page in pages(edition) if page.address in heights][::EVERY]
    }


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A page of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_card_is_higher_than_its_frame(tab: Page, cards: dict[str, tuple[str, dict[int, int]]], width: int) -> None:
    assert {address.split("/")[1] for address in cards} == {"quotes", "timelines", "people"}
    tab.set_viewport_size({"width": width, "height": 100})
    needed = {address: measured(tab, html) for address, (html, _) in cards.items()}
    cut = {
        one: (needed[one], held[width]) for one, (_, held) in cards.items() if min(needed[one], TALLEST) > held[width]
    }
    assert cut == {}


def measured(tab: Page, html: str) -> int:
    """Return the height that a card takes in the widest usual letters."""
    tab.set_content(html.replace("</style>", WIDE + "</style>"))
    height: int = tab.evaluate("document.documentElement.scrollHeight")
    return height


def test_frames_are_not_much_higher_than_their_cards(tab: Page, cards: dict[str, tuple[str, dict[int, int]]]) -> None:
    tab.set_viewport_size({"width": 500, "height": 100})
    spare = sorted(held[500] - measured(tab, html) for html, held in cards.values())
    assert spare[len(spare) // 2] < 100
