"""Reads quotation marks: finds the quotations in them, and the marks that do not pair.

Marks are paired over whole paragraphs: nested ones stay inside the outer, an apostrophe is none, and a mark that
is open at a paragraph's end goes on where the next paragraph opens with one. Text as it arrives has marks missing and
paragraphs joined. A mark that opens again behind a sentence, while a quotation is open, continues it; a quotation ends
before narration; a mark that has no partner then is unread, and opens nothing. A nickname within a name is nobody's
words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.text.segments import paragraphs, sentences_within
from verbatim.model import Span

_MARK = re.compile(r"(?<=\S)'(?=''(?!'))|''|``|\"\"(?=\w)|[\"“”„«»‹›‘’']")  # 'old-school,''' closes the inner one first
# Who speaks, at the head of a quoted paragraph: “VANCE: It will hold.”
LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z.’'-]++(?: [A-Z][A-Z.’'-]++){0,4}+)(?: \([^()\n]{1,40}\))?: ?")
_FAMILY = dict.fromkeys(("“", "”", "„", '"', "''", "``", '""'), "double")
_FAMILY |= dict.fromkeys("«»", "angle") | dict.fromkeys("‹›", "small angle") | dict.fromkeys("‘’'", "single")
MARKS = tuple(_FAMILY)
_OPENING_ONLY = frozenset("“„«‹‘") | {"``"}
_FEET = re.compile(r"\d[’'′]\d{1,2}\Z")
_LONGEST_HEIGHT = 4  # code points before the mark of inches
_BEFORE_OPENING = " \t\n\r\u00a0\u202f([{—–-―/…"
_MOST_WITHIN = 400  # marks of a quotation
_AHEAD = 3  # a mark, and the two behind it that show whether it is nested
_REACH = 12  # marks up to the partner of a single one

# What stands before a mark that opens again behind a sentence, and before one that opens speech at all.
_SENTENCE_END = re.compile(r"[.?!…,;][’'”)\]]{0,2}[ \t\u00a0]{1,3}\Z")
_LEAD = re.compile(r"[.?!…,:][’'”)\]]{0,2}[ \t\u00a0]{0,3}\Z")
_LONGEST_LEAD = 8  # code points
# A clause of narration that ends a sentence or leads to a mark: “…, Ms Vell said. … “ “…, said Ada Vell” “He added: “
_TAIL = re.compile(
    r"(?P<name>(?:[A-Z][\w.’'-]{1,30} (?:and )?){0,4}(?:[A-Z][\w’'-]{1,30}|[Hh]e|[Ss]he|[Tt]hey))"
    r" (?P<verb>[a-z]{3,12})(?:\.(?=\s|\Z)|(?P<that> that)\b|(?P<leads>[:,])\s*\Z)"
)
_INVERTED = re.compile(
    r"[,.?!][’']? (?P<verb>[a-z]{3,12}) (?P<name>[A-Z][\w’'-]{1,30}|he|she|they)\b(?P<that>)(?P<leads>)"
)
_BEFORE_CLAUSE = tuple(",.?!…’'\"”")
_SPOKEN = re.compile(r"\b(?:I|me|my|mine|[Ww]e|us|[Oo]urs?|[Yy]ours?|[Yy]ou|[Ll]et[’']s)\b|n[’']t\b")
_NAMED = re.compile(r"\S+ .*\b[A-Z][a-z]", re.DOTALL)
_STOP = re.compile(r"[.?!…][’'”)\]]{0,2}\s+")
_STOPS = tuple(".?!…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, or the piece of one that a paragraph holds: `outer` with its quotation marks, `inner` without.

    Pieces of one quotation share `group`; `closed` is whether this piece has its closing mark. A quotation by its form
    alone is not `marked`; `label` is the name that stands with it; `again` are the marks within that open it again.
    """

    outer: Span
    inner: Span
    group: int
    closed: bool
    marked: bool = True
    label: Span | None = None
    again: tuple[Span, ...] = ()


class MarksRead(NamedTuple):
    """The outermost quotations of a text in order, and the marks that do not pair."""

    quotations: list[Quotation]
    unread: list[Span]


class _Quoted(NamedTuple):
    """A quotation within a paragraph, and whether it is closed."""

    outer: Span
    inner: Span
    closed: bool
    again: tuple[Span, ...] = ()


class _Run(NamedTuple):
    """The marks that open a quotation again, and the one that ends it, if one does, or `breaks` it off."""

    again: list[_Mark]
    end: _Mark | None
    breaks: bool = False


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
    def span(self) -> Span:
        return Span(self.at, self.end)

    @property
    def family(self) -> str:
        return _FAMILY[self.word]


def quotations(text: str, blocks: Sequence[Span]) -> list[Quotation]:
    """Return the outermost quotations of `text`, in order; `blocks` are its paragraphs."""
    return read_marks(text, blocks).quotations


