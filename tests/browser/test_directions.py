"""A site whose interface runs from right to left, in Chromium: mirrored, and without scrolling sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serve
from tests.conftest import SOURCES, lay_project, run_in, split_published

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
    folder = lay_project(tmp_path_factory.mktemp("arabic") / "project", sorted(SOURCES.iterdir()))
    settings = folder / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + '\nDEFAULT_LANG = "ar"\n', encoding="utf-8")
    split_published(folder)
    done = run_in(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    server = serve(folder / "output")
    yield f"http://site.example:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("letters", ["100%", "200%"])
@pytest.mark.parametrize("address", PAGES)
def test_a_mirrored_page_does_not_scroll_sideways(browser: Browser, mirrored: str, address: str, letters: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{mirrored}/{address}")
    page.add_style_tag(content=f"html {{ font-size: {letters} }}")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert beyond == 0


def test_the_rail_stands_at_the_right_of_a_mirrored_story_and_the_switch_at_its_left(
    browser: Browser, mirrored: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{mirrored}/{STORY}")
    rail, text, switch = page.evaluate(MIDDLES, [".rail", ".text .passage", ".toggle"])
    context.close()
    assert switch < text < rail


def test_words_from_left_to_right_keep_their_direction_on_a_mirrored_page(browser: Browser, mirrored: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{mirrored}/{STORY}")
    asked = "selector => getComputedStyle(document.querySelector(selector)).direction"
    found = [page.evaluate(asked, selector) for selector in ("body", ".text .passage", ".stands__lead")]
    context.close()
    assert found == ["rtl", "ltr", "ltr"]
