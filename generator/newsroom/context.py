"""Sentences around a place. A story's paragraphs come in; the words before and after a quotation go out."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.annotate.sentences import sentences
from generator.model import Span
from generator.text import stripped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Quote, Story


class Sentences:
    """The sentences of one story, found paragraph by paragraph and only where somebody asks."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._text = text
        self.paragraphs = paragraphs
        self._starts = [span.start for span in self.paragraphs]
        self._found: dict[int, list[Span]] = {}

    def paragraph_at(self, offset: int) -> int:
        """Return the index, from 0, of the paragraph that holds `offset` or ends last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def of_paragraph(self, index: int) -> list[Span]:
        """Return the sentences of the paragraph with that index."""
        if index not in self._found:
            paragraph = self.paragraphs[index]
            held = sentences(paragraph.of(self._text))
            self._found[index] = [span.shift(paragraph.start) for span in held]
        return self._found[index]

    def around(self, offset: int) -> tuple[Span, Span, Span]:
        """Return the sentence at `offset` with the ones before and after it in its paragraph.

        At a paragraph's edge the sentence stands for its missing neighbour.
        """
        if not self.paragraphs:
            return (Span(offset, offset),) * 3
        held = self.of_paragraph(self.paragraph_at(offset))
        here = max(0, bisect_right(held, offset, key=lambda span: span.start) - 1)
        return held[max(0, here - 1)], held[here], held[min(len(held) - 1, here + 1)]


def before(quote: Quote, story: Story, known: Sentences) -> Span | None:
    """Return what leads up to the quotation in its paragraph: its own sentence's beginning, else the one before."""
    start = quote.parts[0].span.start
    previous, own, _ = known.around(start)
    lead = _words(story.text, own.start, start)
    return lead if lead and _has_letters(story.text, lead) else _words(story.text, previous.start, start)


def after(quote: Quote, story: Story, known: Sentences) -> Span | None:
    """Return what follows the quotation in its paragraph: the rest of its sentence, else the next one."""
    end = quote.parts[-1].span.end
    _, own, following = known.around(end - 1)
    rest = _words(story.text, end, own.end)
    return rest if rest and _has_letters(story.text, rest) else _words(story.text, end, following.end)


def _words(text: str, start: int, end: int) -> Span | None:
    if start >= end:
        return None
    span = stripped(text, Span(start, end))
    return span if span.start < span.end else None


def _has_letters(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in span.of(text))
