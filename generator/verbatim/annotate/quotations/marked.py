"""Which stretches stand in quotation marks. A text and its paragraphs come in, `Quoted` pieces go out.

Marks are paired over whole paragraphs: nested ones stay inside the outer, an apostrophe is none, and a mark that
is open at a paragraph's end goes on where the next paragraph opens with one. A mark without its partner opens
nothing, unless it opens its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


_MARK = re.compile(r"''|``|[\"“”„«»‹›‘’']")
_FAMILY = dict.fromkeys(("“", "”", "„", '"', "''", "``"), "double")
_FAMILY |= dict.fromkeys("«»", "angle") | dict.fromkeys("‹›", "small angle") | dict.fromkeys("‘’'", "single")
MARKS = tuple(_FAMILY)
_OPENING_ONLY = frozenset("“„«‹‘") | {"``"}
_BEFORE_OPENING = " \t\n\r\u00a0\u202f([{—–-―/…"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A piece of text in quotation marks: `outer` with them, `inner` without.

    Pieces of one quotation that runs over paragraphs share `group`; `closed` tells whether this piece has its
    closing mark. A piece whose form alone makes it one is not `marked`; `label` is the name that stands with it.
    """

    outer: Span
    inner: Span
    group: int
    closed: bool
    marked: bool = True
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    word: str
    opens: bool
    closes: bool

    @property
    def end(self) -> int:
        return self.at + len(self.word)

    @property
    def family(self) -> str:
        return _FAMILY[self.word]


def _mark(text: str, found: re.Match[str], paragraph: Span) -> _Mark:
    word = found[0]
    before = text[found.start() - 1] if found.start() > paragraph.start else " "
    after = text[found.end()] if found.end() < paragraph.end else " "
    free = before in _BEFORE_OPENING or (before in "\"'“‘" and word != before)
    opens = (free and not after.isspace()) or (word in "“„«‹" and (free or not after.isspace()))
    closes = (not before.isspace() or word in "»›") and not after.isalnum() and word not in _OPENING_ONLY - {"“"}
    if word in '"»' and before.isspace() and after.isspace():
        opens = closes = True
    if word in "‘’'" and opens:
        opens = (after.isalnum() or after in "$£€#@[(…") and not _elided(text, found.end())
    return _Mark(found.start(), word, opens, closes)


def _elided(text: str, at: int) -> bool:
    window = text[at : at + 8]
    word = re.match(r"\w*", window)
    return window[:1].isdigit() or (word is not None and word[0].lower() in lang.words("elisions"))


def _single_close(text: str, marks: Sequence[_Mark], after: int) -> _Mark | None:
    """Return the mark that closes a single one: the first that cannot be a plural's apostrophe, else the first."""
    first = None
    for mark in marks[after : after + 12]:
        if mark.family != "single":
            continue
        if mark.opens and not mark.closes:
            break
        if mark.closes and mark.word != "‘":
            if text[mark.at - 1] != "s":
                return mark
            first = first or mark
    return first


def _double_close(marks: Sequence[_Mark], opened: int, paragraph: Span) -> _Mark | None:
    """Return the mark that closes a double or angle one, nested ones passed over; None where it stays open."""
    first = marks[opened]
    rest = [m for m in marks[opened + 1 : opened + 400] if m.family == first.family]
    depth = 0
    for index, mark in enumerate(rest):
        if mark.closes and not (mark.opens and mark.word in "“«" and first.word not in "„»"):
            if not depth:
                return mark
            depth -= 1
        elif mark.opens:
            if not _nests(first, rest[index:], paragraph):
                return None
            depth += 1
    return None


def _nests(first: _Mark, rest: Sequence[_Mark], paragraph: Span) -> bool:
    """Tell whether an opening mark within an open quotation has a partner of its own to spare."""
    closing = sum(m.closes and not m.opens for m in rest[:40])
    opening = sum(m.opens and not m.closes for m in rest[:40])
    return closing > opening or first.at == paragraph.start


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + left + len(words.strip()))


def _closing(text: str, marks: Sequence[_Mark], index: int, paragraph: Span) -> _Mark | None:
    if marks[index].family == "single":
        return _single_close(text, marks, index + 1)
    return _double_close(marks, index, paragraph)


def _may_stay_open(mark: _Mark, paragraph: Span, next_family: str) -> bool:
    """Tell whether a mark without a partner opens a quotation: at its paragraph's start, or with another next."""
    return mark.word not in "'’" and (mark.at == paragraph.start or mark.family == next_family)


def _in_paragraph(text: str, paragraph: Span, next_family: str) -> list[tuple[Span, Span, bool]]:
    marks = [_mark(text, found, paragraph) for found in _MARK.finditer(text, paragraph.start, paragraph.end)]
    places = [mark.at for mark in marks]
    found = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if not mark.opens:
            continue
        close = _closing(text, marks, index - 1, paragraph)
        if close is None and not _may_stay_open(mark, paragraph, next_family):
            continue
        end = close.at if close else paragraph.end
        inner = _trim(text, mark.end, end)
        if inner.start < inner.end:
            found.append((Span(mark.at, close.end if close else end), inner, close is not None))
        index = bisect_left(places, close.end if close else end)
    return found


def _family_at(text: str, at: int) -> str:
    found = _MARK.match(text, at)
    return _FAMILY[found[0]] if found else ""


def quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """Return every outermost quoted piece of `text`, in order of place; linear in its length."""
    if not paragraphs:
        return []
    pieces: list[Quoted] = []
    open_family = ""
    following = [_family_at(text, paragraph.start) for paragraph in paragraphs[1:]]
    for paragraph, next_family in zip(paragraphs, [*following, ""], strict=True):
        for outer, inner, closed in _in_paragraph(text, paragraph, next_family):
            family = _family_at(text, outer.start)
            goes_on = bool(pieces) and outer.start == paragraph.start and open_family == family
            group = pieces[-1].group if goes_on else len(pieces)
            pieces.append(Quoted(outer, inner, group, closed))
            open_family = ""
        if pieces and pieces[-1].outer.end == paragraph.end and not pieces[-1].closed:
            open_family = _family_at(text, pieces[-1].outer.start)
        else:
            open_family = ""
    return pieces
