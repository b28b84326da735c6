"""Whose words a verb of saying reports: its subject, wherever the sentence puts it. `Evidence` comes in.

The subject before the verb, after it where a quotation leads, the agent of a passive, the clause that a participle
belongs to, the first verb's where two share one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue
from generator.annotate.direction import is_past
from generator.annotate.phrase import is_adverb
from generator.annotate.verbs import BE, bears, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.cues import Cue
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase
    from generator.annotate.reports import Report

_UNFINISHED = frozenset({"having"})
_PARTICIPLES = frozenset({"written", "sworn", "shown", "sung", "begun"})  # never finite: “names written on the wall”
_LED = frozenset({"aux", "adv", "neg", "time", "and", "quote", "poss"})
_LEADING = frozenset({"after", "before", "while", "when", "by", "in", "on", "without", "despite", "since"})
_INTRODUCTION = 25
_AGENT = 8
_ADJUNCTS = frozenset({"by", "after", "before", "despite", "while", "without"})
_OPENS = frozenset({"prep", "conj", "adv", "time", "according", "and", "to"})
_SUBJECTS = frozenset({"name", "det", "pron", "pron2", "word", "adj", "num"})


def source_of(e: Evidence, verb: int, told: Cue, earlier: Sequence[Report]) -> Phrase | None:
    """Return the subject of the verb at `verb`, the reports before it given; None where it reports nobody's words."""
    if told.form == "past" and (bears(e, verb, BE) or _is_passive_in_short(e, verb, told)):
        return _agent(e, verb)
    if bears(e, verb, _UNFINISHED) or (e.tokens[verb].low in _PARTICIPLES and e.tokens[verb - 1].kind not in _LED):
        return None
    if told.form == "ing" and not bears(e, verb, BE):
        return _of_participle(e, verb, earlier)
    return _finite(e, verb, told, earlier) if verb > e.floor(verb) else None


def _is_passive_in_short(e: Evidence, verb: int, told: Cue) -> bool:
    """Tell whether a participle stands for a passive: NAME accused of “…” · NAME told “…” by NAME."""
    coming = e.tokens[verb + 1 : min(verb + 3, e.ceiling(verb))]
    if told.lemma == "accuse" and coming and coming[0].low == "of":
        return True
    return len(coming) > 1 and coming[0].kind == "quote" and coming[1].low == "by"


def _finite(e: Evidence, verb: int, told: Cue, earlier: Sequence[Report]) -> Phrase | None:
    """Return the subject of a finite verb that does not open its sentence."""
    before = e.tokens[verb - 1]
    if (inverted := _inverted(e, verb, told)) is not None:
        return inverted
    if told.form == "past" and before.low in (",", "(") and _is_reduced(e, verb, told):
        return None
    found = e.subject_before(verb)
    if found is None and before.low == "," and told.takes == "speech":
        return _closing(e, verb)
    if found is None and (before.kind in ("and", "adv") or before.low in ("but", "yet", "then")):
        found = _shared(e, verb, earlier)
        return found if found is not None and not found.denied else None
    return found if found is not None and not found.denied and is_verb(e, verb, told, found) else None


