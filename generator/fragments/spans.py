"""Reads the bracketed spans of a fragment's body in one linear scan. A body comes in, words and marks go out.

Raw blanks at a line's edges mean nothing, since editors' tools strip and add them; `escapes` writes those that count.
"""

from __future__ import annotations

import re
from typing import NamedTuple, get_args

from generator.fragments.attributes import (
    ENTITY,
    LIST,
    Attributes,
    AttributeSyntaxError,
    attributes_in,
    entity_character,
    read_attributes,
)
from generator.model import Mark, MarkKind, Span

MARK_KINDS: dict[str, MarkKind] = {kind: kind for kind in get_args(MarkKind)}
DEEPEST = 50

_WORD = r"[^\\&\[\]\n \t]++"
# Words with the blanks that are at no edge of a line are one token: told by the characters before and behind them, or
# where they end at such an edge, word by word. So is a bracket with the attributes behind it.
TOKEN = re.compile(
    r"(?P<plain>(?:(?<=[^\n])|(?![ \t]))[^\\&\[\]\n]++(?:(?<![ \t])|(?=[\\&\[\]])))"
    rf"|(?P<opener>\[)|(?P<closer>\](?:{LIST.pattern})?+)|(?P<words>{_WORD}(?:[ \t]++{_WORD})*+)|(?P<blanks>[ \t]++)"
    rf"|\\(?P<escaped>[!-/:-@\[-`{{-~])|{ENTITY.pattern}|(?P<other>[\s\S])"
)
WORDS = frozenset(("plain", "words", "other", "escaped"))


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
        kind = MARK_KINDS.get(found.kind)
        if kind is None:
            known = ", ".join(f".{kind}" for kind in MARK_KINDS)
            raise SpanSyntaxError(at, f"the class .{found.kind} is not known", f"Use one of {known}")
        if opened.start == self.length:
            raise SpanSyntaxError(at, f"this .{kind} span holds no words", "Take it out")
        self.marks[opened.place] = Mark(Span(opened.start, self.length), kind, found.id, found.attrs)


def read_body(body: str) -> Body:
    """Read a body: printed words and marks. Raises SpanSyntaxError; linear in the body's length."""
    scan = _Scan()
    for token in TOKEN.finditer(body):
        kind = token.lastgroup
        if kind in WORDS:
            scan.add(token[kind])
        elif kind == "opener":
            scan.begin(token.start())
        elif kind == "closer":
            scan.close(token.start() + 1, _attributes(body, token, scan))
        elif kind == "blanks":
            start, end = token.span()
            at_edge = start == 0 or end == len(body) or body[start - 1] == "\n" or body[end] == "\n"
            scan.add("" if at_edge else token["blanks"])
        else:
            scan.add(entity_character(token))
    if scan.open:
        raise SpanSyntaxError(
            scan.open[-1].at, "this bracket is never closed", r"Close it with ]{.class …}, or write it as \["
        )
    return Body("".join(scan.words), tuple(mark for mark in scan.marks if mark))


def _attributes(body: str, closer: re.Match[str], scan: _Scan) -> Attributes:
    """Return the attributes that follow the bracket which ends a span."""
    start, end = closer.span()
    if not scan.open:
        raise SpanSyntaxError(start, "this bracket closes nothing", r"Open the span with [, or write the bracket as \]")
    if body[start + 1 : start + 2] != "{":
        fix = r"Write {.class …} right behind it, or the brackets as \[ and \]"
        raise SpanSyntaxError(start, "no attributes follow this bracket", fix)
    try:
        # Where the brackets were no list, whoever reads one tells why.
        return attributes_in(body, start + 1, end) if end > start + 1 else read_attributes(body, start + 1)
    except AttributeSyntaxError as fault:
        raise SpanSyntaxError(fault.at, fault.fact, 'Write them as {.person ref="an-id"}') from None
