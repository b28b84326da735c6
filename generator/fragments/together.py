"""Files written whole, many at once: the disk is waited for once. Paths with their bytes come in, traces go out.

At every moment each file is the old or the new one, whole; and they take each other's place in the order given, so
that whoever is stopped in between leaves the first of them new and the others old.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.files import MODE, WRITING, refuse_link
from generator.fragments.scan import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 4  # files up to which each is waited for by itself, rather than for all that the disk has to write


class Write(NamedTuple):
    """A file as it is to be; None as data removes it."""

    path: Path
    data: bytes | None


class Trace(NamedTuple):
    """What tells the file that we wrote from one that somebody put in its place; all empty where it was removed."""

    digest: str = ""
    size: int = 0
    mtime: int = 0
    inode: int = 0


class _Staged(NamedTuple):
    path: Path
    beside: str
    trace: Trace


def write_together(writes: Sequence[Write]) -> dict[str, Trace]:
    """Write and remove files; return the trace of each by path. Where the disk refuses one, nothing has changed."""
    staged: list[_Staged] = []
    made: set[Path] = set()
    alone = len(writes) <= FEW
    try:
        for write in writes:
            if write.path.parent not in made:
                write.path.parent.mkdir(parents=True, exist_ok=True)
                refuse_link(write.path.parent)
                made.add(write.path.parent)
            staged.append(_staged(write, alone=alone))
        if not alone:
            _sync(made)
    except BaseException:
        _discard(staged)
        raise
    return _placed(staged)


def _staged(write: Write, *, alone: bool) -> _Staged:
    """Write a file under a name of its own, beside its place."""
    if write.data is None:
        return _Staged(write.path, "", Trace())
    handle, beside = tempfile.mkstemp(prefix=WRITING, dir=write.path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(write.data)
            file.flush()
            os.fchmod(handle, MODE)
            if alone:
                os.fsync(handle)
            state = os.fstat(handle)
    except BaseException:
        os.unlink(beside)  # noqa: PTH108
        raise
    return _Staged(write.path, beside, Trace(digest(write.data), state.st_size, state.st_mtime_ns, state.st_ino))


def _placed(staged: Sequence[_Staged]) -> dict[str, Trace]:
    """Give the files their names. One that cannot have it leaves none behind."""
    for number, one in enumerate(staged):
        try:
            if one.beside:
                os.replace(one.beside, one.path)  # noqa: PTH105
            else:
                one.path.unlink(missing_ok=True)
        except BaseException:
            _discard(staged[number:])
            raise
    return {str(one.path): one.trace for one in staged}


def _discard(staged: Iterable[_Staged]) -> None:
    for one in staged:
        if one.beside:
            Path(one.beside).unlink(missing_ok=True)


def _sync(folders: Iterable[Path]) -> None:
    """Wait until all that was written to the disks of these folders is there; by sync(2) where no syncfs(2) is."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    disks = {os.stat(folder).st_dev: folder for folder in folders}  # noqa: PTH116
    for folder in disks.values():
        handle = os.open(folder, os.O_RDONLY)
        try:
            if syncfs(handle):
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(handle)
