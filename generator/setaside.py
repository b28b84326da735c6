"""Pages that stand before their build is done, as `make devserver` shows them while somebody writes.

Files come in and are renamed into a standing site; what stood there is set aside, beside the stage of the next build,
until that has made them itself, or has failed. Standard library only: nothing here knows what a site is.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from typing import TYPE_CHECKING

from generator.standing import SUMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

ASIDE = "earlier"


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let nobody else put files into the site of the stage `root` meanwhile; waits, since each takes a moment."""
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def put(root: Path, output: Path, made: Path, names: Iterable[str]) -> list[str]:
    """Rename files from `made` into the site where they are others than those that stand; return which they were.

    A file that does not stand yet waits for its build: nothing would take it away again.
    """
    with alone(root):
        placed = [name for name in names if _is_another(made / name, output / name)]
        for name in placed:
            _set_aside(root, output, name)
            (made / name).replace(output / name)
    return placed


def _is_another(made: Path, standing: Path) -> bool:
    try:
        return standing.read_bytes() != made.read_bytes()
    except FileNotFoundError:
        return False


def _set_aside(root: Path, output: Path, name: str) -> None:
    """Keep a further name of a file that stands; the first of several is the build's."""
    there = _folder(root, output) / name
    if not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        os.link(output / name, there)


def _folder(root: Path, output: Path) -> Path:
    """Return where the files of the site that now stands are set aside: those of another are nobody's."""
    held = (output / SUMS).stat()
    return root / ASIDE / f"{held.st_ino}-{held.st_mtime_ns}-{held.st_size}"


def kept(root: Path, output: Path) -> dict[str, Path]:
    """Return by address the files that are set aside of the site that stands."""
    if not (root / ASIDE).is_dir() or not (output / SUMS).is_file():
        return {}
    folder = _folder(root, output)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def hand_over(root: Path, output: Path, new: Path, gone: Collection[str]) -> None:
    """Add to the staged files what is set aside and was not made anew, so that it stands again after this build."""
    for name, path in kept(root, output).items():
        there = new / name
        if name not in gone and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, there)


def restore(root: Path, output: Path) -> None:
    """Put back what is set aside of the site that stands, and forget the rest."""
    if not (root / ASIDE).is_dir():
        return
    with alone(root):
        for name, path in kept(root, output).items():
            path.replace(output / name)
        forget(root)


def forget(root: Path) -> None:
    """Throw away what is set aside: a build has put its own files there."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(root / ASIDE)
