"""The corrections log of a story and of the whole site. The edition comes in, changes newest first go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import edtf
from generator.publish.changes import changes_of
from generator.publish.indexes import listed_stories
from generator.publish.replaced import replaced_changes
from generator.publish.versions import changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.publish.views import ChangeView


def changes_of_story(edition: Edition, story: Story) -> list[ChangeView]:
    """Return every change of a story, newest first: of its quotations, and what headers tell of other words."""
    return edition.once(_of_story, story.id, story)


def _of_story(edition: Edition, story: Story) -> list[ChangeView]:
    told = [change for fragment in story.fragments for change in changes_of(edition, story, fragment)]
    held = edition.histories_by_story.get(story.id, [])
    found = [change for history in held for change in changes(edition, history)]
    by_line = {_line(change): change["printed"] for change in reversed(told)}
    for change in found:
        change["printed"] = by_line.get(_line(change)) if change["kind"] == "words" else None
    lines = {_line(change) for change in found}
    others = (change for change in told if _line(change) not in lines)
    return newest_first([*replaced_changes(edition, story), *found, *others])


def _line(change: ChangeView) -> tuple[str, str]:
    return change["date"]["edtf"], str(change["why"])


def changes_of_site(edition: Edition) -> list[ChangeView]:
    """Return every correction and withdrawal of listed stories, newest first."""
    return newest_first(change for story in listed_stories(edition) for change in changes_of_story(edition, story))


def newest_first(found: Iterable[ChangeView]) -> list[ChangeView]:
    """Return changes newest first, of one day in the order in which they came."""
    return sorted(found, key=lambda change: edtf.sort_key(change["date"]["edtf"]), reverse=True)


def changed_on(edition: Edition, story: Story) -> str:
    """Return the day of a story's last change, by its editors or by a correction; empty where nothing was changed."""
    days = [change["date"]["edtf"].removesuffix("/..") for change in changes_of_story(edition, story)]
    return max([story.modified, *days], key=lambda day: edtf.sort_key(day) if day else _NEVER)


def last_day(edition: Edition, story: Story) -> str:
    """Return the day on which a story last changed, else that of the story: EDTF."""
    return changed_on(edition, story) or story.date


_NEVER = edtf.sort_key("0001")
