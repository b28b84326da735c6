"""May a content file have this name? A path comes in; ContentError goes out where its page could not stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.slugs import is_name, slug

if TYPE_CHECKING:
    from pathlib import Path


def hold_name(path: Path, shown: str) -> None:
    """Raise ContentError at `shown` for a name that cannot be an address: its page is written where the name says."""
    if not is_name(path.stem):
        fact = "the name of this file cannot be an address, which has small letters, digits and hyphens only"
        raise ContentError(shown, 0, fact, f"Name it {slug(path.stem)}.md")
