"""Which attributions a person changed. A fragment and its file come in, the same with those marks told go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.files import read_if_there
from generator.fragments.read import read

if TYPE_CHECKING:
    from generator.model import Fragment, Mark

ATTRIBUTION = ("speaker", "said-by", "basis")


class Base(NamedTuple):
    """The folder of what `split` last wrote for a story's fragments, and the folder's path as messages name it."""

    story: str
    folder: str
    shown: str


def with_edits_told(fragment: Fragment, data: bytes, base: Base) -> Fragment:
    """Return the fragment with `by="editor"` on each quotation whose attribution is not the split's; in memory alone.

    A quotation that the split never marked is an editor's too.
    """
    if not any(mark.kind == "quote" for mark in fragment.marks):
        return fragment
    shown = f"{base.shown}/{fragment.name}.md"
    base_data = read_if_there(f"{base.folder}/{fragment.name}.md", shown)
    if base_data == data or not base_data:
        return fragment
    before = read(base_data, shown, base.story)
    written = {_key(mark): mark for mark in before.marks if mark.kind == "quote"}
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
