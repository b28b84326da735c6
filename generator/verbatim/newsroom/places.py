"""Where marks stand. A fragment and its marks come in; source spans and lines of files go out."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from verbatim.annotate.text.segments import sentences
from verbatim.core.errors import ContentError
from verbatim.core.text import stripped
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.model import Fragment, Mark, Quote, Story


# ---- newsroom/places.py


def in_source(fragment: Fragment, mark: Mark) -> Span:
    """Return the mark's span in the source; a note's marks have no place and keep their own."""
    return mark.span.shift(fragment.source.start) if fragment.source else mark.span


def line_of(fragment: Fragment, mark: Mark) -> int:
    """Return the line of the fragment's file on which the mark begins, from 1; 0 where it is not known."""
    if not fragment.body_line:
        return 0
    return fragment.body_line + fragment.text.count("\n", 0, mark.span.start)


def fault(fragment: Fragment, mark: Mark, fact: str, fix: str) -> ContentError:
    """Return an error at the mark's place."""
    return ContentError(fragment.path or fragment.name, line_of(fragment, mark), fact, fix)


def offsets(fragment: Fragment, mark: Mark, key: str, story: Story) -> Span | None:
    """Read an attribute of the form `a,b`, a slice of the source; None where it is absent.

    Raises ContentError where it is no slice of this source.
    """
    value = mark.attrs.get(key, "")
    if not value:
        return None
    start, comma, end = value.partition(",")
    if comma and start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(story.text):
        return Span(int(start), int(end))
    raise fault(fragment, mark, f'{key}="{value}" is no slice of the source', "Write two offsets, as 753,765")


def one_of(fragment: Fragment, mark: Mark, key: str, allowed: tuple[str, ...]) -> str:
    """Read an attribute that has a fixed set of values; the first of `allowed` stands for an absent one."""
    value = mark.attrs.get(key) or allowed[0]
    if value in allowed:
        return value
    raise fault(fragment, mark, f'{key}="{value}" is not known', f"Write one of: {', '.join(allowed)}")


def paragraph_spans(story: Story) -> list[Span]:
    """Return the source's paragraphs: fragments that no line end parts belong to one."""
    found: list[Span] = []
    for fragment in source_fragments(story):
        span = fragment.source
        if span is None:
            continue
        if found and not _parted(story.text[found[-1].end : span.start]):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _parted(between: str) -> bool:
    return "\n" in between or "\r" in between or "\u2029" in between


def source_fragments(story: Story) -> list[Fragment]:
    """Return the fragments that hold the source's words, in order of the source."""
    held = [fragment for fragment in story.fragments if fragment.source]
    return sorted(held, key=attrgetter("source"))


# ---- newsroom/context.py


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


def words_before(quote: Quote, story: Story, known: Sentences) -> Span | None:
    """Return what leads up to the quotation in its paragraph: its own sentence's beginning, else the one before."""
    start = quote.parts[0].span.start
    previous, own, _ = known.around(start)
    lead = _words(story.text, own.start, start)
    return lead if lead and _has_letters(story.text, lead) else _words(story.text, previous.start, start)


def words_after(quote: Quote, story: Story, known: Sentences) -> Span | None:
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
