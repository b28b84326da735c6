"""What a page has read. Lookups note what they are asked for, and a page is made again only where that changed.

A fact that was read is named by its kind and its key: `("story", "rope")`. Whoever looks through a whole table has read
everything (`ALL`): that is always true, and a lookup by key is the way to have read less.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

Fact = tuple[str | int, ...]
Item = TypeVar("Item")
Other = TypeVar("Other")
ALL = ("all",)


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


class Watched(Mapping[str, Item], Generic[Item]):
    """A table whose keys are facts of one kind."""

    def __init__(self, held: Mapping[str, Item], reads: Reads, kind: str) -> None:
        self._held, self._reads, self._kind = held, reads, kind

    def __getitem__(self, key: str) -> Item:
        if opened := self._reads.open:
            opened[-1].add((self._kind, key))
        return self._held[key]

    @overload
    def get(self, key: str, /) -> Item | None: ...
    @overload
    def get(self, key: str, /, default: Item | Other) -> Item | Other: ...
    def get(self, key: str, /, default: Item | Other | None = None) -> Item | Other | None:
        """Return what stands under a key, noted once; a mapping's own way asks twice."""
        if opened := self._reads.open:
            opened[-1].add((self._kind, key))
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        if opened := self._reads.open:
            opened[-1].add((self._kind, str(key)))
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._reads.note(*ALL)
        return iter(self._held)

    def __len__(self) -> int:
        self._reads.note(*ALL)
        return len(self._held)


class WatchedSet(AbstractSet[str]):
    """A set of keys, each of which is a fact of one kind."""

    def __init__(self, held: frozenset[str], reads: Reads, kind: str) -> None:
        self._held, self._reads, self._kind = held, reads, kind

    def __contains__(self, key: object) -> bool:
        if opened := self._reads.open:
            opened[-1].add((self._kind, str(key)))
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._reads.note(*ALL)
        return iter(self._held)

    def __len__(self) -> int:
        self._reads.note(*ALL)
        return len(self._held)


class Rows(Sequence[Item], Generic[Item]):
    """Rows that have no keys: whoever looks at them has read everything."""

    def __init__(self, held: Sequence[Item], reads: Reads) -> None:
        self._held, self._reads = held, reads

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        self._reads.note(*ALL)
        return self._held[place]

    def __len__(self) -> int:
        self._reads.note(*ALL)
        return len(self._held)
