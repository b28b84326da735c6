"""Do a ledger's rows hold what pages can be made of? Rows come in; ContentError goes out where one does not.

A row's ids become addresses of tombstones and redirects, whatever wrote the row.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.fragments.ledger import FIX, Entry
from generator.slugs import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable

IDS = ("id", "into")
NAMES = tuple(field.name for field in fields(Entry))
TYPES = tuple(int if name in ("version", "start", "end") else str for name in NAMES)
VALUES = attrgetter(*NAMES)


def hold_rows(rows: Iterable[Entry], path: str) -> None:
    """Raise ContentError for a field of another kind than its own, and for an id that cannot be an address."""
    for number, row in enumerate(rows, start=1):
        held = tuple(map(type, VALUES(row)))
        if held != TYPES:
            name = next(name for name, one, other in zip(NAMES, held, TYPES, strict=True) if one is not other)
            raise ContentError(path, number, f"this row's “{name}” is not what a ledger holds there", FIX)
        # A speaker without a name is the source's own description.
        for name in (*IDS, *(["speaker"] if row.name else [])):
            value = getattr(row, name)
            if value and not is_name(value):
                fact = f"this row's “{name}” is “{value[:60]}”, which cannot be an address"
                raise ContentError(path, number, fact, FIX)
