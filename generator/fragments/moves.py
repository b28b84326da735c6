"""Where the words of an old source stand in the new one. Pairs of slices come in, offsets go out moved."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import Fragment, Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable


PLACES = ("via", "means")  # attributes whose value is a slice of the source


class Moves:
    """Moves slices of the old source whose words stand unbroken in the new one.

    `pairs` are an old slice each, none meeting another, and the new one of the same words.
    """

    def __init__(self, pairs: Iterable[tuple[Span, Span]]) -> None:
        self.pairs = sorted(pairs)
        self.starts = [old.start for old, _ in self.pairs]

    def moved(self, span: Span) -> Span | None:
        """Return where a slice is now; None where its words are gone."""
        at = bisect_right(self.starts, span.start) - 1
        if at < 0 or not self.pairs[at][0].covers(span):
            return None
        old, new = self.pairs[at]
        return span.shift(new.start - old.start)

    def written(self, value: str) -> str:
        """Return a slice in the form `a,b` moved; empty where its words are gone or it is no slice."""
        start, _, end = value.partition(",")
        if not (start.isdecimal() and end.isdecimal()):
            return ""
        span = self.moved(Span(int(start), int(end)))
        return f"{span.start},{span.end}" if span else ""

    def fragment(self, fragment: Fragment) -> Fragment:
        """Return a fragment with its slice, and those that its marks name, moved; a place that is gone is left out."""
        source = self.moved(fragment.source) if fragment.source else None
        return replace(fragment, source=source or fragment.source, marks=tuple(map(self.mark, fragment.marks)))

    def mark(self, mark: Mark) -> Mark:
        """Return a mark with the slices that its attributes name moved, or left out where their words are gone."""
        attrs = {key: self.written(value) if key in PLACES else value for key, value in mark.attrs.items()}
        return replace(mark, attrs={key: value for key, value in attrs.items() if value or key not in PLACES})
