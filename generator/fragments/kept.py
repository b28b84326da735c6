"""What was kept of the stories that were split. A file comes in, a row for each story goes out, and the other way.

A story a line, tabs between: a form that is read before anything else of the program is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.cached import cache_of
from generator.fragments.fresh import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORM = "verbatim split 2"
PARTS = 4


def kept_file(content: Path) -> Path:
    """Return where it is kept for a content folder."""
    return cache_of(content) / "split.txt"


def read_kept(file: Path) -> dict[str, Kept]:
    """Return what was kept, by story; nothing where the file is missing, of another form, or broken."""
    try:
        first, *lines = file.read_text("utf-8", "surrogateescape").split("\n")
    except (OSError, ValueError):
        return {}
    if first != FORM or (lines and lines.pop() != "end"):
        return {}
    rows = [line.split("\t") for line in lines]
    return {row[0]: Kept(*map(_plain, row[1:])) for row in rows if len(row) == PARTS}


def write_kept(file: Path, kept: Mapping[str, Kept]) -> None:
    """Keep it."""
    from generator.fragments.files import write_whole  # noqa: PLC0415  where nothing changed, nothing is written

    rows = ("\t".join((story, *map(_escaped, kept[story]))) for story in sorted(kept))
    write_whole(file, "\n".join((FORM, *rows, "end")).encode("utf-8", "surrogateescape"))


def sources_now(content: Path, kept: dict[str, Kept]) -> dict[str, Path]:
    """Return a content folder's sources by story, as `sources_in` does; what is kept of others goes.

    Raises ContentError where two files would be one story.
    """
    folder = content / "sources"
    known = {row.source: story for story, row in kept.items() if story}
    if known and known.keys() == _names(folder):
        return {known[name]: folder / name for name in sorted(known)}
    from generator.sources import sources_in  # noqa: PLC0415  which story a new name would be

    found = sources_in(folder)
    for story in [story for story in kept if story and story not in found]:
        del kept[story]
    return found


def _names(folder: Path) -> set[str]:
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if not entry.name.startswith(".") and not entry.is_dir()}
    except OSError:
        return set()


def _escaped(value: str) -> str:
    return value.encode("unicode_escape").decode("ascii")


def _plain(value: str) -> str:
    return value.encode("ascii").decode("unicode_escape") if "\\" in value else value
