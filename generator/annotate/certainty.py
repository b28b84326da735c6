"""Whether the event at a date is reported, planned or denied. A place in a text comes in, the certainty goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate import lang

if TYPE_CHECKING:
    from generator.annotate.direction import Sign
    from generator.model import Certainty, Span

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_CLAUSE = re.compile(r"[;:,“”\"]|\b(?:but|while|although|which|who|because|than)\b")
_REACH = 120
_NEAR = 24
_WORDS_BEFORE, _WORDS_ON = 2, 3
_PASSIVE = frozenset(("been", "was", "were", "is", "are", "being", "be"))
_BOUNDS = frozenset(("until", "till", "before", "since"))
_HALF = "only"


def _denies(word: str) -> bool:
    return lang.pairs("denials").get(word) == "clause" or word.endswith(("n't", "n’t"))


def _verb_denied(text: str, sentence: Span, sign: Sign) -> bool:
    """Tell whether a denying word stands right at the verb that `sign` names (“did not”, “never was”, “won't”)."""
    before = _WORD.findall(text, max(sentence.start, sign.at - _NEAR), sign.at)[-_WORDS_BEFORE:]
    on = _WORD.findall(text, sign.at, min(sentence.end, sign.at + _NEAR))[:_WORDS_ON]
    words = [word.lower() for word in (*before, *on)]
    return _HALF not in words and any(_denies(word) for word in words)


def _event_denied(text: str, sentence: Span, date: Span) -> bool:
    """Tell whether a verb of denial reaches over the date (“denied meeting them on Tuesday”), itself not passive."""
    words = _WORD.findall(text, max(sentence.start, date.start - _REACH), date.start)
    for at, word in enumerate(words):
        denial = lang.pairs("denials").get(word.lower()) == "report"
        if denial and at + 1 < len(words) and (at == 0 or words[at - 1].lower() not in _PASSIVE):
            return True
    return False


def _one_clause(text: str, sign: Sign, date: Span) -> bool:
    first, last = sorted((sign.at, date.start))
    return last - first <= _REACH and not _CLAUSE.search(text, first, last)


def certainty(text: str, sentence: Span, date: Span, sign: Sign, before: str = "") -> Certainty:
    """Return how the text holds the event at `date`, whose direction `sign` tells; `before` is the word before it.

    Denied: a denying word right at the verb, in the clause of the date (not one bounded by it: “not until Monday”),
    or a verb of denial before the date. Planned: the sentence looks ahead. Everything else is reported.
    """
    bounded = before in _BOUNDS
    if sign.at >= 0 and not bounded and _one_clause(text, sign, date) and _verb_denied(text, sentence, sign):
        return "denied"
    if not bounded and _event_denied(text, sentence, date):
        return "denied"
    return "planned" if sign.direction == "future" else "reported"
