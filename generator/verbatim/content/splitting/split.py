"""Splits one source: the only place where reading a text ends in files. A path comes in, files are written.

The ledger is written first, then each fragment, then its base, then the story's file: wherever it stops, the next
split finds what it needs to go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import read as annotate
from verbatim.content import ledger
from verbatim.content.format import story_file as stories
from verbatim.content.format.body import MarkedText, write_body
from verbatim.content.format.fragment_file import conflict_line, lossless_errors, with_conflict, write_fragment
from verbatim.content.history import draft_rows, new_rows
from verbatim.content.layout import REMOVED, StoryPaths
from verbatim.content.people.identity import identify_people, namesake_rows
from verbatim.content.people.index import OtherStories
from verbatim.content.people.refs import bearers_of
from verbatim.content.sources import extracted_path, load_source, story_of
from verbatim.content.splitting.alignment import align
from verbatim.content.splitting.merge import merge_edits
from verbatim.content.splitting.story_headers import (
    brief_line,
    brought_up_to_date,
    completed,
    first_story,
    numbers_line,
    said_by,
)
from verbatim.content.store import NewerText, newer_text, read_ledger, read_pairs
from verbatim.core.dates import today
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import Write, appended, free_path, read_if_there, write_file, write_files
from verbatim.core.fork import gc_paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verbatim.content.splitting.alignment import AlignedFragment, Alignment, OffsetMap
    from verbatim.content.splitting.story_headers import Said
    from verbatim.content.store import FragmentPair
    from verbatim.model import Document, Fragment, Reading


# ---- fragments/changes.py


class FileChange(NamedTuple):
    """A file below the story's folder of fragments, and its new bytes; None removes it."""

    file: str
    data: bytes | None


class FragmentChanges(NamedTuple):
    """The changes in the order in which they must be made, and the fragments as they then are.

    `conflicts` are the files in which a person has to decide, as `name.md:line`; their fragments are given as far as
    they are merged.
    """

    changes: tuple[FileChange, ...]
    fragments: tuple[Fragment, ...]
    conflicts: tuple[str, ...]


def file_changes(new: Alignment) -> FragmentChanges:
    """Return what to change. A file comes before its base: a crash between leaves what the next split understands."""
    changes: list[FileChange] = []
    fragments: list[Fragment] = []
    conflicts: list[str] = []
    for placed in new.placed:
        one = _placed(placed, new.moves)
        fragments.append(one.fragment)
        changes += one.changes
        conflicts += [f"{one.fragment.name}.md:{one.conflict}"] if one.conflict else []
    for held in new.gone:
        changes += _gone(held)
    return FragmentChanges(tuple(changes), tuple(fragments), tuple(conflicts))


class _Result(NamedTuple):
    """A fragment, what it changes on disk, and the line on which its conflict begins, 0 where there is none."""

    fragment: Fragment
    changes: list[FileChange]
    conflict: int = 0


def _placed(placed: AlignedFragment, moves: OffsetMap) -> _Result:
    fresh, held, others = placed
    data = write_fragment(fresh)
    edited = bool(held and held.edited and held.data != data)
    if not edited and not others:
        return _Result(fresh, list(_both(fresh.name, data, held)))
    if held and held.disk and not others and _stands(held, fresh, moves):
        kept = moves.fragment(held.disk)
        changes = [] if kept == held.disk else [FileChange(f"{fresh.name}.md", write_fragment(kept))]
        unmeasured = held.base is None or _recut(held)
        return _Result(kept, changes if unmeasured else [*changes, *_base(fresh.name, data, held)])
    return _merged(placed, moves, data)


def _stands(held: FragmentPair, fresh: Fragment, moves: OffsetMap) -> bool:
    """Tell whether an edited fragment needs nothing but its place: its words are there, the split says what it did."""
    source = held.known.source
    if source is None or fresh.source is None or moves.moved(source) != fresh.source:
        return False
    return held.base is None or _recut(held) or write_fragment(fresh) == write_fragment(moves.fragment(held.base))


def _merged(placed: AlignedFragment, moves: OffsetMap, data: bytes) -> _Result:
    """Return the fragment merged, in the file both versions of what is in conflict. The base is what is now split."""
    fresh, held, others = placed
    fragment, conflict = merge_edits(fresh, held, others, moves)
    wanted = write_fragment(fragment)
    if conflict:
        edited = [one for one in (held, *others) if one and one.edited]
        yours = [_body(moves.fragment(one.disk)) for one in edited if one.disk]
        wanted = with_conflict(wanted, yours, [_body(moves.fragment(one.base)) for one in edited if one.base])
    changes = [] if held and held.data == wanted else [FileChange(f"{fresh.name}.md", wanted)]
    line = conflict_line(wanted.decode()) if conflict else 0
    return _Result(fragment, [*changes, *_base(fresh.name, data, held)], line)


def _body(fragment: Fragment) -> str:
    return write_body(MarkedText(fragment.text, fragment.marks))


def _both(name: str, data: bytes, held: FragmentPair | None) -> Iterator[FileChange]:
    if held is None or held.data != data:
        yield FileChange(f"{name}.md", data)
    yield from _base(name, data, held)


def _base(name: str, data: bytes, held: FragmentPair | None) -> list[FileChange]:
    return [] if held and held.base_data == data else [FileChange(f".base/{name}.md", data)]


def _recut(held: FragmentPair) -> bool:
    """Tell whether an editor chose other cuts than the split did: what it would write is no measure then."""
    return bool(held.disk and held.base and held.disk.text != held.base.text and held.known is held.disk)


def _gone(held: FragmentPair) -> Iterator[FileChange]:
    if held.edited:
        yield FileChange(f"{held.name}.md{REMOVED}", held.data)
    if held.disk:
        yield FileChange(f"{held.name}.md", None)
    if held.base:
        yield FileChange(f".base/{held.name}.md", None)


