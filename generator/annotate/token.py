"""The shape of a token: a word, a mark, or a whole quotation of the narrative."""

from __future__ import annotations

from dataclasses import dataclass

SURELY = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark or quotation; `low` is in small letters, `quote` the quotation's index where it is one.

    `opens` says how surely a sentence begins here: 0 not, 1 perhaps (after a quotation's own ? or !), 2 surely.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    opens: int = 0
    quote: int = -1

    @property
    def begins(self) -> bool:
        """Tell whether a sentence surely begins here."""
        return self.opens == SURELY
