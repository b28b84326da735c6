"""Which stories need no splitting, since nothing changed that decides the result. Files come in, keys go out.

The keys are kept in `.cache/`, outside git: without them everything is split again, to the same result.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.fragments.files import read_if_there, write_whole
from generator.sources import extracted_path
from generator.text import sha256_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.fragments.places import Places

RULES = ("annotate", "fragments", "sources")  # the folders whose code and word lists decide what a split writes


def read_keys(file: Path) -> dict[str, str]:
    """Return the keys kept, by story; none where the file is missing or broken."""
    try:
        kept = json.loads(read_if_there(file, str(file)) or b"{}")
    except ValueError:
        return {}
    return {str(story): str(key) for story, key in kept.items()} if isinstance(kept, dict) else {}


def write_keys(file: Path, keys: dict[str, str]) -> None:
    """Keep the keys."""
    write_whole(file, json.dumps(keys, indent=0, sort_keys=True).encode())


def key_of(places: Places, source: Path) -> str:
    """Return a key that changes with the source, the rules, the story's file and anything in its folders."""
    parts = [rules(), *map(_mark, (source, extracted_path(source), places.story_file, places.ledger))]
    parts += [mark for folder in (places.fragments, places.base) for mark in _folder(folder)]
    return sha256_bytes("\n".join(parts).encode("utf-8", "surrogateescape"))


def _folder(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_file(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                yield f"{entry.name} {state.st_size} {state.st_mtime_ns}"


def _mark(path: Path) -> str:
    try:
        state = path.lstat()
    except OSError:
        return f"{path.name} -"
    return f"{path.name} {state.st_size} {state.st_mtime_ns}"


@lru_cache(maxsize=1)
def rules() -> str:
    """Return a hash of the code and word lists that decide what a split writes."""
    root = Path(__file__).parent.parent
    files = [*root.glob("*.py"), *(file for name in RULES for file in (root / name).rglob("*.*"))]
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.suffix in {".py", ".txt"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()
