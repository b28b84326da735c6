"""Splits one source: the only place where reading a text ends in files. A path comes in, files are written.

The ledger is written first, then each fragment, then its base, then the story's file: wherever it stops, the next
split finds what it needs to go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError
from generator.fragments import ledger
from generator.fragments.bearers import bearers_of
from generator.fragments.changes import REMOVED, outcome
from generator.fragments.earlier import Newer, newer
from generator.fragments.files import appended, beside, read_if_there, write_whole
from generator.fragments.firststory import brief_line, brought_up_to_date, completed, first_story, numbers_line
from generator.fragments.held import read_held, read_ledger
from generator.fragments.history import draft_rows, new_rows
from generator.fragments.lossless import faults
from generator.fragments.others import Others
from generator.fragments.places import Places
from generator.fragments.recognising import namesake_rows, recognised
from generator.fragments.resplit import resplit
from generator.fragments.source_reading import read_source
from generator.fragments.today import today
from generator.fragments.together import Write, write_together
from generator.sources import extracted_path, story_of
from generator.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.fragments.changes import Change, Outcome
    from generator.fragments.moves import Moves
    from generator.fragments.resplit import Resplit
    from generator.fragments.source_reading import SourceRead
    from generator.model import Document


class Done(NamedTuple):
    """What splitting one source came to: files written or removed, conflicts as `name.md:line`, edits kept aside."""

    story: str
    changed: int
    conflicts: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


class Decided(NamedTuple):
    """A split that is still to be written: what it comes to, and the files in the order in which they are written."""

    done: Done
    writes: tuple[Write, ...]


def split_source(content: Path, source: Path, others: Others | None = None) -> Done:
    """Split a source of a content folder. Raises ContentError or ContentErrors before anything is written.

    `others` are the stories of the folder as far as they were read; with several sources, the same for all.
    """
    decided = decide(content, source, read_source(content, source), others or Others(content))
    write_together(decided.writes)
    return decided.done


@uncollected()
def decide(content: Path, source: Path, read: SourceRead, others: Others) -> Decided:
    """Return what a split of a source that was read is to write. Nothing is written, and `others` are told."""
    places = Places(content, story_of(source))
    document = read.document
    given = read_ledger(places)
    reading, on_disk, numbered = recognised(read.reading, places.story, read_held(places), given, others)
    new = resplit(document, reading, on_disk, ledger.of_quotations(given))
    found = outcome(new)
    _hold_lossless(document, new, places.shown(source))
    now = bearers_of(sorted(found.fragments, key=lambda one: one.name))  # as they will be read
    tell = new_rows if read.published else draft_rows
    # The ledger is for ever: it hears nothing that is in conflict before somebody has decided.
    told = [] if found.conflicts else tell(found.fragments, given, today())
    since = Newer() if found.conflicts else _newer(places, read, given)
    rows = [*since.rows, *told, *namesake_rows(numbered, now, today())]
    told_of = _told_of(places, read._replace(reading=reading), found, new.moves)
    kept, base = ([Write(*file) for file in files] for files in (since.kept, since.base))
    files = (
        *_kept_text(source, document),
        *kept,
        *_ledger(places, rows),
        *_made(places, found.changes),
        *told_of,
        *base,
    )
    others.changed(places.story, now, (*given, *rows))
    aside = tuple(change.file for change in found.changes if change.file.endswith(REMOVED))
    return Decided(Done(places.story, len(found.changes) + len(told_of), found.conflicts, aside), files)


def _newer(places: Places, read: SourceRead, given: Iterable[ledger.Entry]) -> Newer:
    """Return what there is to tell of a newer text; one that is not on the site takes no other's place."""
    return newer(read.document.text, places, given, read.story_file, today()) if read.published else Newer()


def keep_extracted(source: Path, document: Document) -> None:
    """Keep the main text of an HTML source beside it: from then on it is what everything refers to."""
    write_whole(extracted_path(source), document.text.encode("utf-8"))


def _kept_text(source: Path, document: Document) -> Iterator[Write]:
    if source.suffix.lower() == ".html" and not extracted_path(source).exists():
        yield Write(extracted_path(source), document.text.encode("utf-8"))


def _ledger(places: Places, rows: Iterable[ledger.Entry]) -> Iterator[Write]:
    if data := ledger.written(rows).encode():
        yield Write(places.ledger, appended(places.ledger, data))


def _hold_lossless(document: Document, new: Resplit, source: str) -> None:
    """Refuse to write anything where what the split made is not the source, whatever the reason."""
    if faults(document.text, (placed.fragment for placed in new.placed)):
        fact = "splitting it would lose words, so that nothing was written"
        raise ContentError(source, 0, fact, "Please report this with the file: it is a fault of ours")


def _made(places: Places, changes: Iterable[Change]) -> Iterator[Write]:
    for change in changes:
        path = places.fragments / change.file
        free = beside(path, change.data) if change.data and path.suffix == REMOVED else path
        yield Write(free, change.data)


def _told_of(places: Places, read: SourceRead, found: Outcome, moves: Moves) -> tuple[Write, ...]:
    """Return the story's file where there is none; where there is one, three headers of it brought up to date."""
    fresh = first_story(read.document, read.said, read.reading, found.fragments, today())
    shown = places.shown(places.story_file)
    current = read_if_there(places.story_file, shown)
    base = read_if_there(places.base_story, places.shown(places.base_story))
    headers = {
        "Source-Sha256": read.document.sha256,
        "Brief": brief_line(read.reading),
        "Key-Numbers": numbers_line(found.fragments),
    }
    wanted = fresh if not current else _refreshed(current, base, headers, moves)
    both = ((places.story_file, wanted, current), (places.base_story, fresh, base))
    return tuple(
        Write(path, data)
        for path, data, before in both
        if data != before and not (path == places.base_story and _same_but_day(data, before))
    )


def _refreshed(current: bytes, base: bytes, headers: dict[str, str], moves: Moves) -> bytes:
    text = brought_up_to_date(current.decode(), base.decode(), headers, moves)
    return (text if base else completed(text, headers)).encode()


def _same_but_day(one: bytes, other: bytes) -> bool:
    """Tell whether two story files differ in their date alone, which a later split has no say in."""
    lines = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    same_length = one.count(b"\n") == other.count(b"\n")
    return same_length and all(a == b or (a.startswith(b"Date:") and b.startswith(b"Date:")) for a, b in lines)
