"""A published site without its project: the sources and earlier wordings that it publishes take the project's place.

What a stranger can hold is the site against itself and against hashes that were written down elsewhere: its texts, its
proofs, its history. That the published original is what was received, only the newsroom's own files can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.text import sha256_text
from generator.verify.ledgers import Ledgers
from generator.verify.originals import original_of
from generator.verify.texts import EARLIER, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any


class PublishedTexts(Texts):
    """The texts under `sources/` of a site, which are UTF-8 and decoded already: a mark at the start is the text's."""

    def received(self, story: str) -> bytes | None:
        """Return the bytes of a story's source as the site publishes them; None where it has none."""
        path = original_of(self.sources, story) if _is_name(story) else None
        return path.read_bytes() if path else None

    def file_of(self, story: str) -> Path | None:
        """Return the published text of a story."""
        return self.sources / f"{story}.txt" if _is_name(story) else None

    def _earlier(self, story: str, number: str) -> Path:
        return self.sources / f"{story}.{number}.txt"

    def _decoded(self, story: str) -> str | None:
        earlier = EARLIER.fullmatch(story)
        path = self._earlier(*earlier.groups()) if earlier else self.file_of(story)
        if path is None or not path.is_file():
            return None
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise ContentError(str(path), 0, "the published source is not UTF-8", "Tell the site's editors") from None


class PublishedVersions(Ledgers):
    """The wordings that `/data/history.json` tells, each with its hash; of a quotation that is gone the hash alone."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = {
            version["of_version"]: version
            for row in rows.values()
            for version in row.get("versions") or ()
            if isinstance(version, dict) and isinstance(version.get("of_version"), str)
        }

    def words(self, key: str) -> str | None:
        """Return the words of a version that is told, where they have the hash beside them."""
        row = self._rows.get(key, {})
        words = row.get("words")
        return words if isinstance(words, str) and sha256_text(words) == row.get("sha256") else None

    def holds(self, key: str, words: str | None, sha256: object) -> bool:
        """Tell whether a version is the one of the history; where its words are not told, by the hash."""
        row = self._rows.get(key)
        if row is None or "words" in row:
            return super().holds(key, words, sha256)
        return words is None and sha256 == row.get("sha256")


def _is_name(story: str) -> bool:
    return story.isascii() and story.replace("-", "").isalnum()
