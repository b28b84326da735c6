"""Acts of speaking that another verb denies, charges, wishes for or judges. A report and the words' place come in.

NAME denied saying “…” · accused them of calling it “…” · criticised them for saying “…” · wants to say “…”: the
report's source did not speak these words there, and whether somebody did is not what the sentence tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue
from generator.annotate.verbs import BE, bears

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.reports import Report

UTTERED = frozenset(("speech", "judge", "aside"))
CHARGING = frozenset(("deny", "accuse"))
_BIDDING = frozenset(("ask", "tell"))
_OWNING = frozenset(("apologise", "apologize", "admit", "confess"))  # what they own up to is theirs
_STEPPED_OVER = frozenset(("ever", "even", "having"))
_ABOUT = frozenset(("for", "of", "over", "about", "against", "to"))


def is_anothers(e: Evidence, report: Report, at: int) -> bool:
    """Tell whether an act of speaking between the report's verb and the words at `at` is not the report's own."""
    between = range(report.verb + 1, at)
    if report.cue.lemma == "deny" or (report.cue.lemma in CHARGING and any(_is_act(e, verb) for verb in between)):
        return True
    bids = report.cue.takes in ("demand", "think") or report.cue.lemma in _BIDDING
    if bids and any(_is_wished(e, verb) for verb in between):
        return True
    if report.cue.lemma not in _OWNING and any(
        _is_act(e, verb) and e.tokens[_leading(e, verb)].low in _ABOUT for verb in between
    ):
        return True
    return any(_is_described(e, one, at) or _is_told(e, one) for one in between)


def _is_told(e: Evidence, verb: int) -> bool:
    """Tell whether somebody was told or asked, and nobody says by whom: NAME said she was told “…”."""
    told = cue(e.tokens[verb].low)
    return told is not None and told.lemma in _BIDDING and told.form == "past" and bears(e, verb, BE)


def is_denied(e: Evidence, report: Report) -> bool:
    """Tell whether the verb before a participle denies it: NAME denied ever saying."""
    at = _leading(e, report.verb)
    denied = cue(e.tokens[at].low) if at >= e.floor(report.verb) else None
    return report.cue.form == "ing" and denied is not None and denied.lemma == "deny"


def _leading(e: Evidence, verb: int) -> int:
    """Return the token that leads to an act: for [ever] [having] said."""
    at, floor = verb - 1, e.floor(verb)
    while at > floor and e.tokens[at].low in _STEPPED_OVER:
        at -= 1
    return at


def _is_act(e: Evidence, verb: int) -> bool:
    told = cue(e.tokens[verb].low)
    if told is None or told.takes not in UTTERED:
        return False
    return told.form == "ing" or (told.form == "past" and e.tokens[verb - 1].low in _STEPPED_OVER)


def _is_wished(e: Evidence, verb: int) -> bool:
    told = cue(e.tokens[verb].low)
    return told is not None and told.takes in UTTERED and told.form == "base" and e.tokens[verb - 1].low == "to"


def _is_described(e: Evidence, noun: int, at: int) -> bool:
    """Tell whether the words are somebody's description of a thing: NAME’s description of the plan as “…”."""
    return (
        e.tokens[noun].low in lang.words("describing_nouns")
        and e.tokens[noun - 1].kind == "poss"
        and e.tokens[noun + 1].low == "of"
        and e.tokens[at - 1].low == "as"
    )
