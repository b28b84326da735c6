"""What a new split changes on disk. Pure: a `Resplit` comes in, the files to write and to remove go out.

A fragment that a person edited is never overwritten. Where the new split would write something else than the last
one did, that is put beside it as `<name>.md.new`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.write import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.fragments.held import Held
    from generator.fragments.moves import Moves
    from generator.fragments.resplit import Placed, Resplit
    from generator.model import Fragment

NEW = ".new"  # beside an edited fragment: what the split would have written
REMOVED = ".removed"  # an edited fragment whose words are in the source no more


class Change(NamedTuple):
    """A file below the story's folder of fragments, and its new bytes; None removes it."""

    file: str
    data: bytes | None


class Outcome(NamedTuple):
    """The changes in the order in which they must be made, and the fragments as they then are."""

    changes: tuple[Change, ...]
    fragments: tuple[Fragment, ...]


def outcome(new: Resplit) -> Outcome:
    """Return what to change. A file comes before its base: a crash between leaves what the next split understands."""
    changes: list[Change] = []
    fragments: list[Fragment] = []
    for placed in new.placed:
        fragment, needed = _placed(placed, new.moves)
        fragments.append(fragment)
        changes += needed
    for held in new.gone:
        changes += _gone(held)
    return Outcome(tuple(changes), tuple(fragments))


def _placed(placed: Placed, moves: Moves) -> tuple[Fragment, list[Change]]:
    fresh, held = placed
    data = write(fresh)
    if held is None or not held.edited or held.data == data:
        return fresh, list(_both(fresh.name, data, held))
    disk = held.disk or fresh
    kept = moves.fragment(disk) if disk.source and moves.moved(disk.source) else disk
    changes = [] if kept == disk else [Change(f"{fresh.name}.md", write(kept))]
    if held.base is None or _recut(held):
        return kept, changes
    if data != write(moves.fragment(held.base)):
        changes.append(Change(f"{fresh.name}.md{NEW}", data))
    return kept, [*changes, *_base(fresh.name, data, held)]


def _both(name: str, data: bytes, held: Held | None) -> Iterator[Change]:
    if held is None or held.data != data:
        yield Change(f"{name}.md", data)
    yield from _base(name, data, held)


def _base(name: str, data: bytes, held: Held | None) -> list[Change]:
    return [] if held and held.base_data == data else [Change(f".base/{name}.md", data)]


def _recut(held: Held) -> bool:
    """Tell whether an editor chose other cuts than the split did: what it would write is no measure then."""
    return bool(held.disk and held.base and held.disk.text != held.base.text and held.known is held.disk)


def _gone(held: Held) -> Iterator[Change]:
    if held.edited:
        yield Change(f"{held.name}.md{REMOVED}", held.data)
    if held.disk:
        yield Change(f"{held.name}.md", None)
    if held.base:
        yield Change(f".base/{held.name}.md", None)
