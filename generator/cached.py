"""Where is kept what can be made again? A content folder comes in, the folder beside it goes out: `.cache/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CACHE = ".cache"


def cache_of(content: Path) -> Path:
    """Return the folder that holds what was kept of a content folder."""
    return content.parent / CACHE
