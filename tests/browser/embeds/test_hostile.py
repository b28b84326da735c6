"""Cards of hostile words, addresses that were tampered with, and windows that pretend to be the page around a card."""

import re
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.embeds.conftest import Blog
from tests.embeds import hostile

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "generator/verbatim/publish/embedding.py")]

THEMES = [
    "dark", "light", 'dark"><img src=x onerror=alert(4)>', "__proto__", "constructor", "<script>alert(5)</script>",
]  # fmt: skip
VERSIONS = ["1", "0", "-1", "1e9", "99999999999", "1'-alert(6)-'", "<svg onload=alert(7)>"]
SECRETS = ["a1B2c3D4e5", "<img src=x onerror=alert(8)>", "__proto__", "a" * 5000, "a&message=link"]


def hostile_frames(newspaper: Path) -> list[str]:
    """Return the addresses of the frames that hold the hostile story's words."""
    ids = re.findall(r'data-quote="(q-[^"]+)"', (newspaper / "stories/weir/index.html").read_text("utf-8"))
    return [f"embed/quotes/{one}/" for one in dict.fromkeys(ids)] + [
        "embed/timelines/weir/",
        "embed/people/orla-quist/",
    ]


def nothing_ran(page: Page) -> bool:
    """Tell whether a frame holds its one script, and nothing that words could have put there."""
    return bool(
        page.evaluate(
            "document.scripts.length === 1 && document.querySelectorAll('img, svg, object, embed, iframe').length === 0"
        )
    )


def test_hostile_words_are_shown_to_the_letter_and_nothing_of_them_runs(blog: Blog, newspaper: Path) -> None:
    frames = hostile_frames(newspaper)
    assert len(frames) == len(hostile.SAID) + 2
    page, shown = blog.look("embed/people/orla-quist/"), []
    for address in frames:
        page.goto(f"http://news.example/{address}")
        assert nothing_ran(page), address
        shown += page.locator("blockquote").first.evaluate_all("blocks => blocks.map(block => block.textContent)")
    assert blog.said == []
    for said in hostile.SAID:
        words = said.strip("“”").removesuffix(",").replace("\x07", "\u2407")  # which leads to who said them
        assert any(words[:60] in text and words[-40:] in text for text in shown), said[:60]


def test_an_address_that_was_tampered_with_changes_nothing_but_the_theme(blog: Blog, newspaper: Path) -> None:
    page = blog.look("embed/people/orla-quist/")
    address = hostile_frames(newspaper)[0]
    for theme, version, secret in zip(cycle(THEMES), VERSIONS, cycle(SECRETS), strict=False):
        page.goto(f"http://news.example/{address}?theme={quote(theme)}&v={quote(version)}#?secret={quote(secret)}")
        assert nothing_ran(page)
        assert page.evaluate("document.documentElement.dataset.theme || ''") in ("", "dark", "light")
    assert blog.said == []


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_given_back_as_letters_or_not_at_all(blog: Blog, forms: dict[str, list[str]], secret: str) -> None:
    form = forms["quotes"][0].replace('" title=', f'#?secret={quote(secret)}" title=', 1)
    page = blog.post(form)
    given = page.evaluate("heard.map(one => one.data.secret || '')")
    assert given
    assert all(re.fullmatch(r"\w{0,40}", one) for one in given)


def test_a_window_that_is_not_the_page_around_a_card_gets_no_answer(blog: Blog, forms: dict[str, list[str]]) -> None:
    (blog.web.folders["ill.example"] / "index.html").write_text(
        "<!doctype html><title>Ill</title><script>setInterval(() => { for (let at = 0; at < 2; at++)"
        " parent.frames[at].postMessage({ message: 'ready', secret: 'x' }, '*') }, 10)</script>"
    )
    page = blog.post(f'{forms["quotes"][0]}<iframe src="http://ill.example/index.html" title="Ill"></iframe>')
    before = blog.heights(page)
    page.wait_for_timeout(200)
    ill = page.frame(url="http://ill.example/index.html")
    assert ill is not None
    assert [one for one in ill.evaluate("heard.map(one => one.data)") if one.get("message") == "height"] == []
    assert blog.heights(page) == before


def test_messages_that_make_no_sense_change_nothing_and_the_page_around_a_card_is_answered_when_it_asks(
    blog: Blog, forms: dict[str, list[str]]
) -> None:
    page = blog.post(forms["quotes"][0])
    before = blog.heights(page)
    page.evaluate(
        "[null, 1, 'ready', [], { message: {} }, { message: 'READY' }, { message: 'height', value: 9 }]"
        ".forEach(one => document.querySelector('iframe').contentWindow.postMessage(one, '*'))"
    )
    page.wait_for_timeout(100)
    assert blog.heights(page) == before
    assert blog.said == []
    page.evaluate("document.querySelector('iframe').contentWindow.postMessage({ message: 'ready' }, '*')")
    page.wait_for_function(f"heard.length > {len(before)}")
    assert blog.heights(page)[len(before) :] == before[-1:]
