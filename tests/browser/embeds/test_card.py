"""The code *Card* on somebody else's page: the words, which the newsroom's script turns into the card's frame."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS
from tests.browser.embeds.conftest import Blog

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme/static/js", "generator/verbatim/publish/embedding.py")]

SHOWN = "[...document.querySelectorAll('iframe')].every(one => one.style.visibility !== 'hidden')"
COLUMN = '<div style="width:{}px">{}</div>'
OLD = (
    '<blockquote cite="#" lang="en"><p>“Old”</p></blockquote><iframe src="{}" title="Old" width="500" height="400"'
    ' loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>'
)


def turned(blog: Blog, body: str) -> Page:
    page = blog.post(f"<p>As we read:</p>{body}<p>That is all.</p>")
    page.wait_for_function(f"document.querySelectorAll('iframe').length && {SHOWN}")
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_become_a_frame_that_is_as_wide_as_its_column(
    blog: Blog, codes: dict[str, list[str]], kind: str
) -> None:
    page = turned(blog, COLUMN.format(432, codes[kind][0]))
    box = page.locator("iframe").bounding_box() or {}
    assert box["width"] == 432
    assert page.locator("div > blockquote").is_hidden()
    assert blog.said == []


# As the block themes of WordPress lay out what stands in a post.
LAID = "<style>body > div > * { max-width: 400px; margin-left: auto !important; margin-right: auto !important }</style>"


@pytest.mark.parametrize(("style", "widest", "left"), [("", 650, 0), (LAID, 400, 250)])
def test_a_card_is_as_wide_as_the_words_may_be_in_a_wide_column(
    blog: Blog, codes: dict[str, list[str]], style: str, widest: int, left: int
) -> None:
    page = turned(blog, style + COLUMN.format(900, codes["quotes"][0]))
    box, column = (page.locator(one).first.bounding_box() for one in ("iframe", "div"))
    assert box
    assert column
    assert (box["width"], box["x"] - column["x"]) == (widest, left)


@pytest.mark.parametrize("width", [200, 320, 500, 900])
def test_a_frame_is_as_high_as_its_card_in_any_column(blog: Blog, codes: dict[str, list[str]], width: int) -> None:
    page = turned(blog, COLUMN.format(width, codes["quotes"][0]))
    page.wait_for_timeout(200)
    frame = page.frames[1]
    assert frame.evaluate("document.documentElement.scrollHeight - innerHeight") == 0
    assert page.locator("iframe").bounding_box()["height"] == min(1000, blog.heights(page)[-1])  # type: ignore[index]


def test_several_cards_are_turned_once_each_without_a_border_and_none_is_wider_than_a_telephone(
    blog: Blog, codes: dict[str, list[str]], forms: dict[str, list[str]]
) -> None:
    page = turned(blog, "".join(codes[kind][0] + forms[kind][0] for kind in ("quotes", "timelines", "people")))
    borders = page.evaluate("[...document.querySelectorAll('iframe')].map(one => getComputedStyle(one).borderTopWidth)")
    assert borders == ["0px"] * 6
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_the_words_stay(browser_without_scripts: Blog, codes: dict[str, list[str]]) -> None:
    page = browser_without_scripts.post(codes["quotes"][0], heard=0)
    assert page.locator("blockquote").is_visible()
    assert page.locator("iframe").count() == 0


def test_where_the_newsroom_does_not_answer_the_words_stay(blog: Blog, codes: dict[str, list[str]]) -> None:
    del blog.web.folders["news.example"]
    page = blog.post(codes["quotes"][0], heard=0)
    page.wait_for_load_state("networkidle")
    assert page.locator("blockquote").is_visible()


def test_where_a_frame_is_blocked_the_words_stay(blog: Blog, codes: dict[str, list[str]]) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="frame-src 'none'">"""
    page = blog.post(policy + codes["quotes"][0], heard=0)
    page.wait_for_load_state("networkidle")
    assert page.locator("blockquote").is_visible()


def test_a_frame_of_another_site_is_not_shown(blog: Blog, codes: dict[str, list[str]]) -> None:
    ill = (
        codes["quotes"][0]
        .replace("https://", "http://")
        .replace("//news.example/embed/quotes", "//ill.example/embed", 1)
    )
    page = blog.post(ill, heard=0)
    page.wait_for_load_state("networkidle")
    assert page.locator("iframe").count() == 0


def test_the_code_that_was_given_out_before_still_shows_the_words_and_the_card(
    blog: Blog, codes: dict[str, list[str]]
) -> None:
    frame = codes["quotes"][0].partition('data-verbatim-frame="')[2].partition('"')[0]
    page = blog.post(OLD.format(frame))
    assert page.locator("body > blockquote").is_visible()
    assert page.frame_locator("iframe").locator("blockquote").first.is_visible()


def test_a_card_asks_for_its_script_and_its_frame_stores_nothing_and_no_other_window_sets_its_height(
    blog: Blog, codes: dict[str, list[str]]
) -> None:
    turned(blog, codes["quotes"][0])
    asked = blog.web.asked_of("news.example")
    assert [one.partition("/embed/")[2].partition("/")[0] for one in asked] == ["verbatim-card-1.js", "quotes"]
    assert blog.hosts() == {"blog.example", "news.example"}
    assert blog.context.cookies() == []
    page = turned(blog, codes["quotes"][0])
    before = page.locator("iframe").get_attribute("height")
    page.evaluate("postMessage({ message: 'height', value: 987 }, '*')")
    page.wait_for_timeout(100)
    assert page.locator("iframe").get_attribute("height") == before


def test_the_script_is_smaller_than_a_kilobyte(newspaper: Path) -> None:
    assert len(gzip.compress((newspaper / "embed/verbatim-card-1.js").read_bytes(), 9)) < 1024