def main_subject(e: Evidence, floor: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that opens a sentence's main clause, an introduction up to a comma stepped over."""
    first = floor
    if e.tokens[first].kind in _OPENS or e.tokens[first].low.endswith("ing") or _opens_a_participle(e, first, ceiling):
        reach = range(first, min(first + _INTRODUCTION, ceiling - 1))
        commas = [at + 1 for at in reach if e.tokens[at].low == ","]
        clauses = (at for at in commas if e.tokens[at].kind in _SUBJECTS - {"word", "adj"})
        first = next(clauses, commas[0] if commas else first + 1)
    if first >= ceiling or e.tokens[first].kind not in _SUBJECTS:
        return None
    found = e.phrase_from(first)
    if found is None or found.last + 1 >= ceiling or e.tokens[found.last + 1].low in (".", "?", "!"):
        return None
    return found


def _opens_a_participle(e: Evidence, first: int, ceiling: int) -> bool:
    """Tell whether a sentence opens with “Asked about the dam,” or “Pressed on it,”."""
    token = e.tokens[first]
    led = first + 1 < ceiling and e.tokens[first + 1].kind in ("prep", "conj", "to", "time", "adv")
    return token.kind == "word" and led and is_past(token.low)


def _of_participle(e: Evidence, verb: int, earlier: Sequence[Report]) -> Phrase | None:
    """Return the subject of “saying”: the noun before it, or after a comma the clause's."""
    before = e.tokens[verb - 1]
    if verb == e.floor(verb) or (verb == e.floor(verb) + 1 and before.low in _LEADING):
        return _after_comma(e, verb)
    same = bool(earlier) and e.sentence_of[earlier[-1].verb] == e.sentence_of[verb]
    if same and earlier[-1].verb == verb - 1:
        return earlier[-1].source
    last = earlier[-1] if same else None
    if before.low == "as" and (quoted := _quoted(e, verb, last)) is not None:
        return quoted
    return _beside(e, verb, last)


def _beside(e: Evidence, verb: int, earlier: Report | None) -> Phrase | None:
    """Return the noun before a participle, else the subject of its clause."""
    before = e.tokens[verb - 1]
    if before.kind == "word" and is_past(before.low):  # avoided saying: whether it was said is that verb's matter
        return None
    if before.kind in ("name", "word", "pron") and not is_adverb(before.low):
        return _whose_words(e, e.noun_before(verb), verb)
    if before.kind in ("prep", "to", "det") and before.low not in _ADJUNCTS:
        return None
    if earlier is not None and earlier.cue.form != "ing" and not _relative(e, earlier):
        return earlier.source
    return main_subject(e, e.floor(verb), verb)


def _quoted(e: Evidence, verb: int, earlier: Report | None) -> Phrase | None:
    """Return who is quoted as saying: the subject of the passive with its “by”, else the object."""
    if earlier is not None and bears(e, earlier.verb, BE):
        return e.subject_before(earlier.verb)
    last = e.tokens[verb - 2]
    return e.noun_before(verb - 1) if last.kind in ("name", "word", "pron") and not cue(last.low) else None


def _after_comma(e: Evidence, verb: int) -> Phrase | None:
    """Return the subject that follows an opening participle: Speaking in Vell, NAME · After saying “…,” NAME."""
    reach = range(verb, min(verb + _INTRODUCTION, e.ceiling(verb) - 1))
    comma = next((at for at in reach if e.tokens[at].low == "," or _pauses(e, at)), None)
    return e.phrase_from(comma + 1) if comma is not None else None


def _pauses(e: Evidence, at: int) -> bool:
    """Tell whether a token is a quotation that ends with a comma."""
    return e.tokens[at].kind == "quote" and e.quotes[e.tokens[at].quote].inner.of(e.text).endswith(",")


def _whose_words(e: Evidence, noun: Phrase | None, verb: int) -> Phrase | None:
    """Return who issued “a statement calling”, where the clause has a subject before it; the noun itself else."""
    if noun is None or noun.form != "description" or e.tokens[noun.last].low not in lang.words("saying_nouns"):
        return noun
    issuer = main_subject(e, e.floor(verb), verb)
    if issuer is None or not any(t.low in lang.words("issuing") for t in e.tokens[issuer.last + 1 : noun.first]):
        return noun
    return issuer


def _relative(e: Evidence, report: Report) -> bool:
    """Tell whether a report stands in a relative clause: an architect who said."""
    before = e.tokens[report.verb - 1]
    return before.kind == "rel" or before.low == "that"


def _shared(e: Evidence, verb: int, earlier: Sequence[Report]) -> Phrase | None:
    """Return the subject that a second verb shares with the first: NAME went to Vell and said."""
    if earlier and e.sentence_of[earlier[-1].verb] == e.sentence_of[verb]:
        return earlier[-1].source
    return main_subject(e, e.floor(verb), verb)


def _closing(e: Evidence, verb: int) -> Phrase | None:
    """Return the subject that ends a sentence after its verb: the dam would hold, said NAME."""
    found = e.subject_after(verb)
    if found is None or found.form == "pronoun":
        return None
    after = found.last + 1
    return found if after >= e.ceiling(verb) or e.tokens[after].low in (".", ",") else None


def _inverted(e: Evidence, verb: int, told: Cue) -> Phrase | None:
    """Return the subject after the verb where a quotation stands before it: “…”, said NAME."""
    before = verb - 1 - (e.tokens[verb - 1].low == ",")
    if before < e.floor(verb) or e.tokens[before].kind != "quote" or told.takes in ("judge", "show"):
        return None
    found = e.subject_after(verb)
    if found is None or (told.form == "base" and found.form != "description"):
        return None
    after = found.last + 1
    if found.form == "pronoun" and after < e.ceiling(verb) and e.tokens[after].kind in ("aux", "word", "neg"):
        return None
    return found


def _is_reduced(e: Evidence, verb: int, told: Cue) -> bool:
    """Tell whether a participle after a comma is passive: “the bill, described as …”."""
    coming = e.tokens[verb + 1] if verb + 1 < e.ceiling(verb) else None
    return told.takes in ("judge", "think") and (coming is None or coming.kind in ("prep", "conj", "punct", "to"))


def _agent(e: Evidence, verb: int) -> Phrase | None:
    """Return who did it in “described by NAME as”."""
    for at in range(verb + 1, min(verb + _AGENT, e.ceiling(verb) - 1)):
        if e.tokens[at].low == "by":
            return e.phrase_from(at + 1)
    return None
