"""The verb before a quotation that governs it: NAME said, “…” · NAME called it “…” · NAME: “…”.

`Evidence` and a quotation's token come in, a `Lead` goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue

if TYPE_CHECKING:
    from generator.annotate.clauses import Phrase
    from generator.annotate.cues import Cue
    from generator.annotate.evidence import Evidence

_REACH = 60
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am", "'re", "’re"})
_NAMING = frozenset({"call", "dub", "label", "brand", "term", "describe", "deem"})
_PLURAL = frozenset({"i", "we", "you", "they"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The source of the words after it, its verb's token (-1 for a bare colon), and whether the words adjoin."""

    source: Phrase
    verb: int
    adjoins: bool


def _is_passive(e: Evidence, verb: int) -> bool:
    """Tell whether a form of “be” stands before the verb, adverbs between."""
    at = verb - 1
    while at >= e.floor(verb) and (e.tokens[at].kind in ("adv", "neg", "time") or e.tokens[at].low.endswith("ly")):
        at -= 1
    return at >= e.floor(verb) and e.tokens[at].low in _BE


def _agent(e: Evidence, verb: int) -> Phrase | None:
    """Return who did it in “described by NAME as”."""
    for at in range(verb + 1, min(verb + 8, e.ceiling(verb) - 1)):
        if e.tokens[at].low == "by":
            return e.phrase_from(at + 1)
    return None


def _agrees(e: Evidence, verb: int, told: Cue, source: Phrase) -> bool:
    """Tell whether a base form may be the verb: only after a plural or an auxiliary."""
    if told.form != "base":
        return True
    before = e.tokens[verb - 1]
    if before.kind in ("aux", "to"):
        return True
    last = e.tokens[source.head_last]
    return (
        last.low in _PLURAL
        or (last.low.endswith("s") and source.form == "description")
        or last.kind == "det"
        or before.kind == "adv"
    )


def _participle_subject(e: Evidence, verb: int) -> Phrase | None:
    """Return the subject of the clause that a participle (“…, saying …”) belongs to."""
    floor = e.floor(verb)
    for at in range(verb - 1, max(floor, verb - _REACH) - 1, -1):
        told = cue(e.tokens[at].low)
        if told is not None and told.form in ("past", "s") and e.tokens[at].kind == "word":
            source = subject(e, at)
            if source is not None:
                return source
    first = floor
    if e.tokens[first].kind in ("prep", "conj", "adv", "word") and e.tokens[first].kind != "pron":
        for at in range(first, min(first + 25, verb)):
            if e.tokens[at].low == ",":
                first = at + 1
                break
    if first >= verb or e.tokens[first].kind not in ("name", "det", "pron"):
        return None
    return e.phrase_from(first)


def subject(e: Evidence, verb: int) -> Phrase | None:
    """Return who says what the verb at `verb` reports; None where it reports nothing or nobody can be read."""
    token = e.tokens[verb]
    told = cue(token.low)
    if told is None or token.kind not in ("word", "prep"):
        return None
    passive = told.form == "past" and _is_passive(e, verb)
    if passive:
        return _agent(e, verb)
    before = e.tokens[verb - 1] if verb > e.floor(verb) else None
    if told.form == "ing" and (before is None or (before.low not in _BE and before.kind not in ("adv", "neg"))):
        return _participle_subject(e, verb)
    if before is None:
        return None
    source = e.subject_before(verb)
    if source is None and before.kind in ("and", "conj") or (before.kind == "adv" and source is None):
        source = _coordinate_subject(e, verb)
    if source is None or source.denied or not _agrees(e, verb, told, source):
        return None
    return source


def _coordinate_subject(e: Evidence, verb: int) -> Phrase | None:
    """Return the subject that a second verb shares: NAME went to Vell and said."""
    floor = e.floor(verb)
    for at in range(verb - 2, max(floor, verb - _REACH) - 1, -1):
        told = cue(e.tokens[at].low)
        if told is not None and told.form in ("past", "s") and e.tokens[at].kind == "word":
            return subject(e, at)
    if e.tokens[floor].kind in ("name", "det", "pron"):
        return e.phrase_from(floor)
    return None


def _names_only(e: Evidence, verb: int, at: int, told: Cue) -> bool:
    """Tell whether the quotation is only what something is called: a plan called “…”."""
    if told.lemma not in _NAMING or at != verb + 1:
        return False
    source = e.subject_before(verb)
    before = e.tokens[source.first - 1].low if source is not None and source.first > e.floor(verb) else ""
    return before not in ("what", "which", ",", "who", "that")


def _adjoins(e: Evidence, verb: int, at: int) -> bool:
    """Tell whether only an object, a place or a day stands between the verb and its words."""
    return at - verb <= 2 or e.tokens[at - 1].low in (":", ",")


def _by_colon(e: Evidence, floor: int, colon: int) -> Lead | None:
    """Return the source of words that a bare colon opens: NAME: “…”, NAME’s answer: “…”."""
    source = e.phrase_from(floor)
    if source is None:
        return None
    if source.last == colon - 1 and source.form == "name":
        return Lead(source, -1, adjoins=True)
    return None


def before(e: Evidence, at: int) -> Lead | None:
    """Return what governs the quotation at the token `at` from before it, None where nothing does."""
    floor = e.floor(at)
    start = at - 1
    if at == floor:
        if not at or e.tokens[at - 1].low != ":" or e.paragraph_of[at] - e.paragraph_of[at - 1] != 1:
            return None
        floor = e.floor(at - 1)
    for verb in range(start, max(floor, at - _REACH) - 1, -1):
        if e.tokens[verb].low == ";":
            return None
        told = cue(e.tokens[verb].low)
        if told is None or (source := subject(e, verb)) is None:
            continue
        if _names_only(e, verb, at, told):
            return None
        return Lead(source, verb, _adjoins(e, verb, at))
    if start >= 0 and e.tokens[start].low == ":":
        return _by_colon(e, floor, start)
    return None
