"""Splits many sources: read by whoever there is, at once; decided and written one after the other, in their order.

Who reads what, and who is done first, changes nothing: the ids of people depend on the stories before, in order.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.layout import Places
from verbatim.content.people.index import state_within
from verbatim.content.splitting.freshness import UNSURE, after
from verbatim.content.splitting.split import Decided, decide, tried
from verbatim.core.cache import next_tick
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.executors import spread
from verbatim.core.files import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from verbatim.content.people.index import Others
    from verbatim.content.splitting.freshness import Kept, Look
    from verbatim.content.splitting.split import Done, SourceRead


BATCH = 4  # sources that a worker is given at a time
WRITES = 1000  # files from which on those decided are written: the disk is waited for once for all of them


class Told(NamedTuple):
    """A story's turn: what its split came to and what to keep of it, or what stood in its way."""

    story: str
    done: Done | None = None
    kept: Kept | None = None
    errors: tuple[ContentError, ...] = ()


class Splitting(NamedTuple):
    """What splitting needs besides the sources: where, beside whom, under which rules, and who reads."""

    content: Path
    others: Others
    rules: str
    pool: Executor
    workers: int


def split_several(how: Splitting, looks: Mapping[str, Look]) -> Iterator[Told]:
    """Split the sources looked at, in their order. What was written is told after it was written."""
    work = partial(tried, how.content)
    sources = (look.source for look in looks.values())
    reads = spread(how.pool, work, sources, workers=how.workers, batch=BATCH)
    waiting: dict[str, Decided] = {}
    for story, read in zip(looks, reads, strict=True):
        decided = _decided(how, looks[story], read)
        if isinstance(decided, Decided):
            waiting[story] = decided
        else:
            yield Told(story, errors=tuple(decided))
        if sum(len(one.writes) for one in waiting.values()) >= WRITES:
            yield from _written(how, looks, waiting)
            waiting = {}
    yield from _written(how, looks, waiting)


def _decided(how: Splitting, look: Look, read: SourceRead | list[ContentError]) -> Decided | list[ContentError]:
    if isinstance(read, list):
        return read
    try:
        return decide(how.content, look.source, read, how.others)
    except ContentError as error:
        return [error]
    except ContentErrors as several:
        return several.errors


def _written(how: Splitting, looks: Mapping[str, Look], waiting: Mapping[str, Decided]) -> Iterator[Told]:
    """Write what was decided, and tell of each story what its files now are."""
    traces = write_files([write for decided in waiting.values() for write in decided.writes])
    now = next_tick(how.content) if waiting else 0
    states: dict[str, str] = {}
    for story, decided in waiting.items():
        ours = {path: traces[path] for path in (str(write.path) for write in decided.writes)}
        kept, rows = after(how.content, looks[story], ours, how.rules, now)
        if kept.sign != UNSURE and not decided.done.conflicts:
            states[story] = state_within(rows, Places(how.content, story), how.rules)
        yield Told(story, decided.done, kept)
    how.others.written(states)
