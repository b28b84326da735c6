"""Reads and writes files whole: never through a symbolic link, never half."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 4_000_000  # bytes of a fragment: what `split` writes at most, annotations and escapes included
LEDGER_LARGEST = 100_000_000  # bytes: it only ever grows
MODE = 0o644
WRITING = ".writing-"  # begins the names of files that are not whole yet
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def read_whole(path: Path | str, shown: str, largest: int = LARGEST) -> bytes:
    """Return a regular file's bytes. Raises ContentError at `shown`."""
    from generator.sources import read_bytes  # noqa: PLC0415  a split of what did not change reads nothing

    try:
        return read_bytes(path, largest)
    except ContentError as error:
        raise ContentError(shown, error.line, error.fact, error.fix) from None


def read_if_there(path: Path | str, shown: str, largest: int = LARGEST) -> bytes:
    """Return a regular file's bytes, none where there is no file."""
    try:
        return read_whole(path, shown, largest)
    except ContentError:
        if os.path.lexists(path):
            raise
        return b""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at every moment the old or the new one is there, whole."""
    import tempfile  # noqa: PLC0415  3 ms that only writing needs

    path.parent.mkdir(parents=True, exist_ok=True)
    refuse_link(path.parent)
    handle, name = tempfile.mkstemp(prefix=WRITING, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(MODE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def beside(path: Path, data: bytes) -> Path:
    """Return where a file goes that takes no other's place: numbered, as `name.2.end`, where one of other bytes is."""
    free, number = path, 2
    while free.exists() and free.read_bytes() != data:
        free = path.with_suffix(f".{number}{path.suffix}")
        number += 1
    return free


def appended(path: Path, data: bytes) -> bytes:
    """Return the bytes of a file that only ever grows, with more at its end; a last line left half is ended first."""
    before = read_if_there(path, str(path), LEDGER_LARGEST)
    return before + (b"\n" if before and not before.endswith(b"\n") else b"") + data


def markdown_files(folder: Path) -> Iterable[Path]:
    """Return a folder's Markdown files in order of name; hidden ones are none."""
    return [folder / name for name in markdown_names(folder)]


def markdown_names(folder: Path | str) -> list[str]:
    """Return the names of a folder's Markdown files in order; none where there is no folder, nor where it is a file."""
    try:
        state = os.lstat(folder)
    except OSError as error:
        if error.errno in NOT_THERE:
            return []
        raise
    if stat.S_ISLNK(state.st_mode):
        raise _a_link(folder)
    names = os.listdir(folder) if stat.S_ISDIR(state.st_mode) else ()  # noqa: PTH208  strings, for speed
    return sorted(name for name in names if name.endswith(".md") and not name.startswith("."))


def refuse_link(folder: Path) -> None:
    """Raise ContentError where a folder is a symbolic link."""
    if folder.is_symlink():
        raise _a_link(folder)


def _a_link(folder: Path | str) -> ContentError:
    return ContentError(str(folder), 0, "this folder is a symbolic link", "Put the folder itself there")
