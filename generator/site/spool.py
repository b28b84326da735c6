"""Rows of the files that tell of the whole site, out of memory until all of them are there.

Rows come in by recipe, in any order; whole files go out. However large a site is, one row at a time is in memory.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from tempfile import gettempdir
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.site.json_text import listed
from generator.site.recipes import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.site.galley import Line

SHAPE = "CREATE TABLE row (file TEXT, key BLOB, recipe INTEGER, place INTEGER, text BLOB)"
INSERT = "INSERT INTO row VALUES (?, ?, ?, ?, ?)"
ORDERED = "SELECT text FROM row WHERE file = ? ORDER BY key, recipe, place"


class Spool:
    """The rows of one build, in a file that the system takes away with this process.

    `places` are those of the recipes by name: rows are in order of their keys, then of recipes, then as they came.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._known: set[str] = set()
        with _told():
            self._base = sqlite3.connect("", isolation_level=None)
            self._base.execute(SHAPE)
            self._base.execute("BEGIN")

    def add(self, recipe: str, rows: Iterable[Line]) -> None:
        """Put a recipe's rows down, once: they do not depend on the pictures that come later."""
        if recipe in self._known:
            return
        self._known.add(recipe)
        number = self._places[recipe]
        held = (
            (row.file, _key(row.key), number, place, row.text) for place, row in enumerate(rows) if row.file in WHOLE
        )
        with _told():
            self._base.executemany(INSERT, held)

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each whole file, and what it holds in pieces."""
        for file in WHOLE:
            yield file, listed(self._texts(file))

    def _texts(self, file: str) -> Iterator[bytes]:
        with _told():
            for (text,) in self._base.execute(ORDERED, (file,)):
                yield text


@contextmanager
def _told() -> Iterator[None]:
    """Tell in words where there is no room: rows wait where the system has its temporary files."""
    try:
        yield
    except sqlite3.Error as error:
        fact = f"rows of the data files cannot be kept there until all are made ({error})"
        raise ContentError(gettempdir(), 0, fact, "Make room there, or name another folder in TMPDIR") from None


def _key(key: str) -> bytes:
    """Return a key as bytes that are in the same order; a broken encoding may have left half a character in it."""
    return key.encode("utf-8", "surrogatepass")