def unread_marks(text: str) -> list[Span]:
    """Return the marks of `text` that do not pair, in order."""
    return read_marks(text, paragraphs(text)).unread


def read_marks(text: str, blocks: Sequence[Span]) -> MarksRead:
    """Return the quotations of `text` and the marks that do not pair; linear in its length."""
    found: list[Quotation] = []
    unread: list[Span] = []
    open_family = ""
    families = [_family_at(text, paragraph.start) for paragraph in blocks]
    for paragraph, next_family in zip(blocks, [*families[1:], ""], strict=False):
        quoted, unpaired = _in_paragraph(text, paragraph, next_family)
        unread += unpaired
        for outer, inner, closed, again in quoted:
            family = _family_at(text, outer.start)
            goes_on = bool(found) and outer.start == paragraph.start and open_family == family
            goes_on = goes_on and LABEL.match(text, inner.start, inner.end) is None  # else another turn begins
            group = found[-1].group if goes_on else len(found)
            found.append(Quotation(outer, inner, group, closed, again=again))
            open_family = ""
        is_open = found and found[-1].outer.end == paragraph.end and not found[-1].closed
        open_family = _family_at(text, found[-1].outer.start) if is_open else ""
    return MarksRead(found, unread)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch of `text` without the white space at its ends."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + left + len(words.strip()))


def pieces(text: str, words: Span, again: Sequence[Span]) -> list[Span]:
    """Return the stretches of a quotation's words between the marks that open it again."""
    starts = [words.start, *(mark.end for mark in again)]
    ends = [*(mark.start for mark in again), words.end]
    found = (trimmed(text, start, end) for start, end in zip(starts, ends, strict=True))
    return [piece for piece in found if piece.start < piece.end] or [words]


def _family_at(text: str, at: int) -> str:
    found = _MARK.match(text, at)
    return _FAMILY[found[0]] if found else ""


def _in_paragraph(text: str, paragraph: Span, next_family: str) -> tuple[list[_Quoted], list[Span]]:
    """Return the quotations of a paragraph, and its marks outside them that do not pair."""
    marks = [_mark(text, found, paragraph) for found in _MARK.finditer(text, paragraph.start, paragraph.end)]
    named = list(lang.nicknames(text, paragraph.start, paragraph.end))
    if named:
        marks = [mark for mark in marks if not any(span.start <= mark.at < span.end for span in named)]
    marks = _without_inches(text, marks)
    places = [mark.at for mark in marks]
    quoted: list[_Quoted] = []
    unread: list[Span] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        read = _quotation(text, marks, index, paragraph, next_family) if mark.opens else None
        if read is not None:
            quoted.append(read)
            index = bisect_left(places, read.outer.end)
            continue
        if mark.family != "single" and not text[max(mark.at - 1, paragraph.start)].isdigit():
            unread.append(mark.span)
        index += 1
    return quoted, unread


def _quotation(text: str, marks: Sequence[_Mark], at: int, paragraph: Span, next_family: str) -> _Quoted | None:
    """Return the quotation that a mark opens; None where it has no partner.

    One without a partner stays open to its paragraph's end where it opens the paragraph or a sentence of speech, or
    where the next paragraph starts with another.
    """
    mark = marks[at]
    single = mark.family == "single"
    goes_on = mark.family == next_family and (not single or _is_left_open(text, mark, paragraph))
    run = _single_run(text, marks, at, goes_on=goes_on) if single else _run(text, marks, at, goes_on=goes_on)
    stays = goes_on or (
        not single and (run.breaks or mark.at == paragraph.start or _opens_speech(text, mark, paragraph))
    )
    if run.end is None and not stays:
        return None
    edge = run.end or _Mark(paragraph.end, "", opens=False, closes=False)
    parts = [mark, *run.again, edge]
    for number, (piece, after) in enumerate(pairwise(parts)):
        closed = after is edge and (goes_on if run.end is None else not run.breaks)
        told = None if closed else _narration(text, piece.end, after.at, alone=run.end is None and after is edge)
        if told is None:
            continue
        whole = told > piece.end  # else the piece is narration from its first word
        inner = trimmed(text, mark.end, told if whole else piece.at)
        again = tuple(m.span for m in parts[1 : number + whole])
        return _Quoted(Span(mark.at, inner.end), inner, closed, again) if inner.start < inner.end else None
    inner = trimmed(text, mark.end, edge.at)
    if run.breaks or inner.start >= inner.end:
        return None
    return _Quoted(Span(mark.at, edge.end), inner, run.end is not None, tuple(m.span for m in run.again))


def _is_left_open(text: str, mark: _Mark, paragraph: Span) -> bool:
    """Return whether a single mark opens speech, and the next paragraph opens with the same mark and a capital."""
    leads = mark.at == paragraph.start or _opens_speech(text, mark, paragraph)
    following = text[paragraph.end : paragraph.end + _LONGEST_LEAD].lstrip()
    return leads and following[:1] == mark.word and following[1:2].isupper()


