"""The phrase that gives a number its meaning. A number in its sentence comes in, the phrase's span goes out.

What is counted stands behind the number (“40 | journalists”, “12 % | of the harvest”); a sum or share that nothing
follows is measured by the words before it (“the bridge cost | $5 million”).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.direction import is_past
from generator.model import Span

if TYPE_CHECKING:
    from generator.annotate.number_forms import Amount

_WORD = re.compile(r"[\w’'-]+(?:\.(?=\w))?[\w’'-]*")
_GAP = re.compile(r"[ \u00a0-]+|\r?\n(?=\S)")
_MOST = 9
_REACH_BACK = 90
_CLAUSE = re.compile(r"[.!?,;:()“”\"\[\]–—]|\b(?:and|but|which|who|that|while)\s")
_ARTICLES = frozenset(("the", "a", "an", "all"))


def _plural(word: str) -> bool:
    if word.lower() in lang.words("irregular_plurals"):
        return True
    return len(word) > len("was") and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _stops(word: str) -> bool:
    return word.lower() in lang.words("phrase_ends")


def _run(text: str, at: int, end: int, most: int) -> list[Span]:
    """Return the words from `at` on that could belong to one noun phrase, up to its plural or a word that ends it."""
    found: list[Span] = []
    while len(found) < most:
        gap = _GAP.match(text, at, end)
        word = _WORD.match(text, gap.end() if gap else at, end)
        if not gap or not word or _stops(word[0]) or word[0] == "of":
            break
        if found and _plural(found[-1].of(text)) and not _plural(word[0]):
            break
        found.append(Span(word.start(), word.end()))
        at = word.end()
    return found


def _of(text: str, at: int, end: int) -> list[Span]:
    """Return the words of an “of …” phrase that begins at `at`, empty where none does."""
    opening = re.compile(r"\s+of(?=\s)").match(text, at, end)
    inside = _run(text, opening.end(), end, _MOST) if opening else []
    return [Span(at + 1, at + 1 + len("of")), *inside] if opening and inside else []


def _pair(text: str, at: int, end: int) -> list[Span]:
    """Return the second of two counted nouns where nothing but a mark follows it (“countries and regions.”)."""
    match = re.compile(r"\s+and\s+([\w’'-]+)(?=[.,;:!?)”\"]|$)").match(text, at, end)
    return [Span(match.start(1), match.end(1))] if match and _plural(match[1]) else []


def _behind(text: str, start: int, end: int) -> Span | None:
    words = _run(text, start, end, _MOST)
    tail = _of(text, words[-1].end if words else start, end)
    both = words + tail
    if words and not tail:
        both += _pair(text, words[-1].end, end)
    if not both or both[0].of(text).lower() in _ARTICLES or (is_past(both[0].of(text)) and len(both) == 1):
        return None
    return Span(both[0].start, both[-1].end)


def _countable(text: str, phrase: Span) -> bool:
    """Tell whether a phrase can be counted: without a plural the number is part of a name (“a 737 airliner”)."""
    return any(_plural(word[0]) for word in _WORD.finditer(text, phrase.start, phrase.end))


def _ahead(text: str, start: int, floor: int) -> Span | None:
    """Return the words of the clause before the number, from its subject on."""
    left = max(floor, start - _REACH_BACK)
    cuts = [m.end() for m in _CLAUSE.finditer(text, left, start)]
    first = cuts[-1] if cuts else left
    if not cuts and left > floor:
        return None
    words = list(_WORD.finditer(text, first, start))
    while words and words[-1][0].lower() in ("to", "by", "of", "at", "a", "the", "for", "from", "in", "with"):
        words.pop()
    if not words or len(words) > _MOST or _stops(words[0][0]):
        return None
    content = [word for word in words if not _stops(word[0])]
    states = len(words) == len(("Turnout", "was")) and (
        is_past(words[1][0]) or words[1][0] in lang.words("auxiliaries")
    )
    return Span(words[0].start(), words[-1].end()) if len(content) > 1 or (content and states) else None


def meaning(text: str, amount: Amount, sentence: Span) -> Span | None:
    """Return the phrase that gives `amount` its meaning within `sentence`, None where the sentence gives none."""
    behind = _behind(text, amount.span.end, sentence.end)
    if behind and amount.sort == "crowd":
        return Span(behind.start + len("of "), behind.end)
    if amount.sort in ("count", "crowd"):
        return behind if behind and _countable(text, behind) else None
    if behind:
        return behind
    return _ahead(text, amount.span.start, sentence.start)
