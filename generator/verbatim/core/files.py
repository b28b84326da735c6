"""Reads and writes whole files: a regular file or an error that says why, the old bytes or the new, never half.

What an editor could lose is written by `write_file` and `write_files`, which wait for the disk. What a build can make
again is written by `write_if_changed`, and into a stage, which has no readers yet, by `write_new`.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from verbatim.core.errors import ContentError
from verbatim.core.filestate import READING, read_open

LARGEST_SOURCE = 10_000_000  # bytes
LARGEST_FRAGMENT = 4_000_000  # what `split` writes at most, annotations and escapes included
LEDGER_LARGEST = 100_000_000  # it only ever grows
BASE_LARGEST = 1_000_000_000  # all fragments of a story together, and its source
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def display_path(path: Path) -> str:
    """Return a source's path as messages name it: `content/sources/article.txt`."""
    parts = path.parts
    return "/".join(parts[max(0, len(parts) - (4 if path.parent.name == ".extracted" else 3)) :])


def read_file(path: Path | str, place: str = "", largest: int = LARGEST_FRAGMENT) -> bytes:
    """Return the bytes of a regular file. Raises ContentError at `place`, or at the path itself."""
    try:
        handle = os.open(path, READING)
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or state.st_size > largest:
                raise _unreadable(path, place, state, largest)
            return read_open(handle, state.st_size)
        finally:
            os.close(handle)
    except OSError:
        raise _unreadable(path, place, None, largest) from None


def _unreadable(path: Path | str, place: str, state: os.stat_result | None, largest: int) -> ContentError:
    place = place or display_path(Path(path))
    try:
        state = state or os.lstat(path)
    except OSError:
        return ContentError(place, 0, "this file cannot be opened", "Check that it is there")
    if stat.S_ISLNK(state.st_mode):
        return ContentError(place, 0, "this is a symbolic link", "Put the file itself there")
    if not stat.S_ISREG(state.st_mode):
        return ContentError(place, 0, "this is not a regular file", "Put a text file there")
    if state.st_size > largest:
        fact = f"it has {state.st_size:,} bytes; the limit is {largest:,}"
        return ContentError(place, 0, fact, "Split the text into several files")
    return ContentError(place, 0, "this file cannot be read", "Look at its permissions")


def read_if_there(path: Path | str, place: str, largest: int = LARGEST_FRAGMENT) -> bytes:
    """Return a regular file's bytes, none where there is no file. Raises ContentError at `place`."""
    try:
        return read_file(path, place, largest)
    except ContentError:
        if os.path.lexists(path):
            raise
        return b""


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file of any length as 64 hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def appended(path: Path, data: bytes) -> bytes:
    """Return the bytes of a file that only ever grows, with `data` at its end; an unfinished last line is ended."""
    before = read_if_there(path, str(path), LEDGER_LARGEST)
    return before + (b"\n" if before and not before.endswith(b"\n") else b"") + data


def free_path(path: Path, data: bytes) -> Path:
    """Return a path that replaces no file of other bytes: numbered, as `name.2.end`, where one has this name."""
    free, number = path, 2
    while free.exists() and free.read_bytes() != data:
        free = path.with_suffix(f".{number}{path.suffix}")
        number += 1
    return free


def markdown_files(folder: Path) -> list[Path]:
    """Return a folder's Markdown files in order of name, without hidden ones."""
    return [folder / name for name in markdown_names(folder)]


def markdown_names(folder: Path | str) -> list[str]:
    """Return the names of a folder's Markdown files in order; none where there is no folder, or a file in its place."""
    try:
        state = os.lstat(folder)
    except OSError as error:
        if error.errno in NOT_THERE:
            return []
        raise
    if stat.S_ISLNK(state.st_mode):
        raise _link_error(folder)
    names = os.listdir(folder) if stat.S_ISDIR(state.st_mode) else ()  # noqa: PTH208  strings, for speed
    return sorted(name for name in names if name.endswith(".md") and not name.startswith("."))


