"""Who or what a verb belongs to. Narrative tokens and a verb's place come in, a subject's `Phrase` goes out.

A shallow reading: noun phrases are walked token by token, apposition and relative clauses between commas are
stepped over, and what cannot be read that way gives None.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.insertions import before_insertion, ending_at
from generator.annotate.nouns_after import phrase_from
from generator.annotate.nouns_before import noun_before, noun_phrase_before
from generator.annotate.phrase import LINKS, Phrase, is_adverb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.token import Token

_SPEAKING = ("roles", "groups", "witnesses", "saying_nouns")
_SKIPPED = frozenset({"adv", "aux", "neg", "time"})
# What stands after these is most often a place, and nobody whom “who” could mean.
_PLACING = frozenset({"from", "in", "at", "near"})


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Phrase | None:
    """Return the subject that stands before the verb at `verb`, not reaching back past `floor`; None if unread."""
    if tokens[verb].begins:
        return None
    skipped = _skip_back(tokens, verb - 1, floor)
    if skipped is None:
        return None
    at, denied = skipped
    token = tokens[at]
    if token.low in (",", "—", "–", "--", "-", "―"):
        found = before_insertion(tokens, at, floor)
    elif token.kind == "rel" or token.low == "that":
        found = _antecedent(tokens, at - 2 if tokens[at - 1].low == "," else at - 1, floor) if at > floor else None
    elif token.low == ")":
        found = ending_at(tokens, at, floor)
    else:
        found = noun_phrase_before(tokens, at, floor)
    return replace(found, denied=denied) if found else None


def _antecedent(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return what a relative clause after `last` belongs to: “a case against NAME, which called” is NAME's."""
    found = ending_at(tokens, last, floor)
    if found is None or found.form != "description":
        return found
    if (named := _told_of(tokens, found, floor)) is not None:
        return named
    if found.head_last == found.last:
        return found
    inner = noun_before(tokens, found.last, floor)
    if inner is not None and tokens[inner.first - 1].low in _PLACING:
        return found
    speaks = any(tokens[found.head_last].low.removesuffix("s") in lang.words(name) for name in _SPEAKING)
    speaks = speaks or any(tokens[found.head_last].low in lang.words(name) for name in _SPEAKING)
    return inner if inner is not None and inner.form == "name" and not speaks else found


def _told_of(tokens: Sequence[Token], role: Phrase, floor: int) -> Phrase | None:
    """Return the name that a description tells of, where a clause goes on after both: NAME, the baker, who said."""
    if role.first - 1 <= floor or tokens[role.first - 1].low != "," or tokens[role.last + 1].low != ",":
        return None
    outer = ending_at(tokens, role.first - 2, floor)
    if outer is None or outer.form != "name" or outer.head_last != outer.last:
        return None
    return None if any(t.low in LINKS for t in tokens[outer.first : outer.head_first]) else outer


def _skip_back(tokens: Sequence[Token], at: int, floor: int) -> tuple[int, bool] | None:
    """Step back over auxiliaries, adverbs and days before a verb; tell whether the verb is denied."""
    denied = False
    while at >= floor and _is_skipped(tokens, at, floor):
        denied = denied or tokens[at].kind == "neg"
        if tokens[at].opens:
            return None
        at -= 1
    return (at, denied) if at >= floor else None


def _is_skipped(tokens: Sequence[Token], at: int, floor: int) -> bool:
    token, after = tokens[at], tokens[at + 1]
    if token.kind in _SKIPPED or (token.kind == "word" and is_adverb(token.low) and at > floor):
        return True
    if token.kind == "prep":
        return token.low in ("on", "in") and after.kind == "time"
    return token.kind == "poss" and after.kind in ("adv", "neg", "word") and after.low.endswith("ing")


def subject_after(tokens: Sequence[Token], verb: int, ceiling: int) -> Phrase | None:
    """Return the subject that follows the verb at `verb` (“said Ann Lee”), not reaching past `ceiling`."""
    at = verb + 1
    while at < ceiling and tokens[at].kind in ("adv", "time") and not tokens[at].opens:
        at += 1
    if at >= ceiling or tokens[at].begins:
        return None
    return phrase_from(tokens, at, ceiling)
