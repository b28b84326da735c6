"""Finds quotations in quotation marks.

Marks are paired over whole paragraphs: nested ones stay inside the outer, an apostrophe is none, and a mark that
is open at a paragraph's end goes on where the next paragraph opens with one. A mark without its partner opens
nothing, unless it opens its paragraph. A nickname within a name is nobody's words.
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


_MARK = re.compile(r"(?<=\S)'(?=''(?!'))|''|``|[\"“”„«»‹›‘’']")  # 'old-school,''' closes the inner one first
# Who speaks, at the head of a quoted paragraph: “VANCE: It will hold.”
LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z.’'-]++(?: [A-Z][A-Z.’'-]++){0,4}+)(?: \([^()\n]{1,40}\))?: ?")
_FAMILY = dict.fromkeys(("“", "”", "„", '"', "''", "``"), "double")
_FAMILY |= dict.fromkeys("«»", "angle") | dict.fromkeys("‹›", "small angle") | dict.fromkeys("‘’'", "single")
MARKS = tuple(_FAMILY)
_OPENING_ONLY = frozenset("“„«‹‘") | {"``"}
_FEET = re.compile(r"\d[’'′]\d{1,2}\Z")
_LONGEST_HEIGHT = 4  # code points before the mark of inches
_BEFORE_OPENING = " \t\n\r\u00a0\u202f([{—–-―/…"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, or the piece of one that a paragraph holds: `outer` with its quotation marks, `inner` without.

    Pieces of one quotation share `group`; `closed` is whether this piece has its closing mark. A quotation by its form
    alone is not `marked`; `label` is the name that stands with it.
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


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the outermost quotations of `text`, in order; linear in its length."""
    found: list[Quotation] = []
    open_family = ""
    families = [_family_at(text, paragraph.start) for paragraph in paragraphs]
    for paragraph, next_family in zip(paragraphs, [*families[1:], ""], strict=False):
        for outer, inner, closed in _in_paragraph(text, paragraph, next_family):
            family = _family_at(text, outer.start)
            goes_on = bool(found) and outer.start == paragraph.start and open_family == family
            goes_on = goes_on and LABEL.match(text, inner.start, inner.end) is None  # else another turn begins
            group = found[-1].group if goes_on else len(found)
            found.append(Quotation(outer, inner, group, closed))
            open_family = ""
        is_open = found and found[-1].outer.end == paragraph.end and not found[-1].closed
        open_family = _family_at(text, found[-1].outer.start) if is_open else ""
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch of `text` without the white space at its ends."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + left + len(words.strip()))


def _family_at(text: str, at: int) -> str:
    found = _MARK.match(text, at)
    return _FAMILY[found[0]] if found else ""


def _in_paragraph(text: str, paragraph: Span, next_family: str) -> list[tuple[Span, Span, bool]]:
    """Return the quotations of a paragraph as outer and inner span, and whether each is closed.

    A mark without a partner opens one at its paragraph's start, or where the next paragraph starts with another.
    """
    marks = [_mark(text, found, paragraph) for found in _MARK.finditer(text, paragraph.start, paragraph.end)]
    named = list(lang.nicknames(text, paragraph.start, paragraph.end))
    if named:
        marks = [mark for mark in marks if not any(span.start <= mark.at < span.end for span in named)]
    marks = _without_inches(text, marks)
    places = [mark.at for mark in marks]
    quoted = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if not mark.opens:
            continue
        single = mark.family == "single"
        close = _single_close(text, marks, index) if single else _double_close(marks, index - 1, paragraph)
        may_stay_open = mark.word not in "'’" and (mark.at == paragraph.start or mark.family == next_family)
        if close is None and not may_stay_open:
            continue
        inner = trimmed(text, mark.end, close.at if close else paragraph.end)
        outer = Span(mark.at, close.end if close else paragraph.end)
        if inner.start < inner.end:
            quoted.append((outer, inner, close is not None))
        index = bisect_left(places, outer.end)
    return quoted


def _without_inches(text: str, marks: Sequence[_Mark]) -> list[_Mark]:
    """Leave out marks that stand for inches, as in 6’2”, where the next such mark closes the quotation that is open."""
    kept: list[_Mark] = []
    closes = False
    for mark in reversed(marks):
        if mark.family == "double":
            if closes and mark.closes and _FEET.search(text, max(0, mark.at - _LONGEST_HEIGHT), mark.at):
                continue
            closes = mark.closes and not mark.opens
        kept.append(mark)
    return kept[::-1]


def _mark(text: str, found: re.Match[str], paragraph: Span) -> _Mark:
    word = found[0]
    before = text[found.start() - 1] if found.start() > paragraph.start else " "
    after = text[found.end()] if found.end() < paragraph.end else " "
    free = before in _BEFORE_OPENING or (before in "\"'“‘" and word != before)
    opens = (free and not after.isspace()) or (word in "“„«‹" and (free or not after.isspace()))
    closes = (not before.isspace() or word in "»›") and not after.isalnum() and word not in _OPENING_ONLY - {"“"}
    if word in ('"', "»", "''") and before.isspace() and after.isspace():
        opens = closes = True
    if word in "‘’'" and opens:
        opens = (after.isalnum() or after in "$£€#@[(…") and not _is_elided(text, found.end())
    return _Mark(found.start(), word, opens, closes)


def _is_elided(text: str, at: int) -> bool:
    """Return whether an apostrophe before `at` stands for letters left out: ’90s, ’em."""
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
            if first.at != paragraph.start and not _has_partner(rest[index:]):
                return None
            depth += 1
    return None


def _has_partner(rest: Sequence[_Mark]) -> bool:
    """Return whether an opening mark within an open quotation has a closing one to spare."""
    closing = sum(m.closes and not m.opens for m in rest[:40])
    opening = sum(m.opens and not m.closes for m in rest[:40])
    return closing > opening
