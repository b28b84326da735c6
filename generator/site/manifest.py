"""What was made of which recipe, kept between builds: `.cache/build.sqlite`. Galleys come in; those that hold go out.

A recipe's galley holds while everything that its pages read says the same, and the standing site is the one that it was
made for. Nothing here is trusted further than that: without this file, or with a broken one, everything is made anew.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.site.galley import Galley, packed, unpacked
from generator.standing import FILE, site_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.publish.facts import Facts
    from generator.publish.reads import Fact
    from generator.site.made import Recipe

FORM = 1  # of what is kept: another form is thrown away
SHAPE = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, reads TEXT, read TEXT, said TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS galley (name TEXT PRIMARY KEY, reads TEXT, read TEXT, held TEXT)",
)


class Kept(NamedTuple):
    """What is kept of a recipe, or of a fact: what it read, what that said then in one digest, and what came of it."""

    reads: str
    read: str
    held: str


class Manifest:
    """What the build of `standing` kept under these `rules`; empty where that is another site, or under other rules."""

    def __init__(self, cache: Path, standing: Path, rules: str) -> None:
        self._file = cache / FILE
        self._rules = rules
        self.galleys: dict[str, Kept] = {}
        self.facts: dict[str, Kept] = {}
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._opened()) as base:
            about = dict(base.execute("SELECT name, value FROM about"))
            if about.get("rules") == rules and about.get("site") == site_hash(standing):
                self.galleys = _table(base, "SELECT name, reads, read, held FROM galley")
                self.facts = _table(base, "SELECT name, reads, read, said FROM fact")

    def galley(self, recipe: Recipe, facts: Facts) -> Galley | None:
        """Return what a recipe made before, if it would make the same now."""
        kept = self.galleys.get(recipe.name)
        return unpacked(kept.held) if kept and holds(kept, facts) else None

    def fact(self, facts: Facts, fact: Fact) -> str:
        """Return what a fact said, if it says the same now; empty where nobody knows."""
        kept = self.facts.get(_name(fact))
        return kept.held if kept and holds(kept, facts) else ""

    def keep(self, made: Mapping[str, Galley], facts_of: Callable[[Recipe], Facts], recipes: Sequence[Recipe]) -> None:
        """Keep what was made, and what is known of facts; the site that it belongs to is named later (`stands`)."""
        wanted = {recipe.name: facts_of(recipe) for recipe in recipes}
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._opened()) as base, base:
            if not self.galleys:
                base.execute("DELETE FROM galley")
                base.execute("DELETE FROM fact")
            gone = [(name,) for name in self.galleys if name not in wanted]
            base.executemany("DELETE FROM galley WHERE name = ?", gone)
            rows = ((name, *_read(galley.reads, wanted[name]), packed(galley)) for name, galley in made.items())
            base.executemany("INSERT OR REPLACE INTO galley VALUES (?, ?, ?, ?)", rows)
            known = (row for facts in {id(facts): facts for facts in wanted.values()}.values() for row in _facts(facts))
            base.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?)", known)
            base.executemany(
                "INSERT OR REPLACE INTO about VALUES (?, ?)", [("rules", self._rules), ("site", "under way")]
            )

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


def _shaped(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file)
    # A build that is cut off leaves what is kept as it was, or to be made anew: nobody waits for the disk.
    base.execute("PRAGMA synchronous = OFF")
    for statement in SHAPE:
        base.execute(statement)
    return base


def holds(kept: Kept, facts: Facts) -> bool:
    """Tell whether everything that was read says the same."""
    return facts.of_all(map(tuple, json.loads(kept.reads))) == kept.read


def _table(base: sqlite3.Connection, query: str) -> dict[str, Kept]:
    return {name: Kept(*rest) for name, *rest in base.execute(query)}


@lru_cache(maxsize=100_000)
def _name(fact: Fact) -> str:
    return json.dumps(fact, ensure_ascii=False)


def _read(reads: Iterable[Fact], facts: Facts) -> tuple[str, str]:
    """Return facts in order as they are kept, and what they say in one digest."""
    ordered = sorted(reads, key=_name)
    return json.dumps(ordered, ensure_ascii=False), facts.of_all(ordered)


def _facts(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    """Yield the functions that were asked, with what they read."""
    for fact, reads in facts.edition.fact_reads.items():
        yield _name(fact), *_read(reads, facts), facts[fact]
