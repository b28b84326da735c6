"""Noun phrases read forwards, from their first word. Tokens and a place come in, a `Phrase` goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.nouns_before import bears_a_title
from generator.annotate.phrase import LINKS, REACH, Phrase, is_adverb, is_finite, is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.token import Token

_STARTS = frozenset({"det", "name", "word", "num", "adj"})
_GOES_ON = frozenset({"name", "word", "num", "adj", "poss", "quote"})
_ROLE_REACH = 4
_OBJECTS = frozenset({"det", "pron", "obj"})
_AFTER_PAST = frozenset({"prep", "to", "conj", "punct", "dash"})


def phrase_from(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that begins at `first`; None where none does."""
    if tokens[first].kind == "pron":
        return Phrase(first, first, first, first, "pronoun")
    if tokens[first].kind == "pron2":
        return Phrase(first, first, first, first, "description")
    if tokens[first].kind not in _STARTS:
        return None
    last = _named_after_title(tokens, _run_end(tokens, first, ceiling), ceiling)
    if tokens[last].kind == "det":
        return None
    if tokens[last].kind == "name":
        return Phrase(first, last, first, last, "name")
    return Phrase(first, _depending(tokens, last, ceiling), first, last, "description")


def _named_after_title(tokens: Sequence[Token], last: int, ceiling: int) -> int:
    """Return where a title with “of” and its holder's name ends: Secretary of State Ann Lee."""
    if not is_role(tokens[last].low) or last + 2 >= ceiling or tokens[last + 1].low != "of":
        return last
    if tokens[last + 2].kind != "name":
        return last
    further = _run_end(tokens, last + 2, ceiling)
    titled = Phrase(last + 2, further, last + 2, further, "name")
    return further if bears_a_title(tokens, titled) else last


def _depending(tokens: Sequence[Token], last: int, ceiling: int) -> int:
    """Return where what hangs on a head ends: a spokeswoman “for the mill in Vell”."""
    end = last
    while end + 2 < ceiling and end - last < REACH and tokens[end + 1].low in LINKS and not tokens[end + 1].opens:
        if tokens[end + 2].kind not in _STARTS:
            break
        end = _run_end(tokens, end + 2, ceiling)
    return end


def _run_end(tokens: Sequence[Token], first: int, ceiling: int) -> int:
    """Return where the noun phrase without “of …” that begins at `first` ends; after a name only a role goes on."""
    at = first
    while at + 1 < ceiling and at - first < REACH and _goes_on(tokens, at, first, ceiling):
        if tokens[at].kind == "word" and tokens[at + 1].kind == "name" and at > first and tokens[at].low.endswith("ed"):
            return at - 1
        at += 1
    return at


def _goes_on(tokens: Sequence[Token], at: int, first: int, ceiling: int) -> bool:
    now, coming = tokens[at], tokens[at + 1]
    if coming.opens or coming.low in lang.words("verbs") or _governs(tokens, at + 1, ceiling):
        return False
    if coming.kind not in _GOES_ON:
        inside = now.kind == "name" and coming.low in lang.words("particles") and at + 2 < ceiling
        return inside and tokens[at + 2].kind == "name"
    if now.kind == "name" and coming.kind == "word" and not _role_ahead(tokens, at + 1, ceiling):
        return False
    return coming.kind != "word" or not (is_adverb(coming.low) or is_finite(tokens, at + 1, first))


def _governs(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Tell whether what follows a word shows that it is a verb: “the council dislikes the dam”, “opened at noon”."""
    if tokens[at].kind != "word" or at + 1 >= ceiling:
        return False
    after = tokens[at + 1].kind
    return after in _OBJECTS or (tokens[at].low.endswith("ed") and after in _AFTER_PAST)


def _role_ahead(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Tell whether the small words from `at` on end in a role: “campaign manager”."""
    for index in range(at, min(at + _ROLE_REACH, ceiling)):
        if tokens[index].kind != "word" or tokens[index].opens:
            return False
        if is_role(tokens[index].low):
            return True
    return False
