"""Finds misspelt echoes of quotations in titles, alternative texts and names, which carry no marks and no place.

A misspelt echo repeats some words of a quotation and then has one character wrong. Editors may paraphrase; a word that
is off by one character is no paraphrase.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


RUN = 3  # words in a row that count as an echo
SHORTEST = 4  # letters of a word that can be misspelt
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_CACHED = 1 << 14  # strings: every page has the same labels, and the files of a story the same words
_BITS = 32  # of a packed position: the word's number; the rest is the quotation's
_CROWDED = 64  # from so many quotations on, a run counts as a common phrase


class Echo(NamedTuple):
    """Words of a string that nearly repeat a quotation, the wrong one, and the quotation's word for it.

    `name` is the wrong word with the one behind it where both are capitalised, as the first of a name is; else empty.
    """

    words: str
    wrong: str
    right: str
    name: str = ""


class _Words:
    """The words of a text, where they are, and what separates each from the next, white space as one blank."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.found = list(_WORD.finditer(text))
        self.words = [match[0] for match in self.found]

    @cached_property
    def gaps(self) -> list[str]:
        """What separates each word from the next; most strings repeat no words of a quotation, and need none."""
        between = (self._text[one.end() : other.start()] for one, other in pairwise(self.found))
        return [" ".join(gap.split()) if gap.strip() else " " for gap in between]

    def runs(self) -> Iterator[int]:
        """Yield the key of each run of words."""
        return map(hash, zip(*(self.words[at:] for at in range(RUN)), strict=False))


class Echoes:
    """An index of the words of all quotations by every run of three.

    A site has a hundred thousand runs: each is known by the hash of its words alone, and equal words share memory.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.made_of = tuple(texts)
        self._texts: list[list[str]] = []
        self._gaps: list[list[str]] = []
        self._first: dict[int, int] = {}
        self._others: dict[int, list[int]] = {}
        self._cache: dict[str, tuple[Echo, ...]] = {}
        interned: dict[str, str] = {}
        for text in self.made_of:
            split = _Words(text)
            for at, run in enumerate(split.runs()):
                place = len(self._texts) << _BITS | at
                if self._first.setdefault(run, place) != place:
                    self._others.setdefault(run, []).append(place)
            self._texts.append([interned.setdefault(word, word) for word in split.words])
            self._gaps.append([interned.setdefault(gap, gap) for gap in split.gaps])

    def _places(self, split: _Words, at: int, run: int) -> list[tuple[int, int]]:
        """Return where a run occurs, by number of quotation and of word; nowhere where it is a common phrase.

        What separates its words is equal too. A label of ours before quoted words is not part of them: “Vell: If the”
        does not echo “…to Vell. If the”.
        """
        others = self._others.get(run, ())
        if len(others) >= _CROWDED:
            return []
        places = [(place >> _BITS, place & (1 << _BITS) - 1) for place in (self._first[run], *others)]
        words, gaps = split.words[at : at + RUN], split.gaps[at : at + RUN - 1]
        return [
            (number, at)
            for number, at in places
            if self._texts[number][at : at + RUN] == words and self._gaps[number][at : at + RUN - 1] == gaps
        ]

    def spoiled(self, text: str) -> Sequence[Echo]:
        """Return where a string repeats a quotation but for one character of the word before or after."""
        if not self._first:
            return ()
        echoes = self._cache.get(text)
        if echoes is None:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            echoes = self._cache[text] = tuple(self._find(_Words(text), text))
        return echoes

    def _find(self, split: _Words, text: str) -> Iterator[Echo]:
        words, found = split.words, split.found
        end = 0
        for at, run in enumerate(split.runs()):
            places = self._places(split, at, run) if at >= end and run in self._first else ()
            if not places:
                continue
            before = self._miss(split, at, places, -1)
            end, after = self._run(split, at, places)
            for position, right in filter(None, (before, after)):
                first, last = min(at, position), max(end - 1, position)
                name = " ".join(words[position : position + 2])
                yield Echo(
                    text[found[first].start() : found[last].end()],
                    words[position],
                    right,
                    name if name.istitle() else "",
                )

    def _run(self, split: _Words, at: int, places: Sequence[tuple[int, int]]) -> tuple[int, tuple[int, str] | None]:
        """Return where the longest repetition ends, and the misspelt word there with its right form."""
        lengths = {place: self._equal_words(split, at, place) for place in places}
        longest = max(lengths.values())
        best = [(number, start + longest - 1) for (number, start), length in lengths.items() if length == longest]
        return at + longest, self._miss(split, at + longest - 1, best, 1)

    def _equal_words(self, split: _Words, at: int, place: tuple[int, int]) -> int:
        """Return how many words are equal from there on, with what separates them; at least one."""
        words, gaps, start = self._texts[place[0]], self._gaps[place[0]], place[1]
        length = 1
        while at + length < len(split.words) and start + length < len(words):
            last = length - 1
            if split.words[at + length] != words[start + length] or split.gaps[at + last] != gaps[start + last]:
                break
            length += 1
        return length

    def _miss(self, split: _Words, at: int, places: Sequence[tuple[int, int]], step: int) -> tuple[int, str] | None:
        """Return the place and right form of the word next to the one at `at` if it is off by one character.

        What separates the two must be equal too: a label of ours before the words, or a speaker's name, ends in a
        colon, and is not a word of the quotation.
        """
        if not 0 <= at + step < len(split.words):
            return None
        shown, gap = split.words[at + step], split.gaps[min(at, at + step)]
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
    """Return whether two words differ by one character: added, left out or replaced.

    Short words (“of”, “or”), capitals and endings (“lamp”, “lamps”) do not count: that is how people rephrase.
    """
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    if len(shorter) < SHORTEST or len(longer) - len(shorter) > 1 or longer.startswith(shorter):
        return False
    at = next(i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b)
    rest = shorter[at:] if len(shorter) < len(longer) else shorter[at + 1 :]
    return rest == longer[at + 1 :]
