"""Stories kept as they were read: `.cache/stories.sqlite`. A content folder comes in, records and lazy stories go out.

A story is read again only where the state of its files changed. What is large of it, its text and fragments, is taken
from the shelf when somebody asks, so that the memory of a build does not grow with the texts of all stories.
"""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import msgspec

from generator.cached import CACHE
from generator.errors import ContentError
from generator.model import Fragment, Replaced, Story
from generator.newsroom.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FILE = "stories.sqlite"
COLUMNS = "id TEXT PRIMARY KEY, state TEXT, digest TEXT, source TEXT, record BLOB, text TEXT, body BLOB"
FORM = 3  # of the shelf: one of another form is thrown away
SHAPE = f"CREATE TABLE story ({COLUMNS})"
AT_A_TIME = 128  # stories that are put on the shelf together
BODIES, TEXTS = 64, 1024  # stories whose fragments, whose texts are in memory
Item = TypeVar("Item")


class Body(NamedTuple):
    """What is large of a story, besides its text."""

    fragments: tuple[Fragment, ...]
    replaced: tuple[Replaced, ...]


class Kept(NamedTuple):
    """A story on the shelf: the state of its files, a hash of what they hold, its source's file; the rest is packed."""

    state: str
    digest: str
    source: str
    record: bytes
    text: str
    body: bytes


_RECORDS = msgspec.msgpack.Decoder(Record)
_BODIES = msgspec.msgpack.Decoder(Body)


def packed(state: str, digest: str, record: Record, story: Story) -> Kept:
    """Return a story as it is put on the shelf."""
    body = msgspec.msgpack.encode(Body(story.fragments, story.replaced))
    return Kept(state, digest, story.source_file, msgspec.msgpack.encode(record), story.text, body)


class Shelf:
    """The stories of one content folder."""

    def __init__(self, cache: Path) -> None:
        self._file = cache / FILE
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self.texts: dict[str, str] = {}
        self._base: sqlite3.Connection | None = None
        self._opened_by = 0
        cache.mkdir(parents=True, exist_ok=True)
        try:
            if self._base_here().execute("PRAGMA user_version").fetchone() != (FORM,):
                self._anew()
        except sqlite3.Error:  # whatever it is, it is not ours: everything is read again
            self._anew()

    def states(self) -> dict[str, tuple[str, str, str]]:
        """Return the state of the files of every story on the shelf, their digest, and the name of its source."""
        try:
            rows = self._base_here().execute("SELECT id, state, digest, source FROM story").fetchall()
        except sqlite3.Error:  # broken off while it was written
            self._anew()
            return {}
        return {name: (state, digest, source) for name, state, digest, source in rows}

    def put(self, stories: Iterable[tuple[str, Kept]], gone: Iterable[str]) -> None:
        """Put stories on the shelf as they come, and take those away that are gone.

        Some go there at a time: not all of them are in memory, and nobody who reads there meanwhile waits for long.
        """
        base, left = self._base_here(), iter(stories)
        try:
            with base:
                base.executemany("DELETE FROM story WHERE id = ?", [(name,) for name in gone])
            while rows := [(name, *kept) for name, kept in islice(left, AT_A_TIME)]:
                with base:
                    base.executemany("INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            fact, fix = f"what is read of stories cannot be kept ({error})", "Make room on the disk, and build again"
            raise ContentError(f"{CACHE}/{FILE}", 0, fact, fix) from None

    def records(self) -> list[Record]:
        """Return the record of every story, in order of id."""
        rows = self._base_here().execute("SELECT record FROM story ORDER BY id")
        return [_RECORDS.decode(packed_record) for (packed_record,) in rows]

    def record(self, story: str, digest: str) -> Record | None:
        """Return the record of a story whose files have this digest; None where they had another."""
        sought = "SELECT record FROM story WHERE id = ? AND digest = ?"
        row = self._base_here().execute(sought, (story, digest)).fetchone()
        return _RECORDS.decode(row[0]) if row else None

    def body(self, story: str) -> Body:
        """Return the fragments of a story and its earlier texts; those of the last few are at hand."""
        return _at_hand(self._bodies, story, lambda: _BODIES.decode(self._one("body", story)), BODIES)

    def text(self, story: str) -> str:
        """Return the text of a story's source, and keep it at hand (`texts`) for a while."""
        if len(self.texts) >= TEXTS:
            del self.texts[next(iter(self.texts))]
        text: str = self._one("text", story)
        return self.texts.setdefault(story, text)

    def _one(self, column: Literal["text", "body"], story: str) -> Any:
        row = self._base_here().execute(f"SELECT {column} FROM story WHERE id = ?", (story,)).fetchone()  # noqa: S608
        return row[0]

    def _base_here(self) -> sqlite3.Connection:
        """Return this process's own connection: one must not be carried over to a forked worker."""
        if self._base is None or self._opened_by != os.getpid():
            self._base, self._opened_by = sqlite3.connect(self._file), os.getpid()
            self._base.execute("PRAGMA synchronous = OFF")
        return self._base

    def _anew(self) -> None:
        if self._base:
            self._base.close()
        self._base = None
        self._file.unlink(missing_ok=True)
        self._base_here().executescript(f"{SHAPE}; PRAGMA user_version = {FORM}")


def _at_hand(held: OrderedDict[str, Item], story: str, take: Callable[[], Item], most: int) -> Item:
    """Return what is held of a story, after taking it from the shelf if need be; the oldest goes where it is full."""
    if story in held:
        held.move_to_end(story)
        return held[story]
    held[story] = taken = take()
    if len(held) > most:
        held.popitem(last=False)
    return taken


class ShelvedStory(Story):
    """A story whose text and fragments are on a shelf."""

    __slots__ = ("_shelf",)

    @property
    def text(self) -> str:
        """The source's text, which is asked for hundreds of times a story."""
        shelf: Shelf = self._shelf  # type: ignore[attr-defined]
        held = shelf.texts.get(self.id)
        return shelf.text(self.id) if held is None else held

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The fragments in order of their names."""
        return self._body().fragments

    @property
    def replaced(self) -> tuple[Replaced, ...]:
        """The texts that the source had before."""
        return self._body().replaced

    def _body(self) -> Body:
        shelf: Shelf = self._shelf  # type: ignore[attr-defined]
        return shelf.body(self.id)


LARGE = frozenset(("text", *Body._fields))


def shelved(head: Story, shelf: Shelf) -> ShelvedStory:
    """Return a story of which all but the head is on a shelf."""
    made: Any = object.__new__(ShelvedStory)
    for name in Story.__dataclass_fields__:
        if name not in LARGE:
            object.__setattr__(made, name, getattr(head, name))
    object.__setattr__(made, "_shelf", shelf)
    story: ShelvedStory = made
    return story
