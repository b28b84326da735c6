"""What a person changed in a fragment's marks. A fragment held comes in with its base, edits go out. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.moves import PLACES
from generator.text import sha256_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.fragments.held import Held
    from generator.fragments.moves import Moves
    from generator.model import Fragment, Mark, Span


class Edit(NamedTuple):
    """A mark as the split wrote it and as a person left it, None where there was or is none.

    `before_place` and `place` are where their words stand in the new source, None where these were changed. Slices
    that the attributes name are moved there too.
    """

    before: Mark | None
    after: Mark | None
    before_place: Span | None
    place: Span | None


def edits(held: Held, fresh: Fragment | None, moves: Moves) -> list[Edit] | None:
    """Return the edits of one fragment; None where what a person wrote cannot be told apart mark by mark.

    That is where they altered the source's words, unless the source now has them so: `fresh` is the fragment as the
    new split would write it, if it is the same one.
    """
    disk = held.disk
    if disk is None or disk.source is None:
        return []
    if disk.sha256 == sha256_text(disk.text):
        before = _written(held.base, disk)
        return _edits(before, _absolute(disk, disk.source.start), moves, moves.moved)
    if fresh is None or fresh.source is None or fresh.text != disk.text:
        return None
    known = held.base.marks if held.base and held.base.text == disk.text else ()
    return _edits(
        [replace(mark, span=mark.span.shift(fresh.source.start)) for mark in known],
        _absolute(disk, fresh.source.start),
        moves,
        lambda span: span,
    )


def _absolute(fragment: Fragment, start: int) -> list[Mark]:
    return [replace(mark, span=mark.span.shift(start)) for mark in fragment.marks]


def _written(base: Fragment | None, disk: Fragment) -> list[Mark]:
    """Return the marks that the split wrote on the words that the file has, which may be cut otherwise than the base.

    None are known where the base is of other words: after a crash, or when it was lost.
    """
    if base is None or base.source is None or disk.source is None:
        return []
    if base.text == disk.text:
        return _absolute(base, disk.source.start)
    cut = disk.source.shift(-base.source.start)
    if not base.source.covers(disk.source) or cut.of(base.text) != disk.text:
        return []
    return [mark for mark in _absolute(base, base.source.start) if disk.source.covers(mark.span)]


def _edits(
    before: list[Mark], after: list[Mark], moves: Moves, place: Callable[[Span], Span | None]
) -> list[Edit] | None:
    found = []
    for one, other in _pairs(before, after):
        if one == other:
            continue
        if one and other and any(_lost(key, one, other, moves) for key in PLACES):
            return None
        if other and not one and any(other.attrs.get(key) and not moves.written(other.attrs[key]) for key in PLACES):
            return None
        where = place((other or one).span) if (other or one) else None  # type: ignore[union-attr]
        found.append(Edit(_moved(one, moves), _moved(other, moves), place(one.span) if one else None, where))
    return found


def _lost(key: str, before: Mark, after: Mark, moves: Moves) -> bool:
    """Tell whether a slice that a person wrote themselves names words that were changed."""
    value = after.attrs.get(key, "")
    return bool(value) and value != before.attrs.get(key) and not moves.written(value)


def _moved(mark: Mark | None, moves: Moves) -> Mark | None:
    return moves.mark(mark) if mark else None


def _pairs(before: Iterable[Mark], after: Iterable[Mark]) -> list[tuple[Mark | None, Mark | None]]:
    """Match the marks as written with those as left: the surest likeness first, then the others."""
    left, right = list(before), list(after)
    found: list[tuple[Mark | None, Mark | None]] = []
    for key in (_whole, _identity, _words_and_kind, _words, _begun_alike, _ended_alike):
        keyed: dict[object, list[Mark]] = {}
        for mark in left:
            keyed.setdefault(key(mark), []).append(mark)
        rest = []
        for mark in right:
            alike = keyed.get(key(mark)) if key(mark) is not None else None
            if alike:
                one = alike.pop(0)
                left.remove(one)
                found.append((one, mark))
            else:
                rest.append(mark)
        right = rest
    return [*found, *((mark, None) for mark in left), *((None, mark) for mark in right)]


def _whole(mark: Mark) -> object:
    return mark.span, mark.kind, mark.id, tuple(sorted(mark.attrs.items()))


def _identity(mark: Mark) -> object:
    return (mark.id, mark.attrs.get("part", "1")) if mark.id else None


def _words_and_kind(mark: Mark) -> object:
    return mark.span, mark.kind


def _words(mark: Mark) -> object:
    """Return a key for marks whose kind was changed; only names are mistaken for one another."""
    return mark.span if mark.kind in ("person", "organisation", "place") else None


def _begun_alike(mark: Mark) -> object:
    """Return a key for marks that say the same of more words or fewer, as when a name was marked too short."""
    return mark.kind, mark.span.start, tuple(sorted(mark.attrs.items()))


def _ended_alike(mark: Mark) -> object:
    return mark.kind, mark.span.end, tuple(sorted(mark.attrs.items()))
