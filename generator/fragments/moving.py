"""Other ids for people: what is asked for comes in, held against who is known; a `Move` that makes sense goes out.

Raises ContentError for what does not: somebody unknown, an id that is somebody else's, kinds that differ.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError
from generator.fragments.ledger import MERGED, PARTED, RENAMED
from generator.slugs import is_name, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.fragments.ledger import Event
    from generator.fragments.roster import Known, Roster

LIST = "python -m generator people list shows everybody"


class Move(NamedTuple):
    """An id and the one that takes its place, in the `stories` named or, where there are none, in all."""

    event: Event
    old: str
    new: str
    stories: tuple[str, ...] = ()

    @property
    def refs(self) -> dict[str, str]:
        """The id to put in the place of the other."""
        return {self.old: self.new}


def merge(roster: Roster, old: str, new: str) -> Move:
    """Let everything that is said of `old` be said of `new`, who is the same one."""
    gone, stays = _known(roster, old), _known(roster, new)
    if old == new:
        raise ContentError(old, 0, "this is one id, and nobody to join it with", "Name two")
    _hold_kind(gone, stays)
    return Move(MERGED, old, new)


def rename(roster: Roster, old: str, new: str) -> Move:
    """Give somebody another id."""
    _known(roster, old)
    if new in roster.known:
        fix = f"If it is the same one: python -m generator people merge {old} {new}"
        raise ContentError(new, 0, f"this is the id of {roster.known[new].name}", fix)
    _hold_free(roster, old, new)
    return Move(RENAMED, old, new)


def part(roster: Roster, old: str, new: str, stories: Sequence[str]) -> Move:
    """Let some stories speak of somebody else, `new`, where they spoke of `old`."""
    held = _known(roster, old)
    for story in stories:
        if story not in held.standings:
            fix = f"It stands in {', '.join(held.standings) or 'no story'}"
            raise ContentError(story, 0, f"this story does not speak of {old}", fix)
    if old == new:
        raise ContentError(old, 0, "this is the id that it has", "Name another, of somebody known or new")
    if new in roster.known:
        _hold_kind(held, roster.known[new])
    else:
        _hold_free(roster, old, new)
    if set(held.standings) == set(stories) and not held.file:
        then = "merge" if new in roster.known else "rename"
        fix = f"Name some of them, or run python -m generator people {then} {old} {new}"
        raise ContentError(old, 0, "nothing would be left of it: these are all stories that speak of it", fix)
    return Move(PARTED, old, new, tuple(dict.fromkeys(stories)))


def _known(roster: Roster, ref: str) -> Known:
    if found := roster.known.get(ref):
        return found
    if ref in roster.moves:
        now = roster.now(ref)
        raise ContentError(ref, 0, f"this id stands for {now} since {roster.moves[ref].date}", f"Name {now}")
    near = get_close_matches(slug(ref), roster.known, n=3)
    raise ContentError(ref, 0, "nobody has this id", f"It may be {' or '.join(near)}" if near else LIST)


def _hold_kind(one: Known, other: Known) -> None:
    if one.kind != other.kind:
        fact = f"this is marked as {one.kind}, {other.ref} as {other.kind}: they cannot be one"
        fix = "Correct the marks first where one of the two was read wrongly, or say Kind in its file in people/"
        raise ContentError(one.ref, 0, fact, fix)


def _hold_free(roster: Roster, old: str, new: str) -> None:
    """Refuse a new id that is none, or that once was somebody else's; somebody may have their own former one again."""
    if not is_name(new) or slug(new) != new:
        raise ContentError(new[:60], 0, "this cannot be an id", f"Write it as {slug(new)}")
    if roster.ever(new) and roster.now(new) != old:
        fact = "this id once was somebody else's, and its address says so for ever"
        raise ContentError(new, 0, fact, "Choose another, with the full name or the office in it")
