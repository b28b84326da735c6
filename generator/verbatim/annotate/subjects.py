"""Finds the subject of a sentence's main clause, and what precedes a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.phrases import is_adverb
from verbatim.annotate.text.tense import is_past

if TYPE_CHECKING:
    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.text.phrases import Phrase


_OPENS = frozenset({"prep", "conj", "adv", "time", "according", "and", "to"})
_SUBJECTS = frozenset({"name", "det", "pron", "pron2", "word", "adj", "num"})
_COORDINATING = frozenset({"but", "and", "yet", "so", "or"})
_INTRODUCTION = 25


def follows_any(doc: AnalysedText, verb: int, words: frozenset[str]) -> bool:
    """Return whether one of `words` precedes the verb, with nothing but adverbs between."""
    at, floor = verb - 1, doc.floor(verb)
    while at >= floor and (doc.tokens[at].kind in ("adv", "neg", "time") or is_adverb(doc.tokens[at].low)):
        at -= 1
    return at >= floor and doc.tokens[at].low in words


def main_subject(doc: AnalysedText, floor: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that opens a sentence's main clause, after any introduction that a comma ends."""
    first = floor + (doc.tokens[floor].low in _COORDINATING and floor + 1 < ceiling)
    if _is_introduction(doc, first, ceiling):
        reach = range(first, min(first + _INTRODUCTION, ceiling - 1))
        commas = [at + 1 for at in reach if doc.tokens[at].low == ","]
        clauses = [at for at in commas if doc.tokens[at].kind in _SUBJECTS - {"word", "adj"}]
        with_verb = (at for at in clauses if _has_verb(doc, at, ceiling))  # In Sund, Malta, on Friday, NAME said
        first = next(with_verb, clauses[0] if clauses else commas[0] if commas else first + 1)
    if first >= ceiling or doc.tokens[first].kind not in _SUBJECTS:
        return None
    subject = doc.phrase_from(first)
    if subject is None or subject.last + 1 >= ceiling or doc.tokens[subject.last + 1].low in (".", "?", "!"):
        return None
    return subject


def _is_introduction(doc: AnalysedText, first: int, ceiling: int) -> bool:
    """Return whether a sentence opens with anything but its subject: In Vell, Speaking there, Days after the flood."""
    opening = doc.tokens[first]
    if opening.kind in _OPENS or opening.low.endswith("ing") or _opens_a_participle(doc, first, ceiling):
        return True
    span = doc.tokens[first + 1 : min(first + 3, ceiling)]
    return opening.kind in ("word", "num", "det") and any(token.low in ("after", "before") for token in span)


def _has_verb(doc: AnalysedText, first: int, ceiling: int) -> bool:
    """Return whether the noun phrase at `first` has a finite verb right behind it."""
    subject = doc.phrase_from(first)
    at = subject.last + 1 if subject is not None else ceiling
    while at + 1 < ceiling and doc.tokens[at].low == "of" and (owner := doc.phrase_from(at + 1)) is not None:
        at = owner.last + 1
    while at < ceiling and (doc.tokens[at].kind == "adv" or is_adverb(doc.tokens[at].low)):
        at += 1
    if at >= ceiling:
        return False
    low = doc.tokens[at].low
    return doc.tokens[at].kind == "aux" or low in lang.words("verbs") or is_past(low) or cue(low) is not None


def _opens_a_participle(doc: AnalysedText, first: int, ceiling: int) -> bool:
    """Return whether a sentence opens with “Asked about the dam,” or “Pressed on it,”."""
    token = doc.tokens[first]
    led = first + 1 < ceiling and doc.tokens[first + 1].kind in ("prep", "conj", "to", "time", "adv")
    return token.kind == "word" and led and is_past(token.low)
