"""A card on somebody else's page: what it asks for, what it stores, and that nothing around it moves."""

from pathlib import Path

import pytest

from tests.browser.conftest import KINDS
from tests.browser.embeds.conftest import SETTLED, Blog

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "generator/verbatim/publish/embedding.py")]

STORED = """async () => ({
    cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
    databases: (await indexedDB.databases()).length, caches: "caches" in self ? (await caches.keys()).length : 0,
})"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_is_one_request_to_one_host_that_learns_no_path_and_nothing_around_or_within_it_moves(
    blog: Blog, forms: dict[str, list[str]], kind: str
) -> None:
    page = blog.post(f"<p>As we read:</p>{forms[kind][0]}<p>That is all.</p>")
    assert len(blog.web.asked_of("news.example")) == 1
    assert blog.hosts() == {"blog.example", "news.example"}
    asked = next(one for one in blog.web.asked if one.host == "news.example")
    assert asked.headers.get("referer", "http://blog.example/") == "http://blog.example/"
    assert "cookie" not in asked.headers
    assert [frame.evaluate("moved") for frame in page.frames] == [[], []]
    assert blog.said == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_that_may_store_stores_nothing(blog: Blog, newspaper: Path, kind: str) -> None:
    folder = next(iter(sorted((newspaper / "embed" / kind).iterdir())))
    page = blog.look(f"embed/{kind}/{folder.name}/?theme=dark&v=1")
    stored = page.evaluate(STORED)
    assert stored == {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0}
    assert blog.context.cookies() == []


def at_once(cards: list[str]) -> str:
    """Return cards whose frames load with the page, wherever they stand."""
    return "".join(card.replace(' loading="lazy"', "") for card in cards)


@pytest.mark.parametrize("around", ["allow-scripts", ""], ids=["scripts", "no-scripts"])
def test_a_card_reads_in_an_editors_preview_which_has_no_origin(
    blog: Blog, forms: dict[str, list[str]], around: str
) -> None:
    held = forms["quotes"][0].replace("&", "&amp;").replace('"', "&quot;")
    page = blog.post(f'<iframe sandbox="{around}" width="600" height="600" srcdoc="{held}"></iframe>', heard=0)
    page.wait_for_load_state("networkidle")
    card = next(frame for frame in page.frames if "news.example" in frame.url)
    assert card.locator("blockquote").inner_text() != ""


def test_a_card_reads_in_a_page_that_somebody_saved(blog: Blog, forms: dict[str, list[str]], tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(f"<!doctype html><meta charset=utf-8><title>Saved</title>{forms['quotes'][0]}", encoding="utf-8")
    page = blog.context.new_page()
    page.goto(saved.as_uri())
    assert page.frames[1].locator("blockquote").inner_text() != ""


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_of_a_card_leads_to_the_newspapers_own_host(
    blog: Blog, forms: dict[str, list[str]], kind: str
) -> None:
    page = blog.post(at_once(forms[kind]), heard=0)
    links = [link for frame in page.frames[1:] for link in frame.evaluate("[...document.links].map(a => a.host)")]
    assert set(links) == {"news.example"}


def test_a_card_tells_no_height_before_it_has_a_width(blog: Blog, forms: dict[str, list[str]]) -> None:
    page = blog.post(at_once(forms["timelines"][:1]).replace('width="100%"', 'width="0"'), heard=0)
    page.wait_for_load_state("networkidle")
    assert blog.heights(page) == []
    page.evaluate("document.querySelector('iframe').width = 500")
    page.wait_for_function("heard.length > 0")
    assert blog.heights(page)[0] < 1000


def test_a_card_that_becomes_wider_tells_a_lower_height(blog: Blog, forms: dict[str, list[str]]) -> None:
    page = blog.post(at_once(forms["quotes"][:1]))
    for width in (250, 900):
        before = len(blog.heights(page))
        page.evaluate("width => { document.querySelector('iframe').width = width; }", width)
        page.wait_for_function(f"heard.length > {before}")
        page.wait_for_timeout(SETTLED)
    lower, higher = blog.heights(page)[-1], max(blog.heights(page))
    assert lower < higher
