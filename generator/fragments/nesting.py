"""Lays marks so that they nest. Marks in any order come in; marks outer before inner, none crossing, go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.fragments.spans import DEEPEST
from generator.model import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import MarkKind

# Of marks on the same stretch, which is the outer one.
RANK = {"quote": 0, "moment": 1, "role": 2, "person": 3, "organisation": 3, "place": 3, "number": 4, "was": 5}


class _Laid:
    """A mark whose end may still be cut."""

    def __init__(self, mark: Mark, end: int) -> None:
        self.mark = mark
        self.end = end

    def cut(self) -> Mark:
        return replace(self.mark, span=Span(self.mark.span.start, self.end))


def nested(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Order marks, each that crosses an outer one cut at its edge; a quotation keeps its words, names give way.

    Marks that an outer one says already, and those nested too deep to be read back, are left out.
    """
    opened: list[_Laid] = []
    laid: list[_Laid] = []
    for mark in sorted(marks, key=_outer_first):
        while opened and opened[-1].end <= mark.span.start:
            opened.pop()
        new = _Laid(mark, mark.span.end)
        while opened and opened[-1].end < new.end:
            if mark.kind == "quote" and opened[-1].mark.kind != "quote":
                opened.pop().end = mark.span.start
            else:
                new.end = opened[-1].end
        if mark.span.start < new.end and len(opened) < DEEPEST and not _said_already(new.cut(), opened):
            opened.append(new)
            laid.append(new)
    return tuple(one.cut() for one in laid)


def _said_already(mark: Mark, around: Iterable[_Laid]) -> bool:
    """Tell whether an enclosing mark of the same words, of the same quotation or the same kind of name says it."""
    naming: tuple[MarkKind, ...] = ("person", "organisation", "place")
    return any(
        (outer.mark.kind in naming and mark.kind in naming)
        or (outer.mark.kind == mark.kind and (outer.cut().span == mark.span or outer.mark.id == mark.id != ""))
        for outer in around
    )


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.span.start, -mark.span.end, RANK[mark.kind]
