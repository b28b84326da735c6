"""The people of a reading under the ids that are theirs. A reading and what is known come in, the same renamed go out.

Other stories are asked for only where somebody is new to this one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.identity import Identities, identities
from generator.fragments.ledger import NAMESAKE, Entry, of_people
from generator.fragments.own_refs import own_refs
from generator.fragments.renaming import people_in, renamed, with_ids

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from generator.fragments.held import Held, OnDisk
    from generator.fragments.others import Others
    from generator.model import PersonFound, Reading, Span


class Recognised(NamedTuple):
    """The reading and the fragments held, with the ids that hold from now on, and whose ids were numbered now."""

    reading: Reading
    on_disk: OnDisk
    numbered: tuple[PersonFound, ...]


def recognised(reading: Reading, story: str, on_disk: OnDisk, given: Iterable[Entry], others: Others) -> Recognised:
    """Return a reading with its people's ids, those held already as they are. `given` is the story's ledger.

    Where an editor joined people, what the split last wrote is renamed too: then it is no news that it differs.
    """
    found = people_in(reading)
    own = own_refs(found, on_disk.held, of_people(given))
    who = Identities(own.held, ())
    if any(person.id not in own.held for person in found):
        who = identities(story, found, own.held, own.all, others.elsewhere())
    held = tuple(_renamed(on_disk.held, own.edited)) if own.edited else on_disk.held
    return Recognised(with_ids(reading, who.refs), on_disk._replace(held=held), _with_refs(who))


def _renamed(held: Sequence[Held], refs: Mapping[str, str]) -> list[Held]:
    """Return the fragments held with other ids in what the split last wrote of them."""
    return [one._replace(base=next(renamed([one.base], refs))) if one.base else one for one in held]


def _with_refs(who: Identities) -> tuple[PersonFound, ...]:
    return tuple(replace(person, id=who.refs[person.id]) for person in who.numbered)


def namesake_rows(numbered: Iterable[PersonFound], written: Container[str], day: str) -> list[Entry]:
    """Return the ledger's rows for ids that were numbered and are `written`; no other person ever gets one of them."""
    return [_row(person, person.mentions[0], day) for person in numbered if person.id in written]


def _row(person: PersonFound, first: Span, day: str) -> Entry:
    reason = "the plain id is another's"
    return Entry(person.id, NAMESAKE, 1, day, person.name, first.start, first.end, reason=reason, kind=person.kind)
