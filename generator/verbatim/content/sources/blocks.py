"""Finds the paragraphs and headings of a source, of plain text and of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.text import LINE, paragraphs, stripped
from verbatim.model import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# Plain text

LONGEST_HEADLINE = 300  # code points
LONGEST_HEADING = 80
STOPS = ".!?…:;,。！？：；，"
CLOSERS = "”’\"'»)]"


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order. A short first line without a final stop is the headline.

    A later short line is a heading if the paragraphs before and after it end as sentences do.
    """
    spans = paragraphs(text)
    stopped = [_ends_with_stop(span.of(text)) for span in spans]
    return tuple(
        Block(span, "heading" if _is_heading(text, spans, stopped, at) else "text") for at, span in enumerate(spans)
    )


def _is_heading(text: str, spans: tuple[Span, ...], stopped: list[bool], at: int) -> bool:
    if stopped[at] or at + 1 >= len(spans):
        return False
    length = spans[at].end - spans[at].start
    if at == 0:
        return length <= LONGEST_HEADLINE
    between = stopped[at - 1] and stopped[at + 1]
    return between and length <= LONGEST_HEADING and text[spans[at].start].isalnum()


def _ends_with_stop(words: str) -> bool:
    """Return whether words end at a stop, whatever closing marks follow; marks alone make no heading either."""
    bare = words[-20:].rstrip(CLOSERS)
    return not bare or bare[-1] in STOPS


# Markdown

ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


class SourceLine(NamedTuple):
    """A line without the white space around it, and whether a blank line precedes it."""

    span: Span
    words: str
    after_blank: bool


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order, headings with their marks, since a source is shown as it was written."""
    blocks: list[Block] = []
    previous: SourceLine | None = None
    for line in _lines(text):
        continues = previous and not line.after_blank and not any(map(ATX.match, (previous.words, line.words)))
        if blocks and previous and continues and not ITEM.match(line.words):
            # The underline of a one-line paragraph makes it a heading.
            underlined = blocks[-1] == Block(previous.span, "text") and UNDERLINE.match(line.words)
            span = Span(blocks[-1].span.start, line.span.end)
            blocks[-1] = Block(span, "heading" if underlined else "text")
        else:
            blocks.append(Block(line.span, "heading" if ATX.match(line.words) else "text"))
        previous = line
    return tuple(blocks)


def _lines(text: str) -> Iterator[SourceLine]:
    end = 0
    for line in LINE.finditer(text):
        span = stripped(text, Span(line.start(), line.end()))
        if span.start < span.end:
            gap = text[end : span.start]
            yield SourceLine(span, span.of(text), gap.count("\n") > 1 or gap.count("\r") > 1)
            end = span.end


def heading_words(heading: str) -> str:
    """Return the words of a Markdown heading without its marks."""
    words = heading.splitlines()[0].strip()
    return words.strip("#").strip() if ATX.match(words) else words


def title_in(text: str, blocks: tuple[Block, ...], *, is_markdown: bool) -> str:
    """Return the words of the heading that a text begins with, on one line; "" if it begins with none."""
    heading = blocks[0].span.of(text) if blocks[0].kind == "heading" else ""
    return heading_words(heading) if heading and is_markdown else " ".join(heading.split())
