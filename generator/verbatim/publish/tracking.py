"""What a page has read. Lookups note what they are asked for, and a page is made again only where that changed.

A fact that was read is named by its kind and its key: `("story", "rope")`. Whoever looks through a whole table has read
everything (`ALL`): that is always true, and a lookup by key is the way to have read less.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Collection, ItemsView, Iterator, ValuesView


# ---- publish/reads.py

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


# ---- publish/watched.py

Item = TypeVar("Item")
Other = TypeVar("Other")


class OfStory(Protocol):
    """What comes of a story's own files."""

    @property
    def story(self) -> str:
        """The story's id."""


Row = TypeVar("Row", bound=OfStory)


class Whole(Generic[Item]):
    """What is looked through: whoever does has read everything."""

    _held: Collection[Item]
    _reads: Reads

    def __iter__(self) -> Iterator[Item]:
        self._reads.note(*ALL)
        return iter(self._held)

    def __len__(self) -> int:
        self._reads.note(*ALL)
        return len(self._held)


class Watched(Whole[str], Mapping[str, Item]):
    """A table whose keys are facts of one kind."""

    _held: Mapping[str, Item]

    def __init__(self, held: Mapping[str, Item], reads: Reads, kind: str) -> None:
        self._held, self._reads, self._kind = held, reads, kind

    def __getitem__(self, key: str) -> Item:
        if opened := self._reads.open:
            opened[-1].add(self._fact(key))
        return self._held[key]

    @overload
    def get(self, key: str, /) -> Item | None: ...
    @overload
    def get(self, key: str, /, default: Item | Other) -> Item | Other: ...
    def get(self, key: str, /, default: Item | Other | None = None) -> Item | Other | None:
        """Return what stands under a key, noted once; a mapping's own way asks twice."""
        if opened := self._reads.open:
            opened[-1].add(self._fact(key))
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        if opened := self._reads.open:
            opened[-1].add(self._fact(str(key)))
        return key in self._held

    def values(self) -> ValuesView[Item]:
        """Return what stands in the whole table, which is one thing that was read."""
        self._reads.note(*ALL)
        return self._held.values()

    def items(self) -> ItemsView[str, Item]:
        """Return the whole table, which is one thing that was read."""
        self._reads.note(*ALL)
        return self._held.items()

    def _fact(self, key: str) -> Fact:
        """Return what somebody who looks up this key reads."""
        return self._kind, key


class WatchedRows(Watched[Row]):
    """A table of what comes of stories: what one row says, its story says, so that only what is not there is a fact."""

    def __init__(self, held: Mapping[str, Row], reads: Reads, kind: str, stories: Mapping[str, object]) -> None:
        super().__init__(held, reads, kind)
        self._stories = stories

    def _fact(self, key: str) -> Fact:
        held = self._held.get(key)
        return (STORY, held.story) if held and held.story in self._stories else (self._kind, key)


class WatchedSet(Whole[str], AbstractSet[str]):
    """A set of keys, each of which is a fact of one kind."""

    def __init__(self, held: frozenset[str], reads: Reads, kind: str) -> None:
        self._held, self._reads, self._kind = held, reads, kind

    def __contains__(self, key: object) -> bool:
        if opened := self._reads.open:
            opened[-1].add((self._kind, str(key)))
        return key in self._held


class Rows(Whole[Item], Sequence[Item]):
    """Rows that have no keys: whoever looks at them has read everything."""

    _held: Sequence[Item]

    def __init__(self, held: Sequence[Item], reads: Reads) -> None:
        self._held, self._reads = held, reads

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        self._reads.note(*ALL)
        return self._held[place]
