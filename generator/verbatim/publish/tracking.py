"""Records what a page reads, so that a build renders it again only where that has changed.

A dependency is a kind and a key: `("story", "rope")`. Reading a whole table depends on `EVERYTHING`; a lookup by key
depends on less.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, ValuesView
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from verbatim.model import History, Quote

Dependency = tuple[str | int, ...]
EVERYTHING = ("all",)
STORY = "story"  # the kind of everything that comes from a story's own files

FACT = "fact"  # the kind of what a registered function returns

Item = TypeVar("Item")

FACTS: dict[str, Callable[..., Any]] = {}  # by name


class Recorder:
    """Collects dependencies while something is being made; otherwise reading costs next to nothing.

    `open` holds a set for each thing being made, the innermost last. Tables add to it directly, because lookups are
    the most frequent operation of a build. `facts` and `memos` hold what `edition.fact` and `edition.once` made.
    """

    def __init__(self) -> None:
        self.open: list[set[Dependency]] = []
        self.facts: dict[Dependency, object] = {}
        self.fact_dependencies: dict[Dependency, set[Dependency]] = {}
        self.memos: dict[object, dict[str, tuple[object, set[Dependency]]]] = defaultdict(dict)

    def record(self, *dependency: str | int) -> None:
        """Record one dependency."""
        if self.open:
            self.open[-1].add(dependency)

    def record_all(self, dependencies: set[Dependency]) -> None:
        """Record the dependencies of something made earlier that is used again."""
        if self.open:
            self.open[-1] |= dependencies

    @contextlib.contextmanager
    def recording(self) -> Iterator[set[Dependency]]:
        """Give the set of what is read within; an enclosing recording gets it too."""
        dependencies: set[Dependency] = set()
        self.open.append(dependencies)
        try:
            yield dependencies
        finally:
            self.open.pop()
            self.record_all(dependencies)

    @contextlib.contextmanager
    def isolated(self) -> Iterator[set[Dependency]]:
        """Give the set of what is read within; an enclosing recording does not get it."""
        outer, self.open = self.open, [set()]
        try:
            yield self.open[0]
        finally:
            self.open = outer


Row = TypeVar("Row", bound=Quote | History)


class TrackedCollection(Collection[Item]):
    """A collection whose iteration depends on everything."""

    def __init__(self, items: Collection[Item], recorder: Recorder) -> None:
        self._items, self._recorder = items, recorder

    def __contains__(self, item: object) -> bool:
        return any(one == item for one in self)

    def __iter__(self) -> Iterator[Item]:
        self._recorder.record(*EVERYTHING)
        return iter(self._items)

    def __len__(self) -> int:
        self._recorder.record(*EVERYTHING)
        return len(self._items)


class TrackedMapping(TrackedCollection[str], Mapping[str, Item]):
    """A mapping whose keys are dependencies of one kind."""

    _items: Mapping[str, Item]

    def __init__(self, items: Mapping[str, Item], recorder: Recorder, kind: str) -> None:
        self._items, self._recorder, self._kind = items, recorder, kind

    def __getitem__(self, key: str) -> Item:
        if recordings := self._recorder.open:
            recordings[-1].add(self._dependency(key))
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        if recordings := self._recorder.open:
            recordings[-1].add(self._dependency(str(key)))
        return key in self._items

    def values(self) -> ValuesView[Item]:
        """Return all values; depends on everything."""
        self._recorder.record(*EVERYTHING)
        return self._items.values()

    def items(self) -> ItemsView[str, Item]:
        """Return all keys and values; depends on everything."""
        self._recorder.record(*EVERYTHING)
        return self._items.items()

    def _dependency(self, key: str) -> Dependency:
        return self._kind, key


class TrackedRows(TrackedMapping[Row]):
    """A mapping of records that come from stories: reading one depends on its story, a missing one on its own key."""

    def __init__(self, items: Mapping[str, Row], recorder: Recorder, kind: str, stories: Mapping[str, object]) -> None:
        super().__init__(items, recorder, kind)
        self._stories = stories

    def _dependency(self, key: str) -> Dependency:
        row = self._items.get(key)
        return (STORY, row.story) if row and row.story in self._stories else (self._kind, key)


class TrackedSet(TrackedCollection[str], AbstractSet[str]):
    """A set whose members are dependencies of one kind."""

    def __init__(self, items: frozenset[str], recorder: Recorder, kind: str) -> None:
        self._items, self._recorder, self._kind = items, recorder, kind

    def __contains__(self, key: object) -> bool:
        if recordings := self._recorder.open:
            recordings[-1].add((self._kind, str(key)))
        return key in self._items
