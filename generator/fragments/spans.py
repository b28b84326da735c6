"""Reads the bracketed spans of a fragment's body in one linear scan. A body comes in, words and marks go out.

Raw blanks at a line's edges mean nothing, since editors' tools strip and add them; `escapes` writes those that count.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast, get_args

from generator.fragments.attributes import (
    ENTITY,
    Attributes,
    AttributeSyntaxError,
    entity_character,
    read_attributes,
)
from generator.model import Mark, MarkKind, Span

MARK_KINDS: tuple[str, ...] = get_args(MarkKind)
DEEPEST = 50

_WORD = r"[^\\&\[\]\n \t]++"
# Words with the blanks between them are one token: those blanks are at no edge of a line.
TOKEN = re.compile(
    rf"(?P<plain>{_WORD}(?:[ \t]++{_WORD})*+)|(?P<blanks>[ \t]++)|\\(?P<escaped>[!-/:-@\[-`{{-~])|(?P<other>[\s\S])"
)


class SpanSyntaxError(ValueError):
    """A broken span: what is wrong, and the offset in the body at which it is."""

    def __init__(self, at: int, fact: str, fix: str) -> None:
        super().__init__(fact)
        self.at = at
        self.fact = fact
        self.fix = fix


class Body(NamedTuple):
    """The printed words of a body and its marks, outer before inner, offsets in the words."""

    text: str
    marks: tuple[Mark, ...]


class Open(NamedTuple):
    """A bracket not yet closed: where it stands in the body, where in the words, which mark it will be."""

    at: int
    start: int
    place: int


class _Scan:
    """The state of one scan: words so far and their length, marks in order of their opening, open brackets."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.length = 0
        self.marks: list[Mark | None] = []
        self.open: list[Open] = []

    def add(self, words: str) -> None:
        self.words.append(words)
        self.length += len(words)

    def begin(self, at: int) -> None:
        if len(self.open) >= DEEPEST:
            raise SpanSyntaxError(at, f"spans are nested deeper than {DEEPEST}", "Take some of them off")
        self.open.append(Open(at, self.length, len(self.marks)))
        self.marks.append(None)

    def close(self, at: int, found: Attributes) -> None:
        opened = self.open.pop()
        if found.kind not in MARK_KINDS:
            known = ", ".join(f".{kind}" for kind in MARK_KINDS)
            raise SpanSyntaxError(at, f"the class .{found.kind} is not known", f"Use one of {known}")
        if opened.start == self.length:
            raise SpanSyntaxError(at, f"this .{found.kind} span holds no words", "Take it out")
        span = Span(opened.start, self.length)
        self.marks[opened.place] = Mark(span, cast("MarkKind", found.kind), found.id, found.attrs)


def read_body(body: str) -> Body:
    """Read a body: printed words and marks. Raises SpanSyntaxError; linear in the body's length."""
    scan = _Scan()
    at = 0
    while token := TOKEN.match(body, at):
        at = token.end()
        kind = token.lastgroup
        if kind in ("plain", "escaped"):
            scan.add(token[kind])
        elif kind == "blanks":
            at_edge = token.start() == 0 or at == len(body) or body[token.start() - 1] == "\n" or body[at] == "\n"
            scan.add("" if at_edge else token["blanks"])
        else:
            at = _special(body, token["other"], at, scan)
    if scan.open:
        raise SpanSyntaxError(
            scan.open[-1].at, "this bracket is never closed", r"Close it with ]{.class …}, or write it as \["
        )
    return Body("".join(scan.words), tuple(mark for mark in scan.marks if mark))


def _special(body: str, char: str, at: int, scan: _Scan) -> int:
    """Take one character that has a meaning of its own; `at` is the offset behind it. Returns where to go on."""
    if char == "[":
        scan.begin(at - 1)
    elif char == "]":
        return _end_of_span(body, at, scan)
    elif char == "&" and (found := ENTITY.match(body, at - 1)):
        scan.add(entity_character(found))
        return found.end()
    else:
        scan.add(char)
    return at


def _end_of_span(body: str, at: int, scan: _Scan) -> int:
    if not scan.open:
        raise SpanSyntaxError(
            at - 1, "this bracket closes nothing", r"Open the span with [, or write the bracket as \]"
        )
    if body[at : at + 1] != "{":
        fix = r"Write {.class …} right behind it, or the brackets as \[ and \]"
        raise SpanSyntaxError(at - 1, "no attributes follow this bracket", fix)
    try:
        found = read_attributes(body, at)
    except AttributeSyntaxError as fault:
        raise SpanSyntaxError(fault.at, fault.fact, 'Write them as {.person ref="an-id"}') from None
    scan.close(at, found)
    return found.end
