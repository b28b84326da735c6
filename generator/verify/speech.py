"""Words within quotation marks outside every slice: texts and attributes come in, faults go to the tally."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from generator.verify.marks import BLOCK, SLICE, Passage, unplaced
from generator.verify.scan import line_at
from generator.verify.slices import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.verify.tally import File, Tally
    from generator.verify.walk import Seen
    from generator.verify.walked import Walked

SPOKEN = ("title", "alt", "content", "aria-label", "aria-description", "placeholder", "label")
_WORD = re.compile(r"\w")
UNPLACED = "Take the words from the source, with their place, or leave the quotation marks out"


def check_loose(page: Walked) -> None:
    """Fault every quotation in the page's text that carries no slice."""
    for passage in unplaced(html.unescape("".join(page.seen.loose))):
        line = _line(page.seen, passage.start) + page.before
        fact = f"words within quotation marks carry no place: {shown(passage)}"
        page.tally.fault(page.file, line, fact, UNPLACED)


def _line(seen: Seen, offset: int) -> int:
    passed = 0
    for piece, at in zip(seen.loose, seen.loose_at, strict=True):
        text = html.unescape(piece)
        if offset < passed + len(text):
            return line_at(seen.parts, at, text[: offset - passed].count("\n"))
        passed += len(text)
    return line_at(seen.parts, len(seen.parts))


def shown(passage: Passage) -> str:
    """Return a passage for a message; words that do carry a place are left out of it."""
    return excerpt(passage.words.replace(SLICE, "…").strip())


def loose_words(loose: str) -> str:
    """Return the loose text of a quotation for a message."""
    return excerpt(" ".join(loose.replace(SLICE, "…").replace(BLOCK, " ").split()))


def only_slices(loose: str) -> bool:
    """Tell whether all words of a stretch stand in slices, and there are some."""
    return SLICE in loose and not _WORD.search(loose)


def in_attributes(attributes: Mapping[str, str]) -> Iterator[tuple[str, Passage]]:
    """Yield the quotations in the attributes that are shown or read aloud, with the attribute's name."""
    for name in SPOKEN:
        if name in attributes:
            yield from ((name, passage) for passage in unplaced(attributes[name]))


def check_string(text: str, what: str, file: File, tally: Tally, line: int = 0) -> None:
    """Fault quoted words in a plain string (a feed's title, a value in JSON) that stand in no source."""
    for passage in unplaced(text):
        if not tally.texts.stand_in_any(passage.words.strip()):
            fact = f"words within quotation marks in {what} stand in no source: {shown(passage)}"
            tally.fault(file, line, fact, UNPLACED)
