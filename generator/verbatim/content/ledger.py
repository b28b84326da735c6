"""The ledger of a story: one line of JSON for each thing that ever happened to an id. It only grows.

Old versions, tombstones and redirects are built from it. Rows come in and go out; the file is the store's business.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, get_args

from verbatim.core.errors import ContentError
from verbatim.core.slugs import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable


# ---- fragments/ledger.py

Event = Literal["minted", "changed", "corrected", "withdrawn", "renamed", "merged", "namesake", "parted", "replaced"]
NAMESAKE: Event = "namesake"
RENAMED: Event = "renamed"
MERGED: Event = "merged"
PARTED: Event = "parted"
MOVED = frozenset((RENAMED, MERGED))  # an id of a person that another took the place of, in every story
REPLACED: Event = "replaced"
SOURCE = "source"  # the kind of a row that tells of the story's text
WITHDRAWN: Event = "withdrawn"
DRAFT = "draft"  # the status of a row of a story that was not published then
EVENTS = get_args(Event)
FIX = "Restore the line from git: the ledger is only ever added to"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A row: what happened to `id`, on which day, with its words, slice and speaker as they then were.

    `version` counts from 1 for each id, and a later row of the same version says more of it; `into` is the id that took
    its place, where one did. `words` are as printed, `now` as an editor corrected them, `name` is the speaker's where
    `speaker` is a person's id. A row with the `status` draft tells of what was not published then. All are quotations
    but for those with a `kind`, which are people's ids, with the name as `words`: numbered (`namesake`, with the first
    mention), `renamed` or `merged` `into` another, or `parted`: in this story alone, it is `into` from then on. The
    version of such a row counts the moves of that id in all ledgers. Those of the kind `source` tell that a newer text
    (`version`, from 2) took the place of the one with this `sha256`; their `id` is the story's.
    """

    id: str
    event: Event
    version: int
    date: str
    words: str = ""
    start: int = 0
    end: int = 0
    speaker: str = ""
    reason: str = ""
    into: str = ""
    kind: str = ""
    now: str = ""
    name: str = ""
    status: str = ""
    sha256: str = ""


FIELDS = tuple(field.name for field in fields(LedgerEntry))


def parse_rows(text: str, path: str) -> tuple[LedgerEntry, ...]:
    """Read a ledger. Raises ContentError at the line that is no row."""
    lines = enumerate(text.split("\n"), start=1)
    return tuple(_entry(line, path, number) for number, line in lines if line.strip())


def _entry(line: str, path: str, number: int) -> LedgerEntry:
    try:
        entry = LedgerEntry(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        raise ContentError(path, number, "this is no row of a ledger", FIX) from None
    if entry.event not in EVENTS or not isinstance(entry.id, str) or not isinstance(entry.version, int):
        raise ContentError(path, number, "this row tells of no known event", FIX)
    return entry


def format_rows(entries: Iterable[LedgerEntry]) -> str:
    """Return the lines for these rows, the same bytes for the same rows; empty fields are left out."""
    return "".join(json.dumps(_filled(entry), ensure_ascii=False) + "\n" for entry in entries)


def _filled(entry: LedgerEntry) -> dict[str, str | int]:
    return {name: value for name in FIELDS if (value := getattr(entry, name)) != ""}


def quotation_rows(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows that tell of quotations."""
    return tuple(entry for entry in entries if not entry.kind and entry.event != NAMESAKE)


def people_rows(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows that tell of people's ids."""
    return tuple(entry for entry in entries if entry.kind not in ("", SOURCE) or entry.event == NAMESAKE)


def namesakes(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows that tell of people's ids that were numbered."""
    return tuple(entry for entry in entries if entry.event == NAMESAKE)


def source_rows(entries: Iterable[LedgerEntry]) -> dict[int, LedgerEntry]:
    """Return the last row of each newer text that took the place of a story's source, by its version."""
    return {entry.version: entry for entry in entries if entry.kind == SOURCE}


def latest_rows(entries: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return the last row of each quotation's id."""
    return {entry.id: entry for entry in quotation_rows(entries)}


def rows_with_current_ids(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows that tell of quotations; who was renamed or merged since a row was written has the new id."""
    found: list[LedgerEntry] = []
    for entry in entries:
        if entry.kind and entry.event in MOVED:
            found = [replace(row, speaker=entry.into) if row.name and row.speaker == entry.id else row for row in found]
        elif not entry.kind and entry.event != NAMESAKE:
            found.append(entry)
    return tuple(found)


def last_moves(entries: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return, for each person's id that was renamed or merged, the row of all ledgers that tells where it went last."""
    found: dict[str, LedgerEntry] = {}
    for entry in people_rows(entries):
        if entry.event in MOVED and entry.into and entry.version >= found.get(entry.id, entry).version:
            found[entry.id] = entry
    return found


def current_ids(entries: Iterable[LedgerEntry]) -> dict[tuple[str, str], str]:
    """Return who bears a name of a kind by a story's ledger: the ids that its rows of people tell, as they are now."""
    held: dict[tuple[str, str], str] = {}
    for entry in people_rows(entries):
        into = entry.into or entry.id
        held = {name: into if ref == entry.id else ref for name, ref in held.items()}
        held[entry.words, entry.kind] = into
    return held


# ---- fragments/row_fields.py

IDS = ("id", "into")
NAMES = tuple(field.name for field in fields(LedgerEntry))
TYPES = tuple(int if name in ("version", "start", "end") else str for name in NAMES)
VALUES = attrgetter(*NAMES)


def check_rows(rows: Iterable[LedgerEntry], path: str) -> None:
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
