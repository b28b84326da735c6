"""Splits many sources: read by whoever there is, at once; decided and written one after the other, in their order.

Who reads what, and who is done first, changes nothing: the ids of people depend on the stories before, in order.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.layout import StoryPaths
from verbatim.content.people.index import state_within
from verbatim.content.splitting.freshness import UNSURE, state_after_split
from verbatim.content.splitting.split import SplitPlan, plan_split, try_read
from verbatim.core.cache import next_tick
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.executors import spread
from verbatim.core.files import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from verbatim.content.people.index import OtherStories
    from verbatim.content.splitting.freshness import SplitState, StoryInputs
    from verbatim.content.splitting.split import SourceReading, SplitResult


BATCH = 4  # sources that a worker is given at a time
WRITES = 1000  # files from which on those decided are written: the disk is waited for once for all of them


class StoryOutcome(NamedTuple):
    """A story's turn: what its split came to and what to keep of it, or what stood in its way."""

    story: str
    done: SplitResult | None = None
    kept: SplitState | None = None
    errors: tuple[ContentError, ...] = ()


class SplitJob(NamedTuple):
    """What splitting needs besides the sources: where, beside whom, under which rules, and who reads."""

    content: Path
    others: OtherStories
    rules: str
    pool: Executor
    workers: int


def split_sources(how: SplitJob, looks: Mapping[str, StoryInputs]) -> Iterator[StoryOutcome]:
    """Split the sources looked at, in their order. What was written is told after it was written."""
    work = partial(try_read, how.content)
    sources = (look.source for look in looks.values())
    reads = spread(how.pool, work, sources, workers=how.workers, batch=BATCH)
    waiting: dict[str, SplitPlan] = {}
    for story, read in zip(looks, reads, strict=True):
        decided = _decided(how, looks[story], read)
        if isinstance(decided, SplitPlan):
            waiting[story] = decided
        else:
            yield StoryOutcome(story, errors=tuple(decided))
        if sum(len(one.writes) for one in waiting.values()) >= WRITES:
            yield from _written(how, looks, waiting)
            waiting = {}
    yield from _written(how, looks, waiting)


def _decided(
    how: SplitJob, look: StoryInputs, read: SourceReading | list[ContentError]
) -> SplitPlan | list[ContentError]:
    if isinstance(read, list):
        return read
    try:
        return plan_split(how.content, look.source, read, how.others)
    except ContentError as error:
        return [error]
    except ContentErrors as several:
        return several.errors


def _written(
    how: SplitJob, looks: Mapping[str, StoryInputs], waiting: Mapping[str, SplitPlan]
) -> Iterator[StoryOutcome]:
    """Write what was decided, and tell of each story what its files now are."""
    traces = write_files([write for decided in waiting.values() for write in decided.writes])
    now = next_tick(how.content) if waiting else 0
    states: dict[str, str] = {}
    for story, decided in waiting.items():
        ours = {path: traces[path] for path in (str(write.path) for write in decided.writes)}
        kept, rows = state_after_split(how.content, looks[story], ours, how.rules, now)
        if kept.sign != UNSURE and not decided.done.conflicts:
            states[story] = state_within(rows, StoryPaths(how.content, story), how.rules)
        yield StoryOutcome(story, decided.done, kept)
    how.others.written(states)
