"""A stretch of a text, in code points of the decoded source, half open: `text[start:end]`."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """A stretch of a text, `start` included, `end` not.

    No dataclass: every stage makes spans and compares them by tens of thousands, which here is done in C.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that this span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """Return the same stretch `by` characters further on."""
        return Span(self.start + by, self.end + by)
