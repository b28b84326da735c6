"""Reads and writes fragment bodies: printed words with bracketed spans, such as `[Ada Vell]{.person ref="ada-vell"}`.

Raw blanks at the edges of lines mean nothing, since editors' tools strip and add them; `write_body` escapes those that
count. Marks nest and never cross; `nest_marks` makes them so.
"""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

from verbatim.content.format import attributes
from verbatim.content.format.attributes import Attributes, SpanSyntaxError, entity, entity_character
from verbatim.model import PERSON_KINDS, Mark, MarkKind, Span

MARK_KINDS: dict[str, MarkKind] = {kind: kind for kind in get_args(MarkKind)}
DEEPEST = 50

_WORD = r"[^\\&\[\]\n \t]++"
# Words with the blanks between them are one token unless they touch the edge of a line: the look-arounds tell, and
# `words` takes those that end there. A closing bracket is one token with the attributes that follow it.
TOKEN = re.compile(
    r"(?P<plain>(?:(?<=[^\n])|(?![ \t]))[^\\&\[\]\n]++(?:(?<![ \t])|(?=[\\&\[\]])))"
    rf"|(?P<opener>\[)|(?P<closer>\](?:{attributes.LIST.pattern})?+)|(?P<words>{_WORD}(?:[ \t]++{_WORD})*+)"
    rf"|(?P<blanks>[ \t]++)|\\(?P<escaped>[!-/:-@\[-`{{-~])|{attributes.ENTITY.pattern}|(?P<other>[\s\S])"
)
WORDS = frozenset(("plain", "words", "other", "escaped"))


class MarkedText(NamedTuple):
    """The printed words of a body and its marks, outer before inner, with offsets in the words."""

    text: str
    marks: tuple[Mark, ...]


class OpenBracket(NamedTuple):
    """A bracket not closed yet: its offsets in the body and in the words, and the place of its mark in the list."""

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
    """Parse a body in one linear scan. Raises SpanSyntaxError."""
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
            scan.add("" if _at_line_edge(body, *token.span()) else token["blanks"])
        else:
            scan.add(entity_character(token))
    if scan.open:
        fix = r"Close it with ]{.class …}, or write it as \["
        raise SpanSyntaxError(scan.open[-1].at, "this bracket is never closed", fix)
    return MarkedText("".join(scan.words), tuple(mark for mark in scan.marks if mark))


def _attributes(body: str, closer: re.Match[str], scan: _Scan) -> Attributes:
    start = closer.start()
    if not scan.open:
        raise SpanSyntaxError(start, "this bracket closes nothing", r"Open the span with [, or write the bracket as \]")
    if body[start + 1 : start + 2] != "{":
        fix = r"Write {.class …} right behind it, or the brackets as \[ and \]"
        raise SpanSyntaxError(start, "no attributes follow this bracket", fix)
    return attributes.read_attributes(body, start + 1)


def _at_line_edge(text: str, start: int, end: int) -> bool:
    return start == 0 or end == len(text) or text[start - 1] == "\n" or text[end] == "\n"


# Writing

# White space that editors' tools take for a line end, or change: never raw.
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
    """Return words and marks as `read_body` reads them. Raises ValueError for marks that cross or are empty."""
    starts = {mark.span.start for mark in body.marks}
    pieces: list[str] = []
    done = 0
    for at, skip, put in heapq.merge(_brackets(body.marks), _escapes(body.text, starts), key=lambda event: event[:2]):
        pieces += (body.text[done:at], put)
        done = at + skip
    return "".join((*pieces, body.text[done:]))


def _brackets(marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    """Yield what marks insert between the words: the offset, 0 characters replaced, the bracket."""
    opened: list[Mark] = []
    for mark in marks:
        while opened and opened[-1].span.end <= mark.span.start:
            yield _closing_bracket(opened.pop())
        if mark.span.start >= mark.span.end or (opened and not opened[-1].span.covers(mark.span)):
            raise ValueError(f"marks must nest and hold words: {mark}")
        yield mark.span.start, 0, "["
        opened.append(mark)
    while opened:
        yield _closing_bracket(opened.pop())


def _closing_bracket(mark: Mark) -> tuple[int, int, str]:
    return mark.span.end, 0, "]" + attributes.write_attributes(mark.kind, mark.id, mark.attrs)


def _escapes(text: str, starts: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the characters that must be escaped: the offset, 1 character replaced, the escape."""
    for found in NEEDS_CARE.finditer(text):
        group = found.lastgroup
        at = found.start(group or 0)
        if group is None:  # a line end that would make a blank line, or stands at the body's edge
            if at in (0, len(text) - 1) or text[at - 1] == "\n":
                yield at, 1, entity("\n")
        elif group == "blanks":
            at_edge = _at_line_edge(text, *found.span())
            for blank in range(*found.span()):
                if at_edge or text[blank] in UNSAFE_BLANKS:
                    yield blank, 1, entity(text[blank])
        elif group == "entity":
            yield at, 1, entity(text[at])
        elif group != "bang" or at + 1 in starts:
            yield at, 1, "\\" + text[at]


# Nesting

# Which of several marks of the same words is the outer one.
RANK = {"quote": 0, "moment": 1, "role": 2, "person": 3, "organisation": 3, "place": 3, "number": 4, "was": 5}


class _NestedMark:
    """A mark whose end may still be cut."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.end = mark.span.end

    def cut(self) -> Mark:
        return replace(self.mark, span=Span(self.mark.span.start, self.end))


def nest_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in order, crossing ones cut. A quotation keeps its words; names give way.

    Marks that repeat an outer one, or are nested too deep to be read back, are left out.
    """
    opened: list[_NestedMark] = []
    kept: list[_NestedMark] = []
    for mark in sorted(marks, key=outer_first):
        while opened and opened[-1].end <= mark.span.start:
            opened.pop()
        new = _NestedMark(mark)
        while opened and opened[-1].end < new.end:
            if mark.kind == "quote" and opened[-1].mark.kind != "quote":
                opened.pop().end = mark.span.start
            else:
                new.end = opened[-1].end
        if mark.span.start < new.end and len(opened) < DEEPEST and not _repeats(new.cut(), opened):
            opened.append(new)
            kept.append(new)
    return tuple(mark.cut() for mark in kept)


def _repeats(mark: Mark, around: Iterable[_NestedMark]) -> bool:
    """Return whether an enclosing mark marks the same words, belongs to the same quotation, or is a name too."""
    return any(
        (outer.mark.kind in PERSON_KINDS and mark.kind in PERSON_KINDS)
        or (outer.mark.kind == mark.kind and (outer.cut().span == mark.span or outer.mark.id == mark.id != ""))
        for outer in around
    )


def outer_first(mark: Mark) -> tuple[int, int, int]:
    """Return a key that sorts marks by start, outer before inner."""
    return mark.span.start, -mark.span.end, RANK[mark.kind]
