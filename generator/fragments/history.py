"""What a new split tells the ledger. The fragments as they now are and the rows so far come in, new rows go out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.ledger import Entry, latest
from generator.fragments.spoken import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Fragment

WITHDRAWN = "withdrawn"


class Now(NamedTuple):
    """A quotation as its marks have it: words without marks, slice of the source, who speaks."""

    words: str
    start: int
    end: int
    speaker: str


def new_rows(fragments: Iterable[Fragment], so_far: Iterable[Entry], day: str) -> list[Entry]:
    """Return a row for each quotation that is new, says or is said by something else, or is there no more."""
    before = latest(so_far)
    now = quotations(fragments)
    rows = [row for key, one in now.items() if (row := _row(key, one, before.get(key), day))]
    lost = (entry for key, entry in before.items() if key not in now and entry.event != WITHDRAWN)
    return [*rows, *(_withdrawn(entry, day) for entry in lost)]


def _row(key: str, now: Now, before: Entry | None, day: str) -> Entry | None:
    if before is None:
        return Entry(key, "minted", 1, day, *now)
    if before.event != WITHDRAWN and (before.words, before.speaker) == (now.words, now.speaker):
        return None
    reason = "found again" if before.event == WITHDRAWN else "the words" if before.words != now.words else "the speaker"
    return Entry(key, "changed", before.version + 1, day, *now, reason=reason)


def _withdrawn(entry: Entry, day: str) -> Entry:
    place = (entry.words, entry.start, entry.end, entry.speaker)
    return Entry(entry.id, "withdrawn", entry.version + 1, day, *place, reason="no longer marked in the text")


def quotations(fragments: Iterable[Fragment]) -> dict[str, Now]:
    """Return the marked quotations by id in order of the source; speaker is that of the first part."""
    parts: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for fragment in fragments:
        for key, part in _parts(fragment):
            parts[key].append(part)
    return {
        key: Now(joined(words for _, _, words, _ in found), found[0][0], found[-1][1], found[0][3])
        for key, found in parts.items()
    }


def _parts(fragment: Fragment) -> Iterator[tuple[str, tuple[int, int, str, str]]]:
    start = fragment.source.start if fragment.source else 0
    for mark in fragment.marks:
        if mark.kind == "quote" and mark.id:
            speaker = mark.attrs.get("speaker") or mark.attrs.get("said-by") or ""
            yield mark.id, (mark.span.start + start, mark.span.end + start, mark.span.of(fragment.text), speaker)
