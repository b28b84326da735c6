"""What a page has read. Lookups note what they are asked for, and a page is made again only where that changed.

A fact that was read is named by its kind and its key: `("story", "rope")`. Whoever looks through a whole table has read
everything (`ALL`): that is always true, and a lookup by key is the way to have read less.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Fact = tuple[str | int, ...]
ALL = ("all",)
STORY = "story"  # the kind of what a story's own files say


class Reads:
    """The facts that are being read; nothing is noted where nobody follows.

    `open` are the sets of those who follow, the innermost last. Tables add to it themselves: that is done as often as
    pages look anything up.
    """

    def __init__(self) -> None:
        self.open: list[set[Fact]] = []

    def note(self, *fact: str | int) -> None:
        """Note a fact that was read."""
        if self.open:
            self.open[-1].add(fact)

    def note_all(self, facts: set[Fact]) -> None:
        """Note facts that were read when something was made that is now used again."""
        if self.open:
            self.open[-1] |= facts

    @contextlib.contextmanager
    def followed(self) -> Iterator[set[Fact]]:
        """Give the set of all that is read from here on; whoever follows outside has read it too."""
        found: set[Fact] = set()
        self.open.append(found)
        try:
            yield found
        finally:
            self.open.pop()
            self.note_all(found)

    @contextlib.contextmanager
    def apart(self) -> Iterator[set[Fact]]:
        """Give the set of all that is read from here on, which whoever follows outside has not read."""
        held, self.open = self.open, [set()]
        try:
            yield self.open[0]
        finally:
            self.open = held
