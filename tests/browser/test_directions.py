"""A site whose interface runs from right to left, in Chromium: mirrored, and without scrolling sideways."""

from collections.abc import Iterator

import pytest

from tests.background import served
from tests.browser.test_pages import BEYOND
from tests.conftest import SOURCES, Visit, lay_project, ran, split_published

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "generator/verbatim/publish")]

STORY = "stories/harbour/index.html"
PAGES = ["index.html", STORY, "quotes/index.html", "people/index.html", "timeline/index.html", "search/index.html"]
MIDDLES = """selectors => selectors.map(selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return box.left + box.width / 2;
})"""


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose interface is Arabic; its words are English until somebody translates them."""
    laid = tmp_path_factory.mktemp("arabic") / "project"
    folder = lay_project(laid, sorted(SOURCES.iterdir()), settings='DEFAULT_LANG = "ar"')
    split_published(folder)
    ran(folder, "build")
    with served(folder / "output") as port:
        yield f"http://site.example:{port}"


@pytest.mark.parametrize("letters", ["100%", "200%"])
@pytest.mark.parametrize("address", PAGES)
def test_a_mirrored_page_does_not_scroll_sideways(visit: Visit, mirrored: str, address: str, letters: str) -> None:
    page = visit(f"{mirrored}/{address}", viewport={"width": 320, "height": 700})
    page.add_style_tag(content=f"html {{ font-size: {letters} }}")
    assert page.evaluate(BEYOND) == 0


def test_the_rail_stands_at_the_right_of_a_mirrored_story_and_the_switch_at_its_left(
    visit: Visit, mirrored: str
) -> None:
    page = visit(f"{mirrored}/{STORY}", viewport={"width": 1280, "height": 900})
    rail, text, switch = page.evaluate(MIDDLES, [".rail", ".text .passage", ".toggle"])
    assert switch < text < rail


def test_words_from_left_to_right_keep_their_direction_on_a_mirrored_page(visit: Visit, mirrored: str) -> None:
    page = visit(f"{mirrored}/{STORY}")
    asked = "selector => getComputedStyle(document.querySelector(selector)).direction"
    found = [page.evaluate(asked, selector) for selector in ("body", ".text .passage", ".stands__lead")]
    assert found == ["rtl", "ltr", "ltr"]
