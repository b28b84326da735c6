"""Corrections and withdrawals that headers tell: `Corrected:` and `Withdrawn:` come in, change views go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from generator import edtf
from generator.errors import ContentError
from generator.newsroom.places import in_source
from generator.publish.dates import date_view
from generator.publish.refs import slice_of
from generator.publish.views import ChangeKind, ChangeView, Slice

if TYPE_CHECKING:
    from generator.model import Fragment, Story
    from generator.publish.edition import Edition

NAMES: dict[str, ChangeKind] = {"corrected": "words", "withdrawn": "withdrawn"}


def change_view(edition: Edition, line: str, path: str, kind: ChangeKind = "words") -> ChangeView:
    """Read `<date> <why>`. Raises ContentError at `path` where it has no date."""
    date, _, why = line.strip().partition(" ")
    if edtf.parse(date) is None:
        fact = f"“{line}” does not begin with a date"
        raise ContentError(path, 0, fact, "Write the day and the reason, as Corrected: 2015-12-18 The year was wrong")
    return ChangeView(
        kind=kind, date=date_view(date, edition.site.words), why=escape(why.strip()), printed=None, attribution=None,
        now="", version=0, url="",
    )  # fmt: skip


def changes_of(edition: Edition, story: Story, fragment: Fragment) -> list[ChangeView]:
    """Return the changes that a fragment's headers tell, each correction with the printed words."""
    lines = [(NAMES[name.lower()], value) for name, value in fragment.headers if name.lower() in NAMES]
    if not lines:
        return []
    printed = _printed(edition, story, fragment)
    found = [change_view(edition, line, fragment.path, kind) for kind, line in lines]
    for view in found:
        view["printed"] = printed if view["kind"] == "words" else None
    return found


def _printed(edition: Edition, story: Story, fragment: Fragment) -> Slice | None:
    was = next((in_source(fragment, mark) for mark in fragment.marks if mark.kind == "was"), None)
    return slice_of(edition, story.id, was) if was else None
