"""Who stands in each story, kept between commands. A content folder comes in, what was read of its stories goes out.

Without it, somebody new in one story would have every other story's files read. A row stands for as long as the state
of the story's fragments and ledger is that of which it was read (`scan`). It is kept in `.cache/`, outside git.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from generator.cached import cache_of
from generator.fragments import ledger
from generator.fragments.bearers import Bearer
from generator.fragments.scan import Files, rows_of, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.fragments.ledger import Entry
    from generator.fragments.places import Places
    from generator.fragments.scan import Rows

TABLE = "CREATE TABLE IF NOT EXISTS cast_1 (story TEXT PRIMARY KEY, state TEXT, bearers TEXT, rows TEXT) WITHOUT ROWID"
BROKEN = (sqlite3.Error, ValueError, TypeError)


class Cast(NamedTuple):
    """Who bears which id in one story, and the rows of its ledger that tell of people."""

    bearers: Mapping[str, Bearer]
    rows: tuple[Entry, ...]


def state_of(places: Places, rules: str) -> tuple[str, Rows]:
    """Return the state of the files from which a story's cast is read, as a sign, and their rows."""
    rows = rows_of(Files((str(places.ledger),), (str(places.fragments),)))
    return sign(rows, rules), rows


def state_within(rows: Rows, places: Places, rules: str) -> str:
    """Return the same sign out of the rows of all the files that decide a story's split."""
    folder, ledgers = f"{places.fragments}/", str(places.ledger)
    within = {
        path: row
        for path, row in rows.items()
        if path == ledgers or (path.startswith(folder) and "/" not in path.removeprefix(folder))
    }
    return sign(within, rules)


def read_casts(content: Path) -> dict[str, tuple[str, Cast]]:
    """Return what is kept of each story, with the state of which it was read; nothing where it cannot be read."""
    try:
        with _opened(content) as base:
            return {row[0]: (row[1], _unpacked(*row[2:])) for row in base.execute("SELECT * FROM cast_1")}
    except BROKEN:
        _file(content).unlink(missing_ok=True)
        return {}
    except OSError:
        return {}


def keep_casts(content: Path, casts: Mapping[str, tuple[str, Cast]], gone: Iterable[str] = ()) -> None:
    """Keep what was read of stories, and forget those that are gone; where the disk takes nothing, nothing is kept."""
    rows = [(story, state, *_packed(cast)) for story, (state, cast) in sorted(casts.items())]
    with contextlib.suppress(OSError, *BROKEN), _opened(content) as base:
        base.executemany("INSERT OR REPLACE INTO cast_1 VALUES (?, ?, ?, ?)", rows)
        base.executemany("DELETE FROM cast_1 WHERE story = ?", [(story,) for story in gone])
        base.commit()


@contextlib.contextmanager
def _opened(content: Path) -> Iterator[sqlite3.Connection]:
    file = _file(content)
    file.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(file)) as base:
        base.execute(TABLE)
        yield base


def _file(content: Path) -> Path:
    return cache_of(content) / "cast.sqlite"


def _packed(cast: Cast) -> tuple[str, str]:
    bearers = [(one.ref, one.kind, one.full, sorted(one.names), one.roles) for one in cast.bearers.values()]
    return json.dumps(bearers), ledger.written(cast.rows)


def _unpacked(bearers: str, rows: str) -> Cast:
    read = (
        Bearer(ref, kind, full, frozenset(names), tuple(roles)) for ref, kind, full, names, roles in json.loads(bearers)
    )
    return Cast({one.ref: one for one in read}, ledger.parse(rows, "cast.sqlite"))
