"""Which id is whose, in a story and across stories? People read and people known come in, ids go out. Pure.

An id that a story's fragments have stays; what an editor joined there stays joined. A person new to the story gets
the id of somebody elsewhere only where kind and full name are the same and the roles can be one person's. In doubt
it gets an id of its own, numbered where the plain one is somebody's: two are easily joined by an editor, and one
page for two people says of each what the other said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import lang
from verbatim.content.ledger import NAMESAKE, LedgerEntry, current_ids, people_rows
from verbatim.content.people.index import names_of
from verbatim.content.people.refs import (
    bearers_of,
    folded,
    is_full,
    people_in,
    rename_in_fragments,
    rename_in_reading,
    without_address,
)
from verbatim.core.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from verbatim.content.people.index import OtherStories, PeopleIndex, PersonElsewhere
    from verbatim.content.people.refs import Bearer
    from verbatim.content.store import FragmentPair, StoryFragments
    from verbatim.model import PersonFound, Reading, Span


# ---- fragments/role_words.py

WORD = re.compile(r"[^\W\d_]{2,}")
APART, UNTOLD, ALIKE = 0, 1, 2


class RoleWords(NamedTuple):
    """What a role tells: its words in small letters, and among them those that name a body or place, or a people."""

    words: frozenset[str]
    names: frozenset[str]
    peoples: frozenset[str]


def role_likeness(these: Iterable[str], those: Iterable[str]) -> int:
    """Return ALIKE where one of `these` roles is like one of `those`, APART where none is.

    UNTOLD where either side has no role; a form of address is none.
    """
    here, there = ([role_words(role) for role in dict.fromkeys(roles) if _is_role(role)] for roles in (these, those))
    if not here or not there:
        return UNTOLD
    return ALIKE if any(_alike(one, other) for one in here for other in there) else APART


@lru_cache(maxsize=4096)
def role_words(role: str) -> RoleWords:
    """Return what a role tells; closed words, *former* and the like, and *University* and the like tell nothing."""
    words = [word for word in WORD.findall(role) if not _empty(word)]
    peoples = frozenset(word.lower() for word in words if word in lang.words("peoples"))
    names = frozenset(word.lower() for word in words if word[0].isupper() and not _office(word.lower())) - peoples
    return RoleWords(frozenset(_singular(word.lower()) for word in words), names, peoples)


def _is_role(role: str) -> bool:
    return bool(without_address(f"{role} ").strip())


def _empty(word: str) -> bool:
    low = word.lower()
    return (
        low in lang.pairs("closed")
        or low in lang.words("role_modifiers")
        or word.title() in lang.words("organisations")
    )


def _office(low: str) -> bool:
    return any(form in lang.words(name) for form in (low, _singular(low)) for name in ("roles", "titles"))


def _singular(low: str) -> str:
    return low.removesuffix("s")


def _alike(one: RoleWords, other: RoleWords) -> bool:
    return bool(one.words & other.words) and not (
        _disjoint(one.names, other.names) or _disjoint(one.peoples, other.peoples)
    )


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


# ---- fragments/identity.py

FIRST_NUMBER = 2


class Identities(NamedTuple):
    """The id of each person read, by the id that the reading gave; and those whose id was numbered now, as read."""

    refs: dict[str, str]
    numbered: tuple[PersonFound, ...]


def identities(
    story: str, found: Sequence[PersonFound], held: dict[str, str], own: Iterable[str], elsewhere: PeopleIndex
) -> Identities:
    """Return who is who. `held` are the ids that the story's files give, by that of the reading; `own` all its ids."""
    refs = dict(held)
    used = {ref: set[str]() for ref in (*own, *held.values())}
    for person in found:
        if person.id in refs:
            used[refs[person.id]].add(folded(person.name))
    numbered = []
    for person in found:
        if person.id not in refs:
            plain = slug(person.name)
            ref = _joined(person, story, used, elsewhere) or _free(plain, story, used, elsewhere)
            if ref != plain and not elsewhere.taken(ref, story):
                numbered.append(person)
            used.setdefault(ref, set()).add(folded(person.name))
            refs[person.id] = ref
    return Identities(refs, tuple(numbered))


def _free(plain: str, story: str, used: Container[str], elsewhere: PeopleIndex) -> str:
    ref, number = plain, FIRST_NUMBER
    while ref in used or elsewhere.taken(ref, story):
        ref = f"{plain}-{number}"
        number += 1
    return ref


def _joined(person: PersonFound, story: str, used: Mapping[str, set[str]], elsewhere: PeopleIndex) -> str:
    """Return the one id elsewhere that is this person's; empty where there is none, or more than one could be.

    A role in common decides between several; a missing role does not. `used` are the story's ids with their names: two
    of one name are never one by themselves, but the editors can say that two names are.
    """
    name = folded(person.name)
    how = [(_same(person, known), known) for known in elsewhere.named(name, story)]
    possible = [(likely, known.ref) for likely, known in how if known.ref not in used or _said(name, known, used)]
    for degree in (ALIKE, UNTOLD):
        refs = [ref for likely, ref in possible if likely == degree]
        if refs:
            return refs[0] if len(refs) == 1 else ""
    return ""


