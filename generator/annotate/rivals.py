"""Whether somebody else speaks in the same paragraph, so that a quotation that goes on could be theirs.

`Evidence`, its reports and two quotations' tokens come in, a yes or no goes out.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.scenes import figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase
    from generator.annotate.reports import Report

_REACH = 200


def has_rival(e: Evidence, reports: Sequence[Report], at: int, before: int, source: Phrase | None) -> bool:
    """Tell whether the paragraph tells another's words before the quotation at `before`.

    A quotation that only its own clause interrupts (“…,” she said, “…”) has no rival.
    """
    if not e.tokens[at].opens or source is None:
        return False
    first = before
    while first and e.paragraph_of[first - 1] == e.paragraph_of[before] and before - first < _REACH:
        first -= 1
    mine = figure_of(e, source)
    start = bisect_left(reports, first, key=lambda report: report.verb)
    for report in reports[start : start + 12]:
        if report.verb >= before:
            break
        other = figure_of(e, report.source)
        if other is not None and other is not mine:
            return True
    return _has_words(e, first, before, mine)


def _has_words(e: Evidence, first: int, last: int, mine: object) -> bool:
    """Tell whether somebody's “remarks” or “speech” are spoken of between two tokens."""
    for at in range(first, last - 2):
        if e.tokens[at + 1].kind == "poss" and e.tokens[at + 2].low in lang.words("saying_nouns"):
            named = [n for n in e.names_within(e.tokens[at].start, e.tokens[at].end) if n.span.end == e.tokens[at].end]
            bearers = e.cast.named(named[0].span.start) if named else ()
            if not named or bearers != (mine,):
                return True
    return False
