"""Where a text is cut into fragments: a paragraph, or runs of its sentences where it holds several speakers or moments.

Blocks and marks come in, runs go out: spans of the source that hold all of its words, and no mark across an edge but
a quotation's that goes on in the next paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from generator.annotate.sentences import sentences
from generator.model import Span
from generator.text import stripped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Block, Mark

LONGEST = 20_000  # code points: with every annotation and escape, a file stays far below what `read` takes


class Run(NamedTuple):
    """A stretch that becomes one fragment, and whether its block is a heading."""

    span: Span
    heading: bool


def runs(text: str, blocks: Iterable[Block], marks: tuple[Mark, ...], kept: Iterable[Span] = ()) -> list[Run]:
    """Return the runs of a text in order. A block that `kept` slices begin and end is cut as these are."""
    found: list[Run] = []
    chosen = _Kept(kept)
    for block, here in _with_marks(blocks, marks):
        heading = block.kind == "heading"
        cuts = chosen.within(block.span)
        if not cuts:
            cuts = _short([block.span] if heading else _cut(text, block.span, here), text)
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


def _with_marks(blocks: Iterable[Block], marks: tuple[Mark, ...]) -> Iterator[tuple[Block, list[Mark]]]:
    """Yield each block with the marks that stand in it, those that run on from earlier ones first."""
    following = 0
    running: list[Mark] = []
    for block in blocks:
        here = [mark for mark in running if mark.span.end > block.span.start]
        while following < len(marks) and marks[following].span.start < block.span.end:
            here.append(marks[following])
            following += 1
        running = [mark for mark in here if mark.span.end > block.span.end]
        yield block, here


def _cut(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Cut a paragraph before each sentence that has something else to say than the one before; only if two do."""
    whole = _sentences(text, block, marks)
    claims = _claims(whole, marks)
    if len(set(filter(None, claims))) < 2:  # noqa: PLR2004  one speaker or moment is one fragment
        return [block]
    out = [whole[0]]
    current = claims[0]
    for sentence, claim in zip(whole[1:], claims[1:], strict=True):
        if claim and claim != current:
            out.append(sentence)
        else:
            out[-1] = Span(out[-1].start, sentence.end)
        current = claim or current
    return out


def _sentences(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Return the block's sentences, those that a mark runs across joined."""
    out: list[Span] = []
    following = reach = 0
    for found in sentences(block.of(text)):
        sentence = found.shift(block.start)
        if out and reach > sentence.start:
            out[-1] = Span(out[-1].start, sentence.end)
        else:
            out.append(sentence)
        while following < len(marks) and marks[following].span.start < sentence.end:
            reach = max(reach, marks[following].span.end)
            following += 1
    return out or [block]


def _claims(whole: list[Span], marks: list[Mark]) -> list[str]:
    """Return what each sentence has to say: who speaks in it, or else the moment that it tells of."""
    ends = [sentence.end for sentence in whole]
    speakers = [""] * len(whole)
    moments = [""] * len(whole)
    for mark in marks:
        at = min(bisect_right(ends, mark.span.start), len(whole) - 1)
        if mark.kind == "quote":
            speaker = mark.attrs.get("speaker") or mark.attrs.get("said-by")
            speakers[at] = speakers[at] or (f"speaker {speaker}" if speaker else f"quotation {mark.id}")
        elif mark.kind == "moment":
            moments[at] = moments[at] or f"moment {mark.span.start}"
    return [speaker or moment for speaker, moment in zip(speakers, moments, strict=True)]


def _short(spans: list[Span], text: str) -> list[Span]:
    """Cut what is longer than any fragment may be, at a blank where there is one."""
    out: list[Span] = []
    for span in spans:
        start = span.start
        while span.end - start > LONGEST:
            end = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            end = end if end > start else start + LONGEST
            cut = stripped(text, Span(start, end))
            out += [cut] if cut.start < cut.end else []
            start = end
        rest = stripped(text, Span(start, span.end))
        out += [rest] if rest.start < rest.end else []
    return out
