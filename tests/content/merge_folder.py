"""A story's fragments as files in memory, split as on disk but for reading and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.content.format.fragment_file import faults, read
from verbatim.content.splitting.alignment import resplit
from verbatim.content.splitting.split import outcome
from verbatim.content.store import Held, OnDisk
from verbatim.core.text import paragraphs
from verbatim.model import Block, Document, Span

if TYPE_CHECKING:
    from verbatim.model import Fragment, Reading

STORY = "wall"


class Folder:
    """A story's fragments as files, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def split(self, text: str, reading: Reading) -> tuple[str, ...]:
        """Split as `splitting` does, and return the conflicts as `name.md:line`."""
        blocks = tuple(Block(span, "text") for span in paragraphs(text))
        document = Document(STORY, "wall.txt", text, "", "utf-8", blocks)
        new = resplit(document, reading, self.on_disk(), ())
        assert not faults(text, (placed.fragment for placed in new.placed))
        found = outcome(new)
        for change in found.changes:
            if change.data is None:
                self.files.pop(change.file, None)
            else:
                self.files[change.file] = change.data
        return found.conflicts

    def fragments(self, base: str = "") -> dict[str, tuple[Fragment, bytes]]:
        found = {}
        for name, data in self.files.items():
            if name.endswith(".md") and name.startswith(".base/") == bool(base):
                fragment = read(data, name.removeprefix(".base/"), STORY)
                found[fragment.name] = fragment, data
        return found

    def on_disk(self) -> OnDisk:
        disk, base = self.fragments(), self.fragments(".base/")
        names = sorted({*disk, *base})
        held = [Held(name, *disk.get(name, (None, b"")), *base.get(name, (None, b""))) for name in names]
        held.sort(key=lambda one: (one.known.source or Span(0, 0), one.name))
        return OnDisk(tuple(held), frozenset(names))

    def texts(self, end: str) -> str:
        return "\n".join(
            data.decode() for name, data in self.files.items() if name.endswith(end) and not name.startswith(".base/")
        )
