"""Unmarked echoes of quotations: titles, alternatives and names that repeat a quotation's words without marks or place.

The quotations of `/data/quotes.json` come in first, then strings; a string that repeats some words of a quotation and
then has one letter wrong comes out. Editors may paraphrase; a word that is off by one character is no paraphrase.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


RUN = 3  # words in a row that make an echo
SHORTEST = 4  # letters of a word that can be a wrong one
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_KEPT, _SHORT = 1 << 14, 200  # so many strings of so few characters are remembered: every page has the same labels
_BITS = 32  # of a place, for the number of a word; the rest is that of its quotation
_CROWDED = 64  # so many quotations may begin alike before the words count as a phrase that everybody uses


class Echo(NamedTuple):
    """The stretch of a string that nearly repeats a quotation, and the quotation's word for its wrong one."""

    words: str
    wrong: str
    right: str


class _Words:
    """The words of a text, where they stand, and what stands between each and the next, white space as one blank."""

    def __init__(self, text: str) -> None:
        self.found = list(_WORD.finditer(text))
        self.words = [match[0] for match in self.found]
        between = (text[one.end() : other.start()] for one, other in pairwise(self.found))
        self.gaps = [" ".join(gap.split()) if gap.strip() else " " for gap in between]

    def run(self, at: int) -> tuple[str, ...]:
        """Return the words that make an echo, from the one at `at`, with what stands between them.

        Words of ours before somebody's are no part of these: “Vell: If the” is not said by who said “…to Vell. If the”.
        """
        return (*self.words[at : at + RUN], *self.gaps[at : at + RUN - 1])


class Echoes:
    """The words of all quotations by every three in a row.

    A site has a hundred thousand such runs: each is known by its hash alone, and a word is in memory once.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.made_of = tuple(texts)
        self._texts: list[list[str]] = []
        self._gaps: list[list[str]] = []
        self._first: dict[int, int] = {}
        self._others: dict[int, list[int]] = {}
        self._known: dict[str, tuple[Echo, ...]] = {}
        known: dict[str, str] = {}
        for text in self.made_of:
            told = _Words(text)
            for at in range(len(told.words) - RUN + 1):
                self._put(hash(told.run(at)), len(self._texts) << _BITS | at)
            self._texts.append([known.setdefault(word, word) for word in told.words])
            self._gaps.append([known.setdefault(gap, gap) for gap in told.gaps])

    def _put(self, run: int, place: int) -> None:
        if self._first.setdefault(run, place) != place:
            self._others.setdefault(run, []).append(place)

    def _places(self, run: tuple[str, ...]) -> list[tuple[int, int]]:
        """Return where a run stands, by number of quotation and of word; nowhere where too many begin so."""
        key = hash(run)
        others = self._others.get(key, ())
        if key not in self._first or len(others) >= _CROWDED:
            return []
        places = [(place >> _BITS, place & (1 << _BITS) - 1) for place in (self._first[key], *others)]
        return [place for place in places if self._run_at(*place) == run]

    def _run_at(self, number: int, at: int) -> tuple[str, ...]:
        return (*self._texts[number][at : at + RUN], *self._gaps[number][at : at + RUN - 1])

    def spoiled(self, text: str) -> Sequence[Echo]:
        """Return each stretch that repeats a quotation but for one character of the word before or after."""
        if not self._first:
            return ()
        known = self._known.get(text)
        if known is None:
            known = tuple(self._spoiled(_Words(text), text))
            if len(text) <= _SHORT and len(self._known) < _KEPT:
                self._known[text] = known
        return known

    def _spoiled(self, told: _Words, text: str) -> Iterator[Echo]:
        words, found = told.words, told.found
        at = 0
        while at + RUN <= len(words):
            places = self._places(told.run(at))
            if not places:
                at += 1
                continue
            before = self._miss(told, at, places, -1)
            end, after = self._run(told, at, places)
            for position, right in filter(None, (before, after)):
                first, last = min(at, position), max(end - 1, position)
                yield Echo(text[found[first].start() : found[last].end()], words[position], right)
            at = end

    def _run(self, told: _Words, at: int, places: Sequence[tuple[int, int]]) -> tuple[int, tuple[int, str] | None]:
        """Return where the longest repetition ends, and the word there that is nearly the quotation's."""
        lengths = {place: self._alike(told, at, place) for place in places}
        longest = max(lengths.values())
        best = [(number, start + longest - 1) for (number, start), length in lengths.items() if length == longest]
        return at + longest, self._miss(told, at + longest - 1, best, 1)

    def _alike(self, told: _Words, at: int, place: tuple[int, int]) -> int:
        """Return how many words are the same from there on, with what stands between them; at least one."""
        words, gaps, start = self._texts[place[0]], self._gaps[place[0]], place[1]
        length = 1
        while at + length < len(told.words) and start + length < len(words):
            last = length - 1
            if told.words[at + length] != words[start + length] or told.gaps[at + last] != gaps[start + last]:
                break
            length += 1
        return length

    def _miss(self, told: _Words, at: int, places: Sequence[tuple[int, int]], step: int) -> tuple[int, str] | None:
        """Return the place and right form of the word next to the one at `at` where it is off by one character.

        What stands between the two must be the same there: a label of ours before the words, or somebody's name, ends
        in a colon, and is no word of the quotation's.
        """
        if not 0 <= at + step < len(told.words):
            return None
        shown, gap = told.words[at + step], told.gaps[min(at, at + step)]
        rights = [
            text[start + step]
            for number, start in places
            if 0 <= start + step < len(text := self._texts[number])
            and self._gaps[number][min(start, start + step)] == gap
        ]
        if shown in rights:
            return None
        return next(((at + step, right) for right in rights if off_by_one(shown, right)), None)


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
