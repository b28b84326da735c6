"""Stores the result of each target and what it depends on, between builds: `.cache/build.sqlite`.

A stored result is up to date while everything that it depends on has the same digest, and the current site is the one
that it was made for. Nothing here is trusted further: without this file, or with a broken one, everything is rendered.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from array import array
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verbatim.publish.digests import DIGESTS, FACT
from verbatim.publish.tracking import EVERYTHING
from verbatim.site.incremental.render import unpack_result
from verbatim.site.staging import MANIFEST, site_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.publish.digests import Digests
    from verbatim.publish.tracking import Dependency
    from verbatim.site.incremental.render import StoredResult


FILE = "file"  # the kind of dependencies on where a file is
NUMBERS = "I"  # the array type of dependencies' numbers


class DependencyRow(NamedTuple):
    """A dependency as it is stored: its number, kind, key and digest, and for a fact what it depends on, packed."""

    number: int
    kind: str
    key: str
    digest: str
    inner: bytes


Row = tuple[int, str, str, str, bytes]  # a DependencyRow as sqlite returns it


def _unpacked(numbers: bytes) -> array[int]:
    found = array(NUMBERS)
    found.frombytes(numbers)
    return found


def _key(dependency: Dependency) -> str:
    return json.dumps(dependency[1:], ensure_ascii=False) if dependency[0] == FACT else str(*dependency[1:])


class DependencyTable:
    """The stored digests of what an edition's pages depend on; `changed` are the numbers of those that differ now."""

    def __init__(self, rows: Iterable[Row], digests: Digests) -> None:
        self.digests = digests
        self.changed: set[int] = set()
        self._stored: dict[int, Row] = {}
        self._numbers: dict[Dependency, int] = {}
        self._facts: dict[int, Dependency] = {}
        self._files: dict[str, Row] = {}
        self._new: dict[int, DependencyRow] = {}
        for row in rows:
            self._load(row)
        self._next = max(self._stored, default=0) + 1
        self._compared: set[int] = set()
        for number in self._facts:
            self._compare_fact(number)

    def _load(self, row: Row) -> None:
        """Load a row, and compare its digest unless it is that of a fact or a file."""
        number, kind, key, digest, _ = row
        self._stored[number] = row
        dependency: Dependency = (kind, key) if kind != EVERYTHING[0] else EVERYTHING
        if kind == FACT:
            self._facts[number] = dependency = (FACT, *json.loads(key))
        elif kind == FILE:
            self._files[key] = row
        elif DIGESTS[kind](self.digests, key) != digest:
            self.changed.add(number)
        self._numbers[dependency] = number

    def compare_files(self) -> None:
        """Compare where files are, which is known once all are found; no fact depends on it."""
        rows = self._files.values()
        self.changed |= {number for number, kind, key, digest, _ in rows if self.digests[kind, key] != digest}

    def is_unchanged(self, numbers: bytes) -> bool:
        """Return whether all dependencies of these numbers have the digests that are stored."""
        return not self.changed or self.changed.isdisjoint(_unpacked(numbers))

    def _compare_fact(self, number: int) -> None:
        """Compare a fact's digest; it is computed only where something that the fact depends on changed."""
        if number in self._compared:
            return
        self._compared.add(number)
        fact, row = self._facts[number], DependencyRow(*self._stored[number])
        inner = _unpacked(row.inner)
        for other in self._facts.keys() & inner:
            self._compare_fact(other)
        if inner and self.changed.isdisjoint(inner):  # without any, it is not known what the fact depends on
            self.digests.assume(fact, row.digest)
        elif self.digests[fact] != row.digest:
            self.changed.add(number)

    def pack(self, dependencies: Iterable[Dependency]) -> bytes:
        """Return the numbers of dependencies, packed; new ones get a number."""
        return array(NUMBERS, sorted([self._number(one) for one in dependencies])).tobytes()

    def _number(self, dependency: Dependency) -> int:
        number = self._numbers.get(dependency)
        if number is None:
            self._numbers[dependency] = number = self._next
            self._next += 1
            digest = self.digests[dependency]
            self._new[number] = DependencyRow(number, str(dependency[0]), _key(dependency), digest, b"")
        return number

    def changed_rows(self) -> Iterator[DependencyRow]:
        """Yield what must be stored: dependencies that are new or have another digest, facts with their own."""
        inner = self.digests.edition.fact_dependencies
        done: set[Dependency] = set()
        while rest := inner.keys() - done:  # computing a fact may compute others
            for fact in rest:
                number = self._number(fact)
                packed = self.pack(inner[fact])
                self._new[number] = DependencyRow(number, FACT, _key(fact), self.digests[fact], packed)
            done |= rest
        changed = {number: one for one, number in self._numbers.items() if number in self.changed}
        for number in self.changed - self._new.keys():
            row = DependencyRow(*self._stored[number])
            self._new[number] = row._replace(digest=self.digests[changed[number]])
        yield from (row for number, row in self._new.items() if self._stored.get(number) != row)


FORM = 4  # of the database: one of another form is deleted
LISTED, BESIDE = "listed", "beside"  # tables of dependencies: of what indexes list, and of everything
DEPENDENCIES = "(number INTEGER PRIMARY KEY, kind TEXT, key TEXT, digest TEXT, inner BLOB)"
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {LISTED} {DEPENDENCIES}",
    f"CREATE TABLE IF NOT EXISTS {BESIDE} {DEPENDENCIES}",
    "CREATE TABLE IF NOT EXISTS target (name TEXT PRIMARY KEY, dependencies BLOB, result BLOB)",
)


