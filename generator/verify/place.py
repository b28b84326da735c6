"""A slice of a source, as verify names it in messages and compares it."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A slice: code points `start` to `end` of the text of `story`."""

    story: str
    start: int
    end: int

    def covers(self, other: Place) -> bool:
        """Tell whether `other` lies within this slice."""
        return self.story == other.story and self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{self.story}.txt#char={self.start},{self.end}"
