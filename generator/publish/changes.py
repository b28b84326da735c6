"""Corrections and withdrawals. The headers `Corrected:` and `Withdrawn:` come in, change views go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from generator import edtf
from generator.errors import ContentError
from generator.newsroom.places import in_source
from generator.publish.dates import date_view
from generator.publish.refs import slice_of
from generator.publish.views import ChangeView, Slice

if TYPE_CHECKING:
    from generator.model import Fragment, Story
    from generator.publish.edition import Edition

NAMES = ("corrected", "withdrawn")


def change_view(edition: Edition, line: str, path: str, printed: Slice | None = None) -> ChangeView:
    """Read `<date> <why>` and return it with the printed words; ContentError at `path` where it has no date."""
    date, _, why = line.strip().partition(" ")
    if edtf.parse(date) is None:
        fact = f"“{line}” does not begin with a date"
        raise ContentError(path, 0, fact, "Write the day and the reason, as Corrected: 2015-12-18 The year was wrong")
    return ChangeView(date=date_view(date, edition.site.words), why=escape(why.strip()), printed=printed)


def changes_of(edition: Edition, story: Story, fragment: Fragment) -> list[ChangeView]:
    """Return the changes that a fragment's headers tell, each correction with the printed words."""
    lines = [(name.lower(), value) for name, value in fragment.headers if name.lower() in NAMES]
    if not lines:
        return []
    was = next((in_source(fragment, mark) for mark in fragment.marks if mark.kind == "was"), None)
    printed = slice_of(edition, story.id, was) if was else None
    told = [(line, printed if name == "corrected" else None) for name, line in lines]
    return [change_view(edition, line, fragment.path, words) for line, words in told]
