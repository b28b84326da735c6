"""Records the state of files without reading them, so that a later run can see what changed.

A file's state is a row of numbers. Standard library only: a build asks this before it loads anything else.
"""

import os
import stat
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe without a writer must not block us
FOLDER = os.O_RDONLY | os.O_DIRECTORY
CHUNK = 65_536  # bytes
DIGEST = 16  # bytes
ALONE = ".published"  # a folder below the content whose file a build itself writes, and looks at apart
SKIPPED = frozenset(("__pycache__", ALONE))
BETWEEN = "\0"  # no file name holds it

Row = tuple[int, int, int, int, int]  # mode, size in bytes, mtime and ctime in ns, inode: mtime can be set, ctime not
Rows = dict[str, Row]  # by path
Tree = dict[str, Rows]  # of all files below some folders, by the path of the folder that each lies in
MODE, WRITTEN, CHANGED = 0, 2, 3  # places in a row
ABSENT: Row = (0, 0, 0, 0, 0)  # of a file that was removed while we looked: differs from anything stored


class Files(NamedTuple):
    """Single files, and folders with every file directly in them. Paths are strings, for speed."""

    single: tuple[str, ...]
    folders: tuple[str, ...]


def rows_of(files: Files) -> Rows:
    """Return the row of every file that exists, by path; folders within folders are left out."""
    rows: Rows = {}
    for path in files.single:
        try:
            rows[path] = row(os.lstat(path))
        except OSError:
            continue
    for folder in files.folders:
        rows |= _look(folder, os.O_NOFOLLOW)[0]
    return rows


def _look(folder: str, flags: int) -> tuple[Rows, list[str]]:
    """Return the rows of the files in a folder, and the names of the folders in it; nothing where it is none."""
    try:
        handle = os.open(folder, FOLDER | flags)
    except OSError:
        return {}, []
    rows: Rows = {}
    folders: list[str] = []
    try:
        # By the folder's handle, which spares the system walking down to each file.
        with os.scandir(handle) as entries:
            for entry in sorted(entries, key=attrgetter("name")):
                if not entry.is_dir(follow_symlinks=False):
                    rows[f"{folder}/{entry.name}"] = row(entry.stat(follow_symlinks=False))
                elif entry.name not in SKIPPED:
                    folders.append(entry.name)
    except FileNotFoundError:
        rows = {folder: ABSENT}
    finally:
        os.close(handle)
    return rows, folders


# The row of a file, of what lstat tells.
row: Callable[[os.stat_result], Row] = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


def state_digest(rows: Rows, rules: str) -> str:
    """Return a digest of the state of files under these rules."""
    numbers = array("q", [number for row in rows.values() for number in row])
    return digest(numbers.tobytes() + BETWEEN.join((rules, *rows)).encode("utf-8", "surrogateescape"))


def settled(rows: Rows, clock: int) -> bool:
    """Return whether any write since the file system's `clock`, in ns, would show in rows that were read later."""
    return all(max(row[WRITTEN], row[CHANGED]) < clock for row in rows.values())


def digest(data: bytes) -> str:
    """Return a digest of a file's content."""
    return blake2b(data, digest_size=DIGEST).hexdigest()


def digests(rows: Rows) -> dict[str, str]:
    """Return the digest of each file's content, or of a link's target; empty for what cannot be read."""
    found: dict[str, str] = {}
    for path, row in rows.items():
        try:
            found[path] = digest(_content(path, row[1]))
        except OSError:
            found[path] = ""
    return found


def _content(path: str, size: int) -> bytes:
    try:
        handle = os.open(path, READING)
    except OSError:
        return os.fsencode(os.readlink(path))  # noqa: PTH115
    try:
        return read_open(handle, size)
    finally:
        os.close(handle)


def read_open(handle: int, size: int) -> bytes:
    """Return what an open file holds, to its end; a file of the expected `size` needs a single read."""
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    chunks = [data]
    while more := os.read(handle, CHUNK):
        chunks.append(more)
    return b"".join(chunks)


def content_digest(contents: Mapping[str, str], rules: str, below: Path | str) -> str:
    """Return a digest of files' contents under these rules; the same wherever the folder `below` lies."""
    cut = len(f"{below}/")
    lines = (rules, *(f"{path[cut:]}\0{contents[path]}" for path in sorted(contents)))
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def tree_of(roots: Iterable[str]) -> Tree:
    """Return the rows of all files below these folders; a link below them is a file."""
    tree: Tree = {}
    for root in roots:
        queue = [root]
        for path in queue:
            tree[path], folders = _look(path, os.O_NOFOLLOW if path is not root else 0)
            queue += [f"{path}/{name}" for name in folders]
    return tree


def rows_in(tree: Tree, files: Files) -> Rows:
    """Return the rows of files as `rows_of` would have when the tree was made."""
    above = ((path, tree.get(path.rpartition("/")[0], {})) for path in files.single)
    rows = {path: rows[path] for path, rows in above if path in rows}
    for path in files.folders:
        rows |= tree.get(path, {})
    return rows


def all_rows(tree: Tree) -> Rows:
    """Return the rows of all files of a tree."""
    return {path: row for rows in tree.values() for path, row in rows.items()}


def links_in(tree: Tree) -> Iterator[str]:
    """Yield the path of every symbolic link."""
    return (path for path, row in all_rows(tree).items() if stat.S_ISLNK(row[MODE]))


PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  pathlib loads slowly


def program_rows(*packages: str) -> Rows:
    """Return the rows of the files of this program, code and data: of some packages, or of all where none is named."""
    return all_rows(tree_of([f"{PROGRAM}/{name}" for name in packages] or [PROGRAM]))


@cache
def program_digest(*packages: str) -> str:
    """Return a digest of the content of those files."""
    return content_digest(digests(program_rows(*packages)), "", PROGRAM)


TRIES = 20  # milliseconds: Linux's clock moves on every 1 to 10, that of a camera's card every 2,000


def clock_of(folder: str) -> int:
    """Return the time in ns by the file system of a folder, which may be another machine's; 0 where it has none."""
    try:
        os.utime(folder)
        return os.stat(folder).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


def tick_after(folder: str) -> int:
    """Wait until the file system's clock moves on, for some 20 ms at most, and return its time."""
    began = now = clock_of(folder)
    for _ in range(TRIES):
        if now != began:
            break
        time.sleep(0.001)
        now = clock_of(folder)
    return now


class Snapshot(NamedTuple):
    """All files below some folders as they were after the file system's `clock`, in ns."""

    folders: list[str]
    tree: Tree
    clock: int

    @property
    def digest(self) -> str:
        """The digest of their state."""
        return state_digest(all_rows(self.tree), "")

    @property
    def is_settled(self) -> bool:
        """Whether any later write to one of these files would show in its row."""
        return all(settled(rows, self.clock) for rows in self.tree.values())


def take_snapshot(folders: Sequence[str], cache: str) -> Snapshot:
    """Look at all files of these folders; `cache` is a folder on the same file system that gives its clock.

    Where something was written just now, wait until that clock moves on, and look again.
    """
    clock = clock_of(cache)
    seen = Snapshot([*folders], tree_of(folders), clock)
    if seen.is_settled:
        return seen
    clock = tick_after(cache)
    return Snapshot([*folders], tree_of(folders), clock)
