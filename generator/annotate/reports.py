"""Which verbs report whose words: every verb of saying with its subject. `Evidence` comes in, `Report` facts go out.

Shallow grammar decides: the subject before the verb, the clause that a participle belongs to, the agent of a
passive. A denied verb (“did not say”) reports nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import Cue, cue

if TYPE_CHECKING:
    from generator.annotate.clauses import Phrase
    from generator.annotate.evidence import Evidence

_REACH = 60
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am", "'re", "’re", "'m", "’m"})
_PLURAL = frozenset({"i", "we", "you", "they"})
_NAMING = frozenset({"call", "dub", "label", "brand", "term", "describe", "deem"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_ADJUNCTS = frozenset({"by", "after", "before", "despite", "while", "without"})
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


def _bears(e: Evidence, verb: int, words: frozenset[str]) -> bool:
    """Tell whether one of `words` stands before the verb, adverbs between."""
    at, floor = verb - 1, e.floor(verb)
    while at >= floor and (e.tokens[at].kind in ("adv", "neg", "time") or e.tokens[at].low.endswith("ly")):
        at -= 1
    return at >= floor and e.tokens[at].low in words


def _agent(e: Evidence, verb: int) -> Phrase | None:
    """Return who did it in “described by NAME as”."""
    for at in range(verb + 1, min(verb + 8, e.ceiling(verb) - 1)):
        if e.tokens[at].low == "by":
            return e.phrase_from(at + 1)
    return None


def _is_verb(e: Evidence, verb: int, told: Cue, source: Phrase) -> bool:
    """Tell whether number and form agree: “he claims” and “critics claim”, not “the late-night tweets”."""
    before, first, last = e.tokens[verb - 1], e.tokens[source.first], e.tokens[source.head_last]
    led = before.kind in ("aux", "to") or (before.kind == "adv" and e.tokens[verb - 2].kind == "aux")
    if told.form in ("base", "s") and told.lemma in lang.words("nounlike") and not led:
        return _beyond_doubt(e, verb, source)
    if told.form == "base":
        plural = last.low in _PLURAL or last.kind in ("det", "pron2") or last.low.endswith("s") or last.text == "Police"
        return led or plural or " and " in f" {first.low} "
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


def main_subject(e: Evidence, floor: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that opens a sentence's main clause, an introduction up to a comma stepped over."""
    first = floor
    if e.tokens[first].kind in ("prep", "conj", "adv", "time", "according", "and", "to") or e.tokens[
        first
    ].low.endswith("ing"):
        commas = [at + 1 for at in range(first, min(first + 25, ceiling - 1)) if e.tokens[at].low == ","]
        clauses = (at for at in commas if e.tokens[at].kind in ("det", "name", "pron", "pron2", "num"))
        first = next(clauses, commas[0] if commas else first + 1)
    if first >= ceiling or e.tokens[first].kind not in ("name", "det", "pron", "pron2", "word", "adj", "num"):
        return None
    found = e.phrase_from(first)
    if found is None or found.last + 1 >= ceiling or e.tokens[found.last + 1].low in (".", "?", "!"):
        return None
    return found


def _of_participle(e: Evidence, verb: int, earlier: list[Report]) -> Phrase | None:
    """Return the subject of “saying”: the noun before it, or after a comma the clause's."""
    if verb == e.floor(verb):
        commas = [at for at in range(verb, min(verb + 25, e.ceiling(verb))) if e.tokens[at].low == ","]
        return e.phrase_from(commas[0] + 1) if commas and commas[0] + 1 < e.ceiling(verb) else None
    before = e.tokens[verb - 1]
    same = bool(earlier) and e.sentence_of[earlier[-1].verb] == e.sentence_of[verb]
    if same and earlier[-1].verb == verb - 1:
        return earlier[-1].source
    if before.kind == "det":
        return None
    if before.kind in ("name", "word", "pron") and not before.low.endswith("ly"):
        return _whose_words(e, e.noun_before(verb), verb)
    if before.kind in ("prep", "to") and before.low not in _ADJUNCTS:
        return None
    if same and earlier[-1].cue.form != "ing" and not _relative(e, earlier[-1]):
        return earlier[-1].source
    return main_subject(e, e.floor(verb), verb)


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


def _shared(e: Evidence, verb: int, earlier: list[Report]) -> Phrase | None:
    """Return the subject that a second verb shares with the first: NAME went to Vell and said."""
    if earlier and e.sentence_of[earlier[-1].verb] == e.sentence_of[verb]:
        return earlier[-1].source
    return main_subject(e, e.floor(verb), verb)


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


