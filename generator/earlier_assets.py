"""The style sheets and scripts of the build before, kept for one build more. A stage comes in, and holds them after.

A page that a reader, or a cache on the way, had before the site was swapped asks for the files of then, whose names
hold the hash of what they say. Without them it would stand there undressed.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("theme/css", "theme/js", "theme/icons")
LISTED = "theme/earlier.json"  # what a site holds for the pages of the build before


def carry(standing: Path, new: Path) -> None:
    """Link the assets of the standing site that the new one has no use for into it; those it had carried itself go."""
    carried = _listed(standing / LISTED)
    earlier = [name for name in _names(standing) if name not in carried and not (new / name).exists()]
    for name in earlier:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(standing / name, new / name)
    if earlier:
        (new / LISTED).write_text(json.dumps(earlier) + "\n", encoding="utf-8")


def _names(site: Path) -> Iterator[str]:
    for folder in FOLDERS:
        yield from (f"{folder}/{path.name}" for path in sorted((site / folder).glob("*")) if path.is_file())


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()
