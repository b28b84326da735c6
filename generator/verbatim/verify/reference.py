"""What a run of verify has found: faults, counts and what the pages of quotations show. Checks write to it."""

from __future__ import annotations

import contextlib
import json
import re
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.text import decode, sha256_text
from verbatim.verify.echoes import Echoes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# ---- verify/place.py


class Place(NamedTuple):
    """A slice: code points `start` to `end` of the text of `story`."""

    story: str
    start: int
    end: int

    def covers(self, other: Place) -> bool:
        """Tell whether `other` lies within this slice."""
        return self.story == other.story and self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{self.story}.txt#char={self.start},{self.end}"


# ---- verify/texts.py

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


# ---- verify/ledgers.py

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


# ---- verify/tally.py

REBUILD = "Build the site again; if the source or a fragment was edited, put its words back or record a correction"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path under the site's root, the path to show, and its text."""

    path: str
    shown: str
    text: str


@dataclass(slots=True)
class Tally:
    """Faults in the order found, and what later checks need to know of earlier files.

    `rows` are the quotations of `/data/quotes.json` by id, `echoes` knows their words, `shown` has the slices on each
    page of a quotation. `past` are the ids of `/data/history.json` that stand for no quotation any more, `stood` the
    lists of the site that stands, of which no row need be held again.
    """

    texts: Texts
    ledgers: Ledgers = field(init=False)
    past: frozenset[str] = frozenset()
    stood: Mapping[str, str] = field(default_factory=dict)
    faults: list[ContentError] = field(default_factory=list)
    passages: int = 0
    echoes: Echoes = field(default_factory=Echoes)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shown: dict[str, list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledgers = Ledgers(self.texts.sources.parent / "ledger")

    def apart(self) -> Tally:
        """Return an empty tally that knows of the site what this one knows."""
        own = copy(self)
        own.faults, own.passages, own.shown = [], 0, {}
        return own

    def join(self, faults: Iterable[ContentError], passages: int, shown: Mapping[str, list[Place]]) -> None:
        """Add what another tally found."""
        self.faults.extend(faults)
        self.passages += passages
        for name, places in shown.items():
            self.shown.setdefault(name, []).extend(places)

    def fault(self, file: File, line: int, fact: str, fix: str = REBUILD) -> None:
        """Record a fault at a line of a file; 0 where no line applies."""
        self.faults.append(ContentError(file.shown, line, fact, fix))
