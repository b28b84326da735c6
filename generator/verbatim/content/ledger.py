"""Reads, formats and queries ledgers: one JSON row for everything that ever happened to a story's ids.

A ledger only grows. Earlier versions, tombstones and redirects are built from it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

import msgspec

from verbatim.content.layout import StoryPaths
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import LEDGER_LARGEST, read_if_there
from verbatim.core.quotation_marks import DOUBLE
from verbatim.core.slugs import NAME, is_name
from verbatim.model import FormerPerson, History

Event = Literal[
    "minted", "changed", "corrected", "withdrawn", "renamed", "merged", "namesake", "parted", "apart", "replaced",
    "reviewed", "unreviewed", "removed", "redacted",
]  # fmt: skip
NAMESAKE: Event = "namesake"
RENAMED: Event = "renamed"
MERGED: Event = "merged"
PARTED: Event = "parted"
APART: Event = "apart"  # an editor said that two that were proposed as one are two
REMOVED: Event = "removed"  # everything about a person was taken back: nobody can tell who it was
MOVED = frozenset((RENAMED, MERGED))  # another id replaces a person's, in every story
REPLACED: Event = "replaced"
SOURCE = "source"  # the kind of a row about the story's text
REDACTED: Event = "redacted"  # words of the source were covered
REDACTION = "redaction"  # the kind of a row with the hash of a source before words of it were covered
WITHDRAWN: Event = "withdrawn"
REVIEWED: Event = "reviewed"
UNREVIEWED: Event = "unreviewed"
REVIEWS = frozenset((REVIEWED, UNREVIEWED))
UNPAIRED = "unpaired"  # the kind of a quotation mark without a partner, of which an editor said that it is nobody's
# Kinds of what is reviewed under an id that has the story's in it.
MARKED = frozenset(("moment", "number", "role", UNPAIRED))
LONGEST_SIGNATURE = 40  # code points
DRAFT = "draft"  # the status of a row of a story that was not published then
SIGN = (
    f"Write initials or a name of at most {LONGEST_SIGNATURE} letters, without quotation marks, and no e-mail address"
)
FIX = "Restore the line from git: the ledger is only ever added to"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A row: what happened to `id`, on which day, with its words, slice and speaker as of then.

    `version` counts from 1 for each id; a later row of the same version adds to it. `into` is the id that replaced
    `id`. `words` are as printed, `now` as an editor corrected them; `name` is the speaker's where `speaker` is a
    person's id. A row with the `status` draft was not published.

    `kind` is empty for quotations and `source` for the replacement of the source with this `sha256` by version
    `version`, from 2; `id` is then the story's, as in a row `redacted`: words of the source with this `sha256` were
    covered. Any other kind is that of a person, whose name is `words`: the id was
    numbered (`namesake`), `renamed` or `merged` `into` another, or `parted`, replaced in this story alone, and
    `version` counts the moves of that id in all ledgers; or everything about the person was `removed`. A row `apart`
    says that `id` and `into` are two people, quotations of other words (`quote`), or two matters (`story`), and who
    says so.

    A `reviewed` row says that the editor `by` checked the quote, moment, number, role, person, organisation, place or
    unpaired mark (`kind`) in the state that the row describes, the `version`-th review of that id; `sha256` is of what
    its other fields do not tell (`reviews.py`). An `unreviewed` row takes back the review of its version.
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
    by: str = ""


FIELDS = tuple(field.name for field in fields(LedgerEntry))
_ROW = msgspec.json.Decoder(LedgerEntry)


def ledgers_without_story(content: Path, errors: Faults) -> dict[str, tuple[LedgerEntry, ...]]:
    """Return the ledgers of stories whose file is gone, since what was published answers for ever.

    Errors are added to `errors`.
    """
    ledgers: dict[str, tuple[LedgerEntry, ...]] = {}
    folder = content / "ledger"
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        if not (content / "stories" / f"{path.stem}.md").exists():
            with errors:
                ledgers[path.stem] = read_ledger(StoryPaths(content, path.stem))
    return ledgers


def read_ledger(paths: StoryPaths) -> tuple[LedgerEntry, ...]:
    """Return the rows of a story's ledger, none if there is no file."""
    shown = paths.shown(paths.ledger)
    return parse_rows(read_if_there(paths.ledger, shown, LEDGER_LARGEST).decode("utf-8", "replace"), shown)


