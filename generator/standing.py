"""Which site stands? What is kept between builds names the site that it belongs to; nothing of it holds for another.

Standard library only: `build` names the site, and whoever makes pages asks for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "build.sqlite"
SUMS = "SHA256SUMS"


def site_hash(site: Path) -> str:
    """Return what tells one built site from any other: the hash of the hashes of its files; empty without a site."""
    try:
        return hashlib.sha256((site / SUMS).read_bytes()).hexdigest()
    except OSError:
        return ""


def stands(cache: Path, site: Path) -> None:
    """Name the site that what is kept belongs to: it stands now, whole."""
    with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(sqlite3.connect(cache / FILE)) as base, base:
        base.execute("UPDATE about SET value = ? WHERE name = 'site'", (site_hash(site),))
