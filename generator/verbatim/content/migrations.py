"""Brings a content folder from an older format to this program's, one version at a time.

A migration reads the folder and returns the files that it changes. They are written together with the new version in
`content/.verbatim`: all of them, or none. `MIGRATIONS` has one for each version before `version.FORMAT`; whoever raises
that adds the step that leads to it.

A merge of a branch on which an older program went on brings files of format 1 into a folder of a later one: these are
taken over too.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from verbatim.content.format import version
from verbatim.content.format.base_file import OLD_BASE, SOURCE, STORY, old_bases, write_base
from verbatim.content.format.fragment_file import read_fragment
from verbatim.content.layout import StoryPaths
from verbatim.content.store import base_parts
from verbatim.content.transaction import apply_changes, content_lock
from verbatim.core.errors import Faults
from verbatim.core.files import BASE_LARGEST, read_file, refuse_link


class Migration(NamedTuple):
    """A step from one version to the next.

    `says` tells editors what it does to their files. `changes` takes the content folder and returns files of stories,
    fragments, people and ledgers by their path below it, None for one that goes; it writes nothing itself.
    """

    says: str
    changes: Callable[[Path], Mapping[str, bytes | None]]


def _one_base(content: Path) -> dict[str, bytes | None]:
    """Put the bases of each story into one file, byte for byte. Raises ContentErrors with each that cannot be read."""
    changes: dict[str, bytes | None] = {}
    faults = Faults()
    for paths in _stories(content):
        names = old_bases(str(paths.fragments))
        if not names:
            continue
        with faults:
            refuse_link(_old_folder(paths))
            old = {name: _read_old(paths, name) for name in names}
            texts = {name: part.data for name, part in base_parts(paths).items()}
            texts |= {name: data for name, data in old.items() if data}
            folder = f"fragments/{paths.story}"
            changes |= {f"{folder}/{OLD_BASE}/{name}": None for name in names}
            changes[f"{folder}/{paths.base.name}"] = write_base(texts) if texts else None
    faults.raise_all()
    return changes


def _stories(content: Path) -> list[StoryPaths]:
    folder = content / "fragments"
    return [StoryPaths(content, path.name) for path in sorted(folder.iterdir())] if folder.is_dir() else []


def _old_folder(paths: StoryPaths) -> Path:
    return paths.fragments / OLD_BASE


def _read_old(paths: StoryPaths, name: str) -> bytes:
    """Return the bytes of a base of format 1. Raises ContentError where that format's program could not read it."""
    path = _old_folder(paths) / name
    shown = paths.shown(path)
    data = read_file(path, shown, BASE_LARGEST)
    if name not in (STORY, SOURCE):
        read_fragment(data, shown, paths.story)
    return data


def _remove_empty_folders(content: Path) -> None:
    for paths in _stories(content):
        with suppress(OSError):  # there is none, or there are files of others in it
            _old_folder(paths).rmdir()


ONE_BASE = Migration("what split last wrote is one file a story, .base.txt, instead of a folder .base", _one_base)
MIGRATIONS: dict[int, Migration] = {1: ONE_BASE}  # by the version that they start from


class Step(NamedTuple):
    """A migration that was carried out; `before` and `after` are equal where a merge had brought older files."""

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
            yield _carried_out(content, MIGRATIONS[found], found, found + 1)
            found += 1
        if any(old_bases(str(paths.fragments)) for paths in _stories(content)):
            yield _carried_out(content, ONE_BASE, found, found)
        _remove_empty_folders(content)
        version.state_format(content)


def _carried_out(content: Path, step: Migration, before: int, after: int) -> Step:
    changes = dict(step.changes(content))
    apply_changes(content, {**changes, version.FILE: version.stated(after)})
    removed = sum(data is None for data in changes.values())
    return Step(before, after, step.says, len(changes) - removed, removed)
