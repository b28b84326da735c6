"""Which verbs report whose words: every verb of saying with its subject. `Evidence` comes in, `Report` facts go out.

A denied verb (“did not say”) reports nothing. A noun reports where it is told whose it is: NAME’s claim that ….
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import Cue, cue
from generator.annotate.subjects import source_of
from generator.annotate.verbs import cue_at, only_names

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase

_NOUN_REACH = 6
_BARRIERS = frozenset(
    {",", ";", "and", "or", "but", "while", "when", "as", "after", "before", "because", "—", "–", "--"}
)


@dataclass(frozen=True, slots=True)
class Report:
    """A verb of saying at the token `verb`, whose words it reports, and the report it is told within (or None)."""

    verb: int
    cue: Cue
    source: Phrase
    outer: Report | None = None

    @property
    def told_by(self) -> Report:
        """Return the outermost report that this one is part of."""
        return self.outer.told_by if self.outer else self


def reports(e: Evidence) -> tuple[Report, ...]:
    """Return every verb of saying of the narrative with its subject, in order of place."""
    found: list[Report] = []
    for verb, token in enumerate(e.tokens):
        if token.kind == "word" and (owned := _noun_report(e, verb)) is not None:
            found.append(owned)
            continue
        told = cue_at(e, verb) if token.kind == "word" and not _is_owned(e, verb) else None
        if told is None:
            continue
        source = source_of(e, verb, told, found)
        if source is None or e.tokens[source.first].low in lang.words("nobody") or _ends_in_a_verb(e, source):
            continue
        if source.last != verb and not only_names(e, verb, told, source):
            modifies = told.form == "ing" and source.last == verb - 1 and told.takes != "judge"
            found.append(Report(verb, told, source, None if modifies else _outer(e, source, verb, found)))
    return tuple(found)


def _ends_in_a_verb(e: Evidence, source: Phrase) -> bool:
    """Tell whether what was read as a description has a verb for its head: the council denied [reports that …]."""
    held = cue(e.tokens[source.head_last].low) if source.form == "description" else None
    return held is not None and held.form == "past" and source.head_last > source.head_first + 1


def _outer(e: Evidence, source: Phrase, verb: int, earlier: list[Report]) -> Report | None:
    """Return the report whose clause this one is: NAME said [that] another says."""
    if not earlier or e.sentence_of[earlier[-1].verb] != e.sentence_of[verb]:
        return None
    last = earlier[-1]
    if last.verb >= source.first or last.cue.takes == "judge":
        return None
    between = e.tokens[last.verb + 1 : source.first]
    return None if any(t.low in _BARRIERS or t.kind == "quote" for t in between) else last


def _noun_report(e: Evidence, noun: int) -> Report | None:
    """Return the report that a noun makes: NAME’s claim that …; None where it is not told whose."""
    token = e.tokens[noun]
    if token.low not in lang.words("saying_nouns") or noun + 1 >= e.ceiling(noun) or e.tokens[noun + 1].low != "that":
        return None
    source = possessor(e, noun)
    if source is None or source.form != "name":
        return None
    return Report(noun, Cue(token.low, "speech", "past"), source)


def _is_owned(e: Evidence, at: int) -> bool:
    """Tell whether a word is a noun since it is somebody's: NAME’s [earlier] warning."""
    if e.tokens[at].low not in lang.words("saying_nouns"):
        return False
    at -= 1
    while at > e.floor(at) and e.tokens[at].kind in ("adj", "adv", "time"):
        at -= 1
    return at >= 0 and e.tokens[at].kind == "poss"


def possessor(e: Evidence, noun: int) -> Phrase | None:
    """Return whose claim the token `noun` is in “NAME’s [earlier] claim that …”."""
    at = noun - 1
    while at > max(e.floor(noun), noun - _NOUN_REACH) and e.tokens[at].kind in ("word", "adj", "adv", "time"):
        at -= 1
    return e.noun_before(at) if at > e.floor(noun) and e.tokens[at].kind == "poss" else None
