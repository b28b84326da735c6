"""A story under an embargo at the desk: shown with its time, and seen by nobody before."""

from pathlib import Path

import pytest

from tests.desk.made_desk import FERRY, STORY, lay_project, lay_story, quoted, running_desk, settle, state_of
from verbatim.content.people.roster import read_roster
from verbatim.content.splitting.split import split_source
from verbatim.core.errors import ContentError
from verbatim.desk.decisions import Decision
from verbatim.desk.story import publish

LATER, PAST = "2999-03-05T06:00+01:00", "2001-03-05"
PAGE = f"/.desk/stories/{STORY}/"
HELD = f"Under an embargo until {LATER}"


def held_back(content: Path, until: str, status: str = "published", name: str = STORY) -> None:
    file = content / f"stories/{name}.md"
    head = file.read_text("utf-8").replace("\nStatus: draft\n", f"\nStatus: {status}\nEmbargo: {until}\n")
    file.write_text(head, encoding="utf-8")
    split_source(content, content / f"sources/{name}.txt")


@pytest.mark.parametrize("status", ["draft", "published", "hidden"])
def test_the_list_and_the_story_say_until_when_it_is_held_back(tmp_path: Path, status: str) -> None:
    held_back(lay_project(tmp_path), LATER, status)
    with running_desk(tmp_path) as desk:
        browser = desk.browser()
        assert HELD in browser.get("/.desk/")
        browser.get(PAGE)
        words = browser.get(PAGE)
    assert HELD in words
    assert "Nothing goes out before." in words
    assert (f'action="{PAGE}publish"' in words) == (status == "draft")


@pytest.mark.parametrize(("until", "is_held"), [(PAST, False), (LATER, True)])
def test_it_stands_among_the_drafts_until_it_is_over(tmp_path: Path, until: str, *, is_held: bool) -> None:
    content = lay_project(tmp_path)
    lay_story(tmp_path, FERRY.replace("Ferry to", "Boat to"), "a-boat", "published")
    held_back(content, until)
    with running_desk(tmp_path) as desk:
        browser = desk.browser()
        words = browser.get("/.desk/")
        browser.get(PAGE)  # which leads to the people first
        assert ("embargo" in words, "embargo" in browser.get(PAGE)) == (is_held, is_held)
    assert (words.index("/ferry/") < words.index("/a-boat/")) == is_held
    assert state_of(content).is_public != is_held


def test_publishing_says_when_it_goes_out_and_nothing_is_published_twice(tmp_path: Path) -> None:
    content = lay_project(tmp_path)
    held_back(content, LATER, "draft")
    change = publish(state_of(content))
    assert (change.label % change.values).startswith(
        "Published under an embargo: the first build for the web after 2999"
    )
    held = content / f"stories/{STORY}.md"
    held.write_bytes(next(after for _, after in change.files.values() if after))
    with pytest.raises(ContentError, match="published already"):
        publish(state_of(content))


def test_while_it_is_held_back_a_decision_is_editing_and_needs_no_reason(tmp_path: Path) -> None:
    content = lay_project(tmp_path)
    held_back(content, LATER)
    settle(content, "“June is too late,”", Decision("unmark"))
    assert "“June" not in {one.span.of(FERRY)[:5] for one in state_of(content).queue().items.values()}
    settle(content, "“We will see,”", Decision("speaker", "per-olsen", "Per Olsen"))
    assert "Corrected" not in "".join(one.read_text("utf-8") for one in (content / "fragments").rglob("*.md"))
    with pytest.raises(ContentError, match="was not published"):
        settle(content, "“The board heard", Decision("withdraw", reason="Wrong"))
    assert quoted(state_of(content), "“The board heard")


def test_for_whoever_renames_somebody_a_story_that_is_held_back_was_not_published(tmp_path: Path) -> None:
    content = lay_project(tmp_path)
    lay_story(tmp_path, FERRY, "boat", "published")
    held_back(content, LATER)
    assert read_roster(content).published == {"boat"}
    assert not [row for row in read_roster(content).ledgers[STORY] if not row.kind]