def _said(name: str, known: PersonElsewhere, used: Mapping[str, set[str]]) -> bool:
    """Tell whether a name is an alias, by the editors' file, of somebody whom the story calls otherwise too."""
    held = used[known.ref]
    return bool(known.file and held and name not in held and name in map(folded, known.file.aliases))


def _same(person: PersonFound, known: PersonElsewhere) -> int:
    """Return how well a person fits an id: by kind and full name, then by roles."""
    name = folded(person.name)
    if not (_of_kind(person.kind, known) and _of_name(name, person.kind, known)):
        return APART
    here = [role.text for role in person.roles]
    if known.file and role_likeness(here, [known.file.words]) == ALIKE:
        return ALIKE
    return role_likeness(here, [role for bearer in known.bearers for role in bearer.roles])


def _of_kind(kind: str, known: PersonElsewhere) -> bool:
    if known.file and known.file.kind:
        return known.file.kind == kind
    return all(bearer.kind == kind for bearer in known.bearers)


def _of_name(name: str, kind: str, known: PersonElsewhere) -> bool:
    """Tell whether the full name is the same. One word is a person's full name only where the editors' Title says so.

    A file without a Title is meant for whoever first bears its id.
    """
    if known.file and not known.file.title and not known.bearers:
        return True
    if not is_full(name, kind):
        return bool(known.file) and name == folded(known.file.title if known.file else "")
    given = names_of(known.file) if known.file else frozenset[str]()
    return name in given | known.names or any(bearer.full == name for bearer in known.bearers)


# ---- fragments/own_refs.py


class OwnIds(NamedTuple):
    """The ids held, by that of the reading; every id in the story's files; an editor's by the split's."""

    held: dict[str, str]
    all: frozenset[str]
    edited: dict[str, str]


def own_ids(found: Sequence[PersonFound], held: Sequence[FragmentPair], rows: Sequence[LedgerEntry]) -> OwnIds:
    """Return the ids of people read that the story's files give: the fragments, as edited, as written; the ledger.

    `rows` are the ledger's that tell of people.
    """
    disk = _Cast(bearers_of(one.disk for one in held if one.disk))
    base = _Cast(bearers_of(one.base for one in held if one.base))
    told = {(folded(name), kind): ref for (name, kind), ref in current_ids(rows).items()}
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
    return OwnIds(refs, disk.refs | base.refs, edited)


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


# ---- fragments/recognising.py


class IdentifiedReading(NamedTuple):
    """The reading and the fragments held, with the ids that hold from now on, and whose ids were numbered now."""

    reading: Reading
    on_disk: StoryFragments
    numbered: tuple[PersonFound, ...]


def identify_people(
    reading: Reading, story: str, on_disk: StoryFragments, given: Iterable[LedgerEntry], others: OtherStories
) -> IdentifiedReading:
    """Return a reading with its people's ids, those held already as they are. `given` is the story's ledger.

    Where an editor joined people, what the split last wrote is renamed too: then it is no news that it differs.
    """
    found = people_in(reading)
    own = own_ids(found, on_disk.held, people_rows(given))
    who = Identities(own.held, ())
    if any(person.id not in own.held for person in found):
        who = identities(story, found, own.held, own.all, others.elsewhere())
    held = tuple(_renamed(on_disk.held, own.edited)) if own.edited else on_disk.held
    return IdentifiedReading(rename_in_reading(reading, who.refs), on_disk._replace(held=held), _with_refs(who))


def _renamed(held: Sequence[FragmentPair], refs: Mapping[str, str]) -> list[FragmentPair]:
    """Return the fragments held with other ids in what the split last wrote of them."""
    return [one._replace(base=next(rename_in_fragments([one.base], refs))) if one.base else one for one in held]


def _with_refs(who: Identities) -> tuple[PersonFound, ...]:
    return tuple(replace(person, id=who.refs[person.id]) for person in who.numbered)


def namesake_rows(numbered: Iterable[PersonFound], written: Container[str], day: str) -> list[LedgerEntry]:
    """Return the ledger's rows for ids that were numbered and are `written`; no other person ever gets one of them."""
    return [_row(person, person.mentions[0], day) for person in numbered if person.id in written]


def _row(person: PersonFound, first: Span, day: str) -> LedgerEntry:
    reason = "the plain id is another's"
    return LedgerEntry(
        person.id, NAMESAKE, 1, day, person.name, first.start, first.end, reason=reason, kind=person.kind
    )
