"""Brings a content folder from an older format to this program's, one version at a time.

A migration reads the folder and returns the files that it changes. They are written together with the new version in
`content/.verbatim`: all of them, or none. `MIGRATIONS` has one for each version before `version.FORMAT`; whoever raises
that adds the step that leads to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.format import version
from verbatim.content.transaction import apply_changes, content_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


class Migration(NamedTuple):
    """A step from one version to the next.

    `says` tells editors what it does to their files. `changes` takes the content folder and returns files of stories,
    fragments, people and ledgers by their path below it, None for one that goes; it writes nothing itself.
    """

    says: str
    changes: Callable[[Path], Mapping[str, bytes | None]]


MIGRATIONS: dict[int, Migration] = {}  # by the version that they start from


class Step(NamedTuple):
    """A migration that was carried out."""

    before: int
    after: int
    says: str
    written: int
    removed: int


def migrate(content: Path, waiting: Callable[[], None]) -> Iterator[Step]:
    """Carry out the migrations that a folder needs, and yield each once it is on the disk.

    `waiting` is called where another command holds the folder. Raises ContentError for a folder that is newer than
    this program.
    """
    with content_lock(content, waiting):
        found = version.format_of(content)
        if found > version.FORMAT:
            version.hold_format(content)
        while found < version.FORMAT:
            step = MIGRATIONS[found]
            changes = dict(step.changes(content))
            found += 1
            apply_changes(content, {**changes, version.FILE: version.stated(found)})
            removed = sum(data is None for data in changes.values())
            yield Step(found - 1, found, step.says, len(changes) - removed, removed)
        version.state_format(content)
