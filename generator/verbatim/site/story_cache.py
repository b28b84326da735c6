"""Loads the content through a cache of parsed stories, `.cache/stories.sqlite`.

A story is read again only where the state of its files changed. Its large parts, text and fragments, are taken from the
cache when needed, so that the memory of a build does not grow with the texts of all stories. What does not fit its
checksum is read from the content again. What reads content is imported within functions: usually nothing is read.
"""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from verbatim.content.format.person_file import PersonFile, read_people
from verbatim.content.format.story_file import embargo_of
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import DRAFT, LedgerEntry, ledgers_without_story, read_ledger
from verbatim.content.splitting import freshness
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.cache import CACHE, clock, discard, keep_traceback, sealed, unsealed
from verbatim.core.errors import ContentError, ContentErrors, Faults, unreadable
from verbatim.core.executors import executor, spread
from verbatim.core.files import markdown_files
from verbatim.core.filestate import (
    Files,
    Rows,
    Tree,
    content_digest,
    digests,
    rows_in,
    rows_of,
    settled,
    state_digest,
)
from verbatim.model import Fragment, SourceChange, Story, with_head
from verbatim.newsroom import StoryRecord, join, record_of
from verbatim.site.omissions import name_of

FILE = "stories.sqlite"
FORM = 6  # of the database: one of another form is deleted
SCHEMA = "CREATE TABLE story (id TEXT PRIMARY KEY, head BLOB, text BLOB, body BLOB)"
AT_A_TIME = 128  # stories that are written in one transaction
BODIES, TEXTS = 64, 1024  # stories whose fragments, whose texts are kept in memory
WORTH_WORKERS = 32  # stories: fewer are read before workers would have started
BATCH = 8
UNSURE = ""  # the state of files in which a later write might not show


class StoryBody(NamedTuple):
    """The large parts of a story, besides its text."""

    fragments: tuple[Fragment, ...]
    replaced: tuple[SourceChange, ...]


class CachedStory(NamedTuple):
    """A story as it is cached: the state of its files, a hash of their content, its source's name, and packed data."""

    state: str
    digest: str
    source: str
    record: bytes
    text: str
    body: bytes


class StoryHead(NamedTuple):
    """What is read of every cached story in each build, without its text and its body."""

    state: str
    digest: str
    source: str
    record: bytes


# What SQLite reports where the disk has no room, or the file may not grow: another database would not fit either.
NO_ROOM = frozenset((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE))


class DamagedCacheError(Exception):
    """The database cannot be written, or does not give what was just written."""


_HEADS = msgspec.msgpack.Decoder(StoryHead)
_RECORDS = msgspec.msgpack.Decoder(StoryRecord)
_BODIES = msgspec.msgpack.Decoder(StoryBody)


def pack_story(state: str, digest: str, record: StoryRecord, story: Story) -> CachedStory:
    """Return a story as it is cached."""
    body = msgspec.msgpack.encode(_body_of(story))
    return CachedStory(state, digest, story.source_file, msgspec.msgpack.encode(record), story.text, body)


def _body_of(story: Story) -> StoryBody:
    return StoryBody(story.fragments, story.replaced)


def _about(story: str, column: str) -> str:
    """Return what the checksum of a story's column is about."""
    return f"{FILE} {FORM} {column} {story}"


def _row(story: str, cached: CachedStory) -> tuple[str, bytes, bytes, bytes]:
    head = msgspec.msgpack.encode(StoryHead(*cached[:4]))
    columns = {"head": head, "text": cached.text.encode("utf-8", "surrogatepass"), "body": cached.body}
    packed, text, body = (sealed(data, _about(story, column)) for column, data in columns.items())
    return story, packed, text, body


