"""Whether the event at a date is reported, planned or denied. A place in a text comes in, the certainty goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate import lang

if TYPE_CHECKING:
    from generator.annotate.direction import Sign
    from generator.model import Certainty, Span

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_CLAUSE = re.compile(r"[;:,“”\"]|\b(?:but|and|while|although|which|who|that|because)\b")
_REACH = 90


def _denied(words: list[str], kind: str) -> bool:
    entries = lang.pairs("denials")
    return any(entries.get(word) == kind or (kind == "clause" and word.endswith(("n't", "n’t"))) for word in words)


def _clause(text: str, sentence: Span, at: int) -> list[str]:
    """Return the words of the clause around the verb at `at`, as far as commas and joining words leave it."""
    floor = max(sentence.start, at - _REACH)
    left = text[floor:at]
    cuts = [m.end() for m in _CLAUSE.finditer(left)]
    right = text[at : min(sentence.end, at + _REACH)]
    cut = _CLAUSE.search(right)
    return _WORD.findall((left[cuts[-1] :] if cuts else left) + (right[: cut.start()] if cut else right))


def certainty(text: str, sentence: Span, date: Span, sign: Sign) -> Certainty:
    """Return how the text holds the event at `date`, whose direction `sign` tells.

    Denied: a denying word in the clause of its verb, or a verb of denying before it in the sentence. Planned: the
    sentence looks ahead. Everything else is reported.
    """
    at = sign.at if sign.at >= 0 else date.start
    if _denied(_clause(text, sentence, at), "clause"):
        return "denied"
    before = _WORD.findall(text, max(sentence.start, date.start - 2 * _REACH), date.start)
    if _denied(before, "report"):
        return "denied"
    return "planned" if sign.direction == "future" else "reported"
