"""Records what a page reads, so that a build renders it again only where that has changed.

A dependency is a kind and a key: `("story", "rope")`. Reading a whole table depends on `EVERYTHING`; a lookup by key
depends on less.
"""

import contextlib
from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from typing import Any, Generic, Protocol, TypeVar, overload

Dependency = tuple[str | int, ...]
EVERYTHING = ("all",)
STORY = "story"  # the kind of everything that comes from a story's own files

FACT = "fact"  # the kind of what a registered function returns

Item = TypeVar("Item")
Made = TypeVar("Made", bound="Callable[..., object]")

FACTS: dict[str, Callable[..., Any]] = {}  # by name


def fact(make: Made) -> Made:
    """Register a function whose result pages may depend on (`Edition.fact`).

    Between builds it is known by its name, and a name that is stored calls a registered function or nothing.
    """
    FACTS[fact_name(make)] = make
    return make


def fact_name(make: Callable[..., object]) -> str:
    """Return the name by which a function is registered."""
    return f"{make.__module__}:{make.__qualname__}"


class Recorder:
    """Collects dependencies while something is being made; otherwise reading costs next to nothing.

    `open` holds a set for each thing being made, the innermost last. Tables add to it directly, because lookups are
    the most frequent operation of a build.
    """

    def __init__(self) -> None:
        self.open: list[set[Dependency]] = []

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


class HasStory(Protocol):
    """A record that comes from a story's own files."""

    @property
    def story(self) -> str:
        """The story's id."""


Row = TypeVar("Row", bound=HasStory)


class TrackedCollection(Generic[Item]):
    """A collection whose iteration depends on everything."""

    _items: Collection[Item]
    _recorder: Recorder

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


class TrackedSequence(TrackedCollection[Item], Sequence[Item]):
    """A sequence without keys: any access depends on everything."""

    _items: Sequence[Item]

    def __init__(self, items: Sequence[Item], recorder: Recorder) -> None:
        self._items, self._recorder = items, recorder

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        self._recorder.record(*EVERYTHING)
        return self._items[place]
