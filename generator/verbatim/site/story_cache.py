"""Stories kept as they were read: `.cache/stories.sqlite`. A content folder comes in, records and lazy stories go out.

A story is read again only where the state of its files changed. What is large of it, its text and fragments, is taken
from the shelf when somebody asks, so that the memory of a build does not grow with the texts of all stories.
"""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import msgspec

from verbatim.content.format.person_file import read_people
from verbatim.content.layout import StoryPaths
from verbatim.content.splitting import freshness as fresh
from verbatim.content.store import ledgers_without_story, load, load_story_and_ledger, read_ledger
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.cache import CACHE, clock
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.executors import executor, spread
from verbatim.core.files import markdown_files
from verbatim.core.filestate import (
    Files,
    content_digest,
    digest_in_tree,
    digests,
    rows_in,
    rows_of,
    settled,
    state_digest,
)
from verbatim.model import Fragment, SourceChange, Story
from verbatim.newsroom import StoryRecord, join, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.ledger import LedgerEntry
    from verbatim.core.filestate import Rows, Tree


# ---- site/shelf.py

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
    replaced: tuple[SourceChange, ...]


class Kept(NamedTuple):
    """A story on the shelf: the state of its files, a hash of what they hold, its source's file; the rest is packed."""

    state: str
    digest: str
    source: str
    record: bytes
    text: str
    body: bytes


_RECORDS = msgspec.msgpack.Decoder(StoryRecord)
_BODIES = msgspec.msgpack.Decoder(Body)


def packed(state: str, digest: str, record: StoryRecord, story: Story) -> Kept:
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

    def records(self) -> list[StoryRecord]:
        """Return the record of every story, in order of id."""
        rows = self._base_here().execute("SELECT record FROM story ORDER BY id")
        return [_RECORDS.decode(packed_record) for (packed_record,) in rows]

    def record(self, story: str, digest: str) -> StoryRecord | None:
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
    def replaced(self) -> tuple[SourceChange, ...]:
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


# ---- site/library.py

WORTH_WORKERS = 32  # stories: fewer are read before workers would have begun
BATCH = 8
UNSURE = ""  # the state of files of which a later write might not show


class Library(NamedTuple):
    """What a site is made from: records and stories by id, people's files, ledgers of stories that are gone.

    `digests` are of everything that each story was read from.
    """

    records: Mapping[str, StoryRecord]
    stories: Mapping[str, Story]
    people: Mapping[str, PersonFile]
    gone: Mapping[str, tuple[LedgerEntry, ...]]
    digests: Mapping[str, str]


class Seen(NamedTuple):
    """A story to be read: its file, and the rows of all its files."""

    path: Path
    rows: Rows


def opened(content: Path, cache: Path, rules: str, workers: int, tree: Tree) -> Library:
    """Read a content folder; stories whose files stand as they did, under the same rules, come from the shelf.

    `tree` is what was seen of these files before.
    """
    refuse_unfinished(content)
    shelf, errors = Shelf(cache), list[ContentError]()
    paths = {path.stem: path for path in markdown_files(content / "stories")}
    known = shelf.states()
    files = {name: _files(content, name, known[name][2] if name in known else "") for name in paths}
    old = [name for name in paths if not _stands(known.get(name), digest_in_tree(tree, files[name], rules))]
    wanted = [Seen(paths[name], rows_in(tree, files[name])) for name in old]
    made: dict[str, str] = {}
    shelf.put(_noted(_read(content, wanted, rules, workers, errors), made), known.keys() - paths.keys())
    people, gone = read_people(content, errors), ledgers_without_story(content, errors)
    if errors:
        join(*load(content))  # which tells, of all stories together, what one by itself does not show
        raise ContentErrors(errors)
    records = {record.head.id: record for record in shelf.records()}
    stories = {name: shelved(record.head, shelf) for name, record in records.items()}
    told = {name: known[name][1] for name in paths if name not in made} | made
    return Library(records, stories, people, gone, told)


def _noted(read: Iterable[tuple[str, Kept | None]], made: dict[str, str]) -> Iterator[tuple[str, Kept]]:
    """Yield stories that could be read, one after the other, and note the digest of each in `made`."""
    for name, kept in read:
        if kept:
            made[name] = kept.digest
            yield name, kept


def ledger_of(content: Path, story: str) -> tuple[LedgerEntry, ...]:
    """Return the whole ledger of a story."""
    return read_ledger(StoryPaths(content, story))


def _stands(known: tuple[str, str, str] | None, state: str) -> bool:
    """Tell whether a story's files stand as they did, where the name of its source is known from then."""
    return known is not None and known[0] == state and bool(known[2])


def _files(content: Path, story: str, source: str) -> Files:
    single, folders = fresh.files_of_story(str(content), story, source)
    return Files(single, (*folders, f"{content}/sources/.earlier/{story}"))


def _read(
    content: Path, wanted: Sequence[Seen], rules: str, workers: int, errors: list[ContentError]
) -> Iterator[tuple[str, Kept | None]]:
    share = workers if len(wanted) >= WORTH_WORKERS else 1
    work = partial(_one, content, rules, clock(content))
    with executor(share) as pool:
        for one, (kept, wrong) in zip(wanted, spread(pool, work, wanted, workers=share, batch=BATCH), strict=True):
            errors += wrong
            yield one.path.stem, kept


def _one(content: Path, rules: str, now: int, seen: Seen) -> tuple[Kept | None, list[ContentError]]:
    """Read one story; return it as it is kept, or what is wrong with it."""
    try:
        story, ledger = load_story_and_ledger(content, seen.path)
        record = record_of(story, ledger)
    except ContentError as error:
        return None, [error]
    except ContentErrors as several:
        return None, several.errors
    rows = rows_of(_files(content, story.id, story.source_file))
    whole = settled(rows, now) and all(rows.get(name) == row for name, row in seen.rows.items())
    return packed(
        state_digest(rows, rules) if whole else UNSURE, content_digest(digests(rows), "", content), record, story
    ), []
