"""Clauses that depend on another: where what they tell ends. `Evidence` and a report come in, places go out."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.reports import Report

# What opens a clause that says when or why something else was said.
_DEPENDENT = frozenset(("when", "after", "before", "because", "while", "since", "although", "though", "once", "as"))


def clause_end(e: Evidence, report: Report, first: int, last: int) -> int:
    """Return where a clause ends that depends on another: behind its quotation, where the other one goes on.

    Thus in “the plan, which NAME called “…”, was passed”, “when NAME said “…”, they left”, “a sign reading “…” hung”.
    """
    bare = report.cue.form == "ing" and report.source.last == report.verb - 1
    if not bare and not _depends(e, report):
        return last
    for at in range(first, last):
        if e.tokens[at].kind != "quote":
            continue
        goes_on = at + 1 < last and (e.tokens[at + 1].low == "," or _ends_with_comma(e, at))
        if goes_on or (bare and at == report.verb + 1):
            return at + 1
    return last


def _depends(e: Evidence, report: Report) -> bool:
    """Tell whether a report stands in a relative clause, or in one that a conjunction opens."""
    edge = min(report.source.first, report.verb)
    before = e.tokens[edge - 1] if edge > e.floor(report.verb) else None
    return (before is not None and before.kind in ("rel", "conj")) or e.tokens[report.verb - 1].kind == "rel"


def _ends_with_comma(e: Evidence, at: int) -> bool:
    return e.quotes[e.tokens[at].quote].inner.of(e.text).endswith(",")


def opens_dependent(e: Evidence, reports: Sequence[Report], first: int, last: int) -> bool:
    """Tell whether the tokens from `first` to `last` are a clause that says when or why somebody says something."""
    return e.tokens[first].low in _DEPENDENT and _reports_between(reports, first, last)


def _reports_between(reports: Sequence[Report], first: int, last: int) -> bool:
    index = bisect_right(reports, first, key=lambda report: report.verb)
    return index < len(reports) and reports[index].verb < last
