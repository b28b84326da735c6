"""Whether a word is a verb of saying where it stands, and not a noun or an adjective. Tokens come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import Cue, Form, cue
from generator.annotate.phrase import is_adverb

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase

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
