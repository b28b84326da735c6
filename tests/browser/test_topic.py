"""A topic of two texts in Chromium: voices beside the text of a long story, and what is new since a reader was here."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.background import served
from tests.browser.conftest import Listened
from tests.browser.test_remember import read_earlier, remember
from tests.conftest import lay_project, ran, split_published

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "generator/verbatim/publish")]

SOURCES = Path(__file__).parent / "sources"
TOPIC = "Title: The gate\nStories: 2031-03-04-gate 2031-05-09-gate-opens\n\nThe gate and its two seasons.\n"
# The tops and bottoms of each voice, the top of its paragraph, and whether it stands beside it.
VOICES = """[...document.querySelectorAll('.beside')].map(one => {
  const box = one.getBoundingClientRect(), own = one.previousElementSibling.getBoundingClientRect();
  return [box.top, box.bottom, own.top, box.left >= own.right];
})"""


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of a long story, of a later one, and of their topic."""
    project = lay_project(tmp_path_factory.mktemp("gate") / "project", sorted(SOURCES.iterdir()))
    (project / "content/topics").mkdir()
    split_published(project)
    (project / "content/topics/gate.md").write_text(TOPIC, encoding="utf-8")
    ran(project, "build")
    with served(project / "output") as port:
        yield f"http://site.example:{port}"


def test_voices_stand_in_the_margin_beside_their_own_paragraphs(listened: Listened, gate: str) -> None:
    listened.page.goto(f"{gate}/stories/2031-03-04-gate/")
    voices = listened.page.evaluate(VOICES)
    assert len(voices) > 1
    assert all(is_beside and abs(top - own) < 40 for top, _, own, is_beside in voices)
    assert all(above[1] <= below[0] for above, below in pairwise(voices))


def test_a_topic_says_what_is_new_since_a_reader_was_here(listened: Listened, gate: str) -> None:
    page = listened.page
    page.goto(f"{gate}/topics/gate/")
    remember(page)
    expect(page.locator(".since")).to_have_count(0)
    read_earlier(page, "topics/gate", str(page.locator(".day[id]").last.get_attribute("id")))
    page.reload()
    expect(page.locator(".since")).to_contain_text("Since you were here on")
    expect(page.locator(".since + .day--newer")).to_have_count(1)
    expect(page.locator(".strip__here")).to_have_count(1)
    assert listened.messages == []
