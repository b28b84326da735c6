"""Which id has a person of a text in the story's own files? People read and those held come in, ids go out. Pure.

Where an editor gave every mention of a full name another id than the split did, that id is the person's from then on.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.bearers import bearers_of, folded
from generator.fragments.ledger import ids_of_now
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from generator.fragments.bearers import Bearer
    from generator.fragments.held import Held
    from generator.fragments.ledger import Entry
    from generator.model import PersonFound


class OwnRefs(NamedTuple):
    """The ids held, by that of the reading; every id in the story's files; an editor's by the split's."""

    held: dict[str, str]
    all: frozenset[str]
    edited: dict[str, str]


def own_refs(found: Sequence[PersonFound], held: Sequence[Held], rows: Sequence[Entry]) -> OwnRefs:
    """Return the ids of people read that the story's files give: the fragments, as edited, as written; the ledger.

    `rows` are the ledger's that tell of people.
    """
    disk = _Cast(bearers_of(one.disk for one in held if one.disk))
    base = _Cast(bearers_of(one.base for one in held if one.base))
    told = {(folded(name), kind): ref for (name, kind), ref in ids_of_now(rows).items()}
    moved = {(folded(row.words), row.kind) for row in rows if row.into}
    written: dict[str, str] = {}
    refs: dict[str, str] = {}
    used: set[str] = set()
    for person in found:
        now = disk.refs_of(person)
        if before := _first(base.refs_of(person), used):
            written[person.id] = before
            used.add(before)
        joined = told[_key(person)] if _key(person) in moved else ""
        if ref := now[0] if len(now) == 1 else before or joined:
            refs[person.id] = ref
    edited = {written[key]: ref for key, ref in refs.items() if written.get(key, ref) != ref}
    left = [person for person in found if person.id not in refs]
    _less_surely(left, (disk, base), told, refs, frozenset(told[key] for key in moved))
    return OwnRefs(refs, disk.refs | base.refs, edited)


def _less_surely(
    left: Iterable[PersonFound],
    casts: Sequence[_Cast],
    told: Mapping[tuple[str, str], str],
    refs: dict[str, str],
    shared: frozenset[str],
) -> None:
    """Give those left, in place, the id that the ledger has for them, or of one name or address, if nobody has it.

    Several may have those ids that are `shared`: an editor said that two of the story are one.
    """
    used = set(refs.values()) - shared
    for person in left:
        known = [told.get(_key(person), ""), *(cast.nearest(person) for cast in casts)]
        if ref := _first(filter(None, known), used):
            refs[person.id] = ref
            used |= {ref} - shared


def _key(person: PersonFound) -> tuple[str, str]:
    return folded(person.name), person.kind


def _first(refs: Iterable[str], used: Container[str]) -> str:
    return next((ref for ref in refs if ref not in used), "")


class _Cast:
    """The bearers that one form of a story's fragments gives, by name, in order of the source."""

    def __init__(self, bearers: Mapping[str, Bearer]) -> None:
        self.refs = frozenset(bearers)
        self._bearers = bearers
        self._by_name: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in bearers.values():
            for name in sorted(bearer.names):
                self._by_name[name].append(bearer)

    def refs_of(self, person: PersonFound) -> list[str]:
        """Return the ids of that kind that have this full name; where none has, those with a mention of it."""
        name = folded(person.name)
        alike = [bearer for bearer in self._by_name.get(name, ()) if bearer.kind == person.kind]
        return [bearer.ref for bearer in alike if bearer.full == name] or [bearer.ref for bearer in alike]

    def nearest(self, person: PersonFound) -> str:
        """Return the id of that full name whatever its kind, else the plain id where it is of that kind; or none."""
        name = folded(person.name)
        alike = [bearer.ref for bearer in self._by_name.get(name, ()) if bearer.full == name]
        plain = self._bearers.get(slug(person.name))
        return alike[0] if alike else plain.ref if plain and plain.kind == person.kind else ""
