"""The check for strangers: a published site, by its folder or its address, comes in; a Report goes out.

Nothing else is needed: no project, no sources but those that the site publishes itself.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.verify.lists import HISTORY, QUOTES, listed_rows
from generator.verify.mirror import is_web, mirrored
from generator.verify.proofs import FOLDER, check_proofs
from generator.verify.published import PublishedTexts, PublishedVersions
from generator.verify.site import checked
from generator.verify.tally import File, Tally

if TYPE_CHECKING:
    from generator.verify.site import Report


def verify_published(site: str) -> Report:
    """Hold a published site against itself. Raises ContentError where there is none, or it cannot be read."""
    if not is_web(site):
        return _verify_folder(Path(site), site)
    with tempfile.TemporaryDirectory(prefix="verbatim-") as folder:
        mirrored(site, Path(folder))
        return _verify_folder(Path(folder), site.rstrip("/"))


def _verify_folder(site: Path, shown: str) -> Report:
    tally = Tally(PublishedTexts(site / "sources"))
    tally.ledgers = PublishedVersions(listed_rows(site, HISTORY))
    tally.rows = listed_rows(site, QUOTES)
    proved = frozenset(path.stem for path in (site / FOLDER).glob("*.json"))
    check_proofs(tally, File(FOLDER, f"{shown}/{FOLDER}", ""), proved)
    return checked(site, tally, shown)
