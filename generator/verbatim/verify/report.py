"""Reports what a verification found, each fault at the file of the newsroom that an editor can mend.

Pages repeat a headline or an introduction many times: faults that come from one place are reported once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.verify.content import WRITTEN, read_written
from verbatim.verify.marks import MARKS

MOST = 20  # faults that are printed
LOOKED_UP = 1000  # faults whose origin is looked up
SHOWN = 2  # pages named of those that repeat a fault
# Where editors write, in the order in which words are looked for, and then the sources.
LOOKED_IN = (*WRITTEN, "fragments/*/*.md", "sources/*", "sources/.extracted/*")
SHORTEST = 3  # letters of words that are looked for
_EXCERPT = re.compile(r"“…?(.{1,99}?)…?”(?=$|:| / |”)")
_SLICE = re.compile(r"\b([a-z0-9-]+)\.txt#char=(\d+),(\d+)")
_SOURCE = re.compile(r"^Source:.*#char=(\d+),(\d+)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_MARKUP = re.compile(r"[*_`\\]|\{[^{}]*+\}|[\[\]]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: faults in order of file, how much was compared, and the newsroom's folder where it is at hand."""

    faults: tuple[ContentError, ...]
    passages: int
    files: int
    sources: int
    unchecked: int = 0
    content: Path | None = None
    parts: int = 0  # sources of which the site publishes a part

    @property
    def summary(self) -> str:
        """What was compared, in one line."""
        plural = "" if self.sources == 1 else "s"
        told = f"{self.passages} quoted passages in {self.files} files against {self.sources} source{plural}"
        told += f", of which {self.parts} {'is' if self.parts == 1 else 'are'} published in part" if self.parts else ""
        rest = "the rest of " + ("this source" if self.parts == 1 else "these sources")
        not_checked = [
            *([rest] if self.parts and self.content is None else ()),
            *([f"{self.unchecked} files of the blog's own"] if self.unchecked else ()),
        ]
        return f"{told}; not checked: {', '.join(not_checked)}" if not_checked else told

    def origins(self) -> list[Origin | None]:
        """Return the origin of each fault in the newsroom's content; None where it has none, or is not at hand."""
        known = Origins(self.content) if self.content else None
        return [known.of(one.fact) if known and at < LOOKED_UP else None for at, one in enumerate(self.faults)]

    def listed(self) -> list[ContentError]:
        """Return the faults to print, each once at the place that an editor can mend, and how many more there are."""
        groups: dict[object, list[ContentError]] = {}
        for number, (fault, origin) in enumerate(zip(self.faults, self.origins(), strict=True)):
            groups.setdefault((origin, *_EXCERPT.findall(fault.fact)) if origin else number, []).append(fault)
        told = [*groups.items()][:MOST]
        faults = [_at(key[0], group) if isinstance(key, tuple) else group[0] for key, group in told]
        if rest := len(self.faults) - sum(len(group) for _, group in told):
            fix = "Fix those above first, then run verify again"
            faults.append(ContentError("verify", 0, f"{rest} more of this kind or another", fix))
        return faults


def _at(origin: Origin, faults: Sequence[ContentError]) -> ContentError:
    """Return faults that come from one place as one, at that place, with the pages that show it."""
    places = list(dict.fromkeys(f"{one.path}:{one.line}" if one.line else one.path for one in faults))
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    fact = f"{faults[0].fact} (shown in {', '.join(places[:SHOWN])}{more})"
    return ContentError(*origin, fact, faults[0].fix)


class Origin(NamedTuple):
    """A file of the newsroom, as messages name it, and a line."""

    path: str
    line: int


class Origins:
    """The origins of faults in a content folder. Its files are read when the first fault is looked up."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._line_with: Callable[[str, bool], Origin | None] = cache(self._found)

    def of(self, fact: str) -> Origin | None:
        """Return where editors can mend a fault: the body of the fragment of its slice, else the line of its words.

        None where the site was changed by hand. If the fault is the marks around words, the line has marks there too.
        """
        if place := _SLICE.search(fact):
            return self._fragment(place[1], int(place[2]))
        is_marked = "quotation marks" in fact
        return next(filter(None, (self._line_with(excerpt, is_marked) for excerpt in _EXCERPT.findall(fact))), None)

    def _found(self, excerpt: str, is_marked: bool) -> Origin | None:  # noqa: FBT001  remembered by position
        words, first = _plain(excerpt), _WORD.search(excerpt)
        opening = re.compile(rf"[{MARKS}]\W{{0,3}}{first[0]}" if first and is_marked else "")
        lines = (origin for origin, line, plain in self._lines if words in plain and opening.search(line))
        return next(lines, None) if len(words.strip()) >= SHORTEST else None

    def _fragment(self, story: str, start: int) -> Origin | None:
        for path in sorted((self._content / "fragments" / story).glob("*.md")):
            head, _, _ = read_written(path).partition("\n\n")
            found = _SOURCE.search(head)
            if found and int(found[1]) <= start < int(found[2]):
                return self._origin(path, head.count("\n") + 3)
        return None

    @cached_property
    def _lines(self) -> Sequence[tuple[Origin, str, str]]:
        """Each line of the files, and its words as they are compared."""
        files = (path for pattern in LOOKED_IN for path in sorted(self._content.glob(pattern)) if path.is_file())
        return [
            (self._origin(path, number), line, _plain(line))
            for path in files
            for number, line in enumerate(read_written(path).splitlines(), start=1)
        ]

    def _origin(self, path: Path, line: int) -> Origin:
        return Origin(f"{self._content.name}/{path.relative_to(self._content).as_posix()}", line)


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(_MARKUP.sub('', text)))} "
