"""A card in WordPress: its filter, and the script that runs on its pages, by its documentation, in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import KINDS
from tests.browser.embeds.conftest import SETTLED, Blog
from tests.embeds.consumers.wordpress import embedded

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "generator/verbatim/publish/embedding.py")]

TOLD = "a1B2c3D4e5"
HOST = Path(__file__).with_name("wordpress_host.html").read_text("utf-8")

# Where each letter of a word stands, from the left.
LEFTS = """(block, word) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(word);
        if (at < 0) continue;
        return [...word].map((letter, n) => {
            const range = document.createRange();
            range.setStart(walker.currentNode, at + n);
            range.setEnd(walker.currentNode, at + n + 1);
            return range.getBoundingClientRect().left;
        });
    }
}"""


def published(blog: Blog, form: str) -> Page:
    """Publish a post that embeds a card; its frame has shown itself when this returns."""
    page = blog.post(f"{HOST}<p>As we read:</p>{embedded(form, TOLD)}<p id=after>That is all.</p>")
    assert page.locator("iframe").get_attribute("style") is None
    return page


def test_links_lead_on_after_the_newsroom_has_moved_to_another_host(blog: Blog, forms: dict[str, list[str]]) -> None:
    moved = "http://news.example"
    blog.context.route(
        "http://old.example/**",
        lambda route: route.fulfill(
            status=301, headers={"Location": moved + route.request.url.removeprefix("http://old.example")}
        ),
    )
    page = published(blog, forms["quotes"][0].replace("//news.example", "//old.example").replace("#news.", "#old."))
    page.frame_locator("iframe").locator("footer a").first.click()
    page.wait_for_url(f"{moved}/quotes/**")


def test_a_frame_that_loads_before_the_page_is_laid_out_shows_itself(blog: Blog, forms: dict[str, list[str]]) -> None:
    def answer_late(route: Route) -> None:
        blog.context.pages[-1].wait_for_timeout(600)
        route.fulfill(body="", content_type="text/css")

    blog.context.route("**/late.css", answer_late)
    deaf = HOST.rpartition("addEventListener")[0] + "</script>"  # says "ready" when no frame can hear it
    page = blog.post(f"{deaf}<link rel=stylesheet href=/late.css>{embedded(forms['quotes'][0], TOLD)}")
    expect(page.locator("iframe")).to_be_visible()


def is_whole(page: Page) -> bool:
    given = int(page.locator("iframe").get_attribute("height") or 0)
    return bool(page.frames[1].evaluate("document.documentElement.scrollHeight") <= given)


@pytest.mark.parametrize("kind", KINDS)
def test_the_frame_takes_the_words_place_tells_its_height_once_with_the_secret_and_anew_in_a_narrower_column(
    blog: Blog, forms: dict[str, list[str]], kind: str
) -> None:
    page = published(blog, forms[kind][0])
    assert page.locator("blockquote").is_hidden()
    assert page.locator("iframe").is_visible()
    assert len(set(blog.heights(page))) == 1
    assert is_whole(page)
    page.evaluate("document.querySelector('iframe').width = 220")
    page.wait_for_function("new Set(heard.map(one => one.data.value)).size > 1")
    page.wait_for_timeout(SETTLED)
    assert is_whole(page)
    assert set(page.evaluate("heard.map(one => one.data.secret)")) == {TOLD}


def test_a_click_leads_the_whole_page_to_the_newspaper(blog: Blog, forms: dict[str, list[str]]) -> None:
    page = published(blog, forms["quotes"][0])
    page.frames[1].locator("footer a").first.click()
    page.wait_for_url("http://news.example/quotes/**")
    assert blog.context.pages == [page]


def test_without_scripts_the_words_stay_and_read(browser_without_scripts: Blog, forms: dict[str, list[str]]) -> None:
    page = browser_without_scripts.post(f"{HOST}{embedded(forms['quotes'][0], TOLD)}", heard=0)
    assert page.locator("blockquote").is_visible()
    assert not page.locator("iframe").is_visible()


def test_words_that_turn_the_direction_leave_the_speakers_name_as_it_is(
    browser_without_scripts: Blog, forms: dict[str, list[str]]
) -> None:
    turned = next(form for form in forms["quotes"] if "\u202e" in form)
    page = browser_without_scripts.post(f"<style>body {{ width: 5000px }}</style>{embedded(turned, TOLD)}", heard=0)
    lefts = page.locator("blockquote").evaluate(LEFTS, "Orla")
    assert lefts == sorted(lefts)