def _possessor(e: Evidence, noun: int) -> Phrase | None:
    """Return whose claim it is in “NAME’s [earlier] claim that …”."""
    at = noun - 1
    while at > e.floor(noun) and e.tokens[at].kind in ("word", "adj"):
        at -= 1
    return e.noun_before(at) if at > e.floor(noun) and e.tokens[at].kind == "poss" else None


def _noun_report(e: Evidence, noun: int) -> Report | None:
    """Return the report that a noun makes: NAME’s claim that …; None where it is not told whose."""
    token = e.tokens[noun]
    if token.low not in lang.words("saying_nouns") or noun + 1 >= e.ceiling(noun) or e.tokens[noun + 1].low != "that":
        return None
    source = _possessor(e, noun)
    if source is None or source.form != "name":
        return None
    return Report(noun, Cue(token.low, "speech", "past"), source)


def _source(e: Evidence, verb: int, told: Cue, earlier: list[Report]) -> Phrase | None:
    if told.form == "past" and _bears(e, verb, _BE):
        return _agent(e, verb)
    if told.form == "ing" and not _bears(e, verb, _BE):
        return _of_participle(e, verb, earlier)
    if verb == e.floor(verb):
        return None
    before = e.tokens[verb - 1]
    if (inverted := _inverted(e, verb, told)) is not None:
        return inverted
    if told.form == "past" and before.low in (",", "(") and _is_reduced(e, verb, told):
        return None
    found = e.subject_before(verb)
    if found is None and (before.kind in ("and", "adv") or before.low in ("but", "yet", "then")):
        found = _shared(e, verb, earlier)
        return None if found is None or found.denied else found
    if found is None or found.denied or not _is_verb(e, verb, told, found):
        return None
    return found


def _outer(e: Evidence, source: Phrase, verb: int, earlier: list[Report]) -> Report | None:
    """Return the report whose clause this one is: NAME said [that] another says."""
    if not earlier or e.sentence_of[earlier[-1].verb] != e.sentence_of[verb]:
        return None
    last = earlier[-1]
    if last.verb >= source.first or last.cue.takes == "judge":
        return None
    between = e.tokens[last.verb + 1 : source.first]
    return None if any(t.low in _BARRIERS or t.kind == "quote" for t in between) else last


def _names(e: Evidence, verb: int, told: Cue, source: Phrase) -> bool:
    """Tell whether the verb only says what a thing is called: a plan called “…”."""
    if told.lemma not in _NAMING or told.form == "ing" or verb + 1 >= len(e.tokens):
        return False
    if e.tokens[verb + 1].kind != "quote":
        return False
    before = e.tokens[source.first - 1].low if source.first > e.floor(verb) else ""
    return before not in ("what", "which", ",", "who", "that")


def _cue(e: Evidence, verb: int) -> Cue | None:
    """Return what the word at `verb` is as a verb of saying; “put it” is one, “aside” verbs only beside their words."""
    low = e.tokens[verb].low
    coming = e.tokens[verb + 1] if verb + 1 < e.ceiling(verb) else None
    if low in ("put", "puts"):
        return Cue("put", "speech", "past") if coming is not None and coming.low == "it" else None
    if low in ("point", "points", "pointed", "pointing"):
        form = {"point": "base", "points": "s", "pointed": "past"}.get(low, "ing")
        return Cue("point", "speech", form) if coming is not None and coming.low == "out" else None  # type: ignore[arg-type]  # the four forms above
    told = cue(low)
    if told is None or told.takes != "aside":
        return told
    return told if coming is None or coming.kind in ("quote", "punct") or coming.low == "that" else None


def is_source(e: Evidence, phrase: Phrase) -> bool:
    """Tell whether “according to” this phrase names a source, and not a plan or somebody's own priorities."""
    if phrase.form != "description":
        return phrase.form == "name"
    if e.tokens[phrase.first].low in _POSSESSIVE and e.tokens[phrase.first + 1].low == "own":
        return False
    low = e.tokens[phrase.head_last].low
    lists = ("roles", "groups", "witnesses", "saying_nouns")
    return any(word in lang.words(name) for name in lists for word in (low, low.removesuffix("s")))


def reports(e: Evidence) -> tuple[Report, ...]:
    """Return every verb of saying of the narrative with its subject, in order of place."""
    found: list[Report] = []
    for verb, token in enumerate(e.tokens):
        if token.kind == "word" and (owned := _noun_report(e, verb)) is not None:
            found.append(owned)
            continue
        told = _cue(e, verb) if token.kind == "word" else None
        if told is None:
            continue
        source = _source(e, verb, told, found)
        if source is not None and source.last != verb and not _names(e, verb, told, source):
            modifies = told.form == "ing" and source.last == verb - 1 and told.takes != "judge"
            found.append(Report(verb, told, source, None if modifies else _outer(e, source, verb, found)))
    return tuple(found)
