"""Records the state of files without reading them, so that a later run can see what changed.

A file's state is a row of numbers. Rows of a story's few files are asked for one by one (`rows_of`); of everything
below a folder they are packed in a tree (`tree_of`), since there are tens of thousands and few are ever looked up. Both
give the same digests. Standard library only: a build asks this before it loads anything else.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from functools import cache, lru_cache
from hashlib import blake2b
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe without a writer must not block us
FOLDER = os.O_RDONLY | os.O_DIRECTORY
CHUNK = 65_536  # bytes
DIGEST = 16  # bytes
ALONE = ".published"  # a folder below the content whose file a build itself writes, and looks at apart
SKIPPED = frozenset(("__pycache__", ALONE))
BETWEEN = "\0"  # no file name holds it

Row = tuple[int, int, int, int, int]  # mode, size in bytes, mtime and ctime in ns, inode: mtime can be set, ctime not
Rows = dict[str, Row]
WIDTH = 5  # numbers of a row
BYTES = WIDTH * array("q").itemsize
MODE, WRITTEN, CHANGED = 0, 2, 3  # places in a row


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
        try:
            handle = os.open(folder, FOLDER | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            # By the folder's handle, which spares the system walking down to each file.
            rows |= {f"{folder}/{name}": row(os.lstat(name, dir_fd=handle)) for name in _names(handle)[0]}
        except FileNotFoundError:  # one was removed meanwhile: whatever we return must differ from what is stored
            rows[folder] = (0, 0, 0, 0, 0)
        finally:
            os.close(handle)
    return rows


# The row of a file, of what lstat tells.
row: Callable[[os.stat_result], Row] = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


def _names(handle: int) -> tuple[list[str], list[str]]:
    """Return the names of a folder's files, and those of its folders, sorted."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(handle) as entries:
        for entry in entries:
            (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    return sorted(files), sorted(name for name in folders if name not in SKIPPED)


def state_digest(rows: Rows, rules: str) -> str:
    """Return a digest of the state of files under these rules."""
    numbers = array("q", [number for row in rows.values() for number in row])
    return _state_digest([numbers.tobytes()], [rules, *rows])


def _state_digest(numbers: list[bytes], names: list[str]) -> str:
    return digest(b"".join(numbers) + BETWEEN.join(names).encode("utf-8", "surrogateescape"))


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


class Folder(NamedTuple):
    """The sorted names of a folder's files, and the numbers of their rows one after the other, packed."""

    names: str
    numbers: bytes


Tree = dict[str, Folder]  # by the folder's path
GONE = Folder(".", bytes(BYTES))  # a file was removed while we looked: differs from anything stored


def tree_of(roots: Iterable[str], known: Mapping[str, Tree] | None = None) -> Tree:
    """Return all files below these folders, taking those `known` of a root as they are; a link below them is a file."""
    tree: Tree = {}
    for root in roots:
        tree |= known[root] if known and root in known else _below(root)
    return tree


def _below(root: str) -> Iterator[tuple[str, Folder]]:
    queue = [root]
    for path in queue:
        try:
            handle = os.open(path, FOLDER | (os.O_NOFOLLOW if path is not root else 0))
        except OSError:
            continue
        try:
            files, folders = _names(handle)
            queue += [f"{path}/{name}" for name in folders]
            numbers = array("q")
            for name in files:
                numbers.extend(row(os.lstat(name, dir_fd=handle)))
            yield path, Folder(BETWEEN.join(files), numbers.tobytes())
        except FileNotFoundError:
            yield path, GONE
        finally:
            os.close(handle)


def tree_digest(tree: Tree, rules: str) -> str:
    """Return what `state_digest` returns for the rows of all files of a tree."""
    names = [rules, *(_paths(path, folder.names) for path, folder in tree.items() if folder.numbers)]
    return _state_digest([folder.numbers for folder in tree.values()], names)


def digest_in_tree(tree: Tree, files: Files, rules: str) -> str:
    """Return what `state_digest` returns for the rows of some files of a tree."""
    numbers: list[bytes] = []
    names = [rules]
    for path in files.single:
        if row := row_in(tree, path):
            numbers.append(array("q", row).tobytes())
            names.append(path)
    for path in files.folders:
        folder = tree.get(path)
        if folder and folder.numbers:
            numbers.append(folder.numbers)
            names.append(_paths(path, folder.names))
    return _state_digest(numbers, names)


def _paths(folder: str, names: str) -> str:
    return f"{folder}/{names.replace(BETWEEN, f'{BETWEEN}{folder}/')}"


def row_in(tree: Tree, path: str) -> Row | None:
    """Return the row of a file; None where the tree has no such file."""
    above, _, name = path.rpartition("/")
    folder = tree.get(above)
    at = _places(folder.names).get(name) if folder and folder.numbers else None
    if folder is None or at is None:
        return None
    mode, size, written, changed, inode = array("q", folder.numbers[at * BYTES : (at + 1) * BYTES])
    return mode, size, written, changed, inode


@lru_cache(maxsize=16)  # few folders hold a file of each story, and those are asked for one by one
def _places(names: str) -> dict[str, int]:
    return {name: at for at, name in enumerate(names.split(BETWEEN))}


def rows_in(tree: Tree, files: Files) -> Rows:
    """Return the rows of files as `rows_of` would have when the tree was made."""
    rows = {path: row for path in files.single if (row := row_in(tree, path))}
    for path in files.folders:
        numbers = iter(array("q", tree[path].numbers) if path in tree else ())
        rows |= zip(paths_in(tree, path), zip(*[numbers] * WIDTH, strict=True), strict=True)
    return rows


def paths_in(tree: Tree, path: str) -> list[str]:
    """Return the paths of the files of one folder."""
    folder = tree.get(path)
    return _paths(path, folder.names).split(BETWEEN) if folder and folder.numbers else []


def newest(tree: Tree) -> int:
    """Return the last time at which anything was written or changed, in ns."""
    rows = (array("q", folder.numbers) for folder in tree.values() if folder.numbers)
    return max((max(*numbers[WRITTEN::WIDTH], *numbers[CHANGED::WIDTH]) for numbers in rows), default=0)


def links_in(tree: Tree) -> Iterator[str]:
    """Yield the path of every symbolic link."""
    for path, folder in tree.items():
        modes = array("q", folder.numbers)[MODE::WIDTH]
        if any(map(stat.S_ISLNK, set(modes))):
            yield from (one for one, mode in zip(paths_in(tree, path), modes, strict=True) if stat.S_ISLNK(mode))


PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  pathlib loads slowly


def program_rows(*packages: str) -> Rows:
    """Return the rows of the files of this program, code and data: of some packages, or of all where none is named."""
    tree = tree_of([f"{PROGRAM}/{name}" for name in packages] or [PROGRAM])
    return rows_in(tree, Files((), tuple(tree)))


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
    """All files below some folders as they were after the file system's `clock`, in ns; `digest` is of their state."""

    folders: list[str]
    tree: Tree
    clock: int
    digest: str

    @property
    def is_settled(self) -> bool:
        """Whether any later write to one of these files would show in its row."""
        return newest(self.tree) < self.clock


_HANDED: list[Snapshot] = []


def take_snapshot(
    folders: Sequence[str], cache: str, then: Mapping[str, Callable[[], None]] = MappingProxyType({})
) -> Snapshot:
    """Look at all files of these folders; `cache` is a folder on the same file system that gives its clock.

    The folders of `then` come first, and its function is called after each.
    """
    clock, known = clock_of(cache), dict[str, Tree]()
    for folder, do in then.items():
        known[folder] = tree_of([folder])
        do()
    return _snapshot(folders, clock, known)


def hand_on(snapshot: Snapshot) -> Snapshot:
    """Give a snapshot to the next caller of `snapshot_of`, in this process or in one forked from it."""
    _HANDED[:] = [snapshot]
    return snapshot


def handed_on() -> Snapshot | None:
    """Return the snapshot that was handed on, without taking it."""
    return _HANDED[0] if _HANDED else None


def snapshot_of(folders: Sequence[str], cache: str) -> Snapshot:
    """Take the snapshot that was handed on if it is of these folders, or look now.

    Where something was written just now, wait until the file system's clock moves on, and look again.
    """
    known = _HANDED.pop() if _HANDED else None
    seen = known if known and known.folders == [*folders] else take_snapshot(folders, cache)
    return seen if seen.is_settled else _snapshot(folders, tick_after(cache))


def _snapshot(folders: Sequence[str], clock: int, known: Mapping[str, Tree] = MappingProxyType({})) -> Snapshot:
    tree = tree_of(folders, known)
    return Snapshot([*folders], tree, clock, tree_digest(tree, ""))