# ---- fragments/source_reading.py

PUBLISHED = "published"  # as Pelican has it


class SourceReading(NamedTuple):
    """A source, what it tells of itself, the story's file where there is one, and what the text says."""

    document: Document
    said: Said
    story_file: stories.StoryFile | None
    reading: Reading

    @property
    def published(self) -> bool:
        """Whether the story is published, as far as its file says."""
        return self.story_file is None or self.story_file.head.get("Status") in ("", PUBLISHED)


def read_source(content: Path, source: Path) -> SourceReading:
    """Read a source of a content folder. Raises ContentError or ContentErrors where it cannot be read."""
    document = load_source(source)
    story_file = _story_file(StoryPaths(content, story_of(source)))
    said = said_by(document)
    published = story_file.published if story_file else said.date or None
    lang = (story_file.head.get("Lang") if story_file else "") or said.lang
    return SourceReading(document, said, story_file, annotate(document.text, published, lang=lang))


def try_read(content: Path, source: Path) -> SourceReading | list[ContentError]:
    """Read a source, or return what stood in the way, which is told when it is the source's turn."""
    try:
        return read_source(content, source)
    except ContentError as error:
        return [error]
    except ContentErrors as several:
        return several.errors


def _story_file(places: StoryPaths) -> stories.StoryFile | None:
    shown = places.shown(places.story_file)
    data = read_if_there(places.story_file, shown)
    return stories.read_story_file(data, shown, places.story) if data else None


# ---- fragments/splitting.py


class SplitResult(NamedTuple):
    """What splitting one source came to: files written or removed, conflicts as `name.md:line`, edits kept aside."""

    story: str
    changed: int
    conflicts: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


class SplitPlan(NamedTuple):
    """A split that is still to be written: what it comes to, and the files in the order in which they are written."""

    done: SplitResult
    writes: tuple[Write, ...]


def split_source(content: Path, source: Path, others: OtherStories | None = None) -> SplitResult:
    """Split a source of a content folder. Raises ContentError or ContentErrors before anything is written.

    `others` are the stories of the folder as far as they were read; with several sources, the same for all.
    """
    decided = plan_split(content, source, read_source(content, source), others or OtherStories(content))
    write_files(decided.writes)
    return decided.done


@gc_paused()
def plan_split(content: Path, source: Path, read: SourceReading, others: OtherStories) -> SplitPlan:
    """Return what a split of a source that was read is to write. Nothing is written, and `others` are told."""
    places = StoryPaths(content, story_of(source))
    document = read.document
    given = read_ledger(places)
    reading, on_disk, numbered = identify_people(read.reading, places.story, read_pairs(places), given, others)
    new = align(document, reading, on_disk, ledger.quotation_rows(given))
    found = file_changes(new)
    _hold_lossless(document, new, places.shown(source))
    now = bearers_of(sorted(found.fragments, key=lambda one: one.name))  # as they will be read
    tell = new_rows if read.published else draft_rows
    # The ledger is for ever: it hears nothing that is in conflict before somebody has decided.
    told = [] if found.conflicts else tell(found.fragments, given, today())
    since = NewerText() if found.conflicts else _newer(places, read, given)
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
    return SplitPlan(SplitResult(places.story, len(found.changes) + len(told_of), found.conflicts, aside), files)


def _newer(places: StoryPaths, read: SourceReading, given: Iterable[ledger.LedgerEntry]) -> NewerText:
    """Return what there is to tell of a newer text; one that is not on the site takes no other's place."""
    return newer_text(read.document.text, places, given, read.story_file, today()) if read.published else NewerText()


def keep_extracted(source: Path, document: Document) -> None:
    """Keep the main text of an HTML source beside it: from then on it is what everything refers to."""
    write_file(extracted_path(source), document.text.encode("utf-8"))


def _kept_text(source: Path, document: Document) -> Iterator[Write]:
    if source.suffix.lower() == ".html" and not extracted_path(source).exists():
        yield Write(extracted_path(source), document.text.encode("utf-8"))


def _ledger(places: StoryPaths, rows: Iterable[ledger.LedgerEntry]) -> Iterator[Write]:
    if data := ledger.format_rows(rows).encode():
        yield Write(places.ledger, appended(places.ledger, data))


def _hold_lossless(document: Document, new: Alignment, source: str) -> None:
    """Refuse to write anything where what the split made is not the source, whatever the reason."""
    if lossless_errors(document.text, (placed.fragment for placed in new.placed)):
        fact = "splitting it would lose words, so that nothing was written"
        raise ContentError(source, 0, fact, "Please report this with the file: it is a fault of ours")


def _made(places: StoryPaths, changes: Iterable[FileChange]) -> Iterator[Write]:
    for change in changes:
        path = places.fragments / change.file
        free = free_path(path, change.data) if change.data and path.suffix == REMOVED else path
        yield Write(free, change.data)


def _told_of(places: StoryPaths, read: SourceReading, found: FragmentChanges, moves: OffsetMap) -> tuple[Write, ...]:
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


def _refreshed(current: bytes, base: bytes, headers: dict[str, str], moves: OffsetMap) -> bytes:
    text = brought_up_to_date(current.decode(), base.decode(), headers, moves)
    return (text if base else completed(text, headers)).encode()


def _same_but_day(one: bytes, other: bytes) -> bool:
    """Tell whether two story files differ in their date alone, which a later split has no say in."""
    lines = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    same_length = one.count(b"\n") == other.count(b"\n")
    return same_length and all(a == b or (a.startswith(b"Date:") and b.startswith(b"Date:")) for a, b in lines)
