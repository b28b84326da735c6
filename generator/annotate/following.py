"""A quotation that stands right after a sentence of reported speech, as in: NAME said it would rain. “…”.

`Evidence`, its reports and the quotation's token come in, the report goes out that it goes on from. Only within a
paragraph, only after a sentence that reports one speaker, and only where nobody else speaks in the paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.annotate.rivals import has_rival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.reports import Report

_TELLING = ("speech", "think")


def followed(e: Evidence, reports: Sequence[Report], at: int) -> Report | None:
    """Return the report of the sentence before that the quotation at the token `at` goes on from."""
    if not at or e.floor(at) != at or e.paragraph_of[at - 1] != e.paragraph_of[at]:
        return None
    if at + 1 < e.ceiling(at) and e.tokens[at + 1].kind != "punct":
        return None
    floor = e.floor(at - 1)
    start = bisect_left(reports, floor, key=lambda report: report.verb)
    told = [r for r in reports[start : start + 12] if r.verb < at and r.outer is None]
    if len(told) != 1 or told[0].cue.takes not in _TELLING or told[0].cue.form == "ing" or _asks(e, at):
        return None
    if any(t.kind == "quote" for t in e.tokens[floor:at]):
        return None
    return None if has_rival(e, reports, at, floor, told[0].source) else told[0]


def _asks(e: Evidence, at: int) -> bool:
    """Tell whether the sentence before is a question, which somebody else may answer."""
    return e.tokens[at - 1].low == "?"
