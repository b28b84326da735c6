"""The corrections log of the whole site. The edition comes in, its changes newest first go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import edtf
from generator.publish.changes import changes_of
from generator.publish.indexes import listed_stories

if TYPE_CHECKING:
    from generator.publish.edition import Edition
    from generator.publish.views import ChangeView


def changes_of_site(edition: Edition) -> list[ChangeView]:
    """Return every correction and withdrawal of listed stories, newest first."""
    held = [
        change
        for story in listed_stories(edition)
        for fragment in story.fragments
        for change in changes_of(edition, story, fragment)
    ]
    return sorted(held, key=lambda change: edtf.sort_key(change["date"]["edtf"]), reverse=True)
