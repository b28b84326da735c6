"""Bytes to files: into a new stage, or in the place of what is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
