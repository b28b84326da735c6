"""Writes a fragment's body so that every word survives. Words and marks come in, text goes out; `spans` reads it.

Escapes are a backslash before Markdown's punctuation, and numeric entities for `&`, `<`, controls, CR, tabs, and
blanks at a line's edges, where editors' tools may strip raw ones.
"""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING

from generator.fragments.attributes import entity, write_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.fragments.spans import Body
    from generator.model import Mark

# White space that editors' tools take for a line's end or change: never raw.
UNSAFE_BLANKS = frozenset("\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
NEEDS_CARE = re.compile(
    r"(?P<blanks>[^\S\n]++)|\n"
    r"|(?P<backslash>[\\`*_\[\]{}~^|])"
    r"|(?P<entity>[&<\x00-\x1f\x7f-\x9f\ufeff])"
    r"|^(?P<opener>[#>+=:-])"
    r"|^[0-9]{1,9}(?P<numbered>[.)])"
    r"|(?P<bang>!)",
    re.MULTILINE,
)


def write_body(body: Body) -> str:
    """Write words and marks as `read_body` reads them. Raises ValueError for marks that cross or are empty."""
    starts = {mark.span.start for mark in body.marks}
    found: list[str] = []
    done = 0
    for at, skip, put in heapq.merge(_brackets(body.marks), _escapes(body.text, starts), key=lambda event: event[:2]):
        found += (body.text[done:at], put)
        done = at + skip
    return "".join((*found, body.text[done:]))


def _brackets(marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    """Yield what the marks put between the words: offset, 0 characters replaced, the bracket."""
    opened: list[Mark] = []
    for mark in marks:
        while opened and opened[-1].span.end <= mark.span.start:
            yield _closer(opened.pop())
        if mark.span.start >= mark.span.end or (opened and not opened[-1].span.covers(mark.span)):
            raise ValueError(f"marks must nest and hold words: {mark}")
        yield mark.span.start, 0, "["
        opened.append(mark)
    while opened:
        yield _closer(opened.pop())


def _closer(mark: Mark) -> tuple[int, int, str]:
    return mark.span.end, 0, "]" + write_attributes(mark.kind, mark.id, mark.attrs)


def _escapes(text: str, starts: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the characters that cannot stand as they are: offset, 1 character replaced, what stands for it."""
    for found in NEEDS_CARE.finditer(text):
        group = found.lastgroup
        if group is None:
            yield from _line_end(text, found.start())
            continue
        at = found.start(group)
        if group == "blanks":
            yield from _blanks(text, found.start(), found.end())
        elif group == "entity":
            yield at, 1, entity(text[at])
        elif group != "bang" or at + 1 in starts:
            yield at, 1, "\\" + text[at]


def _line_end(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield a line's end that would make a blank line, or stand at the body's edge."""
    if at in (0, len(text) - 1) or text[at - 1] == "\n":
        yield at, 1, entity("\n")


def _blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at_edge = start == 0 or end == len(text) or text[start - 1] == "\n" or text[end] == "\n"
    for at in range(start, end):
        if at_edge or text[at] in UNSAFE_BLANKS:
            yield at, 1, entity(text[at])
