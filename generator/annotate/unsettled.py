"""Does the text leave open that anybody said the words? Asked whether, denied, charged, wished for, alleged, retold.

A report and the place of the words come in, the doubt goes out: such words are nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.annotate import lang
from generator.annotate.acts import CHARGING, UTTERED, is_anothers, is_denied
from generator.annotate.scenes import gender_of

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.reports import Report

_ASKING = frozenset(("whether", "if", "unless", "nor", "neither"))
_INVERTED = frozenset(("had", "should", "were"))  # Had NAME said “…”, they would have left.
_HEDGES = frozenset(("could", "should", "might", "ought", "allegedly", "supposedly", "purportedly", "reportedly"))
_HEARING = frozenset(("heard", "hears", "told", "alleged", "alleges", "alleging"))  # the court heard that NAME said
Doubt = Literal["open", "retold", ""]


def doubt(e: Evidence, report: Report, at: int) -> Doubt:
    """Return why a report with words at the token `at` does not say that they were spoken; empty where it does.

    It asks (“asked whether NAME said “…””), alleges (“NAME allegedly said “…””) or tells of an act that is not its own
    (`acts`): open. It tells what another has said (“NAME said that NAME had called it “…””): retold.
    """
    if report.outer is not None and report.outer.cue.lemma not in CHARGING and _tells_of_another(e, report):
        return "retold"
    if _is_hearsay(e, report):
        return "retold"
    charged = report.outer is not None and report.outer.cue.lemma in CHARGING
    unsaid = is_hedged(e, report.verb) or _is_asked(e, report) or is_anothers(e, report, at) or is_denied(e, report)
    return "open" if charged or unsaid or _is_possessed(e, report, at) else ""


def is_hedged(e: Evidence, verb: int) -> bool:
    """Tell whether a verb is only possible, due or alleged: could say, should have said, allegedly said."""
    at, floor = verb - 1, e.floor(verb)
    while at >= floor and (e.tokens[at].kind in ("adv", "aux", "neg", "time") or e.tokens[at].low in _HEDGES):
        if e.tokens[at].low in _HEDGES:
            return True
        at -= 1
    return False


def _is_asked(e: Evidence, report: Report) -> bool:
    first, floor = report.source.first, e.floor(report.verb)
    if not floor < first < report.verb:
        return False
    before = e.tokens[first - 1].low
    if before in ("heard", "hears"):  # the court hears NAME said; but the council heard NAME, who said
        return all(token.kind != "rel" for token in e.tokens[report.source.last + 1 : report.verb])
    return before in _ASKING or (before in _INVERTED and first - 1 == floor) or before.startswith("misquot")


def _is_hearsay(e: Evidence, report: Report) -> bool:
    """Tell whether others are the source of the sentence: according to NAME, …; the court heard that …."""
    floor, first = e.floor(report.verb), report.source.first
    if first > floor + 1 and e.tokens[first - 1].low == "that" and e.tokens[first - 2].low in _HEARING:
        return True
    return e.tokens[floor].low == "according" and report.source.form == "name" and first > floor + 2


def _is_possessed(e: Evidence, report: Report, at: int) -> bool:
    """Tell whether the words are a named other's: NAME rejected NAME’s “…” remark."""
    if e.tokens[at - 1].kind != "poss" or at - 2 <= report.verb or at + 1 >= e.ceiling(at):
        return False
    said = e.tokens[at + 1].low
    return e.tokens[at - 2].kind == "name" and (said in lang.words("saying_nouns") or said in lang.words("uttering"))


def _tells_of_another(e: Evidence, report: Report) -> bool:
    """Tell whether somebody tells what another, who is named or described as a person, has said."""
    if report.cue.takes not in UTTERED or report.cue.form not in ("past", "s"):
        return False
    is_described = report.source.form == "description" and gender_of(e, report.source) is not None
    return report.source.form == "name" or is_described
