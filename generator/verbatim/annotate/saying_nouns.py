"""Finds whose words a noun such as “claim” or “statement” reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.analysis import main_subject
from verbatim.annotate.text.phrases import Phrase, is_role

if TYPE_CHECKING:
    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.lang import Cue


_BE = frozenset({"is", "was", "’s", "'s"})
_MAKING = frozenset({"make", "makes", "made", "making"})
_NOUN_REACH = 6
_THAT_REACH = 8
_MADE_REACH = 3


def reporter(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return whose words a noun and its “that …” report; None where it is no such noun, or the text does not say.

    Thus in “NAME’s claim that …”, “NAME’s argument on Friday was that …”, “NAME made the point that …”.
    """
    low = doc.tokens[noun].low
    argued = low in lang.words("argued_nouns")
    if not argued and low not in lang.words("saying_nouns"):
        return None
    if not _leads_to_that(doc, noun, argued=argued):
        return None
    source = possessor(doc, noun)
    if source is None and argued:
        source = _maker(doc, noun)
    speaks = source is not None and (source.form == "name" or (argued and is_role(doc.tokens[source.head_last].low)))
    return source if speaks else None


def _leads_to_that(doc: AnalysedText, noun: int, *, argued: bool) -> bool:
    """Return whether “that” follows a noun, or, behind one of arguing, “was that”."""
    ceiling = doc.ceiling(noun)
    if noun + 1 < ceiling and doc.tokens[noun + 1].low == "that":
        return True
    for at in range(noun + 1, min(noun + _THAT_REACH, ceiling - 1) if argued else noun):
        token = doc.tokens[at]
        if token.low in _BE:
            return doc.tokens[at + 1].low == "that"
        if token.kind not in ("prep", "time", "name", "det", "adj", "word", "num"):
            return False
    return False


def _maker(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return who made the point: the subject of “make” right before the noun."""
    for at in range(noun - 1, max(doc.floor(noun), noun - 1 - _MADE_REACH), -1):
        if doc.tokens[at].low in _MAKING:
            subject = doc.subject_before(at)
            return subject if subject is not None and not subject.denied else None
        if doc.tokens[at].kind not in ("det", "adj", "word", "adv"):
            return None
    return None


def possessor(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return whose claim the token `noun` is in “NAME’s [earlier] claim that …”."""
    at = noun - 1
    while at > max(doc.floor(noun), noun - _NOUN_REACH) and doc.tokens[at].kind in ("word", "adj", "adv", "time"):
        at -= 1
    return doc.noun_before(at) if at > doc.floor(noun) and doc.tokens[at].kind == "poss" else None


def is_owned(doc: AnalysedText, at: int) -> bool:
    """Return whether a word is a noun because it follows a possessive: NAME’s [earlier] warning."""
    if doc.tokens[at].low not in lang.words("saying_nouns"):
        return False
    at -= 1
    while at > doc.floor(at) and doc.tokens[at].kind in ("adj", "adv", "time"):
        at -= 1
    return at >= 0 and doc.tokens[at].kind == "poss"


def issuer(doc: AnalysedText, noun: Phrase | None, verb: int) -> Phrase | None:
    """Return who issued “a statement calling”, where the clause has a subject before it; else the noun itself."""
    if noun is None or noun.form != "description" or doc.tokens[noun.last].low not in lang.words("saying_nouns"):
        return noun
    issuer = main_subject(doc, doc.floor(verb), verb)
    if issuer is None or not any(t.low in lang.words("issuing") for t in doc.tokens[issuer.last + 1 : noun.first]):
        return noun
    return issuer


def author(doc: AnalysedText, phrase: Phrase) -> Phrase | None:
    """Return whose words a description is: NAME’s statement."""
    owner = next((i for i in range(phrase.first + 1, phrase.head_last) if doc.tokens[i].kind == "poss"), None)
    if owner is None or doc.tokens[phrase.head_last].low not in lang.words("saying_nouns"):
        return None
    if any(t.kind != "name" and t.low != "the" for t in doc.tokens[phrase.first : owner]):
        return None
    return Phrase(phrase.first, owner - 1, phrase.first, owner - 1, "name")


def is_reporting_noun(doc: AnalysedText, at: int, saying: Cue) -> bool:
    """Return whether what reports at a token is such a noun, and no verb: her claim that, but she claimed that."""
    noun = saying.lemma in lang.words("saying_nouns") | lang.words("argued_nouns")
    return noun and saying.form == "past" and saying.lemma == doc.tokens[at].low
