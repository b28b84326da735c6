"""Locates marks, paragraphs and sentences in a story's source, and reads the attributes that name places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from operator import attrgetter

from verbatim.annotate.text.segments import sentences
from verbatim.core.errors import ContentError
from verbatim.core.text import stripped
from verbatim.model import Fragment, Mark, MarkKind, Quote, Span, Story

# How a sentence begins that turns what the one before it says.
TURNING_NEXT = re.compile(
    r"(?:But|Yet|Still|However|Now|Nevertheless|Nonetheless|Even so|At the same time|On the other hand|(?:That|Having)"
    r" said|Though|Although)\b"
)
_MARK = re.compile(r"[“”„\"]|''(?!')")
_STRAIGHT = frozenset(('"', "''"))  # two apostrophes are a typewriter’s mark
_BEFORE_MARK = frozenset(" \n\t\xa0([—–-:'‘")
LONGEST_CLOSED = 600  # characters of a sentence with the quotation that it opens


def source_fragments(story: Story) -> list[Fragment]:
    """Return the fragments that hold the source's words, in order of the source."""
    return sorted((fragment for fragment in story.fragments if fragment.source), key=attrgetter("source"))


def heading_of(story: Story, fragments: Sequence[Fragment]) -> Fragment | None:
    """Return the first of the fragments if it is a heading, or has the words of the title and is not the whole text."""
    is_title = len(fragments) > 1 and without_semicolon(fragments[0].text).split() == story.title.split()
    return fragments[0] if fragments and (fragments[0].kind == "heading" or is_title) else None


def without_semicolon(heading: str) -> str:
    """Return a heading without the semicolon that leads to its next line: a title ends without one."""
    return heading.rstrip(" \t;")


def words_of_title(story: Story) -> Span | None:
    """Return where the source has the words of the title, across line breaks too; None where it has not."""
    # The text's own headline before what a Markdown source states above it.
    start = max(story.text.find(story.title, story.text_start), story.text.find(story.title, 0, story.text_start))
    if start >= 0 and story.title:
        return Span(start, start + len(story.title))
    words = re.search(r"\s+".join(map(re.escape, story.title.split())), story.text) if story.title.strip() else None
    return Span(*words.span()) if words else None


def description_in(story: Story, quote: Quote) -> Span | None:
    """Return where the source describes the speaker: at the mention relied on or the nearest one before the end.

    None where it does not, or where somebody is named.
    """
    if not quote.said_by or quote.speaker:
        return None
    if quote.via and quote.via.of(story.text).split() == quote.said_by.split():
        return quote.via
    # A line of the source may end within the description, which an attribute holds on one.
    described = re.compile(r"\s+".join(map(re.escape, quote.said_by.split())) or "$^")
    end = quote.parts[-1].span.end
    nearest = deque(described.finditer(story.text, 0, end), maxlen=1)
    found = nearest[0] if nearest else described.search(story.text, end)
    return Span(*found.span()) if found else None


def fragment_at(story: Story, place: Span) -> Fragment | None:
    """Return the first fragment that holds words of a place in the source; None where none does."""
    return next((one for one in source_fragments(story) if one.source and one.source.meets(place)), None)


def source_marks(story: Story, *kinds: MarkKind) -> Iterator[tuple[Fragment, Mark]]:
    """Yield the marks of the source's words, in order, each with its fragment; of every kind where none is named."""
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            if not kinds or mark.kind in kinds:
                yield fragment, mark


def error_at(fragment: Fragment, mark: Mark, fact: str, fix: str) -> ContentError:
    """Return an error at the mark's place."""
    return ContentError(fragment.path or fragment.name, fragment.line_at(mark.span.start), fact, fix)


def span_attribute(fragment: Fragment, mark: Mark, key: str, story: Story) -> Span | None:
    """Return the slice of the source, written `a,b`, that an attribute names; None if there is no such attribute.

    Raises ContentError where it is not a slice of this source.
    """
    value = mark.attrs.get(key, "")
    if not value:
        return None
    span = Span.read(value)
    if span and span.start < span.end <= len(story.text):
        return span
    raise error_at(fragment, mark, f'{key}="{value}" is not a slice of the source', "Write two offsets, as 753,765")


def choice_attribute(fragment: Fragment, mark: Mark, key: str, allowed: tuple[str, ...]) -> str:
    """Return an attribute's value, or the first of `allowed` if it is missing. Raises ContentError for other values."""
    value = mark.attrs.get(key) or allowed[0]
    if value in allowed:
        return value
    raise error_at(fragment, mark, f'{key}="{value}" is not known', f"Write one of: {', '.join(allowed)}")