def parse_rows(text: str, path: str) -> tuple[LedgerEntry, ...]:
    """Parse a ledger. Raises ContentError at the first line that is not a row, or has an id that cannot be an address.

    A field that no row has is passed over.
    """
    lines = enumerate(text.split("\n"), start=1)
    return tuple(_parse_row(line, path, number) for number, line in lines if line.strip())


def _parse_row(line: str, path: str, number: int) -> LedgerEntry:
    try:
        row = _ROW.decode(line)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ContentError(path, number, f"this is not a row of a ledger ({error})", FIX) from None
    # A speaker without a name is the source's own description.
    for name in ("id", "into", *(["speaker"] if row.name else [])):
        value = getattr(row, name)
        is_valid = NAME.fullmatch if name == "id" and row.event in REVIEWS and row.kind in MARKED else is_name
        if value and not is_valid(value):
            fact = f"this row's “{name}” is “{value[:60]}”, which cannot be an address"
            raise ContentError(path, number, fact, FIX)
    if row.by and not is_signature(row.by):
        raise ContentError(path, number, f"this row's “by” is “{row.by[:60]}”", SIGN)
    return row


def is_signature(by: str) -> bool:
    """Return whether pages may show `by` as an editor's initials or name: short, no address, no quotation."""
    is_plain = by == " ".join(by.split()) and by.isprintable() and not set(by) & {"@", *DOUBLE}
    return is_plain and 0 < len(by) <= LONGEST_SIGNATURE


def format_rows(rows: Iterable[LedgerEntry]) -> str:
    """Return the lines for these rows, the same bytes for the same rows. Empty fields are left out."""
    filled = ({name: value for name in FIELDS if (value := getattr(row, name)) != ""} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in filled)


def quotation_rows(rows: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows about quotations."""
    return tuple(row for row in rows if not row.kind and row.event != NAMESAKE)


def people_rows(rows: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows about people's ids."""
    about_people = (row for row in rows if row.kind not in ("", SOURCE, REDACTION) or row.event == NAMESAKE)
    return tuple(row for row in about_people if row.event not in REVIEWS and row.event != APART)


def source_rows(rows: Iterable[LedgerEntry]) -> dict[int, LedgerEntry]:
    """Return the last row about each replacement of the story's source, by the new version."""
    return {row.version: row for row in rows if row.kind == SOURCE}


def rows_with_current_ids(rows: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows about quotations, with the current ids of speakers who were renamed or merged later."""
    found: list[LedgerEntry] = []
    for row in rows:
        if row.kind and row.event in MOVED:
            found = [replace(one, speaker=row.into) if one.name and one.speaker == row.id else one for one in found]
        elif not row.kind and row.event != NAMESAKE:
            found.append(row)
    return tuple(found)


def last_moves(rows: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return, for each person's id that was renamed or merged, the row of its last move; `rows` are of all ledgers."""
    found: dict[str, LedgerEntry] = {}
    for row in people_rows(rows):
        if row.event in MOVED and row.into and row.version >= found.get(row.id, row).version:
            found[row.id] = row
    return found


def follow(name: str, moves: Mapping[str, LedgerEntry | FormerPerson | History]) -> str:
    """Return the id that stands for another now, after however many moves; a circle ends where it closes."""
    seen: set[str] = set()
    while name in moves and moves[name].into and name not in seen:
        seen.add(name)
        name = moves[name].into
    return name


def current_ids(rows: Iterable[LedgerEntry]) -> dict[tuple[str, str], str]:
    """Return, by name and kind, the current ids that a story's ledger gives people.

    A former id stands for the name, where no row has that: whoever bears several names moves under the fullest alone.
    """
    ids: dict[tuple[str, str], str] = {}
    for row in people_rows(rows):
        into = row.into or row.id
        ids = {name: into if ref == row.id else ref for name, ref in ids.items()}
        ids = {(row.id, row.kind): into} | ids | {(row.words, row.kind): into}
    return ids
