"""Which verbs report whose words: every verb of saying with its subject. `Evidence` comes in, `Report` facts go out.

A denied verb (“did not say”) reports nothing. A noun reports where it is told whose it is: NAME’s claim that ….
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import Cue, Form, cue
from verbatim.annotate.text.phrases import is_adverb
from verbatim.annotate.text.tense import is_past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.text.phrases import Phrase


# ---- annotate/verbs.py

BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am", "'re", "’re", "'m", "’m"})
_PLURAL = frozenset({"i", "we", "you", "they"})
_NAMING = frozenset({"call", "dub", "label", "brand", "term", "describe", "deem"})
_PARTICLES = frozenset({"down", "off"})
_POINTS: dict[str, Form] = {"point": "base", "points": "s", "pointed": "past", "pointing": "ing"}


def bears(e: Evidence, verb: int, words: frozenset[str]) -> bool:
    """Tell whether one of `words` stands before the verb, adverbs between."""
    at, floor = verb - 1, e.floor(verb)
    while at >= floor and (e.tokens[at].kind in ("adv", "neg", "time") or is_adverb(e.tokens[at].low)):
        at -= 1
    return at >= floor and e.tokens[at].low in words


def is_verb(e: Evidence, verb: int, told: Cue, source: Phrase) -> bool:
    """Tell whether number and form agree: “he claims” and “critics claim”, not “the late-night tweets”."""
    before, first, last = e.tokens[verb - 1], e.tokens[source.first], e.tokens[source.head_last]
    led = before.kind in ("aux", "to") or (before.kind == "adv" and e.tokens[verb - 2].kind == "aux")
    if told.form in ("base", "s") and told.lemma in lang.words("nounlike") and not led:
        return _beyond_doubt(e, verb, source)
    if told.form == "base":
        plural = last.low in _PLURAL or last.kind in ("det", "pron2") or last.low.endswith("s") or last.text == "Police"
        return led or plural
    if told.form == "s":
        if last.low in _PLURAL:
            return False
        if source.form == "description" and first.kind in ("word", "num", "adj") and not first.opens:
            return False
    return True


def _beyond_doubt(e: Evidence, verb: int, source: Phrase) -> bool:
    """Tell whether a word such as “claims” is a verb: after a pronoun or a clause's own subject, before an object."""
    if source.form == "pronoun":
        return True
    before = e.tokens[source.first - 1] if source.first > e.floor(verb) else None
    if (led := cue(e.tokens[source.first].low)) is not None and led.form == "past":
        return False
    opens = before is None or before.kind in ("punct", "conj", "and", "rel", "dash", "quote")
    if opens and verb + 1 < e.ceiling(verb) and e.tokens[verb + 1].low == "that" and source.last == verb - 1:
        return True
    if not opens or source.last != verb - 1 or any(t.kind == "poss" for t in e.tokens[source.first : verb]):
        return False
    coming = e.tokens[verb + 1] if verb + 1 < e.ceiling(verb) else None
    if coming is not None and coming.low in (",", ":") and e.tokens[verb + 2 : verb + 3]:
        coming = e.tokens[verb + 2] if e.tokens[verb + 2].kind == "quote" else coming
    if coming is None or coming.kind == "punct":
        return before is not None and (before.low == "," or before.kind == "quote")
    return coming.kind in ("det", "pron", "obj", "name", "quote")


def only_names(e: Evidence, verb: int, told: Cue, source: Phrase) -> bool:
    """Tell whether the verb only says what a thing is called: a plan called “…”."""
    if told.lemma not in _NAMING or told.form == "ing" or source.first > verb or verb + 1 >= len(e.tokens):
        return False
    if e.tokens[verb + 1].kind != "quote":
        return False
    before = e.tokens[source.first - 1].low if source.first > e.floor(verb) else ""
    return before not in ("what", "which", ",", "who", "that")


def _is_phrasal(e: Evidence, verb: int) -> bool:
    """Tell whether “down” or “off” makes another verb of it, an object between: “wrote down”, “put it down”."""
    after = e.tokens[verb + 1 : min(verb + 3, e.ceiling(verb))]
    return any(t.low in _PARTICLES and (i == 0 or after[0].low in ("it", "them")) for i, t in enumerate(after))


def cue_at(e: Evidence, verb: int) -> Cue | None:
    """Return what the word at `verb` is as a verb of saying; “put it” is one, “aside” verbs only beside their words."""
    low = e.tokens[verb].low
    coming = e.tokens[verb + 1] if verb + 1 < e.ceiling(verb) else None
    if _is_phrasal(e, verb):
        return None
    if low in ("put", "puts"):
        return Cue("put", "speech", "past") if coming is not None and coming.low == "it" else None
    if low in _POINTS:
        return Cue("point", "speech", _POINTS[low]) if coming is not None and coming.low == "out" else None
    told = cue(low)
    if told is None or told.takes != "aside":
        return told
    beside = coming is None or coming.kind in ("quote", "punct") or coming.low == "that"
    return told if beside and _holds_words(e, verb) else None


def _holds_words(e: Evidence, verb: int) -> bool:
    """Tell whether the sentence of the verb holds a quotation or a “that …”."""
    return any(t.kind == "quote" or t.low == "that" for t in e.tokens[e.floor(verb) : e.ceiling(verb)])


# ---- annotate/subjects.py

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


# ---- annotate/reports.py

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


# ---- annotate/sources.py

_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_LISTS = ("roles", "groups", "witnesses", "saying_nouns")


def is_source(e: Evidence, phrase: Phrase) -> bool:
    """Tell whether “according to” this phrase names a source, and not a plan or somebody's own priorities."""
    if phrase.form != "description":
        return phrase.form == "name"
    if e.tokens[phrase.first].low in _POSSESSIVE and e.tokens[phrase.first + 1].low == "own":
        return False
    low = e.tokens[phrase.head_last].low
    return any(word in lang.words(name) for name in _LISTS for word in (low, low.removesuffix("s")))
