"""What was made of which recipe, kept between builds: `.cache/build.sqlite`. Galleys come in; those that hold go out.

A recipe's galley holds while everything that its pages read says the same, and the standing site is the one that it was
made for. Nothing here is trusted further than that: without this file, or with a broken one, everything is made anew.
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
from verbatim.site.incremental.render import unpacked as unpacked_manifest
from verbatim.site.staging import FILE as BASE_FILE
from verbatim.site.staging import site_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.publish.digests import Digests
    from verbatim.publish.tracking import Dependency
    from verbatim.site.incremental.render import Held


# ---- site/sayings.py

FILE = "file"  # the kind of facts that tell where a file is
NUMBERS = "I"  # the type of the numbers in arrays of what was read


class Row(NamedTuple):
    """A fact as it is kept; of a function also the numbers of what it read, packed."""

    number: int
    kind: str
    key: str
    said: str
    reads: bytes


def unpacked(numbers: bytes) -> array[int]:
    """Return the numbers that are packed."""
    found = array(NUMBERS)
    found.frombytes(numbers)
    return found


def _key(fact: Dependency) -> str:
    """Return the key by which a fact of its kind is kept."""
    return json.dumps(fact[1:], ensure_ascii=False) if fact[0] == FACT else str(*fact[1:])


Kept = tuple[int, str, str, str, bytes]  # a row as it comes from where it is kept


class Sayings:
    """The facts of an edition as they are kept: `changed` are the numbers of those that say something else now."""

    def __init__(self, rows: Iterable[Kept], facts: Digests) -> None:
        self.facts = facts
        self.changed: set[int] = set()
        self._kept: dict[int, Kept] = {}
        self._numbers: dict[Dependency, int] = {}
        self._functions: dict[int, Dependency] = {}
        self._files: dict[str, Kept] = {}
        self._new: dict[int, Row] = {}
        for row in rows:
            self._take(row)
        self._next = max(self._kept, default=0) + 1
        self._settled: set[int] = set()
        for number in self._functions:
            self._settle(number)

    def _take(self, row: Kept) -> None:
        """Take a row, and ask whether it still holds unless a function says it, or a file."""
        number, kind, key, said, _ = row
        self._kept[number] = row
        fact: Dependency = (kind, key) if kind != EVERYTHING[0] else EVERYTHING
        if kind == FACT:
            self._functions[number] = fact = (FACT, *json.loads(key))
        elif kind == FILE:
            self._files[key] = row
        elif DIGESTS[kind](self.facts, key) != said:
            self.changed.add(number)
        self._numbers[fact] = number

    def ask_files(self) -> None:
        """Ask where files are, which nobody knows before all of them are found; no function reads it."""
        self.changed |= {number for number, kind, key, said, _ in self._files.values() if self.facts[kind, key] != said}

    def holds(self, reads: bytes) -> bool:
        """Tell whether all facts of these numbers say what they said."""
        return not self.changed or self.changed.isdisjoint(unpacked(reads))

    def _settle(self, number: int) -> None:
        """Find out whether a function says the same; it is asked only where what it read does not."""
        if number in self._settled:
            return
        self._settled.add(number)
        fact, row = self._functions[number], Row(*self._kept[number])
        read = unpacked(row.reads)
        for inner in self._functions.keys() & read:
            self._settle(inner)
        if read and self.changed.isdisjoint(read):  # of one that read nothing, nobody knows what it is made of
            self.facts.assume(fact, row.said)
        elif self.facts[fact] != row.said:
            self.changed.add(number)

    def packed(self, reads: Iterable[Dependency]) -> bytes:
        """Return the numbers of facts, packed; facts that have none are given one."""
        return array(NUMBERS, sorted([self._number(fact) for fact in reads])).tobytes()

    def _number(self, fact: Dependency) -> int:
        number = self._numbers.get(fact)
        if number is None:
            self._numbers[fact] = number = self._next
            self._next += 1
            self._new[number] = Row(number, str(fact[0]), _key(fact), self.facts[fact], b"")
        return number

    def news(self) -> Iterator[Row]:
        """Yield what is to be kept: facts that are new or say something else, functions with what they read."""
        asked = self.facts.edition.fact_dependencies
        done: set[Dependency] = set()
        while rest := asked.keys() - done:  # asking what a function says may have another asked
            for fact in rest:
                number = self._number(fact)
                self._new[number] = Row(number, FACT, _key(fact), self.facts[fact], self.packed(asked[fact]))
            done |= rest
        facts = {number: fact for fact, number in self._numbers.items() if number in self.changed}
        for number in self.changed - self._new.keys():
            row = Row(*self._kept[number])
            self._new[number] = row._replace(said=self.facts[facts[number]])
        yield from (row for number, row in self._new.items() if self._kept.get(number) != row)


# ---- site/manifest.py

FORM = 3  # of what is kept: another form is thrown away
LISTED, BESIDE = "listed", "beside"  # the tables of facts: of what is in the indexes, and of everything
FACTS = "(number INTEGER PRIMARY KEY, kind TEXT, key TEXT, said TEXT, reads BLOB)"
SHAPE = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {LISTED} {FACTS}",
    f"CREATE TABLE IF NOT EXISTS {BESIDE} {FACTS}",
    "CREATE TABLE IF NOT EXISTS galley (name TEXT PRIMARY KEY, reads BLOB, held BLOB)",
)


class Made(NamedTuple):
    """What came of a recipe: what it read, and its galley, packed; `is_whole` where nothing of that changes any more.

    `files` tells where files are that its pages link to.
    """

    name: str
    reads: Iterable[Dependency]
    files: Mapping[str, str]
    held: bytes
    is_whole: bool


class Manifest:
    """What the build of `standing` kept under these `rules`; empty where that is another site, or under other rules.

    `facts` are those of what is in the indexes, `beside` those with drafts and hidden stories besides.
    """

    def __init__(self, cache: Path, standing: Path, rules: str, facts: Digests, beside: Digests) -> None:
        self._file, self._rules = cache / BASE_FILE, rules
        self._reads: dict[str, bytes] = {}
        self._unlisted: frozenset[str] = frozenset()
        self._base: sqlite3.Connection | None = None
        self._is_broken = False
        held: dict[str, list[Kept]] = {LISTED: [], BESIDE: []}
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._opened()) as base:
            about = dict(base.execute("SELECT name, value FROM about"))
            if about.get("rules") == rules and about.get("site") == site_hash(standing):
                held = {table: base.execute(f"SELECT * FROM {table}").fetchall() for table in held}  # noqa: S608
                self._reads = dict(base.execute("SELECT name, reads FROM galley"))
        self._sayings = {LISTED: Sayings(held[LISTED], facts)}
        if beside is not facts:
            self._sayings[BESIDE] = Sayings(held[BESIDE], beside)

    def holding(self, recipes: Sequence[tuple[str, bool]]) -> set[str]:
        """Return which recipes would make the same now as before.

        Recipes come with whether they tell of what stands in no index.
        """
        self._unlisted = frozenset(name for name, is_unlisted in recipes if is_unlisted)
        for sayings in self._sayings.values():
            sayings.ask_files()
        return {name for name, _ in recipes if name in self._reads and self._holds(name)}

    def give(self, holding: set[str], take: Callable[[str, Held], None]) -> set[str]:
        """Give the name and the galley of each of these recipes to `take`, one after the other; return whose are lost.

        What cannot be read any more is to be made anew.
        """
        lost = set(holding)
        wrong = (sqlite3.Error, OSError, msgspec.DecodeError)
        with contextlib.suppress(*wrong), contextlib.closing(self._opened()) as base:
            for name, held in base.execute("SELECT name, held FROM galley"):
                if name in holding:
                    take(name, unpacked_manifest(held))
                    lost.discard(name)
        return lost

    def _holds(self, name: str) -> bool:
        return self._of(name).holds(self._reads[name])

    def _of(self, recipe: str) -> Sayings:
        """Return the facts that a recipe reads."""
        return self._sayings[BESIDE] if recipe in self._unlisted and BESIDE in self._sayings else self._sayings[LISTED]

    def keep(self, made: Made) -> None:
        """Keep what a recipe made, once all of it is there (`close`)."""
        if made.is_whole:
            row = (made.name, self._of(made.name).packed(made.reads), made.held)
            with self._written() as base:
                base.execute("INSERT OR REPLACE INTO galley VALUES (?, ?, ?)", row)

    def close(self, recipes: Sequence[tuple[str, bool]]) -> None:
        """Keep what is known of facts, and forget recipes that are no more; the site is named later (`stands`).

        What cannot be kept is forgotten with all else: of that nobody could tell any more what stands.
        """
        wanted = {name for name, _ in recipes}
        with self._written() as base:
            base.executemany(
                "DELETE FROM galley WHERE name = ?", [(name,) for name in self._reads if name not in wanted]
            )
            for table, sayings in self._sayings.items():
                base.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?)", sayings.news())  # noqa: S608
            about = [("rules", self._rules), ("site", "under way")]
            base.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about)
            base.commit()
        if self._base:
            self._base.close()
        if self._is_broken:
            self._file.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        """Give what is kept, to be written to: all at once, by `close`."""
        try:
            if self._base is None:
                self._base = self._opened()
                if not self._reads:
                    _empty(self._base)
            yield self._base
        except (sqlite3.Error, OSError):
            self._is_broken = True

    def _opened(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            base = _shaped(self._file)
            if base.execute("PRAGMA user_version").fetchone() == (FORM,):
                return base
            base.close()
        except sqlite3.DatabaseError:  # whatever it is, it is not ours
            pass
        self._file.unlink()
        base = _shaped(self._file)
        base.execute(f"PRAGMA user_version = {FORM}")
        return base


def _empty(base: sqlite3.Connection) -> None:
    for table in (LISTED, BESIDE, "galley"):
        base.execute(f"DELETE FROM {table}")  # noqa: S608


def _shaped(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file)
    # A build that is cut off leaves what is kept as it was, or to be made anew: nobody waits for the disk.
    base.execute("PRAGMA synchronous = OFF")
    for statement in SHAPE:
        base.execute(statement)
    return base


def linked(cache: Path) -> list[str]:
    """Return the files that pages link to, by the facts that are kept of where they are."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(cache / BASE_FILE)) as base:
        asked = " UNION ".join(f"SELECT key FROM {table} WHERE kind = '{FILE}'" for table in (LISTED, BESIDE))  # noqa: S608
        return [key for (key,) in base.execute(asked)]
    return []
