"""The fragments that a story has on disk: what people see and edit, beside what `split` last wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError, ContentErrors
from generator.fragments import ledger
from generator.fragments.files import LEDGER_LARGEST, markdown_names, read_if_there, read_whole
from generator.fragments.read import read
from generator.fragments.row_fields import hold_rows
from generator.model import Fragment, Span
from generator.text import sha256_text

if TYPE_CHECKING:
    from pathlib import Path

    from generator.fragments.ledger import Entry
    from generator.fragments.places import Places


class Held(NamedTuple):
    """A fragment of a source with its file's bytes, and the same of its base; None where there is no file."""

    name: str
    disk: Fragment | None
    data: bytes
    base: Fragment | None
    base_data: bytes

    @property
    def edited(self) -> bool:
        """Whether a person changed the file since `split` wrote it."""
        return self.disk is not None and self.data != self.base_data

    @property
    def known(self) -> Fragment:
        """The form whose words are those of the source as it was: the file's, unless somebody edited its words."""
        sound = self.disk if self.disk and self.disk.sha256 == sha256_text(self.disk.text) else self.base
        found = sound or self.disk
        if found is None:
            raise ValueError(f"{self.name} is held nowhere")
        return found


class OnDisk(NamedTuple):
    """All that a story's folder holds: fragments in order of the source, and every name that is taken."""

    held: tuple[Held, ...]
    names: frozenset[str]


def read_held(places: Places) -> OnDisk:
    """Read a story's fragments. Raises ContentErrors with every file that cannot be read."""
    disk = read_folder(places.fragments, places)
    base = read_folder(places.base, places)
    sources = {name for name, (fragment, _) in {**base, **disk}.items() if fragment.source}
    held = [Held(name, *disk.get(name, (None, b"")), *base.get(name, (None, b""))) for name in sorted(sources)]
    held.sort(key=lambda one: (one.known.source or Span(0, 0), one.name))
    return OnDisk(tuple(held), frozenset(disk) | frozenset(base))


def read_folder(folder: Path, places: Places) -> dict[str, tuple[Fragment, bytes]]:
    """Return the fragments in a folder by name, with their files' bytes."""
    found: dict[str, tuple[Fragment, bytes]] = {}
    errors: list[ContentError] = []
    told, below = places.shown(folder), str(folder)
    story_file = places.base_story.name if folder == places.base else ""
    for name in markdown_names(below):
        if name == story_file:
            continue
        shown = f"{told}/{name}"
        try:
            data = read_whole(f"{below}/{name}", shown)
            fragment = read(data, shown, places.story)
            found[fragment.name] = fragment, data
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def read_ledger(places: Places) -> tuple[Entry, ...]:
    """Return the rows of a story's ledger, none where there is no file."""
    shown = places.shown(places.ledger)
    rows = ledger.parse(read_if_there(places.ledger, shown, LEDGER_LARGEST).decode("utf-8", "replace"), shown)
    hold_rows(rows, shown)
    return rows
