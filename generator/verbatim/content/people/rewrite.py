"""The files that a move of somebody's id changes. A content folder and a `Move` come in, new bytes by path go out.

Fragments and what `split` last wrote of them are rewritten alike, so that no later split takes the change for an edit.
The ledger of each story that is concerned gets a row: it leads the old address to the new one, and keeps a later split
from giving the old id again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content import ledger
from verbatim.content.format.attributes import attribute_values
from verbatim.content.format.body import TOKEN
from verbatim.content.format.fragment_file import read_fragment
from verbatim.content.format.headers import parse_head
from verbatim.content.format.person_file import ASIDE, merge_person_files
from verbatim.content.layout import REMOVED, StoryPaths
from verbatim.content.ledger import DRAFT, MOVED, PARTED, LedgerEntry
from verbatim.content.people.refs import rename_in_fragments, rename_in_value
from verbatim.content.people.roster import PersonInStory, stories_in
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, read_file, read_if_there, refuse_link
from verbatim.core.text import decode
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from verbatim.content.format.attributes import AttributeValue
    from verbatim.content.people.roster import Move, Roster


# ---- fragments/rewriting.py

CRLF = re.compile("\r\n")


def rename_in_file(data: bytes, refs: Mapping[str, str], path: str, story: str) -> bytes:
    """Return a fragment's file with the ids in `refs` replaced. Raises ContentError where the file cannot be read."""
    text, encoding = decode(data, "utf-8", path)
    if not any(ref in text for ref in refs):
        return data
    before = read_fragment(data, path, story)
    if before.source is None:
        return data  # a note is the editors' own Markdown: brackets mean something else there
    byte_order_mark = data[: len(data) - len(text.encode(encoding))]
    for start, end, value in reversed(list(_edits(text, refs, path))):
        text = f"{text[:start]}{value}{text[end:]}"
    found = byte_order_mark + text.encode(encoding)
    after = read_fragment(found, path, story)
    (wanted,) = rename_in_fragments([before], refs)
    if (after.text, after.marks) != (wanted.text, wanted.marks):
        fact = "other ids could not be put into this fragment, so that nothing was written"
        raise ContentError(path, 0, fact, "Please report this with the file: it is a fault of ours")
    return found


def _edits(text: str, refs: Mapping[str, str], path: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be replaced: from where, to where, by what."""
    # Attributes are read with LF alone, as fragments are; places are told as the file has them.
    lines = [found.start() - number for number, found in enumerate(CRLF.finditer(text))]
    plain = text.replace("\r\n", "\n")
    body = len(plain) - len(parse_head(plain, path).body)
    for one in _values(plain, body):
        value = rename_in_value(one.key, one.value, refs)
        if value != one.value:
            yield one.start + bisect_left(lines, one.start), one.end + bisect_left(lines, one.end), value


def _values(text: str, at: int) -> Iterator[AttributeValue]:
    """Yield the attributes' values of every span in a body, which begins at `at`."""
    for token in TOKEN.finditer(text, at):
        if token.lastgroup == "closer":
            yield from attribute_values(text, token.start() + 1)


# ---- fragments/rewrites.py

NO_STORY = "_people"  # the ledger of those whom no story names; no story can have this name


class ChangedFiles(NamedTuple):
    """Files by path below the content folder, None where one goes, as they were and as they will be."""

    before: dict[str, bytes]
    after: dict[str, bytes | None]


def files_changed_by(content: Path, roster: Roster, move: Move, day: str) -> ChangedFiles:
    """Return every file that the move changes, rows of ledgers dated `day`. Raises ContentError before anything is."""
    found = ChangedFiles({}, {})
    concerned = []
    for story in move.stories or stories_in(content):
        before = len(found.after)
        _fragments(StoryPaths(content, story), move, found)
        if len(found.after) > before or _told_of(roster, story, move.old):
            concerned.append(story)
    version = _next_version(roster, move.old)
    for story in concerned or [NO_STORY]:
        _append(StoryPaths(content, story), _row(roster, move, story, version, day), found)
    if move.event != PARTED:
        _files(content, move, found)
    return found


def _told_of(roster: Roster, story: str, ref: str) -> bool:
    """Tell whether a story's ledger has a row of somebody: what it tells may come back."""
    rows = roster.ledgers.get(story, ())
    people = any(ref in (row.id, row.into) for row in ledger.people_rows(rows))
    return people or any(ref == row.speaker for row in ledger.quotation_rows(rows))


def _fragments(places: StoryPaths, move: Move, found: ChangedFiles) -> None:
    for path in _files_of(places):
        data = read_file(path, places.shown(path))
        _put(places.content, path, data, _rewritten(places, path, data, move), found)


def _rewritten(places: StoryPaths, path: Path, data: bytes, move: Move) -> bytes:
    """Return a file with the other id; one that was laid aside and cannot be read stays, as nothing reads it."""
    if not path.name.endswith(REMOVED):
        return rename_in_file(data, move.refs, places.shown(path), places.story)
    try:
        return rename_in_file(data, move.refs, f"{path.name.partition('.')[0]}.md", places.story)
    except ContentError:
        return data


def _files_of(places: StoryPaths) -> Iterator[Path]:
    for folder in (places.fragments, places.base):
        refuse_link(folder)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.endswith((".md", REMOVED)) and not path.name.startswith(".") and path != places.base_story:
                yield path


def _put(content: Path, path: Path, before: bytes, after: bytes | None, found: ChangedFiles) -> None:
    if before != after:
        name = path.relative_to(content).as_posix()
        if before:
            found.before[name] = before
        found.after[name] = after


def _next_version(roster: Roster, ref: str) -> int:
    """Count the moves of an id: no order is known otherwise between rows of two ledgers."""
    rows = (row for held in roster.ledgers.values() for row in held)
    return 1 + max((row.version for row in rows if row.id == ref and row.event in MOVED), default=0)


def _row(roster: Roster, move: Move, story: str, version: int, day: str) -> LedgerEntry:
    """Return what a story's ledger is told."""
    known = roster.known[move.old]
    standing = known.standings.get(story, PersonInStory("", known.kind, Span(0, 0), 0))
    return LedgerEntry(
        id=move.old,
        event=move.event,
        version=version,
        date=day,
        words=standing.name or known.name,
        start=standing.first.start,
        end=standing.first.end,
        into=move.new,
        kind=standing.kind if standing.mentions else known.kind,
        status="" if story in roster.published or story == NO_STORY else DRAFT,
    )


def _append(places: StoryPaths, row: LedgerEntry, found: ChangedFiles) -> None:
    before = read_if_there(places.ledger, places.shown(places.ledger), LEDGER_LARGEST)
    end = b"\n" if before and not before.endswith(b"\n") else b""
    _put(places.content, places.ledger, before, before + end + ledger.format_rows([row]).encode(), found)


def _files(content: Path, move: Move, found: ChangedFiles) -> None:
    """Move the editors' file of whoever is gone, or join it with the one of whoever stays."""
    old, new = (content / "people" / f"{ref}.md" for ref in (move.old, move.new))
    shown = StoryPaths(content, "").shown
    gone, stays = read_if_there(old, shown(old)), read_if_there(new, shown(new))
    if not gone:
        return
    one = merge_person_files(stays, gone, shown(new), shown(old)) if stays else None
    _put(content, new, stays, one.data if one else gone, found)
    _put(content, old, gone, None, found)
    if one and one.left_out:
        aside = old.with_suffix(f".md{ASIDE}")
        _put(content, aside, read_if_there(aside, shown(aside)), gone, found)
