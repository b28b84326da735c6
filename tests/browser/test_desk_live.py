"""`verbatim desk` as a person runs it: a decision shows on the story's open page, and Ctrl-C ends it whole."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.running import RunningCommand
from tests.desk.made_desk import state_of

pytestmark = [pytest.mark.browser, pytest.mark.campaign("generator/verbatim/desk", "generator/verbatim/devserver")]

PATIENCE = 90.0  # seconds: this machine may be busy
STORY = "harbour"


@pytest.fixture
def desk(copied_project: Path, tmp_path: Path) -> Iterator[RunningCommand]:
    arguments = ("desk", STORY, "--port", "0", "--editor", "EV")
    running = RunningCommand(copied_project, tmp_path / "terminal.txt", *arguments, patience=PATIENCE)
    yield running
    running.end()


def test_a_decision_shows_on_the_open_page_and_ctrl_c_ends_it_whole(desk: RunningCommand, browser: Browser) -> None:
    opens = desk.shows(r"open the desk at (\S+)")
    serving = desk.shows(r"serving output at (\S+/),")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    page, story = context.new_page(), context.new_page()
    page.goto(opens)
    state = state_of(desk.project / "content", STORY)
    item = next(one for one in state.queue().open if one.kind == "quote" and one.first.attrs.get("kind") is None)
    story.goto(f"{serving}stories/{STORY}/")
    shown = story.locator(f'.text [data-quote="{item.id}"]').first
    expect(shown).to_have_class(re.compile("quote--direct"))
    page.goto(f"{page.url}?item={item.id}")
    page.keyboard.press("k")
    page.keyboard.press("3")
    expect(page.locator("#said")).to_have_text("Its kind was set.", timeout=PATIENCE * 1000)
    story.bring_to_front()
    expect(shown).not_to_have_class(re.compile("quote--direct"), timeout=PATIENCE * 1000)
    # What an editor changed and checked is built, too, and verified.
    assert "error:" not in desk.shows(r"(changed: .*; on the site after|error: .*)")
    wide = context.browser.new_context(viewport={"width": 1800, "height": 900}, storage_state=context.storage_state())
    page = wide.new_page()
    page.goto(f"{serving}.desk/stories/{STORY}/?item={item.id}")
    framed = page.frame_locator("#beside iframe").locator(f'.text [data-quote="{item.id}"]').first
    expect(framed).to_have_class(re.compile("quote--indirect"), timeout=PATIENCE * 1000)
    wide.close()
    context.close()
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(timeout=PATIENCE) == 0
    assert "Traceback" not in desk.terminal.read_text("utf-8")
    state_of(desk.project / "content", STORY)
