"""The reading of a text in a language without rules: what stands in quotation marks, and nothing else.

A text comes in, a `Reading` goes out whose quotations are all without a speaker. The marks of many languages are
known, as each of them is a pair of characters that belong together; a quotation ends in the paragraph where it began.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate.paragraphs import paragraphs
from generator.model import QuoteFound, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

WHY = "The language of this text is not read here, so that nobody is named"
_CLOSERS = {
    "„": '“”"',
    "“": "”",
    "”": "”",
    '"': '"',
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
}
_MARK = re.compile('[„“”"«»「」『』]')
_ALWAYS_OPEN = frozenset("„“«「『")
_BEFORE = " \t\u00a0\u202f([{—–-:"
_FEWEST_WORDS = 4
_FEWEST_SIGNS = 8  # of a script without blanks
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ENDED = re.compile(r"[.!?…。！？][\s]*$")


def _opens(text: str, at: int, floor: int) -> bool:
    before = at == floor or text[at - 1] in _BEFORE or bool(_UNSPACED.match(text[at - 1]))
    return text[at] in _ALWAYS_OPEN or (before and not text[at + 1 : at + 2].isspace())


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the outermost stretches between marks that belong together, marks left out."""
    start = depth = 0
    opener = ""
    for found in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = found[0]
        if not opener:
            if _opens(text, found.start(), paragraph.start):
                opener, start, depth = mark, found.end(), 1
            continue
        closes = mark in _CLOSERS[opener]
        depth += -1 if closes else mark == opener
        if not depth:
            yield _trimmed(text, start, found.start())
            opener = ""


def _trimmed(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return Span(start + left, max(start + left, start + len(inner.rstrip())))


def _is_quotation(words: str) -> bool:
    """Tell whether words between marks are long or whole enough to be more than a title or a word held off."""
    if _UNSPACED.search(words):
        return len(words) >= _FEWEST_SIGNS
    return len(words.split()) >= _FEWEST_WORDS or (bool(_ENDED.search(words)) and " " in words)


def unread(text: str) -> Reading:
    """Return the quotations of `text` in order of place, each a group of its own, none with a speaker."""
    spans = [span for paragraph in paragraphs(text) for span in _pieces(text, paragraph)]
    kept = [span for span in spans if _is_quotation(span.of(text))]
    rows = (QuoteFound(f"g{n}", span, "direct", why=WHY) for n, span in enumerate(kept, start=1))
    return Reading(quotes=tuple(rows))
