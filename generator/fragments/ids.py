"""Which quotation is which after a text was read anew? Quotations now and before come in, ids go out.

An id is minted once and then only ever found again: by the same words, else by place and most of the words. In doubt
a new one is minted, since an id never names another quotation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.slugs import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.fragments.spoken import Spoken

FIRST_WORDS = 8
LIKE_ENOUGH = 0.75  # share of words that a corrected quotation has in common with what it was
LOOK_AHEAD = 5


def assign(story: str, now: Sequence[Spoken], held: Sequence[Spoken], given: Iterable[str]) -> dict[str, str]:
    """Return the id of each quotation that there is `now`, by its key.

    `held` are those before, several forms of one id allowed; `given` is every id that was ever given.
    """
    found = match(now, held)
    taken = {*given, *(one.key for one in held)}
    met: Counter[str] = Counter()
    for one in now:
        first_words = " ".join(one.words.split()[:FIRST_WORDS])
        met[first_words] += 1
        if one.key not in found:
            found[one.key] = mint(story, first_words, met[first_words], taken)
            taken.add(found[one.key])
    return found


def match(now: Sequence[Spoken], held: Sequence[Spoken]) -> dict[str, str]:
    """Return which of `held` each of `now` is, by key; those that are in doubt are left out."""
    pairs = _Pairs()
    _by_words(now, held, pairs)
    _by_place(now, held, pairs)
    return pairs.found


class _Pairs:
    """What was found so far, each side once."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.used: set[str] = set()

    def add(self, one: Spoken, other: Spoken) -> None:
        if one.key not in self.found and other.key not in self.used:
            self.found[one.key] = other.key
            self.used.add(other.key)


def _by_words(now: Sequence[Spoken], held: Sequence[Spoken], pairs: _Pairs) -> None:
    """Pair quotations of the same words: in order where they are as many, else where the words before agree."""
    before = _grouped(held)
    for words, ones in _grouped(now).items():
        others = before.get(words, [])
        if len(ones) == len(others):
            for one, other in zip(ones, others, strict=True):
                pairs.add(one, other)
            continue
        places = Counter(one.before for one in [*ones, *others])
        by_place = {other.before: other for other in others}
        for one in ones:
            if places[one.before] == 2 and one.before in by_place:  # noqa: PLR2004  once on each side
                pairs.add(one, by_place[one.before])


def _grouped(spoken: Sequence[Spoken]) -> dict[str, list[Spoken]]:
    groups: dict[str, list[Spoken]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for one in spoken:
        if (one.words, one.key) not in seen:
            seen.add((one.words, one.key))
            groups[one.words].append(one)
    return groups


def _by_place(now: Sequence[Spoken], held: Sequence[Spoken], pairs: _Pairs) -> None:
    """Pair what is left where most of the words are the same and the quotation before is the same one."""
    order: dict[str, int] = {}
    first: list[Spoken] = []
    for other in held:
        if other.key not in order:
            order[other.key] = len(first)
            first.append(other)
    last = -1
    for one in now:
        if one.key not in pairs.found:
            near = (other for other in _next(first, last) if other.key not in pairs.used and other.words != one.words)
            like = next((other for other in near if _likeness(one.words, other.words) >= LIKE_ENOUGH), None)
            if like:
                pairs.add(one, like)
        last = order.get(pairs.found.get(one.key, ""), last)


def _next(held: Sequence[Spoken], last: int) -> Sequence[Spoken]:
    return held[last + 1 : last + 1 + LOOK_AHEAD]


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two quotations have in common, 0 to 1."""
    here, there = one.split(), other.split()
    common = sum((Counter(here) & Counter(there)).values())
    return 2 * common / max(1, len(here) + len(there))
