"""Reads the bracketed spans of a fragment's body in one linear scan. A body comes in, words and marks go out.

Raw blanks at a line's edges mean nothing, since editors' tools strip and add them; `escapes` writes those that count.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, get_args

from verbatim.content.format.attributes import (
    ENTITY,
    LIST,
    Attributes,
    AttributeSyntaxError,
    attributes_in,
    entity,
    entity_character,
    read_attributes,
    write_attributes,
)
from verbatim.model import Mark, MarkKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


# ---- fragments/spans.py

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


class MarkedText(NamedTuple):
    """The printed words of a body and its marks, outer before inner, offsets in the words."""

    text: str
    marks: tuple[Mark, ...]


class OpenBracket(NamedTuple):
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
        self.open: list[OpenBracket] = []

    def add(self, words: str) -> None:
        self.words.append(words)
        self.length += len(words)

    def begin(self, at: int) -> None:
        if len(self.open) >= DEEPEST:
            raise SpanSyntaxError(at, f"spans are nested deeper than {DEEPEST}", "Take some of them off")
        self.open.append(OpenBracket(at, self.length, len(self.marks)))
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


def read_body(body: str) -> MarkedText:
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
    return MarkedText("".join(scan.words), tuple(mark for mark in scan.marks if mark))


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


# ---- fragments/escapes.py

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


def write_body(body: MarkedText) -> str:
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


# ---- fragments/nesting.py

# Of marks on the same stretch, which is the outer one.
RANK = {"quote": 0, "moment": 1, "role": 2, "person": 3, "organisation": 3, "place": 3, "number": 4, "was": 5}


class _Laid:
    """A mark whose end may still be cut."""

    def __init__(self, mark: Mark, end: int) -> None:
        self.mark = mark
        self.end = end

    def cut(self) -> Mark:
        return replace(self.mark, span=Span(self.mark.span.start, self.end))


def nest_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Order marks, each that crosses an outer one cut at its edge; a quotation keeps its words, names give way.

    Marks that an outer one says already, and those nested too deep to be read back, are left out.
    """
    opened: list[_Laid] = []
    laid: list[_Laid] = []
    for mark in sorted(marks, key=_outer_first):
        while opened and opened[-1].end <= mark.span.start:
            opened.pop()
        new = _Laid(mark, mark.span.end)
        while opened and opened[-1].end < new.end:
            if mark.kind == "quote" and opened[-1].mark.kind != "quote":
                opened.pop().end = mark.span.start
            else:
                new.end = opened[-1].end
        if mark.span.start < new.end and len(opened) < DEEPEST and not _said_already(new.cut(), opened):
            opened.append(new)
            laid.append(new)
    return tuple(one.cut() for one in laid)


def _said_already(mark: Mark, around: Iterable[_Laid]) -> bool:
    """Tell whether an enclosing mark of the same words, of the same quotation or the same kind of name says it."""
    naming: tuple[MarkKind, ...] = ("person", "organisation", "place")
    return any(
        (outer.mark.kind in naming and mark.kind in naming)
        or (outer.mark.kind == mark.kind and (outer.cut().span == mark.span or outer.mark.id == mark.id != ""))
        for outer in around
    )


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.span.start, -mark.span.end, RANK[mark.kind]
