"""Where a text is cut into fragments: a paragraph, or runs of its sentences where it holds several speakers or moments.

Blocks and marks come in, runs go out: spans of the source that hold all of its words, and no mark across an edge but
a quotation's that goes on in the next paragraph.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from generator.annotate.sentences import sentences
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Block, Mark


class Run(NamedTuple):
    """A stretch that becomes one fragment, and whether its block is a heading."""

    span: Span
    heading: bool


def runs(text: str, blocks: Iterable[Block], marks: tuple[Mark, ...], kept: Iterable[Span] = ()) -> list[Run]:
    """Return the runs of a text in order. A block that `kept` slices begin and end is cut as these are."""
    found: list[Run] = []
    following = 0
    chosen = _Kept(kept)
    for block in blocks:
        while following < len(marks) and marks[following].span.end <= block.span.start:
            following += 1
        here = [mark for mark in _from(marks, following, block.span.end) if mark.span.meets(block.span)]
        heading = block.kind == "heading"
        cuts = chosen.within(block.span) or ([block.span] if heading else _cut(text, block.span, here))
        found += [Run(span, heading) for span in cuts]
    return found


class _Kept:
    """Slices that stand, in order; blocks ask for theirs in order too."""

    def __init__(self, kept: Iterable[Span]) -> None:
        self.spans = deque(sorted(kept))

    def within(self, block: Span) -> list[Span]:
        """Return the slices of a block where they begin and end it; none where they do not."""
        found = []
        while self.spans and self.spans[0].start < block.end:
            found.append(self.spans.popleft())
        return found if found and found[0].start == block.start and found[-1].end == block.end else []


def _from(marks: tuple[Mark, ...], start: int, end: int) -> Iterable[Mark]:
    for index in range(start, len(marks)):
        if marks[index].span.start >= end:
            return
        yield marks[index]


def _cut(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Cut a paragraph before each sentence that has something else to say than the one before; only if two do."""
    whole = _sentences(text, block, marks)
    claims = [_claim(sentence, marks) for sentence in whole]
    if len(set(filter(None, claims))) < 2:  # noqa: PLR2004  one speaker or moment is one fragment
        return [block]
    out = [whole[0]]
    current = claims[0]
    for sentence, claim in zip(whole[1:], claims[1:], strict=True):
        if claim and claim != current:
            out.append(sentence)
            current = claim
        else:
            out[-1] = Span(out[-1].start, sentence.end)
    return out


def _sentences(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Return the block's sentences, those that a mark runs across joined."""
    out: list[Span] = []
    for found in sentences(block.of(text)):
        sentence = found.shift(block.start)
        if out and any(mark.span.start < out[-1].end and mark.span.end > sentence.start for mark in marks):
            out[-1] = Span(out[-1].start, sentence.end)
        else:
            out.append(sentence)
    return out or [block]


def _claim(sentence: Span, marks: list[Mark]) -> str:
    """Return what a sentence has to say: who speaks in it, or else the moment that it tells of."""
    here = [mark for mark in marks if mark.span.meets(sentence)]
    for mark in here:
        if mark.kind == "quote":
            speaker = mark.attrs.get("speaker") or mark.attrs.get("said-by")
            return f"speaker {speaker}" if speaker else f"quotation {mark.id}"
    return next((f"moment {mark.span.start}" for mark in here if mark.kind == "moment"), "")
