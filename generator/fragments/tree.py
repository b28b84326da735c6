"""Every file below some folders, and its state. Folders come in, a tree goes out: looked at once, asked often.

Standard library only, and little of it: a build asks this before anything else is loaded. Of a folder the names and
numbers are packed: there are tens of thousands of files, and nobody asks for most of them one by one.
"""

from __future__ import annotations

import os
import stat
from array import array
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.scan import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.fragments.scan import Files, Row, Rows

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
