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

    from generator.verify.tally import Tally
    from generator.verify.walk import Seen
    from generator.verify.walked import Walked

SPOKEN = ("title", "alt", "content", "aria-label", "aria-description", "placeholder", "label")
_EDGE = re.compile(f"[{SLICE}{BLOCK}]+")
_WORD = re.compile(r"\w")
OPENINGS: tuple[tuple[str, str], ...] = (
    ("<title>", "</"),
    ("<nav", "</nav"),
    (' content="', '"'),
    (' alt="', '"'),
    (' title="', '"'),
    (' aria-label="', '"'),
)
_TAG = re.compile(r"<[^<>]*+>")
_EDGE = re.compile(f"[{SLICE}{BLOCK}]+")
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


def blocks(seen: Seen) -> list[str]:
    """Return the loose text of a page, a string a block; what carries a place parts it too."""
    return _EDGE.split(html.unescape("".join(seen.loose)))


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


def faults_of(text: str, what: str, tally: Tally) -> Iterator[str]:
    """Yield what is wrong with a plain string: quoted words that stand in no source, and spoiled echoes."""
    for passage in unplaced(text):
        if not tally.texts.stand_in_any(passage.words.strip()):
            yield f"words within quotation marks in {what} stand in no source: {shown(passage)}"
    yield from spoiled_in(text, what, tally)


def spoiled_in(text: str, what: str, tally: Tally) -> Iterator[str]:
    """Yield where a string repeats a quotation, without marks, but for one character."""
    for echo in tally.echoes.spoiled(text):
        if not tally.texts.stand_in_any(echo.words):
            yield f"{what} nearly repeats a quotation, {excerpt(echo.words)}: “{echo.wrong}” for “{echo.right}”"


def strings_in_tags(markup: str) -> Iterator[tuple[str, str, int]]:
    """Yield the title, the navigation and the attributes that are shown or read aloud, with their names and offsets.

    They are searched for, not parsed: a page has thousands of attributes, and these are few.
    """
    for opening, end in OPENINGS:
        at = markup.find(opening)
        while at >= 0:
            start = at + len(opening)
            stop = markup.find(end, start)
            text = markup[start : stop if stop >= 0 else start]
            pieces = _TAG.split(text) if "<" in text else (text,)
            yield from ((opening.strip(' <>="'), html.unescape(piece), start) for piece in pieces if piece.strip())
            at = markup.find(opening, max(stop, start))
