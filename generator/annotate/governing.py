"""The verb before a quotation that governs it: NAME said, “…” · NAME called it “…” · NAME: “…”.

`Evidence`, its reports and a quotation's token come in, a `Lead` goes out.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.reports import possessor
from generator.annotate.sources import is_source
from generator.annotate.subjects import main_subject
from generator.annotate.unsettled import doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase
    from generator.annotate.reports import Report
    from generator.annotate.unsettled import Doubt

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
