"""A story remembered by a reader's own browser: later visits mark what is newer, and it can be forgotten."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Listened
from tests.conftest import Visit

pytestmark = pytest.mark.browser
NAME = "verbatim-read"


STORY = "stories/harbour/index.html"


@pytest.fixture
def page(listened: Listened, site_url: str) -> Iterator[Page]:
    """The story, whose console stays silent."""
    listened.page.goto(f"{site_url}/{STORY}")
    yield listened.page
    assert listened.messages == []


def remember(page: Page) -> None:
    page.get_by_role("button", name="Remember what I read").click()


def kept(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{NAME}')") or "null")


def read_earlier(page: Page, name: str, part: str) -> None:
    """Let the browser have read what has this name when one part of it had other words."""
    page.evaluate(
        """([kept, name, part]) => {
          const all = JSON.parse(localStorage.getItem(kept));
          all[name].passages[part] = "other";
          localStorage.setItem(kept, JSON.stringify(all));
        }""",
        [NAME, name, part],
    )


def test_what_was_read_is_kept_in_the_browser_under_one_name_and_can_be_forgotten(page: Page) -> None:
    assert kept(page) is None
    expect(page.get_by_role("button", name="Forget it")).to_be_hidden()
    remember(page)
    expect(page.locator("[data-note]")).to_contain_text("Nothing is newer.")
    assert list(kept(page)) == ["harbour"]
    page.get_by_role("button", name="Forget it").click()
    assert kept(page) is None
    expect(page.locator(".newer")).to_have_count(0)
    remember(page)
    page.goto(page.url.replace("harbour", "ferry"))
    page.get_by_role("button", name="Forget everything").click()
    assert kept(page) is None


def test_a_passage_that_reads_otherwise_later_carries_a_mark(page: Page) -> None:
    remember(page)
    passage = str(page.locator(".fragment[id]").nth(1).get_attribute("id"))
    read_earlier(page, "harbour", passage)
    page.reload()
    expect(page.locator(".fragment--newer")).to_have_count(1)
    expect(page.locator(f"#{passage}")).to_have_class(re.compile(r"\bfragment--newer\b"))
    expect(page.locator(".newer")).to_have_text("Newer than what you read")
    expect(page.locator("[data-note]")).to_contain_text("marked: 1.")
    remember(page)
    expect(page.locator(".fragment--newer, .newer")).to_have_count(0)


def test_without_scripts_there_is_no_button_and_the_dated_list_stands(visit: Visit) -> None:
    page = visit(STORY, java_script_enabled=False)
    assert not page.get_by_text("Remember what I read").is_visible()
    assert "None so far." in (page.locator("#corrections").text_content() or "")


def test_the_button_is_read_in_forced_colours(visit: Visit) -> None:
    page = visit(STORY, forced_colors="active")
    colours = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    letters, ground = page.get_by_role("button", name="Remember what I read").evaluate(colours)
    assert [letters, ground] == page.locator("html").evaluate(colours)


def test_where_the_browser_keeps_nothing_it_says_so(page: Page) -> None:
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    remember(page)
    expect(page.locator("[data-note]")).to_have_text("This browser keeps nothing for this site.")