def paragraph_spans(story: Story) -> list[Span]:
    """Return the source's paragraphs. Fragments without a line break between them belong to one paragraph."""
    paragraphs: list[Span] = []
    for fragment in source_fragments(story):
        span = fragment.source
        if span is None:
            continue
        gap = story.text[paragraphs[-1].end : span.start] if paragraphs else "\n"
        if "\n" in gap or "\r" in gap or "\u2029" in gap:
            paragraphs.append(span)
        else:
            paragraphs[-1] = Span(paragraphs[-1].start, span.end)
    return paragraphs


class Sentences:
    """The sentences of a story, found by paragraph when first asked for."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._text = text
        self.paragraphs = paragraphs
        self._starts = [span.start for span in paragraphs]
        self._by_paragraph: dict[int, list[Span]] = {}

    @classmethod
    def of(cls, story: Story) -> Sentences:
        """Return the sentences of a story that is not part of a newsroom yet."""
        return cls(story.text, tuple(paragraph_spans(story)))

    def paragraph_at(self, offset: int) -> int:
        """Return the index, from 0, of the paragraph that holds `offset` or ends last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def of_paragraph(self, index: int) -> list[Span]:
        """Return the sentences of the paragraph with that index."""
        if index not in self._by_paragraph:
            paragraph = self.paragraphs[index]
            found = sentences(paragraph.of(self._text))
            self._by_paragraph[index] = [span.shift(paragraph.start) for span in found]
        return self._by_paragraph[index]

    def all(self) -> Iterator[Span]:
        """Yield every sentence, in order."""
        return (one for at in range(len(self.paragraphs)) for one in self.of_paragraph(at))

    def around(self, offset: int) -> tuple[Span, Span, Span]:
        """Return the sentence at `offset` between its neighbours in the paragraph.

        At a paragraph's edge the sentence stands in for its missing neighbour.
        """
        if not self.paragraphs:
            return (Span(offset, offset),) * 3
        found = self.of_paragraph(self.paragraph_at(offset))
        here = max(0, bisect_right(found, offset, key=lambda span: span.start) - 1)
        return found[max(0, here - 1)], found[here], found[min(len(found) - 1, here + 1)]

    def holding(self, first: Span, last: Span) -> Span:
        """Return the whole sentences from the one in which `first` begins to the one in which `last` ends."""
        start, end = self.around(first.start)[1].start, self.around(last.end - 1)[1].end
        return stripped(self._text, Span(min(start, first.start), max(end, last.end)))

    def before(self, offset: int) -> Span | None:
        """Return the sentence before the one at `offset`, which may end the paragraph above; None for the first."""
        index = self.paragraph_at(offset)
        previous, own, _ = self.around(offset)
        if previous.start < own.start or not index:
            return previous if previous.start < own.start else None
        return self.of_paragraph(index - 1)[-1]

    def closed(self, offset: int) -> Span:
        """Return the sentence at `offset`, with those of the quotation which it opens, ends or is part of.

        As in “On Monday she said: ‘I saw it. I ran.’” Without them where they are long, or the paragraph ends before.
        """
        own = whole = self.around(offset)[1]
        floor = self.paragraphs[self.paragraph_at(offset)].start if self.paragraphs else own.start
        while leaves_open(self._text[floor : whole.start]):
            previous = self.around(whole.start)[0]
            if previous.start >= whole.start or own.end - previous.start > LONGEST_CLOSED:
                return own
            whole = Span(previous.start, own.end)
        while leaves_open(whole.of(self._text)):
            following = self.around(whole.end - 1)[2]
            if following.start < whole.end or following.end - whole.start > LONGEST_CLOSED:
                return own
            whole = Span(whole.start, following.end)
        return whole


def leaves_open(words: str) -> bool:
    """Return whether words leave a quotation open. A mark that opens again goes on with the same speech."""
    is_open = ""
    for found in _MARK.finditer(words):
        mark, before = found[0], words[max(found.start() - 1, 0) : found.start()]
        low = mark == "“" and is_open == "„"
        opens = (
            mark == "„" or (mark == "“" and not low) or (mark in _STRAIGHT and (not before or before in _BEFORE_MARK))
        )
        is_open = mark if opens else ""
    return bool(is_open)


def words_before(start: int, story: Story, known: Sentences) -> Span | None:
    """Return what leads up to the words that begin there: the beginning of its own sentence, else the sentence before.

    Both this and `words_after` stay within the paragraph.
    """
    previous, own, _ = known.around(start)
    lead = _trimmed(story.text, own.start, start)
    return lead if lead and _has_letters(lead.of(story.text)) else _trimmed(story.text, previous.start, start)


def words_after(end: int, story: Story, known: Sentences) -> Span | None:
    """Return what follows the words that end there: the rest of its own sentence, else the next sentence."""
    _, own, following = known.around(end - 1)
    rest = _trimmed(story.text, end, own.end)
    return rest if rest and _has_letters(rest.of(story.text)) else _trimmed(story.text, end, following.end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    span = stripped(text, Span(start, end)) if start < end else None
    return span if span and span.start < span.end else None


def _has_letters(words: str) -> bool:
    return any(map(str.isalnum, words))
