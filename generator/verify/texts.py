"""The decoded texts that a site is held against: a folder of sources comes in, a story's text goes out by its id."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.verify.place import Place

HTML = frozenset((".html", ".htm"))
KINDS = frozenset((".txt", ".md", *HTML))
SOURCES = "sources/"  # where a site has them
EARLIER = re.compile(r"([a-z0-9-]+)\.([0-9]{1,6})")  # an earlier text of a story's source: harbour.1
_SOURCE = re.compile(r"^Source:[ \t]*+(.*[^ \t\n])[ \t]*$", re.MULTILINE | re.IGNORECASE)


def story_of(name: str) -> str:
    """Return the story whose source a file of a site is; empty where it is none."""
    return name.removeprefix(SOURCES).partition(".")[0] if name.startswith(SOURCES) else ""


class Texts:
    """Every source by story, each decoded from its original bytes once, when it is first asked for."""

    def __init__(self, sources: Path) -> None:
        self.sources = sources
        files = {_plain(path.name): path for path in sorted(sources.glob("*")) if path.suffix in KINDS}
        self._files: dict[str, Path] = {}
        for path in files.values():
            self._files.setdefault(_plain(path.stem), path)
        self._read: dict[str, str | None] = {}
        self._ahead: dict[str, str | None] = {}

    def __len__(self) -> int:
        return sum(text is not None for text in self._read.values())

    def get(self, story: str) -> str | None:
        """Return the decoded text of a story's source; None where there is none. Raises ContentError as decode does.

        `harbour.1` is the first of the texts that the source of `harbour` had before.
        """
        if story not in self._read:
            self._read[story] = self._ahead.pop(story) if story in self._ahead else self._decoded(story)
        return self._read[story]

    def read_ahead(self, stories: Iterable[str]) -> None:
        """Read the texts of stories that somebody may ask for; what is wrong with one is told when it is asked for."""
        for story in stories:
            with contextlib.suppress(ContentError, OSError):
                self._ahead[story] = self._decoded(story)

    def stand_in_any(self, words: str) -> bool:
        """Tell whether these words stand, exactly so, in any source read until now."""
        return any(words in text for text in self._read.values() if text is not None)

    def hold(self, place: Place, words: str) -> bool:
        """Tell whether these words stand within that slice."""
        return words in (self.get(place.story) or "")[place.start : place.end]

    def received(self, story: str) -> bytes | None:
        """Return the bytes of a story's source as they were received; None where there is none."""
        path = self.file_of(story)
        return path.read_bytes() if path is not None and path.is_file() else None

    def _decoded(self, story: str) -> str | None:
        earlier = EARLIER.fullmatch(story)
        path = self._earlier(*earlier.groups()) if earlier else self.file_of(story)
        if path is not None and not earlier and path.suffix in HTML:
            path = self.sources / ".extracted" / f"{path.stem}.txt"
        if path is None or not path.is_file():
            return None
        return decode(path.read_bytes(), path=str(path)).text

    def _earlier(self, story: str, number: str) -> Path:
        return self.sources / ".earlier" / story / f"{number}.txt"

    def file_of(self, story: str) -> Path | None:
        """Find the file that the story's own file names, else the one called like the story."""
        headers = self.sources.parent / "stories" / f"{story}.md"
        if headers.is_file() and (named := _SOURCE.search(_head(headers))):
            return self.sources / Path(named[1].partition("#")[0]).name
        return self._files.get(story)


def _head(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").partition("\n\n")[0]
    except UnicodeDecodeError as error:
        raise ContentError(str(path), 0, "the file is not UTF-8", "Save it as UTF-8") from error


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
