"""The heights that embeds are given when the site is built, against Chromium: no card is higher than its frame."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.made import embeds, pages
from tests.theme.conftest import environment
from verbatim.publish.edition import Edition
from verbatim.publish.embedding import TALLEST, WIDTHS
from verbatim.publish.urls import resolve

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "generator/verbatim/publish/embedding.py")]

# Wider than nearly all that readers have.
WIDE = "*{font-family:'DejaVu Sans',Verdana!important}blockquote,li,h1{font-family:Georgia,'DejaVu Serif'!important}"
Cards = dict[str, tuple[str, dict[int, int]]]


@pytest.fixture(scope="module")
def cards(demo: Edition) -> Cards:
    """Its frames by address: the HTML, and the height for each width."""
    heights = {held.frame.partition("?")[0] + "index.html": held.heights for held in embeds(demo) if held}
    made = environment()
    return {
        page.address: (resolve(made.get_template(page.template).render(**page.payload), str), heights[page.address])
        for page in pages(demo)
        if page.address in heights
    }


@pytest.fixture(scope="module")
def needed(browser: Browser, cards: Cards) -> Iterator[dict[str, dict[int, int]]]:
    """The height that each card takes at each width, in the widest usual letters."""
    context = browser.new_context()
    page = context.new_page()
    yield {address: measured(page, html) for address, (html, _) in cards.items()}
    context.close()


def measured(page: Page, html: str) -> dict[int, int]:
    page.set_content(html.replace("</style>", WIDE + "</style>"))
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 100})
        found[width] = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    return found


def test_no_card_is_higher_than_its_frame(cards: Cards, needed: dict[str, dict[int, int]]) -> None:
    assert {address.split("/")[1] for address in cards} == {"quotes", "timelines", "people", "topics", "questions"}
    cut = {
        (address, width): (needed[address][width], held)
        for address, (_, heights) in cards.items()
        for width, held in heights.items()
        if needed[address][width] > held
    }
    assert cut == {}


def test_frames_are_not_much_higher_than_their_cards(cards: Cards, needed: dict[str, dict[int, int]]) -> None:
    for width in WIDTHS:
        spare = sorted(heights[width] - needed[address][width] for address, (_, heights) in cards.items())
        assert spare[len(spare) // 2] < 100, width
