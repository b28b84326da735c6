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

from generator.annotate import lang

if TYPE_CHECKING:
    from generator.model import Span

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
