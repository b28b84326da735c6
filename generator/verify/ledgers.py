"""Earlier words of quotations: a version's key comes in, its words as the ledger has them go out.

A key is `story:quotation:number`; the ledgers are the files that editors keep in git, not anything that a build made.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.text import sha256_text

if TYPE_CHECKING:
    from pathlib import Path

_KEY = re.compile(r"([a-z0-9-]+):([^:\s]+):(\d{1,6})")


class Ledgers:
    """The ledgers of a content folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, dict[tuple[str, int], str]] = {}

    def words(self, key: str) -> str | None:
        """Return the words of a version; None where no ledger has it."""
        found = _KEY.fullmatch(key)
        if not found:
            return None
        if found[1] not in self._read:
            self._read[found[1]] = self._versions(found[1])
        return self._read[found[1]].get((found[2], int(found[3])))

    def holds(self, key: str, words: str | None, sha256: object) -> bool:
        """Tell whether a version has these words (None: they are not told) and this hash."""
        recorded = self.words(key)
        return recorded is not None and words in (None, recorded) and sha256 == sha256_text(recorded)

    def _versions(self, story: str) -> dict[tuple[str, int], str]:
        """Return the words of every public version; of several rows of one version the last counts."""
        path = self._folder / f"{story}.jsonl"
        if not path.is_file():
            return {}
        rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
        public = (row for row in rows if not row.get("kind") and row.get("status") != "draft")
        return {(row["id"], row["version"]): row.get("now") or row.get("words", "") for row in public}
