"""Stores the result of each target and what it depends on, between builds: `.cache/build.sqlite`.

A stored result is up to date while everything that it depends on has the same digest, and the current site is the one
that it was made for. Nothing here is trusted further: each table has a checksum, and each result; without this file, or
where a byte of it changed, everything is rendered.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from verbatim.core.cache import checksum, discard, sealed, unsealed
from verbatim.publish.digests import DIGESTS, Digests
from verbatim.publish.tracking import EVERYTHING, FACT, Dependency
from verbatim.site.alterations import site_hash
from verbatim.site.incremental.render import StoredResult, unpack_result
from verbatim.site.staging import MANIFEST

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
        self._new: dict[int, DependencyRow] = {}
        for row in rows:
            self._load(row)
        self._next = max(self._stored, default=0) + 1
        self._compared: set[int] = set()
        for number in self._facts:
            self._compare_fact(number)

    def _load(self, row: Row) -> None:
        """Load a row, and compare its digest unless it is that of a fact."""
        number, kind, key, digest, _ = row
        self._stored[number] = row
        dependency: Dependency = (kind, key) if kind != EVERYTHING[0] else EVERYTHING
        if kind == FACT:
            self._facts[number] = dependency = (FACT, *json.loads(key))
        elif DIGESTS[kind](self.digests, key) != digest:
            self.changed.add(number)
        self._numbers[dependency] = number

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

    def rows_with(self, changed: Iterable[DependencyRow]) -> list[Row]:
        """Return all rows in order of number, those that changed as they are now."""
        rows = self._stored | {row.number: row for row in changed}
        return [rows[number] for number in sorted(rows)]

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


FORM = 5  # of the database: one of another form is deleted
# Tables of dependencies, of what indexes list and of everything; the table of targets.
LISTED, BESIDE, TARGETS = "listed", "beside", "target"
DEPENDENCIES = "(number INTEGER PRIMARY KEY, kind TEXT, key TEXT, digest TEXT, inner BLOB)"
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {LISTED} {DEPENDENCIES}",
    f"CREATE TABLE IF NOT EXISTS {BESIDE} {DEPENDENCIES}",
    "CREATE TABLE IF NOT EXISTS target (name TEXT PRIMARY KEY, dependencies BLOB, result BLOB)",
)
SUM_OF = "checksum of "  # begins the names under which `about` has the checksums of the tables
UNREADABLE = (sqlite3.Error, OSError, msgspec.MsgspecError, ValueError, TypeError)


class StoredTables(NamedTuple):
    """What a manifest stores besides results: the rows of dependencies, and by target the numbers of its own."""

    listed: list[Row]
    beside: list[Row]
    targets: dict[str, bytes]


def _read_tables(base: sqlite3.Connection, fingerprint: str, site: str) -> StoredTables:
    """Return what is stored of this site, nothing of any other; ValueError where a table is not as it was written."""
    about = dict(base.execute("SELECT name, value FROM about"))
    if about.get("fingerprint") != fingerprint or about.get("site") != site:
        return StoredTables([], [], {})
    listed, beside = (
        base.execute(f"SELECT * FROM {table} ORDER BY number").fetchall()  # noqa: S608
        for table in (LISTED, BESIDE)
    )
    targets = base.execute("SELECT name, dependencies FROM target").fetchall()
    for table, rows in ((LISTED, listed), (BESIDE, beside), (TARGETS, sorted(targets))):
        is_there = rows or SUM_OF + table in about  # a site without drafts has no rows beside
        if is_there and about.get(SUM_OF + table) != _sum(fingerprint, table, rows):
            raise ValueError(table)
    return StoredTables(listed, beside, dict(targets))


def _sum(fingerprint: str, table: str, rows: Sequence[tuple[object, ...]]) -> str:
    """Return the checksum of all rows of a table, in order."""
    return checksum(msgspec.msgpack.encode(rows), f"{fingerprint} {table}").hex()


class ManifestEntry(NamedTuple):
    """A rendered target: what it depends on, and its result, packed."""

    name: str
    dependencies: Iterable[Dependency]
    result: bytes


class Manifest:
    """What the build of the `current` site stored; empty where that is another site, or the `fingerprint` changed.

    `listed` are the digests of what indexes list, `everything` those with drafts and hidden stories as well.
    """

    def __init__(self, cache: Path, current: Path, fingerprint: str, listed: Digests, everything: Digests) -> None:
        self._file, self._fingerprint = cache / MANIFEST, fingerprint
        self._unlisted: frozenset[str] = frozenset()
        self._base: sqlite3.Connection | None = None
        self._is_broken = False
        stored = StoredTables([], [], {})
        with contextlib.suppress(*UNREADABLE), contextlib.closing(self._open()) as base:
            stored = _read_tables(base, fingerprint, site_hash(current))
        self._dependencies = stored.targets
        self._tables = {LISTED: DependencyTable(stored.listed, listed)}
        if everything is not listed:
            self._tables[BESIDE] = DependencyTable(stored.beside, everything)

    def up_to_date(self, targets: Sequence[tuple[str, bool]]) -> set[str]:
        """Return which of these targets are up to date. They are given by name, with whether they are unlisted."""
        self._unlisted = frozenset(name for name, is_unlisted in targets if is_unlisted)
        known = self._dependencies
        return {name for name, _ in targets if name in known and self._table_of(name).is_unchanged(known[name])}

    def _table_of(self, target: str) -> DependencyTable:
        return self._tables[BESIDE] if target in self._unlisted and BESIDE in self._tables else self._tables[LISTED]

    def read_results(self, wanted: set[str], take: Callable[[str, StoredResult], None]) -> set[str]:
        """Pass the result of each of these targets to `take`; return the targets whose results cannot be read."""
        lost = set(wanted)
        with contextlib.suppress(*UNREADABLE), contextlib.closing(self._open()) as base:
            for name, packed in base.execute("SELECT name, result FROM target"):
                result = unsealed(packed, name) if name in lost else None
                if result is not None:
                    take(name, unpack_result(result))
                    lost.discard(name)
        return lost

    def store(self, entry: ManifestEntry) -> None:
        """Store what a target came to; `close` commits it."""
        packed = self._table_of(entry.name).pack(entry.dependencies)
        row = (entry.name, packed, sealed(entry.result, entry.name))
        with self._writing() as base:
            base.execute("INSERT OR REPLACE INTO target VALUES (?, ?, ?)", row)
        self._dependencies[entry.name] = packed

    def close(self, targets: Sequence[tuple[str, bool]]) -> None:
        """Store the digests, delete targets that are gone, and commit; `staging.name_current` names the site later.

        If anything cannot be stored, the whole manifest is deleted: nobody could tell any more what the site contains.
        """
        wanted = {name for name, _ in targets}
        with self._writing() as base:
            gone = self._dependencies.keys() - wanted
            base.executemany("DELETE FROM target WHERE name = ?", [(name,) for name in gone])
            left = {name: packed for name, packed in self._dependencies.items() if name not in gone}
            about = {"fingerprint": self._fingerprint, "site": "under way"}
            about[SUM_OF + TARGETS] = _sum(self._fingerprint, TARGETS, sorted(left.items()))
            for name, table in self._tables.items():
                rows = list(table.changed_rows())
                base.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?, ?, ?, ?)", rows)  # noqa: S608
                about[SUM_OF + name] = _sum(self._fingerprint, name, table.rows_with(rows))
            base.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
            base.commit()
        if self._base:
            self._base.close()
        if self._is_broken:
            discard(self._file)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the one connection to write by; an error marks the manifest as broken.

        Where none can be opened it is one to memory: the build goes on, and nothing is kept of it.
        """
        if self._base is None:
            try:
                self._base = self._open(anew=not self._dependencies)
            except (sqlite3.Error, OSError):
                self._is_broken = True
                self._base = _connect(":memory:")
        try:
            yield self._base
        except (sqlite3.Error, OSError):
            self._is_broken = True

    def _open(self, *, anew: bool = False) -> sqlite3.Connection:
        """Open the database, empty if `anew`; one that cannot be read is deleted and made again."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            base = _connect(self._file)
            if base.execute("PRAGMA user_version").fetchone() == (FORM,):
                for table in ("about", LISTED, BESIDE, TARGETS) if anew else ():
                    base.execute(f"DELETE FROM {table}")  # noqa: S608
                return base
            base.close()
        except sqlite3.Error:  # whatever it is, it is not ours
            pass
        discard(self._file)
        base = _connect(self._file)
        base.execute(f"PRAGMA user_version = {FORM}")
        return base


def _connect(file: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(file)
    # An interrupted build leaves the manifest as it was, or deleted: it need not wait for the disk.
    base.execute("PRAGMA synchronous = OFF")
    for statement in SCHEMA:
        base.execute(statement)
    return base
