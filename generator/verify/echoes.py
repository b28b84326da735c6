"""Unmarked echoes of quotations: titles, alternatives and names that repeat a quotation's words without marks or place.

The quotations of `/data/quotes.json` come in first, then strings; a string that repeats some words of a quotation and
then has one letter wrong comes out. Editors may paraphrase; a word that is off by one character is no paraphrase.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RUN = 3  # words in a row that make an echo
SHORTEST = 4  # letters of a word that can be a wrong one
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_CROWDED = 64  # so many quotations may begin alike before the words count as a phrase that everybody uses


class Echo(NamedTuple):
    """The stretch of a string that nearly repeats a quotation, and the quotation's word for its wrong one."""

    words: str
    wrong: str
    right: str


class Echoes:
    """The words of all quotations by every three in a row."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = [_WORD.findall(text) for text in texts]
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for number, words in enumerate(self._texts):
            for at in range(len(words) - RUN + 1):
                self._places.setdefault(tuple(words[at : at + RUN]), []).append((number, at))

    def spoiled(self, text: str) -> Iterator[Echo]:
        """Yield each stretch that repeats a quotation but for one character of the word before or after."""
        found = list(_WORD.finditer(text)) if self._places else []
        words = [match[0] for match in found]
        at = 0
        while at + RUN <= len(words):
            places = self._places.get(tuple(words[at : at + RUN]), ())
            if not 0 < len(places) <= _CROWDED:
                at += 1
                continue
            before = self._miss(words, at, places, -1)
            end, after = self._run(words, at, places)
            for position, right in filter(None, (before, after)):
                first, last = min(at, position), max(end - 1, position)
                yield Echo(text[found[first].start() : found[last].end()], words[position], right)
            at = end

    def _run(
        self, words: Sequence[str], at: int, places: Sequence[tuple[int, int]]
    ) -> tuple[int, tuple[int, str] | None]:
        """Return where the longest repetition ends, and the word there that is nearly the quotation's."""
        lengths = {place: _alike(words, at, self._texts[place[0]], place[1]) for place in places}
        longest = max(lengths.values())
        best = [(number, start + longest - 1) for (number, start), length in lengths.items() if length == longest]
        return at + longest, self._miss(words, at + longest - 1, best, 1)

    def _miss(
        self, words: Sequence[str], at: int, places: Sequence[tuple[int, int]], step: int
    ) -> tuple[int, str] | None:
        """Return the place and right form of the word next to `words[at]` where it is off by one character."""
        if not 0 <= at + step < len(words):
            return None
        shown = words[at + step]
        rights = [
            text[start + step] for number, start in places if 0 <= start + step < len(text := self._texts[number])
        ]
        if shown in rights:
            return None
        return next(((at + step, right) for right in rights if off_by_one(shown, right)), None)


def _alike(words: Sequence[str], at: int, text: Sequence[str], start: int) -> int:
    length = 0
    while at + length < len(words) and start + length < len(text) and words[at + length] == text[start + length]:
        length += 1
    return length


def off_by_one(one: str, other: str) -> bool:
    """Tell whether two words are one character apart: put in, left out or another.

    Short words (“of”, “or”), capitals and endings (“lamp”, “lamps”) do not count: those are how people rephrase.
    """
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    if len(shorter) < SHORTEST or len(longer) - len(shorter) > 1 or longer.startswith(shorter):
        return False
    at = next(i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b)
    rest = shorter[at:] if len(shorter) < len(longer) else shorter[at + 1 :]
    return rest == longer[at + 1 :]
