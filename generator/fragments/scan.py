"""Which files decide what a split writes, and in which state are they? Paths come in, rows and hashes go out.

A row tells a file's state without reading it. Whoever writes a file changes its row, unless that happens in the tick
of the file system's clock in which it was written before: then only its content tells, and `settled` says so.
"""

from __future__ import annotations

import os
import stat
from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from generator.opened import READING, whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Row = tuple[int, int, int, int, int]  # mode, size in bytes, mtime and ctime in ns, inode: mtime can be set, ctime not
Rows = dict[str, Row]
SIZE = 16  # bytes of a hash


class Files(NamedTuple):
    """What decides a split: single files, and folders with every file in them. Paths are strings, for speed."""

    single: tuple[str, ...]
    folders: tuple[str, ...]


def rows_of(files: Files) -> Rows:
    """Return the row of every file that is there, by path; folders in folders are left out."""
    rows: Rows = {}
    for path in files.single:
        try:
            rows[path] = row(os.lstat(path))
        except OSError:
            continue
    for folder in files.folders:
        _add_folder(rows, folder)
    return rows


def _add_folder(rows: Rows, folder: str) -> None:
    """Add a folder's files. By the folder's handle, which saves the system from walking down to each of them."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        for name in sorted(os.listdir(handle)):  # noqa: PTH208
            state = os.lstat(name, dir_fd=handle)
            if not stat.S_ISDIR(state.st_mode):
                rows[f"{folder}/{name}"] = row(state)
    except FileNotFoundError:  # one went while we looked: whatever we say, it is not what was kept
        rows[folder] = (0, 0, 0, 0, 0)
    finally:
        os.close(handle)


def row(state: os.stat_result) -> Row:
    """Return the row of a file of this state."""
    return state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def sign(rows: Rows, rules: str) -> str:
    """Return a hash of the state of files under these rules."""
    numbers = array("q", [number for row in rows.values() for number in row])
    said = "\0".join((rules, *rows)).encode("utf-8", "surrogateescape")
    return blake2b(numbers.tobytes() + said, digest_size=SIZE).hexdigest()


def digests(rows: Rows) -> dict[str, str]:
    """Return a hash of each file's content, or of where a link points; what cannot be read has none."""
    found: dict[str, str] = {}
    for path, held in rows.items():
        try:
            found[path] = digest(_read(path, held[1]))
        except OSError:
            found[path] = ""
    return found


def _read(path: str, size: int) -> bytes:
    """Return a file's content, or where a link points; `size` is what its row says."""
    try:
        handle = os.open(path, READING)
    except OSError:
        return os.fsencode(os.readlink(path))  # noqa: PTH115
    try:
        return whole(handle, size)
    finally:
        os.close(handle)


def digest(data: bytes) -> str:
    """Return a hash of a file's content."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def key(contents: Mapping[str, str], rules: str, below: Path) -> str:
    """Return a hash of what files hold under these rules, the same in whatever folder all of it lies."""
    cut = len(f"{below}/")
    said = "\n".join((rules, *(f"{path[cut:]}\0{contents[path]}" for path in sorted(contents))))
    return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=SIZE).hexdigest()


def settled(rows: Rows, clock: int) -> bool:
    """Tell whether every write since the file system's `clock` was read, in ns, shows in rows that were read later."""
    return all(max(row[2], row[3]) < clock for row in rows.values())
