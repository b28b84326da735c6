"""Every file below some folders, and its state. Folders come in, rows by folder go out: looked at once, asked often.

Standard library only, and little of it: a build asks this before anything else is loaded.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from generator.fragments.scan import Files, row, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.fragments.scan import Rows

Tree = dict[str, "Rows"]  # of each folder the rows of its files, by path
SKIPPED = "__pycache__"
OPENED = os.O_RDONLY | os.O_DIRECTORY


def tree_of(roots: Iterable[str]) -> Tree:
    """Return the rows of all files below these folders, and of these files; a link below them is a file."""
    tree: Tree = {}
    for root in roots:
        if os.path.isdir(root):  # noqa: PTH112
            tree |= _below(root)
        else:
            tree[root] = rows_of(Files((root,), ()))
    return tree


def _below(root: str) -> Iterator[tuple[str, Rows]]:
    """Yield every folder, itself first, with the rows of its files."""
    found = [root]
    for folder in found:
        try:
            handle = os.open(folder, OPENED | (os.O_NOFOLLOW if folder is not root else 0))
        except OSError:
            continue
        try:
            files, below = _names(handle)
            found += [f"{folder}/{name}" for name in below]
            yield folder, {f"{folder}/{name}": row(os.lstat(name, dir_fd=handle)) for name in files}
        except FileNotFoundError:  # one went while we looked: whatever we say, it is not what was kept
            yield folder, {folder: (0, 0, 0, 0, 0)}
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


def all_rows(tree: Tree) -> Rows:
    """Return the rows of all files."""
    return {path: found for rows in tree.values() for path, found in rows.items()}


def rows_in(tree: Tree, files: Files) -> Rows:
    """Return the rows of files as `rows_of` would have told them when the tree was made."""
    rows: Rows = {}
    for path in files.single:
        found = tree.get(path.rpartition("/")[0], {}).get(path)
        if found:
            rows[path] = found
    for folder in files.folders:
        rows |= tree.get(folder, {})
    return rows


def links_in(tree: Tree) -> Iterator[str]:
    """Yield the path of every symbolic link."""
    return (path for rows in tree.values() for path, found in rows.items() if stat.S_ISLNK(found[0]))
