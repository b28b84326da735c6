"""Which id is whose, in a story and across stories? People read and people known come in, ids go out. Pure.

An id that a story's fragments have stays; what an editor joined there stays joined. A person new to the story gets
the id of somebody elsewhere only where kind and full name are the same and the roles can be one person's. In doubt
it gets an id of its own, numbered where the plain one is somebody's: two are easily joined by an editor, and one
page for two people says of each what the other said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.bearers import folded, is_full
from generator.fragments.elsewhere import names_of
from generator.fragments.role_words import ALIKE, APART, UNTOLD, likeness
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from generator.fragments.elsewhere import Elsewhere, Namesake
    from generator.model import PersonFound

FIRST_NUMBER = 2


class Identities(NamedTuple):
    """The id of each person read, by the id that the reading gave; and those whose id was numbered now, as read."""

    refs: dict[str, str]
    numbered: tuple[PersonFound, ...]


def identities(
    story: str, found: Sequence[PersonFound], held: dict[str, str], own: Iterable[str], elsewhere: Elsewhere
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


def _free(plain: str, story: str, used: Container[str], elsewhere: Elsewhere) -> str:
    ref, number = plain, FIRST_NUMBER
    while ref in used or elsewhere.taken(ref, story):
        ref = f"{plain}-{number}"
        number += 1
    return ref


def _joined(person: PersonFound, story: str, used: Mapping[str, set[str]], elsewhere: Elsewhere) -> str:
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


def _said(name: str, known: Namesake, used: Mapping[str, set[str]]) -> bool:
    """Tell whether a name is an alias, by the editors' file, of somebody whom the story calls otherwise too."""
    held = used[known.ref]
    return bool(known.file and held and name not in held and name in map(folded, known.file.aliases))


def _same(person: PersonFound, known: Namesake) -> int:
    """Return how well a person fits an id: by kind and full name, then by roles."""
    name = folded(person.name)
    if not (_of_kind(person.kind, known) and _of_name(name, person.kind, known)):
        return APART
    here = [role.text for role in person.roles]
    if known.file and likeness(here, [known.file.words]) == ALIKE:
        return ALIKE
    return likeness(here, [role for bearer in known.bearers for role in bearer.roles])


def _of_kind(kind: str, known: Namesake) -> bool:
    if known.file and known.file.kind:
        return known.file.kind == kind
    return all(bearer.kind == kind for bearer in known.bearers)


def _of_name(name: str, kind: str, known: Namesake) -> bool:
    """Tell whether the full name is the same. One word is a person's full name only where the editors' Title says so.

    A file without a Title is meant for whoever first bears its id.
    """
    if known.file and not known.file.title and not known.bearers:
        return True
    if not is_full(name, kind):
        return bool(known.file) and name == folded(known.file.title if known.file else "")
    given = names_of(known.file) if known.file else frozenset[str]()
    return name in given | known.names or any(bearer.full == name for bearer in known.bearers)
