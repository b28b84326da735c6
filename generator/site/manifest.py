"""What was made of which recipe, kept between builds: `.cache/build.sqlite`. Galleys come in; those that hold go out.

A recipe's galley holds while everything that its pages read says the same, and the standing site is the one that it was
made for. Nothing here is trusted further than that: without this file, or with a broken one, everything is made anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import msgspec

from generator.site.galley import packed, unpacked
from generator.site.sayings import Row, Sayings
from generator.standing import FILE, site_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.publish.facts import Facts
    from generator.site.galley import Galley
    from generator.site.made import Recipe

FORM = 2  # of what is kept: another form is thrown away
LISTED, BESIDE = "listed", "beside"  # the tables of facts: of what is in the indexes, and of everything
FACTS = "(number INTEGER PRIMARY KEY, kind TEXT, key TEXT, said TEXT, reads BLOB)"
SHAPE = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {LISTED} {FACTS}",
    f"CREATE TABLE IF NOT EXISTS {BESIDE} {FACTS}",
    "CREATE TABLE IF NOT EXISTS galley (name TEXT PRIMARY KEY, reads BLOB, held BLOB)",
)


class Manifest:
    """What the build of `standing` kept under these `rules`; empty where that is another site, or under other rules.

    `facts` are those of what is in the indexes, `beside` those with drafts and hidden stories besides.
    """

    def __init__(self, cache: Path, standing: Path, rules: str, facts: Facts, beside: Facts) -> None:
        self._file, self._rules = cache / FILE, rules
        self._reads: dict[str, bytes] = {}
        held: dict[str, list[Row]] = {LISTED: [], BESIDE: []}
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._opened()) as base:
            about = dict(base.execute("SELECT name, value FROM about"))
            if about.get("rules") == rules and about.get("site") == site_hash(standing):
                held = {table: [Row(*row) for row in base.execute(f"SELECT * FROM {table}")] for table in held}  # noqa: S608
                self._reads = dict(base.execute("SELECT name, reads FROM galley"))
        self._sayings = {LISTED: Sayings(held[LISTED], facts)}
        if beside is not facts:
            self._sayings[BESIDE] = Sayings(held[BESIDE], beside)

    def holding(self, recipes: Sequence[Recipe]) -> dict[str, Galley]:
        """Return by name what recipes made before that would make the same now."""
        found: dict[str, Galley] = {}
        names = (one.name for one in recipes if one.name in self._reads and self._holds(one))
        wrong = (sqlite3.Error, OSError, msgspec.DecodeError)
        with contextlib.suppress(*wrong), contextlib.closing(self._opened()) as base:
            for name in names:
                (held,) = base.execute("SELECT held FROM galley WHERE name = ?", (name,)).fetchone()
                found[name] = unpacked(held)
        return found

    def _holds(self, recipe: Recipe) -> bool:
        return self._of(recipe).holds(self._reads[recipe.name])

    def _of(self, recipe: Recipe) -> Sayings:
        """Return the facts that a recipe reads."""
        return self._sayings[BESIDE] if recipe.is_unlisted and BESIDE in self._sayings else self._sayings[LISTED]

    def keep(self, made: Mapping[str, Galley], recipes: Sequence[Recipe]) -> None:
        """Keep what was made, and what is known of facts; the site that it belongs to is named later (`stands`)."""
        wanted = {recipe.name: self._of(recipe) for recipe in recipes}
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._opened()) as base, base:
            if not self._reads:
                _empty(base)
            gone = [(name,) for name in self._reads if name not in wanted]
            base.executemany("DELETE FROM galley WHERE name = ?", gone)
            rows = ((name, wanted[name].packed(galley.reads), packed(galley)) for name, galley in made.items())
            base.executemany("INSERT OR REPLACE INTO galley VALUES (?, ?, ?)", rows)
            for table, sayings in self._sayings.items():
                base.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?)", sayings.news())  # noqa: S608
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
