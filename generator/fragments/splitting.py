"""Splits one source on disk: the only place where reading a text ends in files. A path comes in, files are written.

The ledger is written first, then each fragment, then its base, then the story's file: wherever it stops, the next
split finds what it needs to go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.annotate import read as annotate
from generator.errors import ContentError
from generator.fragments import ledger, stories
from generator.fragments.bearers import bearers_of
from generator.fragments.changes import REMOVED, outcome
from generator.fragments.files import append, read_if_there, write_beside, write_whole
from generator.fragments.firststory import (
    brief_line,
    brought_up_to_date,
    completed,
    date_of,
    first_story,
    language_of,
    numbers_line,
)
from generator.fragments.held import read_held, read_ledger
from generator.fragments.history import draft_rows, new_rows
from generator.fragments.lossless import faults
from generator.fragments.others import Others
from generator.fragments.places import Places
from generator.fragments.recognising import namesake_rows, recognised
from generator.fragments.resplit import resplit
from generator.fragments.today import today
from generator.sources import extracted_path, load, story_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.fragments.changes import Change, Outcome
    from generator.fragments.moves import Moves
    from generator.fragments.resplit import Resplit
    from generator.model import Document, Reading


PUBLISHED = "published"  # as Pelican has it


class Done(NamedTuple):
    """What splitting one source came to: files written or removed, conflicts as `name.md:line`, edits kept aside."""

    story: str
    changed: int
    conflicts: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def split_source(content: Path, source: Path, others: Others | None = None) -> Done:
    """Split a source of a content folder. Raises ContentError or ContentErrors before anything is written.

    `others` are the stories of the folder as far as they were read; with several sources, the same for all.
    """
    places = Places(content, story_of(source))
    document = load(source)
    if source.suffix.lower() == ".html" and not extracted_path(source).exists():
        keep_extracted(source, document)
    story_file = _story_file(places)
    published = story_file.published if story_file else date_of(document) or None
    lang = (story_file.head.get("Lang") if story_file else "") or language_of(document)
    given = read_ledger(places)
    others = others or Others(content)
    reading, on_disk, numbered = recognised(
        annotate(document.text, published, lang=lang), places.story, read_held(places), given, others
    )
    new = resplit(document, reading, on_disk, ledger.of_quotations(given))
    found = outcome(new)
    _hold_lossless(document, new, places.shown(source))
    now = bearers_of(found.fragments)
    tell = new_rows if _is_published(story_file) else draft_rows
    # The ledger is for ever: it hears nothing that is in conflict before somebody has decided.
    told = [] if found.conflicts else tell(found.fragments, given, today())
    rows = [*told, *namesake_rows(numbered, now, today())]
    append(places.ledger, ledger.written(rows).encode())
    _make(places, found.changes)
    others.changed(places.story, now, (*given, *rows))
    changed = len(found.changes) + _write_story(places, document, reading, found, new.moves)
    aside = tuple(change.file for change in found.changes if change.file.endswith(REMOVED))
    return Done(places.story, changed, found.conflicts, aside)


def keep_extracted(source: Path, document: Document) -> None:
    """Keep the main text of an HTML source beside it: from then on it is what everything refers to."""
    write_whole(extracted_path(source), document.text.encode("utf-8"))


def _story_file(places: Places) -> stories.StoryFile | None:
    shown = places.shown(places.story_file)
    data = read_if_there(places.story_file, shown)
    return stories.read(data, shown, places.story) if data else None


def _is_published(story_file: stories.StoryFile | None) -> bool:
    return story_file is None or story_file.head.get("Status") in ("", PUBLISHED)


def _hold_lossless(document: Document, new: Resplit, source: str) -> None:
    """Refuse to write anything where what the split made is not the source, whatever the reason."""
    if faults(document.text, (placed.fragment for placed in new.placed)):
        fact = "splitting it would lose words, so that nothing was written"
        raise ContentError(source, 0, fact, "Please report this with the file: it is a fault of ours")


def _make(places: Places, changes: Iterable[Change]) -> None:
    for change in changes:
        path = places.fragments / change.file
        if change.data is None:
            path.unlink(missing_ok=True)
        elif path.suffix == REMOVED:
            write_beside(path, change.data)
        else:
            write_whole(path, change.data)


def _write_story(places: Places, document: Document, reading: Reading, found: Outcome, moves: Moves) -> int:
    """Write the story's file where there is none; bring three headers of it up to date where there is one."""
    fresh = first_story(document, reading, found.fragments, today())
    shown = places.shown(places.story_file)
    current = read_if_there(places.story_file, shown)
    base = read_if_there(places.base_story, places.shown(places.base_story))
    headers = {
        "Source-Sha256": document.sha256,
        "Brief": brief_line(reading),
        "Key-Numbers": numbers_line(found.fragments),
    }
    wanted = fresh if not current else _refreshed(current, base, headers, moves)
    changed = 0
    for path, data, before in ((places.story_file, wanted, current), (places.base_story, fresh, base)):
        if data != before and not (path == places.base_story and _same_but_day(data, before)):
            write_whole(path, data)
            changed += 1
    return changed


def _refreshed(current: bytes, base: bytes, headers: dict[str, str], moves: Moves) -> bytes:
    text = brought_up_to_date(current.decode(), base.decode(), headers, moves)
    return (text if base else completed(text, headers)).encode()


def _same_but_day(one: bytes, other: bytes) -> bool:
    """Tell whether two story files differ in their date alone, which a later split has no say in."""
    lines = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    same_length = one.count(b"\n") == other.count(b"\n")
    return same_length and all(a == b or (a.startswith(b"Date:") and b.startswith(b"Date:")) for a, b in lines)
