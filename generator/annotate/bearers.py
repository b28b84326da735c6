"""Whom a family name alone means where several bear it. Mentions come in, for each the one it means, or all.

The newspapers' convention: the first to be introduced keeps the bare family name, and others of the family are
named in full. It holds only where no other bearer was named in full close by.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.annotate.names import Name
    from generator.annotate.people import Figure
    from generator.model import Span

_NEAR = 2
_MOST = 8


class _Family:
    """Remembers, from the front of a text, where each figure was last named in full."""

    def __init__(self, paragraphs: Sequence[Span]) -> None:
        self.starts = [paragraph.start for paragraph in paragraphs]
        self.first: dict[Figure, int] = {}
        self.last: dict[Figure, int] = {}

    def paragraph(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def named(self, figure: Figure, at: int) -> None:
        self.first.setdefault(figure, at)
        self.last[figure] = at

    def means(self, bearers: tuple[Figure, ...], at: int) -> tuple[Figure, ...]:
        if len(bearers) > _MOST:
            return bearers
        known = sorted((f for f in bearers if f in self.first), key=lambda f: self.first[f])
        if not known:
            return bearers
        here = self.paragraph(at)
        rivals = [f for f in known[1:] if here - self.paragraph(self.last[f]) <= _NEAR]
        return bearers if rivals else (known[0],)


def settled(
    names: Sequence[Name], bearers: Mapping[int, tuple[Figure, ...]], paragraphs: Sequence[Span]
) -> dict[int, tuple[Figure, ...]]:
    """Return for each mention, by its start, the figures it may mean after the convention."""
    family = _Family(paragraphs)
    found: dict[int, tuple[Figure, ...]] = {}
    for name in names:
        start = name.span.start
        candidates = bearers.get(start, ())
        if len(candidates) > 1 and not name.quoted:
            candidates = family.means(candidates, start)
        elif len(candidates) == 1 and len(name.words) > 1:
            family.named(candidates[0], start)
        found[start] = candidates
    return found


def give_mentions(
    names: Sequence[Name], before: Mapping[int, tuple[Figure, ...]], after: Mapping[int, tuple[Figure, ...]]
) -> None:
    """Give each figure the mentions that could be several people's before the convention, and are its own after."""
    for name in names:
        start = name.span.start
        if len(before.get(start, ())) > 1 and len(after[start]) == 1:
            after[start][0].mentions.append(name)
    for figure in {id(figure): figure for held in after.values() for figure in held}.values():
        figure.mentions.sort(key=lambda name: name.span)