class ManifestEntry(NamedTuple):
    """A rendered target: what it depends on, and its result, packed; `is_final` where nothing of that will change.

    `files` are the addresses of files that its pages link to.
    """

    name: str
    dependencies: Iterable[Dependency]
    files: Mapping[str, str]
    result: bytes
    is_final: bool


class Manifest:
    """What the build of the `current` site stored; empty where that is another site, or the `fingerprint` changed.

    `listed` are the digests of what indexes list, `everything` those with drafts and hidden stories as well.
    """

    def __init__(self, cache: Path, current: Path, fingerprint: str, listed: Digests, everything: Digests) -> None:
        self._file, self._fingerprint = cache / MANIFEST, fingerprint
        self._dependencies: dict[str, bytes] = {}
        self._unlisted: frozenset[str] = frozenset()
        self._base: sqlite3.Connection | None = None
        self._is_broken = False
        rows: dict[str, list[Row]] = {LISTED: [], BESIDE: []}
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._open()) as base:
            about = dict(base.execute("SELECT name, value FROM about"))
            if about.get("fingerprint") == fingerprint and about.get("site") == site_hash(current):
                rows = {table: base.execute(f"SELECT * FROM {table}").fetchall() for table in rows}  # noqa: S608
                self._dependencies = dict(base.execute("SELECT name, dependencies FROM target"))
        self._tables = {LISTED: DependencyTable(rows[LISTED], listed)}
        if everything is not listed:
            self._tables[BESIDE] = DependencyTable(rows[BESIDE], everything)

    def up_to_date(self, targets: Sequence[tuple[str, bool]]) -> set[str]:
        """Return which of these targets are up to date. They are given by name, with whether they are unlisted."""
        self._unlisted = frozenset(name for name, is_unlisted in targets if is_unlisted)
        for table in self._tables.values():
            table.compare_files()
        known = self._dependencies
        return {name for name, _ in targets if name in known and self._table_of(name).is_unchanged(known[name])}

    def _table_of(self, target: str) -> DependencyTable:
        return self._tables[BESIDE] if target in self._unlisted and BESIDE in self._tables else self._tables[LISTED]

    def read_results(self, wanted: set[str], take: Callable[[str, StoredResult], None]) -> set[str]:
        """Pass the result of each of these targets to `take`; return the targets whose results cannot be read."""
        lost = set(wanted)
        unreadable = (sqlite3.Error, OSError, msgspec.DecodeError)
        with contextlib.suppress(*unreadable), contextlib.closing(self._open()) as base:
            for name, result in base.execute("SELECT name, result FROM target"):
                if name in wanted:
                    take(name, unpack_result(result))
                    lost.discard(name)
        return lost

    def store(self, entry: ManifestEntry) -> None:
        """Store what a target came to, once it is final; `close` commits it."""
        if entry.is_final:
            row = (entry.name, self._table_of(entry.name).pack(entry.dependencies), entry.result)
            with self._writing() as base:
                base.execute("INSERT OR REPLACE INTO target VALUES (?, ?, ?)", row)

    def close(self, targets: Sequence[tuple[str, bool]]) -> None:
        """Store the digests, delete targets that are gone, and commit; `staging.name_current` names the site later.

        If anything cannot be stored, the whole manifest is deleted: nobody could tell any more what the site contains.
        """
        wanted = {name for name, _ in targets}
        with self._writing() as base:
            gone = [(name,) for name in self._dependencies if name not in wanted]
            base.executemany("DELETE FROM target WHERE name = ?", gone)
            for name, table in self._tables.items():
                rows = table.changed_rows()
                base.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?, ?, ?, ?)", rows)  # noqa: S608
            about = [("fingerprint", self._fingerprint), ("site", "under way")]
            base.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about)
            base.commit()
        if self._base:
            self._base.close()
        if self._is_broken:
            self._file.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the one connection to write by; an error marks the manifest as broken."""
        try:
            if self._base is None:
                self._base = self._open()
                if not self._dependencies:
                    for table in (LISTED, BESIDE, "target"):
                        self._base.execute(f"DELETE FROM {table}")  # noqa: S608
            yield self._base
        except (sqlite3.Error, OSError):
            self._is_broken = True

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            base = _connect(self._file)
            if base.execute("PRAGMA user_version").fetchone() == (FORM,):
                return base
            base.close()
        except sqlite3.DatabaseError:  # whatever it is, it is not ours
            pass
        self._file.unlink()
        base = _connect(self._file)
        base.execute(f"PRAGMA user_version = {FORM}")
        return base


def _connect(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file)
    # An interrupted build leaves the manifest as it was, or deleted: it need not wait for the disk.
    base.execute("PRAGMA synchronous = OFF")
    for statement in SCHEMA:
        base.execute(statement)
    return base


def linked_files(cache: Path) -> list[str]:
    """Return the files that pages of the current site link to, as editors named them."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(cache / MANIFEST)) as base:
        query = " UNION ".join(f"SELECT key FROM {table} WHERE kind = '{FILE}'" for table in (LISTED, BESIDE))  # noqa: S608
        return [key for (key,) in base.execute(query)]
    return []
