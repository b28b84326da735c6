"""A source that a newer text took the place of: the older is kept, the ledger told. A text comes in, files go out.

What readers were shown is for ever. Only texts that were published are kept; an editor may delete one that nobody may
read any more, and the log then still says when the source was replaced, and why.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError
from generator.fragments.files import read_if_there
from generator.fragments.ledger import REPLACED, SOURCE, Entry, of_sources
from generator.fragments.stories import CHANGED
from generator.model import Replaced
from generator.text import sha256_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.fragments.places import Places
    from generator.fragments.stories import StoryFile

LARGEST = 40_000_000  # bytes in UTF-8 of the longest source


class Newer(NamedTuple):
    """What a split has to write where the text is newer than the last one: rows of the ledger, files with their bytes.

    `kept` is written before the ledger and `base` after everything: whoever is killed in between tells it once.
    """

    rows: tuple[Entry, ...] = ()
    kept: tuple[tuple[Path, bytes], ...] = ()
    base: tuple[tuple[Path, bytes], ...] = ()


def newer(text: str, places: Places, given: Iterable[Entry], story_file: StoryFile | None, day: str) -> Newer:
    """Return what is to be written for the text of a published story. `given` is its ledger."""
    data = text.encode()
    before = read_if_there(places.base_text, places.shown(places.base_text), LARGEST)
    held = of_sources(given)
    fresh = _fresh(story_file, held.values())
    if before == data:
        return Newer(tuple(_explained(held, fresh)))
    base = ((places.base_text, data),)
    number, digest = 1 + max(held, default=1), sha256_bytes(before)
    if not before or (held and held[number - 1].sha256 == digest):
        return Newer(base=base)
    told = fresh[-1] if fresh else (day, "")
    row = Entry(places.story, REPLACED, number, told[0], reason=told[1], kind=SOURCE, sha256=digest)
    return Newer((row,), ((places.earlier / f"{number - 1}.txt", before),), base)


def _fresh(story_file: StoryFile | None, rows: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return the day and reason of each header `Source-Changed` that no row has yet."""
    taken = {(row.date, row.reason) for row in rows}
    pairs = story_file.head.pairs() if story_file else ()
    told = [value.strip().partition(" ") for key, value in pairs if key.lower().replace("_", "-") == CHANGED]
    return [(day, why.strip()) for day, _, why in told if (day, why.strip()) not in taken]


def _explained(held: Mapping[int, Entry], fresh: list[tuple[str, str]]) -> Iterator[Entry]:
    """Yield a row of the same version where a header now explains the last change, which had no reason."""
    last = held.get(max(held, default=0))
    if last and fresh and not last.reason:
        day, why = fresh[-1]
        yield Entry(last.id, REPLACED, last.version, day, reason=why, kind=SOURCE, sha256=last.sha256)


def replaced_of(places: Places, given: Iterable[Entry]) -> tuple[Replaced, ...]:
    """Return the texts that a story's source had before, oldest first, of each newer one when and why it came.

    Raises ContentError where a kept text is not the one that was published.
    """
    rows = of_sources(given)
    return tuple(Replaced(n, rows[n].date, rows[n].reason, _before(places, rows[n])) for n in sorted(rows))


def _before(places: Places, row: Entry) -> str | None:
    path = places.earlier / f"{row.version - 1}.txt"
    if not os.path.lexists(path):
        return None
    data = read_if_there(path, places.shown(path), LARGEST)
    if sha256_bytes(data) != row.sha256:
        fact = "this is not the text that was published"
        raise ContentError(places.shown(path), 0, fact, "Put it back as git has it, or delete it if nobody may read it")
    return data.decode("utf-8")
