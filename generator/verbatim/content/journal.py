"""Applies an editor's change of a story's files, and takes it back later, also after a restart.

`.cache/journal/<story>.jsonl` beside the content keeps each change with the bytes before and after; losing it costs the
way back and nothing else. Nothing that somebody wrote since is ever overwritten: a change is taken back line by line,
where these lines are as it left them, or not at all.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import LedgerEntry, format_rows, read_ledger
from verbatim.content.reviews import taken_back
from verbatim.content.transaction import apply_changes, data_of, text_of
from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, appended, read_if_there, write_file

FOLDER = "journal"
MOST = 500  # changes of one story that can be taken back
LARGEST = 200_000_000  # bytes of a journal
NOWHERE = -2  # in place of a line's number; -1 is before the first

Bytes = bytes | None  # of a file; None where there is none


class Entry(NamedTuple):
    """A change: its number, what was done (a msgid and its values), files before and after by path, reviews it made.

    A review is its id and version.
    """

    number: int
    label: str
    values: Mapping[str, str]
    files: Mapping[str, tuple[Bytes, Bytes]]
    reviews: tuple[tuple[str, int], ...]


class Undone(NamedTuple):
    """The change that was taken back; `kept` are files that somebody changed since: then nothing was."""

    entry: Entry
    kept: tuple[str, ...]


class Journal:
    """The changes of one story that can be taken back. Whoever writes by it holds the content folder's lock."""

    def __init__(self, content: Path, story: str) -> None:
        self.content, self.story = content, story
        self.path = cache_of(content) / FOLDER / f"{story}.jsonl"

    def apply(self, entry: Entry, rows: Sequence[LedgerEntry]) -> Entry:
        """Write a change, and rows of the ledger; return it with its number.

        Raises ContentError where a file is not as the change has it before, and OSError where the disk takes nothing:
        then nothing has changed.
        """
        for path, (seen, _) in entry.files.items():
            if self._read(path) != seen:
                fact = "this file was changed meanwhile, and was left as it is"
                raise ContentError(f"{self.content.name}/{path}", 0, fact, "Look at it again, then decide")
        number = 1 + max((one.number for one in self._all()), default=0)
        entry = entry._replace(number=number, reviews=tuple((row.id, row.version) for row in rows))
        self._append(_line(entry))
        self._write({path: after for path, (_, after) in entry.files.items()}, rows)
        return entry

    def _write(self, files: Mapping[str, Bytes], rows: Sequence[LedgerEntry]) -> None:
        """Write files and rows, all or none."""
        ledger = StoryPaths(self.content, self.story).ledger
        row_bytes = format_rows(rows).encode()
        more = {f"ledger/{self.story}.jsonl": appended(ledger, row_bytes)} if rows else {}
        if files or more:
            apply_changes(self.content, {**more, **files})

    def undo(self, day: str, by: str) -> Undone | None:
        """Take the last change back, or None. One that never was written, as after a crash, is passed.

        A change is not taken back where its lines were changed again; the next undo tries the change before it.
        """
        for entry in reversed(self.entries()):
            now = {path: self._read(path) for path in entry.files}
            found = {path: restored(now[path], after, before) for path, (before, after) in entry.files.items()}
            kept = tuple(path for path, one in found.items() if not one.is_known)
            files = {} if kept else {path: one.data for path, one in found.items() if one.data != now[path]}
            ledger = [] if kept else read_ledger(StoryPaths(self.content, self.story))
            rows = taken_back(ledger, entry.reviews, day, by)
            self._write(files, rows)
            self._append(json.dumps({"undone": entry.number}))
            if kept or files or rows:
                return Undone(entry, kept)
        return None

    def entries(self) -> list[Entry]:
        """Return the changes that were not taken back, oldest first."""
        lines = self._lines()
        gone = {line["undone"] for line in lines if "undone" in line}
        return [entry for line in lines if "undone" not in line and (entry := _entry(line)).number not in gone]

    def last(self) -> Entry | None:
        """Return the last change that was not taken back."""
        return next(reversed(self.entries()), None)

    def _all(self) -> list[Entry]:
        return [_entry(line) for line in self._lines() if "undone" not in line]

    def _lines(self) -> list[dict[str, Any]]:
        """Return the journal's lines; one that was not written whole is none."""
        data = read_if_there(self.path, f"{FOLDER}/{self.path.name}", LARGEST)
        return [line for line in map(_parsed, data.splitlines()) if line]

    def _append(self, line: str) -> None:
        """Add a line and wait for the disk; a journal that has grown long loses its oldest changes."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if len(self._lines()) > 2 * MOST:
            write_file(self.path, "".join(f"{_line(entry)}\n" for entry in self.entries()[-MOST:]).encode())
        with self.path.open("ab") as file:
            # What a crash left of a line is ended first.
            file.write(f"\n{line}\n".encode("ascii"))
            file.flush()
            os.fsync(file.fileno())

    def _read(self, path: str) -> Bytes:
        place = self.content / path
        return read_if_there(place, f"{self.content.name}/{path}", LEDGER_LARGEST) if os.path.lexists(place) else None


def _line(entry: Entry) -> str:
    files = {path: [*map(text_of, pair)] for path, pair in entry.files.items()}
    return json.dumps({**entry._asdict(), "files": files})


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    is_line = isinstance(found, dict) and (found.keys() >= {*Entry._fields} or "undone" in found)
    return found if is_line else None


def _entry(line: Mapping[str, Any]) -> Entry:
    files = {path: (data_of(before), data_of(after)) for path, (before, after) in line["files"].items()}
    reviews = tuple((key, version) for key, version in line["reviews"])
    return Entry(line["number"], line["label"], line["values"], files, reviews)


# Three versions of a file


class Restored(NamedTuple):
    """A file's bytes once a change is taken back; where it is not known how, `is_known` is false and they stay."""

    data: Bytes
    is_known: bool


def restored(now: Bytes, after: Bytes, before: Bytes) -> Restored:
    """Return a file, as it is now, without the change from `before` to `after`: lines changed elsewhere stay."""
    if now == after:
        return Restored(before, is_known=True)
    if now == before:
        return Restored(now, is_known=True)
    if now is None or after is None or before is None:
        return Restored(now, is_known=False)
    mine, theirs, wanted = (data.splitlines(keepends=True) for data in (after, now, before))
    place = _places(mine, theirs)
    lines = list(theirs)
    for _, start, end, low, high in reversed(list(_changed(mine, wanted))):
        # Lines that are replaced must still stand together, and those around an insertion still be neighbours.
        held = [place.get(at, NOWHERE) for at in (range(start, end) if start < end else (start - 1, start))]
        if NOWHERE in held or held != list(range(held[0], held[0] + len(held))):
            return Restored(now, is_known=False)
        first = held[0] if start < end else held[1]
        lines[first : first + end - start] = wanted[low:high]
    return Restored(b"".join(lines), is_known=True)


def _changed(one: Sequence[bytes], other: Sequence[bytes]) -> Iterable[tuple[str, int, int, int, int]]:
    return (code for code in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if code[0] != "equal")


def _places(one: Sequence[bytes], other: Sequence[bytes]) -> dict[int, int]:
    """Return where each line of one file is in the other, its two ends included."""
    places = {-1: -1, len(one): len(other)}
    for start, there, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        places |= {start + at: there + at for at in range(size)}
    return places
