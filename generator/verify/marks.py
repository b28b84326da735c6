"""Words within quotation marks, in a text that is no slice: text comes in, the passages found go out.

In the text, SLICE stands for words that carry their place in a source, and BLOCK for the edge of a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE = "\x00"
BLOCK = "\x01"

# Some marks always open; a straight or single one only at the start of a word, and so does a closing one (”so”, »so«).
# The pattern begins with one set of characters, which is what makes the search quick.
_OPENER = re.compile(
    r"[“„«\"‘”»](?:(?<=[“„«])|(?<![^\s(\[{/—–\-:“„«»‘\x00\x01].)(?:(?<=[\"‘])(?=\S)|(?<=[”»])(?=[\w\x00])))",
    re.DOTALL,
)
_CLOSERS = {
    "“": re.compile("”"),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    "»": re.compile("[«»]"),
    "”": re.compile("”"),
    '"': re.compile('"'),
    "‘": re.compile(r"’(?!\w)"),
}
_WORD = re.compile(r"\w")


class Passage(NamedTuple):
    """Words within quotation marks: where the opening mark stands, and the words without their marks."""

    start: int
    words: str


def passages(text: str) -> Iterator[Passage]:
    """Yield what stands within quotation marks, the outermost ones, in order.

    An opening mark that nothing closes reaches to the end of its block, save ‘, which may be an apostrophe.
    """
    at = stop = closed = 0
    while opening := _OPENER.search(text, at):
        if opening.end() > stop or not stop:
            stop = closed = _block_end(text, opening.end())
        single = opening[0] == "‘"
        closing = None if single and closed == -1 else _CLOSERS[opening[0]].search(text, opening.end(), stop)
        if closing is None and single:
            at, closed = opening.end(), -1
            continue
        yield Passage(opening.start(), text[opening.end() : closing.start() if closing else stop])
        at = closing.end() if closing else stop


def _block_end(text: str, start: int) -> int:
    end = text.find(BLOCK, start)
    return len(text) if end < 0 else end


def unplaced(text: str) -> Iterator[Passage]:
    """Yield the passages that hold words outside every slice; a mere “…” holds none."""
    return (passage for passage in passages(text) if _WORD.search(passage.words))