def refuse_special(folder: Path, apart: Collection[str] = ()) -> None:
    """Raise ContentError where a pipe, a device or a socket lies in a folder: whoever reads one may wait for ever.

    Hidden files and folders are nobody's content; nor are folders right below it that are named in `apart`.
    """
    for above, below, names in os.walk(folder):
        passed = apart if above == str(folder) else ()
        below[:] = [name for name in below if name not in passed and not name.startswith(".")]
        for path in (f"{above}/{name}" for name in names if not name.startswith(".")):
            if not os.path.isfile(path) and os.path.exists(path):  # noqa: PTH110, PTH113  each file of a blog
                place = f"{folder.name}/{Path(path).relative_to(folder).as_posix()}"
                raise ContentError(place, 0, "this is not a regular file", "Put a file there, or take it away")


def refuse_link(folder: Path) -> None:
    """Raise ContentError where a folder is a symbolic link."""
    if folder.is_symlink():
        raise _link_error(folder)


def _link_error(folder: Path | str) -> ContentError:
    return ContentError(str(folder), 0, "this folder is a symbolic link", "Put the folder itself there")


# Atomic writes

MODE = 0o644
WRITING = ".writing-"  # the names of unfinished files begin so
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
FEW = 4  # files up to which each is synced by itself, rather than all that the disk has to write


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that at every moment, power failures included, the old or the new one is there."""
    write_files([(path, data)])


def write_files(writes: Sequence[tuple[Path, bytes | None]]) -> None:
    """Write files, and remove those that are None. Where the disk refuses one, nothing has changed."""
    staged: list[tuple[Path, str]] = []
    folders: set[Path] = set()
    few = len(writes) <= FEW
    try:
        for path, data in writes:
            if path.parent not in folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                refuse_link(path.parent)
                folders.add(path.parent)
            staged.append((path, "" if data is None else _stage(path, data, mode=MODE, sync=few)))
        if not few:
            _sync_disks(folders)
        for path, name in staged:
            if name:
                os.replace(name, path)  # noqa: PTH105
            else:
                path.unlink(missing_ok=True)
    except BaseException:
        for _, name in staged:
            if name:
                Path(name).unlink(missing_ok=True)
        raise


def write_if_changed(path: Path, data: bytes) -> bool:
    """Replace a file unless it holds these bytes already; return whether it was written. Does not wait for the disk.

    Never opened in place: the file may be a hard link to the one in the site that is being served.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    name = _stage(path, data)
    try:
        os.replace(name, path)  # noqa: PTH105
    except OSError:  # a folder lies there
        os.unlink(name)  # noqa: PTH108
        raise
    return True


def staging_name() -> str:
    """Return a new name for a file or folder that is not whole yet."""
    return f"{WRITING}{os.urandom(8).hex()}"


def _stage(path: Path, data: bytes, *, mode: int = 0, sync: bool = False) -> str:
    """Write a file under a new name in the same folder."""
    name = f"{path.parent}/{staging_name()}"
    handle = os.open(name, NEW, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if mode:
                os.fchmod(handle, mode)
            if sync:
                os.fsync(handle)
            return name
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise


def _sync_disks(folders: Iterable[Path]) -> None:
    """Wait until all that was written to the disks of these folders is there; by sync(2) where syncfs(2) is missing."""
    import ctypes  # noqa: PLC0415  few commands write so many files

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


def write_new(path: str, data: bytes) -> None:
    """Write a file of a stage in place, since a stage has no readers until it is whole; replace one that exists."""
    os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103  paths cost more than folders do
    try:
        with open(path, "xb") as file:  # noqa: PTH123
            file.write(data)
    except FileExistsError:
        write_if_changed(Path(path), data)


AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EXDEV}


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step by renameat2(2); return False where the system or its file system cannot."""
    import ctypes  # noqa: PLC0415

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
