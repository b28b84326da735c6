"""Every file below some folders, and its state. Folders come in, a tree goes out: looked at once, asked often.

Standard library only, and little of it: a build asks this before anything else is loaded. Of a folder the names and
numbers are packed: there are tens of thousands of files, and nobody asks for most of them one by one.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


def clock(content: Path) -> int:
    """Return the time in ns as the file system of the content has it: that of another machine, it may be."""
    folder = cache_of(content)
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    return clock_of(str(folder))


def next_tick(content: Path) -> int:
    """Wait until the file system's clock moves on, and return its time; after some 20 ms, whatever it is then."""
    clock(content)
    return tick_after(str(cache_of(content)))


# ---- cached.py

CACHE = ".cache"


def cache_of(content: Path) -> Path:
    """Return the folder that holds what was kept of a content folder."""
    return content.parent / CACHE


# ---- opened.py

# A link is not followed, and a pipe that nobody writes to does not hold us up.
READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
CHUNK = 65_536  # bytes


def whole(handle: int, size: int) -> bytes:
    """Return what an open file holds; `size` is what it was said to have, and spares us to ask for more where it has.

    Any other file is read to its end, in whatever pieces it comes.
    """
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    found = [data]
    while more := os.read(handle, CHUNK):
        found.append(more)
    return b"".join(found)


# ---- fragments/scan.py

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


# ---- fragments/tree.py

SKIPPED = "__pycache__"
OPENED = os.O_RDONLY | os.O_DIRECTORY
BETWEEN = "\0"  # which no name holds
WIDTH = 5  # numbers of a row
BYTES = WIDTH * array("q").itemsize
MODE, WRITTEN, CHANGED = 0, 2, 3  # places in a row


class Folder(NamedTuple):
    """The names of a folder's files in order, and the numbers of their rows one after the other, packed."""

    names: str
    numbers: bytes

    def rows(self) -> array[int]:
        """Return the numbers."""
        return array("q", self.numbers)


Tree = dict[str, Folder]  # by the folder's path
# One went while we looked: whatever we say of the folder, it is not what was kept.
GONE = Folder(".", bytes(BYTES))


def tree_of(roots: Iterable[str], known: Mapping[str, Tree] | None = None) -> Tree:
    """Return what is below these folders, where it is not `known` of one of them; a link below them is a file."""
    tree: Tree = {}
    for root in roots:
        tree |= known[root] if known and root in known else _below(root)
    return tree


def _below(root: str) -> Iterator[tuple[str, Folder]]:
    """Yield every folder, itself first, with its files."""
    found = [root]
    for folder in found:
        try:
            handle = os.open(folder, OPENED | (os.O_NOFOLLOW if folder is not root else 0))
        except OSError:
            continue
        try:
            files, below = _names(handle)
            found += [f"{folder}/{name}" for name in below]
            yield folder, _looked_at(handle, files)
        except FileNotFoundError:
            yield folder, GONE
        finally:
            os.close(handle)


