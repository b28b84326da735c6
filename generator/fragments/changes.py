"""What a new split changes on disk. Pure: a `Resplit` comes in, the files to write and to remove go out.

A fragment that a person edited is never overwritten: where the new split writes something else than the last one did,
the two are merged, and where they say different things, both stand in the file, marked as a conflict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.conflicts import conflict_line, with_conflict
from generator.fragments.escapes import write_body
from generator.fragments.merging import merge
from generator.fragments.spans import Body
from generator.fragments.write import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.fragments.held import Held
    from generator.fragments.moves import Moves
    from generator.fragments.resplit import Placed, Resplit
    from generator.model import Fragment

REMOVED = ".removed"  # an edited fragment whose words are in the source no more


class Change(NamedTuple):
    """A file below the story's folder of fragments, and its new bytes; None removes it."""

    file: str
    data: bytes | None


class Outcome(NamedTuple):
    """The changes in the order in which they must be made, and the fragments as they then are.

    `conflicts` are the files in which a person has to decide, as `name.md:line`; their fragments are given as far as
    they are merged.
    """

    changes: tuple[Change, ...]
    fragments: tuple[Fragment, ...]
    conflicts: tuple[str, ...]


def outcome(new: Resplit) -> Outcome:
    """Return what to change. A file comes before its base: a crash between leaves what the next split understands."""
    changes: list[Change] = []
    fragments: list[Fragment] = []
    conflicts: list[str] = []
    for placed in new.placed:
        one = _placed(placed, new.moves)
        fragments.append(one.fragment)
        changes += one.changes
        conflicts += [f"{one.fragment.name}.md:{one.conflict}"] if one.conflict else []
    for held in new.gone:
        changes += _gone(held)
    return Outcome(tuple(changes), tuple(fragments), tuple(conflicts))


class _Result(NamedTuple):
    """A fragment, what it changes on disk, and the line on which its conflict begins, 0 where there is none."""

    fragment: Fragment
    changes: list[Change]
    conflict: int = 0


def _placed(placed: Placed, moves: Moves) -> _Result:
    fresh, held, others = placed
    data = write(fresh)
    edited = bool(held and held.edited and held.data != data)
    if not edited and not others:
        return _Result(fresh, list(_both(fresh.name, data, held)))
    if held and held.disk and not others and _stands(held, fresh, moves):
        kept = moves.fragment(held.disk)
        changes = [] if kept == held.disk else [Change(f"{fresh.name}.md", write(kept))]
        unmeasured = held.base is None or _recut(held)
        return _Result(kept, changes if unmeasured else [*changes, *_base(fresh.name, data, held)])
    return _merged(placed, moves, data)


def _stands(held: Held, fresh: Fragment, moves: Moves) -> bool:
    """Tell whether an edited fragment needs nothing but its place: its words are there, the split says what it did."""
    source = held.known.source
    if source is None or fresh.source is None or moves.moved(source) != fresh.source:
        return False
    return held.base is None or _recut(held) or write(fresh) == write(moves.fragment(held.base))


def _merged(placed: Placed, moves: Moves, data: bytes) -> _Result:
    """Return the fragment merged, in the file both versions of what is in conflict. The base is what is now split."""
    fresh, held, others = placed
    fragment, conflict = merge(fresh, held, others, moves)
    wanted = write(fragment)
    if conflict:
        edited = [one for one in (held, *others) if one and one.edited]
        yours = [_body(moves.fragment(one.disk)) for one in edited if one.disk]
        wanted = with_conflict(wanted, yours, [_body(moves.fragment(one.base)) for one in edited if one.base])
    changes = [] if held and held.data == wanted else [Change(f"{fresh.name}.md", wanted)]
    line = conflict_line(wanted.decode()) if conflict else 0
    return _Result(fragment, [*changes, *_base(fresh.name, data, held)], line)


def _body(fragment: Fragment) -> str:
    return write_body(Body(fragment.text, fragment.marks))


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
