"""Are the fragments of a story the source, word for word? A text and its fragments come in, faults go out.

The fragments that have a source, in order of it, and the white space between them are the whole text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.model import Span
from generator.text import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Fragment

SHOWN = 60  # code points of differing words in a message
RUN_SPLIT = "Run python -m generator split"


def faults(text: str, fragments: Iterable[Fragment]) -> list[ContentError]:
    """Return what keeps the fragments from being `text`, in order of the source; empty where nothing does."""
    found: list[ContentError] = []
    end = 0
    path = ""
    for fragment in sorted((one for one in fragments if one.source), key=lambda one: one.source or Span(0, 0)):
        span = fragment.source or Span(0, 0)
        path = fragment.path
        found += _between(text, end, span.start, path) + _within(text, span, fragment)
        end = max(end, span.end)
    return found + _between(text, end, len(text), path or "the story")


def _between(text: str, end: int, start: int, path: str) -> list[ContentError]:
    if start < end:
        fact = f"its source begins at {start}, before the fragment before it ends ({end})"
        return [ContentError(path, 0, fact, "Take one of the two out, or put its Source back as it was")]
    left_out = text[end:start]
    if not left_out.strip():
        return []
    return [ContentError(path, 0, f"words of the source stand in no fragment: “{_short(left_out)}”", RUN_SPLIT)]


def _within(text: str, span: Span, fragment: Fragment) -> list[ContentError]:
    words = span.of(text)
    if fragment.text == words:
        if fragment.sha256 == sha256_text(words):
            return []
        return [
            ContentError(fragment.path, 0, "Sha256 is not that of the slice", "Put the line back as it was; git has it")
        ]
    if fragment.sha256 == sha256_text(fragment.text):
        fact = f"the source has other words at this place: “{_short(words)}”"
        return [ContentError(fragment.path, fragment.body_line, fact, RUN_SPLIT)]
    return [_misquoted(words, fragment)]


def _misquoted(words: str, fragment: Fragment) -> ContentError:
    here, there = _difference(fragment.text, words)
    line = fragment.body_line + fragment.text.count("\n", 0, here.start)
    fact = f"the words are not the source's: “{_short(here.of(fragment.text))}” here, “{_short(there.of(words))}” there"
    fix = 'Put the source\'s words back; a correction is written [as printed]{.was now="as corrected"}'
    return ContentError(fragment.path, line, fact, fix)


def _difference(here: str, there: str) -> tuple[Span, Span]:
    """Return the stretches of two texts that differ, widened to whole words."""
    start = _shared(here, there)
    start = max(here.rfind(" ", 0, start), here.rfind("\n", 0, start)) + 1
    rest = min(len(here), len(there)) - start
    tail = min(_shared(here[::-1], there[::-1]), rest)
    blank = here.find(" ", len(here) - tail)
    tail = len(here) - blank if blank >= 0 else 0
    return Span(start, len(here) - tail), Span(start, len(there) - tail)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[:SHOWN].rstrip() + "…"
