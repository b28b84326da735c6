"""What a report tells: the words that a verb of saying governs. `Evidence` and a `Report` come in, spans go out.

NAME said [on Monday] that … · …, NAME said · …, said NAME · …, NAME said, … (two pieces) · NAME called … .
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.annotate.cues import cue
from generator.annotate.dependent import clause_end, opens_dependent
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.reports import Report

_TOLD = frozenset({"tell", "inform", "assure", "remind", "notify", "brief", "advise"})
_STOPS = frozenset({".", "!", "?", ";", "…"})
_EDGES = frozenset({",", ":", "—", "–", "―", "--", ";", "-"})
_THAT_REACH = 14
_TAIL = 14
_SHORTEST = 2
LONGEST = 600  # tokens; what is longer without a stop is no sentence, and is not searched


def sentence_end(e: Evidence, token: int) -> int:
    """Return the index after the last token of the sentence, its closing stop left out."""
    last = e.ceiling(token)
    while last - 1 > token and e.tokens[last - 1].low in _STOPS:
        last -= 1
    return last


def _next_report(e: Evidence, reports: Sequence[Report], report: Report, first: int, last: int) -> int:
    """Return where the next report that is not told within this one begins."""
    index = bisect_right(reports, report.verb, key=lambda r: r.verb)
    for later in reports[index : index + 8]:
        if later.verb >= last:
            break
        shared = later.source.first < report.verb or later.cue.form == "ing"
        edge = later.verb if shared else min(later.source.first, later.verb)
        while edge - 1 > first and e.tokens[edge - 1].kind in ("adv", "aux", "neg"):
            edge -= 1
        joined = e.tokens[edge - 1].low in ("and", "but", "while", "yet")
        edge -= joined
        stops = edge - 1 > first and (e.tokens[edge - 1].low in _EDGES or (joined and shared))
        if stops and later.told_by is not report.told_by:
            return edge - (e.tokens[edge - 1].low in _EDGES)
    return last


def _cut(e: Evidence, reports: Sequence[Report], report: Report, first: int, last: int) -> int:
    """Return where the words end: at the next report, a semicolon, a dash, “, which …” or “, according to …”."""
    last = clause_end(e, report, first, _next_report(e, reports, report, first, last))
    for at in range(first + 2, last):
        low = e.tokens[at].low
        coming = e.tokens[at + 1].low if at + 1 < last else ""
        if low == ";" or (low == "," and coming in ("which", "who", "whose", "according")):
            return at
        if e.tokens[at].kind == "dash" and len(low) + (low in "—–―") > 1:
            return at
    return last


def _that(e: Evidence, first: int, last: int) -> int | None:
    """Return the “that” which opens the words, a place, day or listener stepped over."""
    for at in range(first, min(first + _THAT_REACH, last)):
        if e.tokens[at].low == "that":
            return at
        if e.tokens[at].low in (",", ":") or e.tokens[at].kind in ("pron", "aux", "quote", "rel"):
            return None
    return None


def _after_place(e: Evidence, first: int, last: int) -> int:
    """Step over “in an interview”, “on Friday”, “to reporters” before the words; to the end where nothing follows."""
    at = first
    while at < last and e.tokens[at].kind in ("time", "adv", "prep", "to"):
        if e.tokens[at].kind in ("time", "adv"):
            at += 1
            continue
        if at + 1 >= last or (e.tokens[at].kind == "to" and e.tokens[at + 1].kind not in ("name", "det", "word")):
            return first
        if e.tokens[at + 1].kind == "time":
            at += 2
            continue
        phrase = e.phrase_from(at + 1)
        at = last if phrase is None else phrase.last + 1
    return at


def _start(e: Evidence, report: Report, last: int) -> int:
    """Return where the words begin after the verb."""
    first = report.verb + 1 + (report.cue.lemma == "point")
    that = _that(e, first, last)
    if that is not None:
        return that
    if report.cue.takes in ("judge", "demand") and first < last and e.tokens[first].low == ",":
        return first + 1 if first + 1 < last and e.tokens[first + 1].kind == "quote" else last
    if report.cue.takes in ("judge", "demand", "think", "show"):
        governed = first < last and e.tokens[first].kind == "prep"
        return first + governed
    if report.cue.lemma in _TOLD and first < last:
        phrase = e.phrase_from(first) if e.tokens[first].kind != "obj" else None
        first = first + 1 if phrase is None else phrase.last + 1
    if (
        first < last
        and e.tokens[first].kind == "conj"
        and e.tokens[first].low in ("as", "when", "while", "after", "since", "because", "than")
    ):
        return last
    return _after_place(e, first, last)


def trimmed(e: Evidence, first: int, last: int) -> Span | None:
    """Return the tokens from `first` up to `last` without marks at their edges; None where too little is left."""
    while first < last and e.tokens[first].low in _EDGES:
        first += 1
    while last > first and e.tokens[last - 1].low in _EDGES:
        last -= 1
    if last - first < _SHORTEST or (first and e.tokens[first - 1].low == "," and e.tokens[first].kind == "rel"):
        return None
    return Span(e.tokens[first].start, e.tokens[last - 1].end)


def after_dateline(e: Evidence, floor: int) -> int:
    """Return the first token of a sentence that is no part of a dateline: VELL, 4 May 2031 (Wire) — …."""
    while floor + 1 < len(e.tokens) and e.tokens[floor].kind == "dateline":
        floor += 1
    return floor


def _tail(e: Evidence, report: Report, at: int, last: int) -> int | None:
    """Return where the clause of a trailing “NAME said …” ends; None where it has words of its own."""
    if at < last and e.tokens[at].kind == "det" and report.cue.lemma not in _TOLD:
        return None
    for index in range(at, min(at + _TAIL, last)):
        token = e.tokens[index]
        if token.low in _EDGES:
            return index
        if token.low == "that" or token.kind in ("pron", "aux", "rel", "quote"):
            return None
    return last if last - at <= _TAIL else None


def _leads(e: Evidence, reports: Sequence[Report], floor: int, edge: int) -> bool:
    """Tell whether what stands before “, NAME said” can be the words told, and not only an introduction."""
    if edge <= floor or opens_dependent(e, reports, floor, edge):
        return False
    if e.tokens[edge - 1].kind == "quote":
        return True
    if e.tokens[edge - 1].low not in _EDGES:
        return False
    if e.tokens[edge - 2].kind == "quote":
        return True
    opening = cue(e.tokens[floor].low)
    if opening is not None and opening.form == "past":
        return False
    introduces = e.tokens[floor].kind in ("prep", "conj", "according", "time", "to", "adv") or e.tokens[
        floor
    ].low.endswith("ing")
    inner = any(t.low == "," or t.kind in ("aux", "pron") for t in e.tokens[floor + 1 : edge - 1])
    return edge - 1 - floor > 1 and (not introduces or inner)


def contents(e: Evidence, reports: Sequence[Report], report: Report) -> tuple[Span, ...]:
    """Return the words that a report tells, in one piece or in two around the verb; empty where there are none."""
    floor, last = after_dateline(e, e.floor(report.verb)), sentence_end(e, report.verb)
    if last - floor > LONGEST:
        return ()
    edge = min(report.source.first, report.verb)
    after = max(report.source.last, report.verb) + 1
    relative = e.tokens[report.verb - 1].kind == "rel"
    if report.cue.takes in ("speech", "think", "aside") and not relative and _leads(e, reports, floor, edge):
        tail = last if report.source.first > report.verb else _tail(e, report, after, last)
        if tail is not None:
            before = trimmed(e, floor, edge)
            behind = trimmed(e, tail, _cut(e, reports, report, tail, last)) if tail < last else None
            return tuple(span for span in (before, behind) if span and not _pure(e, floor, edge))
    first = last if report.source.first > report.verb else _start(e, report, last)
    if first >= last:
        return ()
    span = trimmed(e, first, _cut(e, reports, report, first, last))
    return (span,) if span else ()


def _pure(e: Evidence, first: int, last: int) -> bool:
    """Tell whether tokens are quotations and nothing else."""
    return all(t.kind in ("quote", "punct", "dash") for t in e.tokens[first:last])