def _names(handle: int) -> tuple[list[str], list[str]]:
    """Return the names of a folder's files and those of its folders, in order."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(handle) as entries:
        for entry in entries:
            (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    return sorted(files), sorted(name for name in folders if name != SKIPPED)


def _looked_at(handle: int, files: list[str]) -> Folder:
    numbers: list[int] = []
    for name in files:
        state = os.lstat(name, dir_fd=handle)
        numbers += state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
    return Folder(BETWEEN.join(files), array("q", numbers).tobytes())


def signed(tree: Tree, rules: str) -> str:
    """Return the hash of the state of all files under these rules that `sign` makes of their rows."""
    said = [rules, *(_paths(path, folder.names) for path, folder in tree.items() if folder.numbers)]
    return _hash([folder.numbers for folder in tree.values()], said)


def signed_of(tree: Tree, files: Files, rules: str) -> str:
    """Return the hash that `sign` makes of the rows of some of the files."""
    numbers: list[bytes] = []
    said = [rules]
    for path in files.single:
        if held := row_in(tree, path):
            numbers.append(array("q", held).tobytes())
            said.append(path)
    for path in files.folders:
        folder = tree.get(path)
        if folder and folder.numbers:
            numbers.append(folder.numbers)
            said.append(_paths(path, folder.names))
    return _hash(numbers, said)


def _paths(folder: str, names: str) -> str:
    return f"{folder}/{names.replace(BETWEEN, f'{BETWEEN}{folder}/')}"


def _hash(numbers: list[bytes], said: list[str]) -> str:
    held = b"".join(numbers) + BETWEEN.join(said).encode("utf-8", "surrogateescape")
    return blake2b(held, digest_size=SIZE).hexdigest()


def row_in(tree: Tree, path: str) -> Row | None:
    """Return the row of a file; None where there was none."""
    above, _, name = path.rpartition("/")
    folder = tree.get(above)
    at = _places(folder.names).get(name) if folder and folder.numbers else None
    if folder is None or at is None:
        return None
    mode, size, written, changed, inode = array("q", folder.numbers[at * BYTES : (at + 1) * BYTES])
    return mode, size, written, changed, inode


@lru_cache(maxsize=16)  # few folders hold files of all stories, and these are asked for one by one
def _places(names: str) -> dict[str, int]:
    return {name: at for at, name in enumerate(names.split(BETWEEN))}


def rows_in(tree: Tree, files: Files) -> Rows:
    """Return the rows of files as `rows_of` would have told them when the tree was made."""
    rows = {path: row for path in files.single if (row := row_in(tree, path))}
    for path in files.folders:
        numbers = iter(tree[path].rows() if path in tree else ())
        rows |= zip(paths_in(tree, path), zip(*[numbers] * WIDTH, strict=True), strict=True)
    return rows


def paths_in(tree: Tree, path: str) -> list[str]:
    """Return the paths of the files of one folder."""
    folder = tree.get(path)
    return _paths(path, folder.names).split(BETWEEN) if folder and folder.numbers else []


def newest(tree: Tree) -> int:
    """Return the last time at which anything was written or changed, in ns."""
    rows = (folder.rows() for folder in tree.values() if folder.numbers)
    return max((max(*found[WRITTEN::WIDTH], *found[CHANGED::WIDTH]) for found in rows), default=0)


def links_in(tree: Tree) -> Iterator[str]:
    """Yield the path of every symbolic link."""
    for path, folder in tree.items():
        modes = folder.rows()[MODE::WIDTH]
        if any(map(stat.S_ISLNK, set(modes))):
            yield from (one for one, mode in zip(paths_in(tree, path), modes, strict=True) if stat.S_ISLNK(mode))


# ---- fragments/clock.py

TRIES = 20  # milliseconds: Linux's clock moves on every 1 to 10, that of a stick for a camera every 2,000


def clock_of(folder: str) -> int:
    """Return the time in ns as the file system of a folder has it: that of another machine, it may be."""
    try:
        os.utime(folder)
        return os.stat(folder).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


def tick_after(folder: str) -> int:
    """Wait until the file system's clock moves on, and return its time; after some 20 ms, whatever it is then."""
    began = now = clock_of(folder)
    for _ in range(TRIES):
        if now != began:
            break
        time.sleep(0.001)
        now = clock_of(folder)
    return now


# ---- survey.py


class Survey(NamedTuple):
    """What was seen in some folders after the file system's `clock`, in ns; `sign` tells the state of all of it."""

    folders: list[str]
    tree: Tree
    clock: int
    sign: str

    @property
    def is_settled(self) -> bool:
        """Whether any later write to one of these files would show in its row."""
        return newest(self.tree) < self.clock


_HANDED: list[Survey] = []


def survey(folders: Sequence[str], cache: str, then: Mapping[str, Callable[[], None]] = MappingProxyType({})) -> Survey:
    """Look at all files of these folders; `cache` is a folder on the same file system that tells its clock.

    The folders of `then` come first, and after each something is done.
    """
    clock, known = clock_of(cache), dict[str, Tree]()
    for folder, do in then.items():
        known[folder] = tree_of([folder])
        do()
    return _surveyed(folders, clock, known)


def hand_on(seen: Survey) -> Survey:
    """Have whoever looks next, here or in a process forked from this one, see this."""
    _HANDED[:] = [seen]
    return seen


def handed_on() -> Survey | None:
    """Return what was handed on and is not looked at yet."""
    return _HANDED[0] if _HANDED else None


def handed(folders: Sequence[str], cache: str) -> Survey:
    """Return what the command saw in these folders, or look now.

    Where something was written just now, wait until the file system's clock moves on, and look again.
    """
    known = _HANDED.pop() if _HANDED else None
    seen = known if known and known.folders == [*folders] else survey(folders, cache)
    return seen if seen.is_settled else _surveyed(folders, tick_after(cache))


def _surveyed(folders: Sequence[str], clock: int, known: Mapping[str, Tree] = MappingProxyType({})) -> Survey:
    tree = tree_of(folders, known)
    return Survey([*folders], tree, clock, signed(tree, ""))
