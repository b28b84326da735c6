"""Which paragraphs are set apart as a quotation without marks: indented, or after “>”. Paragraphs come in.

Only what a paragraph that ends with a colon introduces is looked at; whether its sentence says that somebody speaks
is asked later, of the evidence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate.quotes import MARKS, Quoted
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED_LINE = re.compile(r">[ \t]?+")
_ITEM = re.compile(r"(?:[-*+•·]|\(?\d{1,3}[.)])\s")
_DASHES = "—–―-"
_LINE = re.compile(r"[^\r\n]++")
_DEEPEST = 40


def _indent(text: str, at: int) -> str:
    """Return the white space between the beginning of the line and `at`."""
    first = at
    while first > 0 and at - first < _DEEPEST and text[first - 1] in " \t":
        first -= 1
    return text[first:at] if first == 0 or text[first - 1] in "\r\n" else ""


def is_indented(text: str, at: int) -> bool:
    """Tell whether the paragraph that begins at `at` is indented by two blanks or a tab."""
    indent = _indent(text, at)
    return "\t" in indent or len(indent) > 1


def _lines(text: str, paragraph: Span) -> list[Span] | None:
    """Return the words of a paragraph that is set apart, line by line where each has its mark; None where it is not."""
    if text[paragraph.start] != ">":
        return [paragraph] if is_indented(text, paragraph.start) else None
    found = []
    for line in _LINE.finditer(text, paragraph.start, paragraph.end):
        marked = _QUOTED_LINE.match(text, line.start(), line.end())
        words = Span(marked.end() if marked else line.start(), line.end())
        if words.of(text).strip():
            found.append(_trimmed(text, words))
    return found


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + left + len(words.strip()))


def _is_words(text: str, line: Span) -> bool:
    """Tell whether a line is words, and no item of a list, no signature, no quotation within the quotation."""
    return not (
        text.startswith((*MARKS, ">", *_DASHES), line.start, line.end)
        or _ITEM.match(text, line.start, line.end)
        or text[line.end - 1] == ":"
    )


def set_apart(text: str, paragraphs: Sequence[Span]) -> list[list[Quoted]]:
    """Return the runs of pieces that a colon introduces and that are set apart, each of one quotation.

    A run with anything in it but words is left out whole: who speaks is not certain there.
    """
    found: list[list[Quoted]] = []
    at = 0
    while at + 1 < len(paragraphs):
        at += 1
        if not _introduces(text, paragraphs[at - 1]):
            continue
        lines: list[Span] = []
        while at < len(paragraphs) and (held := _lines(text, paragraphs[at])) is not None:
            lines += held
            at += 1
        if lines and all(_is_words(text, line) for line in lines):
            found.append([Quoted(_outer(text, line), line, -1, closed=True, marked=False) for line in lines])
    return found


def _introduces(text: str, paragraph: Span) -> bool:
    return text[paragraph.end - 1] == ":" and _lines(text, paragraph) is None


def _outer(text: str, line: Span) -> Span:
    """Return the line with its “>”."""
    mark = text.rfind(">", max(0, line.start - _DEEPEST), line.start)
    own = mark >= 0 and not text[mark + 1 : line.start].strip(" \t")
    return Span(mark if own else line.start, line.end)
