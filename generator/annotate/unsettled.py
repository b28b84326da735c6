"""Does the text leave open that anybody said the words? Asked whether, denied, charged with, wished for, alleged.

A report and the place of the words come in, yes or no goes out: such words are nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.cues import cue

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.reports import Report

_ASKING = frozenset(("whether", "if", "unless"))
_INVERTED = frozenset(("had", "should", "were"))  # Had NAME said “…”, they would have left.
_HEDGES = frozenset(("could", "should", "might", "ought", "allegedly", "supposedly", "purportedly", "reportedly"))
_BIDDING = frozenset(("ask", "tell"))
_CHARGING = frozenset(("deny", "accuse"))
_STEPPED_OVER = frozenset(("ever", "even", "having"))
_UTTERED = frozenset(("speech", "judge", "aside"))


def leaves_open(e: Evidence, report: Report, at: int) -> bool:
    """Tell whether a report with words at the token `at` does not say that they were spoken.

    It asks (“asked whether NAME said “…””), denies (“NAME denied saying “…””), charges (“NAME accused them of calling
    it “…””), wishes (“NAME urged them to say “…””), alleges (“NAME allegedly said “…””) or has one tell of another
    (“NAME said that NAME had called it “…””).
    """
    return (
        is_hedged(e, report.verb)
        or _is_hearsay(e, report)
        or _is_asked(e, report)
        or _charges(e, report, at)
        or _is_denied(e, report)
        or (report.outer is not None and (report.outer.cue.lemma in _CHARGING or _tells_of_another(report)))
    )


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
    return before in _ASKING or (before in _INVERTED and first - 1 == floor) or before.startswith("misquot")


def _is_hearsay(e: Evidence, report: Report) -> bool:
    """Tell whether another than the one who is to have spoken is the source of the sentence: according to NAME, …."""
    floor = e.floor(report.verb)
    return e.tokens[floor].low == "according" and report.source.form == "name" and report.source.first > floor + 2


def _charges(e: Evidence, report: Report, at: int) -> bool:
    """Tell whether what is denied, or somebody accused of or asked for, is to speak or to have spoken."""
    between = range(report.verb + 1, at)
    if report.cue.lemma in _CHARGING:
        return any(_is_act(e, verb) for verb in between)
    bids = report.cue.takes == "demand" or report.cue.lemma in _BIDDING
    return bids and any(_is_wished(e, verb) for verb in between)


def _is_wished(e: Evidence, verb: int) -> bool:
    told = cue(e.tokens[verb].low)
    return told is not None and told.takes in _UTTERED and told.form == "base" and e.tokens[verb - 1].low == "to"


def _is_act(e: Evidence, verb: int) -> bool:
    told = cue(e.tokens[verb].low)
    if told is None or told.takes not in _UTTERED:
        return False
    return told.form == "ing" or (told.form == "past" and e.tokens[verb - 1].low in _STEPPED_OVER)


def _is_denied(e: Evidence, report: Report) -> bool:
    """Tell whether the verb before a participle denies it: NAME denied ever saying."""
    at = report.verb - 1
    while at > e.floor(report.verb) and e.tokens[at].low in _STEPPED_OVER:
        at -= 1
    denied = cue(e.tokens[at].low) if at >= e.floor(report.verb) else None
    return report.cue.form == "ing" and denied is not None and denied.lemma == "deny"


def _tells_of_another(report: Report) -> bool:
    """Tell whether somebody tells what another, who is named, has said."""
    return report.source.form == "name" and report.cue.form == "past" and report.cue.takes in _UTTERED
