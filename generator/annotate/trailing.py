"""The attribution that follows a quotation: “…”, said NAME · “…”, NAME said · “…”, according to NAME.

`Evidence` and a quotation's token come in, a `Trail` goes out.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.annotate.sources import is_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase
    from generator.annotate.reports import Report

_REACH = 40
_DESCRIBED = 3
_PAUSES = (",", "?", "!", "…", "—", "–", "-")


@dataclass(frozen=True, slots=True)
class Trail:
    """The source of the quotation before it, and its verb's token (-1 without one)."""

    source: Phrase
    verb: int
    way: Literal["after", "according", "signed"]


def _pauses(e: Evidence, at: int) -> bool:
    """Tell whether the quotation ends as one does before its attribution."""
    inner = e.quotes[e.tokens[at].quote].inner
    last = e.text[max(inner.start, inner.end - 6) : inner.end].rstrip("'’‘”\" ")
    return last.endswith(_PAUSES) or e.tokens[at + 1].low == "," or e.tokens[at + 1].kind == "dash"


def says_more(e: Evidence, verb: int) -> bool:
    """Tell whether a verb has words of its own after it, and so does not report the quotation before it."""
    at = verb + 1
    if at >= e.ceiling(verb):
        return False
    token = e.tokens[at]
    return token.kind in ("pron", "pron2", "name", "det", "word", "num", "adj")


def _inverted(reports: Sequence[Report], verb: int) -> Trail | None:
    """Return the source of a verb that stands before its subject."""
    index = bisect_left(reports, verb, key=lambda report: report.verb)
    if index >= len(reports) or reports[index].verb != verb or reports[index].source.first < verb:
        return None
    return Trail(reports[index].source, verb, "after")


def _straight(e: Evidence, reports: Sequence[Report], first: int, *, whole: bool) -> Trail | None:
    """Return the source that stands between the quotation and its verb; `whole` where a sentence may begin there."""
    start = bisect_left(reports, first, key=lambda report: report.verb)
    for report in reports[start : start + 4]:
        if report.verb >= min(first + _REACH, e.ceiling(first)):
            return None
        if report.cue.form == "ing" or report.cue.takes in ("judge", "show"):
            continue
        if not _begins(e, first, report.source.first):
            continue
        if whole and report.cue.lemma not in ("tell", "ask") and says_more(e, report.verb):
            return None
        return Trail(report.source, report.verb, "after")
    return None


def _begins(e: Evidence, first: int, source: int) -> bool:
    """Tell whether a source begins at `first`, but for a few words that describe it: “panel Chairman”."""
    lead = e.tokens[first:source]
    return first <= source <= first + _DESCRIBED and all(t.kind in ("word", "name", "adj", "poss") for t in lead)


def _signed(e: Evidence, first: int) -> Trail | None:
    """Return the name that signs a quotation after a dash, alone at the paragraph's end."""
    source = e.phrase_from(first)
    if source is None or source.form != "name" or e.paragraph_of[first] != e.paragraph_of[first - 1]:
        return None
    after = source.last + 1
    after += after < len(e.tokens) and e.tokens[after].low == "."
    ends = after >= len(e.tokens) or e.paragraph_of[after] != e.paragraph_of[first]
    return Trail(source, -1, "signed") if ends else None


def after(e: Evidence, reports: Sequence[Report], at: int) -> Trail | None:
    """Return the source named after the quotation at the token `at`, None where none is."""
    first = at + 1
    if first + 1 < len(e.tokens) and e.tokens[first].kind == "dash" and (signed := _signed(e, first + 1)):
        return signed
    if first < len(e.tokens) and (e.tokens[first].low == "," or e.tokens[first].kind == "dash"):
        first += 1
    if first >= e.ceiling(at) or e.tokens[first].begins:
        return None
    if e.tokens[first].low in ("according", "per"):
        return _according(e, first)
    if e.tokens[first].low == "as":
        return _straight(e, reports, first + 1, whole=False) if first + 1 < e.ceiling(at) else None
    inverted = _inverted(reports, first)
    if inverted is not None or not _pauses(e, at):
        return inverted
    return _straight(e, reports, first, whole=bool(e.tokens[first].opens))


def _according(e: Evidence, first: int) -> Trail | None:
    """Return the source of “…”, according to NAME, or of “…”, per NAME."""
    second = first + (e.tokens[first].low == "according")
    if second + 1 >= e.ceiling(first) or (second > first and e.tokens[second].low != "to"):
        return None
    source = e.phrase_from(second + 1)
    if second == first and e.tokens[second + 1].kind not in ("name", "det"):
        return None  # twelve more, per head
    return Trail(source, first, "according") if source is not None and is_source(e, source) else None


def closing(e: Evidence, reports: Sequence[Report], at: int) -> Trail | None:
    """Return the source that ends the sentence around a quotation: a clause with “…” in it, NAME said."""
    first = bisect_left(reports, at, key=lambda report: report.verb)
    for report in reports[first : first + 6]:
        if report.verb >= e.ceiling(at):
            return None
        if report.cue.form == "ing" or report.cue.takes not in ("speech", "think"):
            continue
        straight = report.source.last < report.verb
        edge = report.source.first - 1 if straight else report.verb - 1
        if (
            edge > at
            and e.tokens[edge].low == ","
            and not says_more(e, report.source.last if not straight else report.verb)
        ):
            return Trail(report.source, report.verb, "after")
    return None
