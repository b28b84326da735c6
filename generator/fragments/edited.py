"""Which attributions a person changed. A fragment and its file come in, the same with those marks told go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.fragments.files import read_if_there
from generator.fragments.read import read

if TYPE_CHECKING:
    from generator.fragments.places import Places
    from generator.model import Fragment, Mark

ATTRIBUTION = ("speaker", "said-by", "basis")


def with_edits_told(fragment: Fragment, data: bytes, places: Places) -> Fragment:
    """Return the fragment with `by="editor"` on each quotation whose attribution is not the split's; in memory alone.

    A quotation that the split never marked is an editor's too.
    """
    if not any(mark.kind == "quote" for mark in fragment.marks):
        return fragment
    path = places.base / f"{fragment.name}.md"
    base_data = read_if_there(path, places.shown(path))
    if base_data == data or not base_data:
        return fragment
    base = read(base_data, places.shown(path), places.story)
    written = {_key(mark): mark for mark in base.marks if mark.kind == "quote"}
    return replace(fragment, marks=tuple(_told(mark, written) for mark in fragment.marks))


def _key(mark: Mark) -> tuple[str, str]:
    return mark.id, mark.attrs.get("part", "1")


def _told(mark: Mark, written: dict[tuple[str, str], Mark]) -> Mark:
    if mark.kind != "quote":
        return mark
    before = written.get(_key(mark))
    if before and all(before.attrs.get(key) == mark.attrs.get(key) for key in ATTRIBUTION):
        return mark
    return replace(mark, attrs={**mark.attrs, "by": "editor"})
