"""Finds the blocks of a Markdown file. The text is the file as it is: nothing is rendered, nothing taken away.

The shapes are those of CommonMark 0.31: ATX and setext headings, items of lists, paragraphs between blank lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model import Block, Span
from generator.text import LINE, stripped

ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


class Line(NamedTuple):
    """A line without the white space around it, and whether a blank line stands before it."""

    span: Span
    words: str
    parted: bool


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order, headings with their marks, since a source is shown as it was written."""
    found: list[Block] = []
    previous: Line | None = None
    for line in _lines(text):
        if found and previous and not line.parted and _goes_on(previous, line):
            kind = "heading" if _underlines(found[-1], previous, line) else "text"
            found[-1] = Block(Span(found[-1].span.start, line.span.end), "heading" if kind == "heading" else "text")
        else:
            found.append(Block(line.span, "heading" if ATX.match(line.words) else "text"))
        previous = line
    return tuple(found)


def heading_words(heading: str) -> str:
    """Return the words of a heading without its marks."""
    words = heading.splitlines()[0].strip()
    return words.strip("#").strip() if ATX.match(words) else words


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    end = 0
    for line in LINE.finditer(text):
        span = stripped(text, Span(line.start(), line.end()))
        if span.start == span.end:
            continue
        gap = text[end : span.start]
        found.append(Line(span, span.of(text), gap.count("\n") > 1 or gap.count("\r") > 1))
        end = span.end
    return found


def _goes_on(previous: Line, line: Line) -> bool:
    return not (ATX.match(previous.words) or ATX.match(line.words) or ITEM.match(line.words))


def _underlines(block: Block, previous: Line, line: Line) -> bool:
    """Tell whether `line` is the underline of a one-line paragraph, which makes it a heading."""
    return block.span == previous.span and block.kind == "text" and bool(UNDERLINE.match(line.words))
