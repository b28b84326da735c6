"""What a build looked at before it read anything: folders come in, the state of every file below them goes out.

The command looks first, to tell whether anything changed. What it saw is handed on to the process that it forks for
Pelican, which would otherwise look again, and again for each story. Standard library only, and little of it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.clock import clock_of, tick_after
from generator.fragments.tree import Tree, newest, signed, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Survey(NamedTuple):
    """What was seen in some folders after the file system's `clock`, in ns; `sign` tells the state of all of it."""

    folders: list[str]
    tree: Tree
    clock: int
    sign: str

    @property
    def is_settled(self) -> bool:
        """Whether any later write to one of these files would show in its row."""
        return newest(self.tree) < self.clock


_HANDED: list[Survey] = []


def survey(folders: Sequence[str], cache: str, then: Mapping[str, Callable[[], None]] = MappingProxyType({})) -> Survey:
    """Look at all files of these folders; `cache` is a folder on the same file system that tells its clock.

    The folders of `then` come first, and after each something is done.
    """
    clock, known = clock_of(cache), dict[str, Tree]()
    for folder, do in then.items():
        known[folder] = tree_of([folder])
        do()
    return _surveyed(folders, clock, known)


def hand_on(seen: Survey) -> Survey:
    """Have whoever looks next, here or in a process forked from this one, see this."""
    _HANDED[:] = [seen]
    return seen


def handed_on() -> Survey | None:
    """Return what was handed on and is not looked at yet."""
    return _HANDED[0] if _HANDED else None


def handed(folders: Sequence[str], cache: str) -> Survey:
    """Return what the command saw in these folders, or look now.

    Where something was written just now, wait until the file system's clock moves on, and look again.
    """
    known = _HANDED.pop() if _HANDED else None
    seen = known if known and known.folders == [*folders] else survey(folders, cache)
    return seen if seen.is_settled else _surveyed(folders, tick_after(cache))


def _surveyed(folders: Sequence[str], clock: int, known: Mapping[str, Tree] = MappingProxyType({})) -> Survey:
    tree = tree_of(folders, known)
    return Survey([*folders], tree, clock, signed(tree, ""))
