"""Finds the blocks of a plain text: its paragraphs, and which of them are headings."""

from __future__ import annotations

from generator.model import Block, Span
from generator.text import paragraphs

LONGEST_HEADLINE = 200  # code points
LONGEST_HEADING = 80
STOPS = ".!?…:;,。！？：；，"
CLOSERS = "”’\"'»)]"


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order: the first short line without a final stop is the headline.

    A later one is a heading where it stands between two paragraphs that end as sentences do.
    """
    spans = paragraphs(text)
    stopped = [_stopped(span.of(text)) for span in spans]
    return tuple(
        Block(span, "heading" if _heading(text, spans, stopped, at) else "text") for at, span in enumerate(spans)
    )


def _heading(text: str, spans: tuple[Span, ...], stopped: list[bool], at: int) -> bool:
    if stopped[at] or at + 1 >= len(spans):
        return False
    length = spans[at].end - spans[at].start
    if at == 0:
        return length <= LONGEST_HEADLINE
    between = stopped[at - 1] and stopped[at + 1]
    return between and length <= LONGEST_HEADING and text[spans[at].start].isalnum()


def _stopped(words: str) -> bool:
    """Tell whether words end at a stop, whatever closing marks follow it; only marks make no heading either."""
    bare = words[-20:].rstrip(CLOSERS)
    return not bare or bare[-1] in STOPS
