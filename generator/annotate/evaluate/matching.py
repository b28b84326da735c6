"""Which found span answers which annotated one. Two lists of spans come in, pairs and counts go out.

Spans are compared without quotation marks, blanks and punctuation at their edges, by the share of their union that
they have in common; the best pair is made first, and none has two partners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable

EDGE = frozenset(" \t\r\n\"'“”„«»‘’`,.;:!?…-–—()[]")


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, wrong and missing spans, with the rates made of them; a rate of nothing is 0."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what was to be found that was."""
        return ratio(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)


def ratio(part: float, whole: float) -> float:
    """Return `part` / `whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


def bare(text: str, row: dict[str, Any]) -> Span:
    """Return the span of a row without marks and blanks at its edges."""
    start, end = int(row["start"]), int(row["end"])
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end)


def shared(one: Span, other: Span) -> float:
    """Return the share of the union of two spans that lies in both."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def pairs(gold: list[Span], found: list[Span], least: float) -> dict[int, int]:
    """Return for each annotated span with a partner of at least `least` in common the index of that partner."""
    rated = [
        (share, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (share := shared(one, other)) > 0
    ]
    made: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in sorted(rated, reverse=True):
        if share >= least and i not in made and j not in taken:
            made[i] = j
            taken.add(j)
    return made


def tally(gold: list[dict[str, Any]], found: int, made: dict[int, int], forgiven: Callable[[int], bool]) -> Counts:
    """Count one document. Optional rows of the gold, and found ones that `forgiven` names, cost nothing."""
    required = [i for i, row in enumerate(gold) if not row.get("optional")]
    right = sum(i in made for i in required)
    partnered = set(made.values())
    wrong = sum(j not in partnered and not forgiven(j) for j in range(found))
    return Counts(right, wrong, len(required) - right)