class StoryCache:
    """The parsed stories of the folder `content`."""

    def __init__(self, cache: Path, content: Path) -> None:
        self._file = cache / FILE
        self._content = content
        self._bodies: OrderedDict[str, StoryBody] = OrderedDict()
        self.texts: dict[str, str] = {}
        self._base: sqlite3.Connection | None = None
        self._opened_by = 0
        cache.mkdir(parents=True, exist_ok=True)
        try:
            if self._connection().execute("PRAGMA user_version").fetchone() != (FORM,):
                self.reset()
        except sqlite3.Error:  # whatever it is, it is not ours: everything is read again
            self.reset()

    def heads(self, names: Collection[str] | None = None) -> dict[str, StoryHead]:
        """Return the heads that are as they were written, by story: of these stories, or of all."""
        asked = (*names,) if names is not None and len(names) <= AT_A_TIME else None
        where = "" if asked is None else f" WHERE id IN ({', '.join('?' * len(asked))})"
        try:
            rows = self._connection().execute(f"SELECT id, head FROM story{where}", asked or ()).fetchall()  # noqa: S608
        except sqlite3.Error:  # interrupted while it was written, or damaged
            self.reset()
            return {}
        heads = ((name, unsealed(packed, _about(name, "head"))) for name, packed in rows)
        return {name: _HEADS.decode(head) for name, head in heads if head is not None}

    def put(self, stories: Iterable[tuple[str, CachedStory]], gone: Iterable[str]) -> None:
        """Write stories as they come, and delete those that are gone.

        They are written in several transactions: not all of them are in memory, and no reader waits for long. Raises
        ContentError where there is no room, DamagedCacheError where anything else is wrong.
        """
        base, left = self._connection(), iter(stories)
        try:
            with base:
                base.executemany("DELETE FROM story WHERE id = ?", [(name,) for name in gone])
            while rows := [_row(name, cached) for name, cached in islice(left, AT_A_TIME)]:
                with base:
                    base.executemany("INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) in NO_ROOM:
                raise _not_kept(error) from None
            raise DamagedCacheError(str(error)) from None

    def record(self, story: str, digest: str) -> StoryRecord | None:
        """Return the record of a story whose files have this digest; None where they had another."""
        head = self.heads([story]).get(story)
        return _RECORDS.decode(head.record) if head and head.digest == digest else None

    def body(self, story: str) -> StoryBody:
        """Return the fragments of a story and its earlier texts; those used last are kept in memory."""
        if story in self._bodies:
            self._bodies.move_to_end(story)
            return self._bodies[story]
        packed = self._column("body", story)
        self._bodies[story] = body = _body_of(self._read(story)) if packed is None else _BODIES.decode(packed)
        if len(self._bodies) > BODIES:
            self._bodies.popitem(last=False)
        return body

    def text(self, story: str) -> str:
        """Return the text of a story's source, and keep it in memory (`texts`) for a while."""
        if len(self.texts) >= TEXTS:
            del self.texts[next(iter(self.texts))]
        packed = self._column("text", story)
        text = self._read(story).text if packed is None else packed.decode("utf-8", "surrogatepass")
        return self.texts.setdefault(story, text)

    def _column(self, column: Literal["text", "body"], story: str) -> bytes | None:
        """Return what is cached; None, and the next build reads the story again, where that is damaged."""
        query = f"SELECT {column} FROM story WHERE id = ?"  # noqa: S608
        with suppress(sqlite3.Error):
            row = self._connection().execute(query, (story,)).fetchone()
            data = unsealed(row[0], _about(story, column)) if row else None
            if data is not None:
                return data
        with suppress(sqlite3.Error), self._connection() as base:
            base.execute("DELETE FROM story WHERE id = ?", (story,))
        return None

    def _read(self, story: str) -> Story:
        from verbatim.content.store import load_story_and_ledger  # noqa: PLC0415

        return load_story_and_ledger(self._content, self._content / "stories" / f"{story}.md")[0]

    def _connection(self) -> sqlite3.Connection:
        """Return this process's own connection: one must not be used across a fork."""
        if self._base is None or self._opened_by != os.getpid():
            self._base, self._opened_by = sqlite3.connect(self._file), os.getpid()
            self._base.execute("PRAGMA synchronous = OFF")
        return self._base

    def reset(self) -> None:
        """Begin an empty database, whatever lies in its place. Raises ContentError where none can be written."""
        if self._base:
            self._base.close()
        self._base = None
        discard(self._file)
        try:
            self._connection().executescript(f"{SCHEMA}; PRAGMA user_version = {FORM}")
        except sqlite3.Error as error:
            raise _not_kept(error) from None


def _not_kept(error: Exception) -> ContentError:
    fact = f"what is read of stories cannot be kept ({error})"
    return ContentError(f"{CACHE}/{FILE}", 0, fact, "Make room on the disk, and build again")


class LazyStory(Story):
    """A story whose text and fragments are in the cache."""

    __slots__ = ("_cache",)

    @property
    def text(self) -> str:
        """The source's text, which is needed hundreds of times a story."""
        cache: StoryCache = self._cache  # type: ignore[attr-defined]
        known = cache.texts.get(self.id)
        return cache.text(self.id) if known is None else known

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The fragments in order of their names."""
        return self._body().fragments

    @property
    def replaced(self) -> tuple[SourceChange, ...]:
        """The texts that the source had before."""
        return self._body().replaced

    def _body(self) -> StoryBody:
        cache: StoryCache = self._cache  # type: ignore[attr-defined]
        return cache.body(self.id)


def lazy_story(head: Story, cache: StoryCache) -> LazyStory:
    """Return a story that takes everything but its head from the cache."""
    return with_head(LazyStory, head, _cache=cache)


class LoadedContent(NamedTuple):
    """What a site is made from: records and stories by id, people's files, ledgers of stories that are gone.

    `digests` are of everything that each story was read from; `left_out` is what is broken (`omissions`).
    """

    records: Mapping[str, StoryRecord]
    stories: Mapping[str, Story]
    people: Mapping[str, PersonFile]
    gone: Mapping[str, tuple[LedgerEntry, ...]]
    digests: Mapping[str, str]
    left_out: frozenset[str] = frozenset()


class StoryFiles(NamedTuple):
    """A story to be read: its file, and the rows of all its files."""

    path: Path
    rows: Rows


def load_content(reading: ContentReading, cache: Path) -> LoadedContent:
    """Load a content folder; stories whose files are unchanged, under the same rules, come from the cache.

    Raises ContentErrors with every fault in every story.
    """
    refuse_unfinished(reading.content)
    stories = StoryCache(cache, reading.content)
    try:
        return reading.load(stories)
    except DamagedCacheError:
        stories.reset()
    try:
        return reading.load(stories)
    except DamagedCacheError as error:
        raise _not_kept(error) from None


class ContentReading(NamedTuple):
    """How a content folder is read: by which rules, by how many workers, without what (`omissions`).

    `tree` is the survey of its files from before.
    """

    content: Path
    rules: str
    workers: int
    tree: Tree
    left_out: frozenset[str] = frozenset()

    def load(self, stories: StoryCache) -> LoadedContent:
        """Load the folder; DamagedCacheError where the cache does not give back what was put there."""
        content, errors = self.content, Faults()
        found = markdown_files(content / "stories")
        paths = {path.stem: path for path in found if f"stories/{path.stem}" not in self.left_out}
        known = stories.heads()
        files = {name: _files(content, name, known[name].source if name in known else "") for name in paths}
        rows = {name: rows_in(self.tree, files[name]) for name in paths}
        states = {name: state_digest(rows[name], self.rules) for name in paths}
        stale = [name for name in paths if not _is_current(known.get(name), states[name])]
        wanted = [StoryFiles(paths[name], rows[name]) for name in stale]
        read: dict[str, str] = {}

        def stories_read() -> Iterator[tuple[str, CachedStory]]:
            for name, cached in _read(content, wanted, self.rules, self.workers, errors):
                if cached:
                    read[name] = cached.digest
                    yield name, cached

        stories.put(stories_read(), known.keys() - paths.keys())
        people, gone = self._people(errors), ledgers_without_story(content, errors)
        if errors:
            _report_together(content)
            errors.raise_all()
        unchanged = {name: head for name, head in known.items() if name in paths and name not in read}
        heads = unchanged | (stories.heads(read) if read else {})
        if heads.keys() != paths.keys():
            raise DamagedCacheError("it does not give back what was put there")
        records = {name: _held_back(_RECORDS.decode(heads[name].record)) for name in sorted(heads)}
        lazy = {name: lazy_story(record.head, stories) for name, record in records.items()}
        digests = {name: head.digest for name, head in unchanged.items()} | read
        digests |= {name: f"{digests[name]} embargoed" for name, record in records.items() if embargo_of(record.head)}
        return LoadedContent(records, lazy, people, gone, digests, self.left_out)

    def _people(self, errors: Faults) -> dict[str, PersonFile]:
        wrong = Faults()
        files = read_people(self.content, wrong)
        errors += (error for error in wrong if name_of(error.path, self.content.name) not in self.left_out)
        return {name: file for name, file in files.items() if f"people/{name}" not in self.left_out}


def _held_back(record: StoryRecord) -> StoryRecord:
    """Return the record of a story, as that of a draft while an embargo holds it back."""
    return replace(record, head=replace(record.head, status=DRAFT)) if embargo_of(record.head) else record


def _report_together(content: Path) -> None:
    """Raise ContentErrors with the faults of all stories together, which one by itself may not show.

    A fault of the program is reported already, with the story that it was met in.
    """
    from verbatim.content.store import load  # noqa: PLC0415

    try:
        join(*load(content))
    except Exception as error:
        if isinstance(error, ContentErrors):
            raise


def ledger_of(content: Path, story: str) -> tuple[LedgerEntry, ...]:
    """Return the whole ledger of a story."""
    return read_ledger(StoryPaths(content, story))


def _is_current(known: StoryHead | None, state: str) -> bool:
    """Return whether a story's files are in the state that is cached, with the name of its source."""
    return known is not None and known.state == state and bool(known.source)


def _files(content: Path, story: str, source: str) -> Files:
    single, folders = freshness.files_of_story(str(content), story, source)
    return Files(single, (*folders, f"{content}/sources/.earlier/{story}"))


def _read(
    content: Path, wanted: Sequence[StoryFiles], rules: str, workers: int, errors: list[ContentError]
) -> Iterator[tuple[str, CachedStory | None]]:
    share = workers if len(wanted) >= WORTH_WORKERS else 1
    work = partial(_read_one, content, rules, clock(content))
    with executor(share) as pool:
        for one, (cached, wrong) in zip(wanted, spread(pool, work, wanted, workers=share, batch=BATCH), strict=True):
            errors += wrong
            yield one.path.stem, cached


def _read_one(content: Path, rules: str, now: int, files: StoryFiles) -> tuple[CachedStory | None, list[ContentError]]:
    """Read one story; return it as it is cached, or what is wrong with it."""
    from verbatim.content.store import load_story_and_ledger  # noqa: PLC0415

    try:
        story, ledger = load_story_and_ledger(content, files.path)
        record = record_of(story, ledger)
    except ContentErrors as faults:
        return None, faults.errors
    except Exception as error:  # noqa: BLE001  a fault of the program in one story must not cost the others
        shown = StoryPaths(content, "").shown(files.path)
        return None, [unreadable(shown, 0, error, keep_traceback(content, files.path.stem, error))]
    rows = rows_of(_files(content, story.id, story.source_file))
    is_sure = settled(rows, now) and all(rows.get(name) == row for name, row in files.rows.items())
    state = state_digest(rows, rules) if is_sure else UNSURE
    return pack_story(state, content_digest(digests(rows), "", content), record, story), []
