"""Whether a date looks back or ahead, from the verb nearest to it. A place in a text comes in, a direction goes out.

The nearest verb to the left in the sentence decides, else the nearest to the right; of a date that owns what
follows (“Monday's hearing will …”) the other way round. A quotation mark ends the search: what is said, and that it
is said, may lie in different times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang

if TYPE_CHECKING:
    from verbatim.model import Certainty, Span


# ---- annotate/direction.py

Direction = Literal["past", "future", "none"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[“”\"„;]")
_QUOTES = '“”"„'
_REACH_BACK = 240
_REACH_ON = 140
_OWNED = 4  # how many words behind a possessive may lie before its verb
_BE = frozenset(("be", "being", "get"))
_LEADS_TO_INFINITIVE = "to"


@dataclass(frozen=True, slots=True)
class Sign:
    """The verb that tells the direction of a date: its word and where it stands; `word` is empty where none does."""

    direction: Direction
    word: str = ""
    at: int = -1


@cache
def _past_words() -> frozenset[str]:
    return lang.words("past_verbs")


def is_past(word: str) -> bool:
    """Tell whether `word` is a past form of a verb."""
    if word in _past_words():
        return True
    return len(word) > len("aced") and word.endswith("ed") and word.islower() and word not in lang.words("not_past")


def _sign(words: list[re.Match[str]], at: int) -> Sign | None:
    """Return what the word at `at` tells of the direction, None where it tells nothing."""
    word = words[at][0]
    kind = lang.pairs("prospects").get(word, "")
    after = words[at + 1][0] if at + 1 < len(words) else ""
    infinitive = after == _LEADS_TO_INFINITIVE and at + 2 < len(words) and words[at + 2][0].islower()
    if kind in ("aux", "word") or (kind == "to" and infinitive):
        return Sign("future", word, words[at].start())
    if not is_past(word):
        return None
    before = words[at - 1][0] if at else ""
    if before in _BE:
        return Sign("future", before, words[at].start()) if _prospective(words, at - 1) else None
    return Sign("past", word, words[at].start())


def _prospective(words: list[re.Match[str]], be: int) -> bool:
    """Tell whether the “be” at `be` belongs to a coming event (“will be”, “to be”)."""
    before = words[be - 1][0] if be else ""
    return before == "to" or lang.pairs("prospects").get(before, "") == "aux"


def _before(text: str, sentence: Span, start: int) -> list[re.Match[str]]:
    words = list(_WORD.finditer(text, max(sentence.start, start - _REACH_BACK), start))
    cuts = [i for i, word in enumerate(words) if word[0] in _QUOTES or word[0] == ";"]
    return words[cuts[-1] + 1 :] if cuts else words


def _after(text: str, sentence: Span, end: int) -> list[re.Match[str]]:
    words = list(_WORD.finditer(text, end, min(sentence.end, end + _REACH_ON)))
    cuts = [i for i, word in enumerate(words) if word[0] in _QUOTES or word[0] == ";"]
    return words[: cuts[0]] if cuts else words


def _first(words: list[re.Match[str]], order: range) -> Sign | None:
    return next((sign for at in order if (sign := _sign(words, at))), None)


def _falls_on(left: list[re.Match[str]], text: str, start: int) -> bool:
    """Tell whether “is” or “are” stands right before the date (“the deadline is Friday”)."""
    return bool(left) and left[-1][0] in ("is", "are") and not text[left[-1].end() : start].strip()


def direction(text: str, sentence: Span, date: Span) -> Sign:
    """Return whether the date at `date` looks back, ahead, or whether its sentence does not tell."""
    left, right = _before(text, sentence, date.start), _after(text, sentence, date.end)
    if _falls_on(left, text, date.start):
        return Sign("future", left[-1][0], left[-1].start())
    back = _first(left, range(len(left) - 1, -1, -1))
    on = _first(right, range(len(right)))
    if text[date.end : date.end + 1] in ("'", "’"):
        back = _first(right, range(min(_OWNED, len(right)))) or back
    return back or on or Sign("none")


# ---- annotate/certainty.py

_WORD_CERTAINTY = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
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
    before = _WORD_CERTAINTY.findall(text, max(sentence.start, sign.at - _NEAR), sign.at)[-_WORDS_BEFORE:]
    on = _WORD_CERTAINTY.findall(text, sign.at, min(sentence.end, sign.at + _NEAR))[:_WORDS_ON]
    words = [word.lower() for word in (*before, *on)]
    return _HALF not in words and any(_denies(word) for word in words)


def _event_denied(text: str, sentence: Span, date: Span) -> bool:
    """Tell whether a verb of denial reaches over the date (“denied meeting them on Tuesday”), itself not passive."""
    words = _WORD_CERTAINTY.findall(text, max(sentence.start, date.start - _REACH), date.start)
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
