"""The bracketed spans of a fragment's body: one linear scan each way. Text in, printed words and marks out, and back.

Escapes are a backslash before Markdown's punctuation, and numeric entities for `&`, `<`, controls, CR, tabs, and
blanks at a line's edges: editors' tools may strip raw ones there, so that raw ones mean nothing.
"""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from generator.fragments.attributes import (
    ENTITY,
    Attributes,
    AttributeSyntaxError,
    entity,
    entity_character,
    read_attributes,
    write_attributes,
)
from generator.model import Mark, MarkKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK_KINDS: tuple[str, ...] = get_args(MarkKind)
DEEPEST = 50
# White space that editors' tools take for a line's end or change: never raw.
UNSAFE_BLANKS = frozenset("\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")

TOKEN = re.compile(r"(?P<plain>[^\\&\[\]\n \t]++)|(?P<blanks>[ \t]++)|\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<other>[\s\S])")
NEEDS_CARE = re.compile(
    r"(?P<blanks>[^\S\n]++)|\n"
    r"|(?P<backslash>[\\`*_\[\]{}~^|])"
    r"|(?P<entity>[&<\x00-\x1f\x7f-\x9f\ufeff])"
    r"|^(?P<opener>[#>+=:-])"
    r"|^[0-9]{1,9}(?P<numbered>[.)])"
    r"|(?P<bang>!)",
    re.MULTILINE,
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
        if token["plain"] or token["escaped"]:
            scan.add(token["plain"] or token["escaped"])
        elif token["blanks"]:
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
