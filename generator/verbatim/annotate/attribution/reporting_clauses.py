"""The verb before a quotation that governs it: NAME said, “…” · NAME called it “…” · NAME: “…”.

`Evidence`, its reports and a quotation's token come in, a `Lead` goes out.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.attribution.factuality import doubt
from verbatim.annotate.reports import is_source, main_subject, possessor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.attribution.factuality import Doubt
    from verbatim.annotate.reports import Report
    from verbatim.annotate.text.phrases import Phrase


# ---- annotate/governing.py

_REACH = 60
_RECEIVING = frozenset(
    ("from", "received", "receives", "got", "gets", "found", "finds", "opened", "saw", "heard", "faced", "ignored")
)
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """The source of the words after it, its verb's token (-1 without one), and whether the words adjoin.

    `doubt` where the text does not establish that anybody said them.
    """

    source: Phrase
    verb: int
    adjoins: bool
    doubt: Doubt = ""


def _by_colon(e: Evidence, floor: int, colon: int) -> Lead | None:
    """Return the source of words that a bare colon opens: NAME: “…”."""
    source = e.phrase_from(floor)
    if source is not None and source.last == colon - 1 and source.form == "name":
        return Lead(source, -1, adjoins=True)
    return None


def _by_noun(e: Evidence, floor: int, colon: int) -> Lead | None:
    """Return the source of words that a noun and a colon announce: NAME issued the following statement: “…”."""
    if not any(t.low in lang.words("saying_nouns") for t in e.tokens[max(floor, colon - 6) : colon]):
        return None
    source = main_subject(e, floor, colon)
    if source is None or source.form == "description" or not _issues(e, source.last + 1, colon):
        return None
    return Lead(source, -1, adjoins=True)


def _issues(e: Evidence, first: int, colon: int) -> bool:
    """Tell whether a subject gives out words, and does not receive or find somebody else's."""
    return not any(token.low in _RECEIVING for token in e.tokens[first:colon])


def _by_accord(e: Evidence, floor: int, at: int) -> Lead | None:
    """Return the source of a sentence that begins “According to NAME,”."""
    if e.tokens[floor].low != "according" or floor + 2 >= at:
        return None
    source = e.phrase_from(floor + 2)
    if source is None or source.last >= at or not is_source(e, source):
        return None
    return Lead(source, floor, adjoins=e.tokens[at - 1].low == ",")


def _in_words_of(e: Evidence, floor: int, at: int) -> Lead | None:
    """Return the source of “in the words of NAME, “…””."""
    for first in range(max(floor, at - 16), at - 2):
        if e.tokens[first].low == "words" and e.tokens[first + 1].low == "of":
            source = e.phrase_from(first + 2)
            return Lead(source, -1, adjoins=True) if source is not None and source.last < at else None
    return None


def by_act(e: Evidence, at: int) -> Lead | None:
    """Return whose act of speaking the words after “of” are: NAME’s promise of “…”."""
    floor = e.floor(at)
    of = at - 1 - (at - 1 > floor and e.tokens[at - 1].low in ("a", "an", "the"))
    if of - 2 <= floor or e.tokens[of].low != "of" or e.tokens[of - 1].low not in lang.words("uttering"):
        return None
    source = possessor(e, of - 1)
    return Lead(source, of - 1, adjoins=True) if source is not None and source.form == "name" else None


def _quoted(e: Evidence, report: Report, colon: int) -> Lead | None:
    """Return whom somebody quotes before a colon: NAME quoted the poet NAME: “…”."""
    source = e.phrase_from(report.verb + 1) if report.cue.lemma == "quote" and report.verb + 1 < colon else None
    if source is None or source.last != colon - 1 or source.form == "pronoun":
        return None
    return Lead(source, -1, adjoins=True)


def _scope(e: Evidence, at: int) -> int | None:
    """Return where the sentence begins that may govern the quotation; None where it begins with the quotation."""
    floor = e.floor(at)
    if at > floor:
        return floor
    if at and e.tokens[at - 1].low == ":" and e.paragraph_of[at] - e.paragraph_of[at - 1] <= 1:
        return e.floor(at - 1)
    return None


def _nearest(reports: Sequence[Report], first: int, at: int) -> Report | None:
    index = bisect_left(reports, at, key=lambda report: report.verb) - 1
    return reports[index] if index >= 0 and reports[index].verb >= first else None


def _by_report(e: Evidence, report: Report, floor: int, at: int) -> Lead | None:
    """Return the source of words that the nearest report before them tells."""
    colon = e.tokens[at - 1].low == ":"
    if colon and (quoted := _quoted(e, report, at - 1)) is not None:
        return quoted
    if colon and report.cue.takes in ("think", "show") and (lead := _by_noun(e, floor, at - 1)) is not None:
        return lead
    if any(t.low == ";" for t in e.tokens[report.verb : at]):
        return None
    told = report.told_by
    close = at - report.verb <= _BESIDE or e.tokens[at - 1].low in (":", ",")
    return Lead(told.source, told.verb, close, doubt(e, report, at))


def before(e: Evidence, reports: Sequence[Report], at: int) -> Lead | None:
    """Return what governs the quotation at the token `at` from before it, None where nothing does."""
    floor = _scope(e, at)
    if floor is None:
        return None
    colon = e.tokens[at - 1].low == ":"
    if (report := _nearest(reports, max(floor, at - _REACH), at)) is not None:
        return _by_report(e, report, floor, at)
    if colon and (lead := _by_colon(e, floor, at - 1) or _by_noun(e, floor, at - 1)):
        return lead
    return _by_accord(e, floor, at) or _in_words_of(e, floor, at)


# ---- annotate/trailing.py

_REACH_TRAILING = 40
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
        if report.verb >= min(first + _REACH_TRAILING, e.ceiling(first)):
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
