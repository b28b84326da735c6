"""Reads and writes files whole: never through a symbolic link, never half."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.filestate import READING, digest, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MEGABYTE = 1_000_000


LARGEST = 10 * MEGABYTE


def shown(path: Path) -> str:
    """Return a source's path as messages name it: `content/sources/article.txt`."""
    parts = path.parts
    return "/".join(parts[max(0, len(parts) - (4 if path.parent.name == ".extracted" else 3)) :])


def read_bytes(path: Path | str, largest: int = LARGEST) -> bytes:
    """Return the bytes of a regular file of at most `largest` bytes."""
    try:
        handle = os.open(path, READING)
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or state.st_size > largest:
                raise _refused(path, state, largest)
            return whole(handle, state.st_size)
        finally:
            os.close(handle)
    except OSError:
        raise _refused(path, None, largest) from None


def _refused(path: Path | str, state: os.stat_result | None, largest: int) -> ContentError:
    """Return why a file is not read; its `state` is looked for where it could not be opened."""
    place = shown(Path(path))
    try:
        state = state or os.lstat(path)
    except OSError:
        return ContentError(place, 0, "this file cannot be opened", "Look whether it is there")
    if stat.S_ISLNK(state.st_mode):
        return ContentError(place, 0, "this is a symbolic link", "Put the file itself there")
    if not stat.S_ISREG(state.st_mode):
        return ContentError(place, 0, "this is not a regular file", "Put a text file there")
    if state.st_size > largest:
        fact = f"it has {state.st_size:,} bytes; the limit is {largest:,}"
        return ContentError(place, 0, fact, "Split the text into several files")
    return ContentError(place, 0, "this file cannot be read", "Look at its permissions")


# ---- fragments/files.py

LARGEST_FILES = 4_000_000  # bytes of a fragment: what `split` writes at most, annotations and escapes included
LEDGER_LARGEST = 100_000_000  # bytes: it only ever grows
MODE = 0o644
WRITING = ".writing-"  # begins the names of files that are not whole yet
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def read_whole(path: Path | str, shown: str, largest: int = LARGEST_FILES) -> bytes:
    """Return a regular file's bytes. Raises ContentError at `shown`."""
    try:
        return read_bytes(path, largest)
    except ContentError as error:
        raise ContentError(shown, error.line, error.fact, error.fix) from None


def read_if_there(path: Path | str, shown: str, largest: int = LARGEST_FILES) -> bytes:
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


# ---- fragments/together.py

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


# ---- site/writer.py

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def write_pieces(path: str, pieces: Iterable[bytes]) -> None:
    """Write a file of a stage, as `write_new` does, whose pieces are not to be in memory together."""
    _make_folder(path.rpartition("/")[0])
    Path(path).unlink(missing_ok=True)
    with open(path, "xb") as file:  # noqa: PTH123  as `write_new`
        file.writelines(pieces)


def write_new(path: str, data: bytes) -> None:
    """Write a file of a stage, of which nobody reads until it is whole; one that is there already is replaced."""
    try:
        descriptor = os.open(path, NEW, 0o666)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        descriptor = os.open(path, NEW, 0o666)
    except FileExistsError:
        write_bytes(Path(path), data)
        return
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _make_folder(folder: str) -> None:
    """Make a folder, which is mostly one in another that is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102  paths cost more than the folder does
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        return


def write_bytes(path: Path, data: bytes) -> bool:
    """Write a file aside and rename it, unless it holds these bytes already; tell whether it was written.

    Never opened in place: the file may be a hard link to the one in the site that is being served.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name[:100]}.part")
    aside.write_bytes(data)
    aside.replace(path)
    return True


# ---- exchange.py

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EXDEV}


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step by renameat2(2); False where the system or its file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    status = rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if status == 0:
        return True
    code = ctypes.get_errno()
    if code in NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))