def _opens_speech(text: str, mark: _Mark, paragraph: Span) -> bool:
    before = text[max(paragraph.start, mark.at - _LONGEST_LEAD) : mark.at]
    return text[mark.end : mark.end + 1].isupper() and _LEAD.search(before) is not None


def _narration(text: str, start: int, end: int, *, alone: bool = False) -> int | None:
    """Return where narration begins within words that no mark closes: the first sentence that tells who speaks.

    Before that one, and to the end where nothing but the paragraph's end closes them (`alone`), it begins with a later
    sentence that names somebody, and in which nobody says I, we or you.
    """
    told = next((found.start() for found in _clauses(text, start, end)), None)
    if told is None and not alone:
        return None
    begins = None
    for sentence in sentences_within(text, Span(start, end)):
        if told is not None and told < sentence.end:
            return sentence.start if begins is None else begins
        words = sentence.of(text)
        if _SPOKEN.search(words):
            begins = None
        elif begins is None and sentence.start > start and _NAMED.match(words):
            begins = sentence.start
    return begins


def _clauses(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the clauses within words that tell who speaks."""
    for found in (*_INVERTED.finditer(text, start, end), *_TAIL.finditer(text, start, end)):
        verb = lang.cue(found["verb"])
        if verb is None or verb.takes not in ("speech", "aside") or verb.form not in ("past", "s"):
            continue
        name = found["name"].split()[-1].lower()
        if name in lang.pairs("closed") and (found["that"] or name not in ("he", "she", "they")):
            continue
        before = text[start : found.start()].rstrip()
        if found["leads"] is not None or not before or before.endswith(_BEFORE_CLAUSE):
            yield found


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
    if word == '"' and before in ".,:;?!" and after.isalnum():  # a blank is missing: said:"We stay."He left
        opens = closes = True
    closes = closes or (word == "”" and (not before.isspace() or not after.isalnum()))  # set apart: ‘a scar,’ ”
    if word in "‘’'" and opens:
        opens = (after.isalnum() or after in "$£€#@[(…") and not _is_elided(text, found.end())
    return _Mark(found.start(), word, opens, closes)


def _is_elided(text: str, at: int) -> bool:
    """Return whether an apostrophe before `at` stands for letters left out: ’90s, ’em."""
    window = text[at : at + 8]
    word = re.match(r"\w*", window)
    return window[:1].isdigit() or (word is not None and word[0].lower() in lang.words("elisions"))


def _single_run(text: str, marks: Sequence[_Mark], at: int, *, goes_on: bool) -> _Run:
    """Return what follows a single mark; the first that cannot be a plural's apostrophe closes it, else the first.

    Where the next paragraph goes on a plural's apostrophe closes nothing.
    """
    again: list[_Mark] = []
    first = None
    for mark in marks[at + 1 : at + 1 + _REACH]:
        if mark.family != "single":
            continue
        if mark.opens and not mark.closes:
            if first is not None or not _ends_before(text, mark):
                break
            again.append(mark)
        elif mark.closes and mark.word != "‘":
            first = first or mark
            if text[mark.at - 1] != "s":
                return _Run(again, mark)
    return _Run(again, None if goes_on else first)


def _run(text: str, marks: Sequence[_Mark], opened: int, *, goes_on: bool) -> _Run:
    """Return what follows a double or angle mark, nested ones passed over.

    It breaks where another opens within a sentence, and nothing shows it to be nested: the mark between is missing.
    """
    first = marks[opened]
    reach = range(opened + 1, min(opened + _MOST_WITHIN, len(marks)))
    following = (marks[at] for at in reach if marks[at].family == first.family)
    coming = deque(islice(following, _AHEAD))  # no more: text of which every mark opens would be read over and over
    again: list[_Mark] = []
    while coming:
        mark = coming.popleft()
        if _closes(mark, first):
            return _Run(again, mark)
        if mark.opens:
            closers = [_closes(m, first) for m in coming]
            ends = _ends_before(text, mark)
            if (closers == [True, True] and ends not in _STOPS) or (goes_on and closers[:1] == [True] and not ends):
                coming.popleft()
            elif ends:
                again.append(mark)
            else:
                return _Run(again, mark, breaks=True)
        coming.extend(islice(following, _AHEAD - len(coming)))
    return _Run(again, None)


def _ends_before(text: str, mark: _Mark) -> str:
    """Return the mark that ends a sentence or clause before a quotation mark; nothing where none does."""
    found = _SENTENCE_END.search(text, max(0, mark.at - _LONGEST_LEAD), mark.at)
    return found[0][0] if found else ""


def _closes(mark: _Mark, first: _Mark) -> bool:
    return mark.closes and not (mark.opens and mark.word in "“«" and first.word not in "„»")
