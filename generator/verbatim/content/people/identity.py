"""Decides which id each person in a story gets.

An id that the story's fragments have stays, and what an editor merged there stays merged. A person new to the story
gets the id of somebody elsewhere only if kind and full name are the same and the roles can be one person's. In doubt it
gets an id of its own, numbered where the plain one is taken: an editor joins two easily, but one page for two people
says of each what the other said.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.content.ledger import NAMESAKE, LedgerEntry, current_ids, people_rows
from verbatim.content.people.index import OtherStories, PeopleIndex, PersonElsewhere, names_in_file
from verbatim.content.people.refs import (
    Bearer,
    bearers_of,
    folded,
    is_full,
    people_in,
    rename_in_fragment,
    rename_in_reading,
    without_address,
)
from verbatim.content.store import FragmentPair, StoryFragments
from verbatim.core.slugs import slug
from verbatim.model import Document
from verbatim.model.reading import PersonFound, Reading


def identify_people(
    document: Document, reading: Reading, on_disk: StoryFragments, given: Iterable[LedgerEntry], others: OtherStories
) -> tuple[Reading, StoryFragments, tuple[PersonFound, ...]]:
    """Give the people of a reading their ids. `given` is the story's ledger.

    Return the reading and the story's fragments with the ids that hold from now on, and whose ids are newly numbered.
    Where an editor merged people, their ids are replaced in what `split` last wrote too: the difference is not an edit.
    """
    people = people_in(reading, document.text)
    own = own_ids(people, on_disk.pairs, people_rows(given))
    refs: Mapping[str, str] = own.by_reading
    new: list[PersonFound] = []
    if any(person.id not in refs for person in people):
        refs, new = identities(document.story, people, own.by_reading, own.all, others.people())
    if own.edited:
        pairs = [
            pair._replace(base=rename_in_fragment(pair.base, own.edited)) if pair.base else pair
            for pair in on_disk.pairs
        ]
        on_disk = on_disk._replace(pairs=tuple(pairs))
    numbered = tuple(replace(person, id=refs[person.id]) for person in new)
    return rename_in_reading(reading, refs), on_disk, numbered


def namesake_rows(numbered: Iterable[PersonFound], written: Container[str], day: str) -> list[LedgerEntry]:
    """Return the ledger's rows for numbered ids that are `written`; no other person ever gets one of them."""
    rows = []
    for one in (one for one in numbered if one.id in written and one.mentions):
        at, why = one.mentions[0], "the plain id is another's"
        rows += [LedgerEntry(one.id, NAMESAKE, 1, day, one.name, at.start, at.end, reason=why, kind=one.kind)]
    return rows


# Ids in the story's own files


class OwnIds(NamedTuple):
    """The ids that a story's own files give, by that of the reading; all of them; the editor's by the split's."""

    by_reading: dict[str, str]
    all: frozenset[str]
    edited: dict[str, str]


def own_ids(people: Sequence[PersonFound], pairs: Sequence[FragmentPair], rows: Sequence[LedgerEntry]) -> OwnIds:
    """Find the ids that a story's own files already give: fragments as edited, fragments as written, then the ledger.

    `rows` are the ledger's rows about people.
    """
    disk = _NameIndex(bearers_of(pair.disk for pair in pairs if pair.disk))
    base = _NameIndex(bearers_of(pair.base for pair in pairs if pair.base))
    in_ledger = {(folded(name), kind): ref for (name, kind), ref in current_ids(rows).items()}
    moved = {(folded(row.words), row.kind) for row in rows if row.into}
    written: dict[str, str] = {}
    refs: dict[str, str] = {}
    used: set[str] = set()
    for person in people:
        now = disk.refs_of(person)
        if before := _first(base.refs_of(person), used):
            written[person.id] = before
            used.add(before)
        joined = in_ledger[_key(person)] if _key(person) in moved else ""
        if ref := now[0] if len(now) == 1 else before or joined:
            refs[person.id] = ref
    edited = {written[key]: ref for key, ref in refs.items() if written.get(key, ref) != ref}
    # Less surely: the id that the ledger has for them, or of one name or address, unless it is used. An id that an
    # editor merged others into may be used again: they said that two of the story are one.
    shared = frozenset(in_ledger[key] for key in moved)
    used = set(refs.values()) - shared
    for person in [person for person in people if person.id not in refs]:
        known = [in_ledger.get(_key(person), ""), disk.nearest(person), base.nearest(person)]
        if ref := _first(filter(None, known), used):
            refs[person.id] = ref
            used |= {ref} - shared
    return OwnIds(refs, disk.refs | base.refs, edited)


def _key(person: PersonFound) -> tuple[str, str]:
    return folded(person.name), person.kind


def _first(refs: Iterable[str], used: Container[str]) -> str:
    return next((ref for ref in refs if ref not in used), "")


class _NameIndex:
    """The bearers in one form of a story's fragments, by name, in order of the source."""

    def __init__(self, bearers: Mapping[str, Bearer]) -> None:
        self.refs = frozenset(bearers)
        self._bearers = bearers
        self._by_name: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in bearers.values():
            for name in sorted(bearer.names):
                self._by_name[name].append(bearer)

    def refs_of(self, person: PersonFound) -> list[str]:
        """Return the ids of the person's kind with this full name, or else with a mention of it."""
        name = folded(person.name)
        alike = [bearer for bearer in self._by_name.get(name, ()) if bearer.kind == person.kind]
        return [bearer.ref for bearer in alike if bearer.full == name] or [bearer.ref for bearer in alike]

    def nearest(self, person: PersonFound) -> str:
        """Return the id with this full name, whatever its kind, or else the plain id if it is of that kind."""
        name = folded(person.name)
        alike = [bearer.ref for bearer in self._by_name.get(name, ()) if bearer.full == name]
        plain = self._bearers.get(slug(person.name))
        return alike[0] if alike else plain.ref if plain and plain.kind == person.kind else ""


# Ids from other stories


def identities(
    story: str, people: Sequence[PersonFound], own: dict[str, str], all_own: Iterable[str], elsewhere: PeopleIndex
) -> tuple[dict[str, str], list[PersonFound]]:
    """Return each person's id by the id in the reading, and the people, as read, whose id was numbered now.

    `own` are the ids from the story's files by that of the reading, `all_own` all there.
    """
    refs = dict(own)
    used = {ref: set[str]() for ref in (*all_own, *own.values())}
    for person in people:
        if person.id in refs:
            used[refs[person.id]].add(folded(person.name))
    numbered = []
    for person in people:
        if person.id not in refs:
            plain = slug(person.name)
            ref = _ref_elsewhere(person, story, used, elsewhere)
            number = 1
            while not ref:
                candidate = plain if number == 1 else f"{plain}-{number}"
                ref = "" if candidate in used or elsewhere.taken(candidate, story) else candidate
                number += 1
            if ref != plain and not elsewhere.taken(ref, story):
                numbered.append(person)
            used.setdefault(ref, set()).add(folded(person.name))
            refs[person.id] = ref
    return refs, numbered


def _ref_elsewhere(person: PersonFound, story: str, used: Mapping[str, set[str]], elsewhere: PeopleIndex) -> str:
    """Return the one id elsewhere that is this person's; empty if there is none, or if several are possible.

    A common role decides between several; without one it is the one id that stands for somebody without a role already,
    so that a namesake who turns up later changes nothing. `used` are the story's ids with their names: two of one name
    are never one by themselves, but editors can say that two names are.
    """
    name = folded(person.name)
    degrees = [(_likeness(person, known), known) for known in elsewhere.named(name, story)]
    possible = [(degree, known) for degree, known in degrees if known.ref not in used or _alias(name, known, used)]
    alike = [known for degree, known in possible if degree == ALIKE]
    fitting = alike or [known for degree, known in possible if degree == UNKNOWN]
    if not alike and len(fitting) > 1:
        fitting = [known for known in fitting if any(not _says_who(bearer.roles) for bearer in known.bearers)]
    return fitting[0].ref if len(fitting) == 1 else ""


def _alias(name: str, known: PersonElsewhere, used: Mapping[str, set[str]]) -> bool:
    """Return whether the editors' file gives this name as an alias of somebody with another name in the story."""
    names = used[known.ref]
    return bool(known.file and names and name not in names and name in map(folded, known.file.aliases))


def _likeness(person: PersonFound, known: PersonElsewhere) -> int:
    """Compare a person with an id: kind and full name must be the same, then roles decide."""
    file = known.file
    same_kind = (
        file.kind == person.kind if file and file.kind else all(one.kind == person.kind for one in known.bearers)
    )
    if not (same_kind and _same_name(folded(person.name), person.kind, known)):
        return APART
    roles = [role.text for role in person.roles]
    if file and role_likeness(roles, CLAUSE.split(file.words)) == ALIKE:
        return ALIKE
    return role_likeness(roles, [role for bearer in known.bearers for role in bearer.roles])


def _same_name(name: str, kind: str, known: PersonElsewhere) -> bool:
    """Return whether the full name is the same. One word is a person's full name only if the file's Title says so.

    A file without a Title is meant for whoever first bears its id.
    """
    if known.file and not known.file.title and not known.bearers:
        return True
    if not is_full(name, kind):
        return bool(known.file and name == folded(known.file.title))
    given = names_in_file(known.file) if known.file else frozenset[str]()
    return name in given | known.names or any(bearer.full == name for bearer in known.bearers)


# Likeness of roles

WORD = re.compile(r"[^\W\d_]{2,}")
CLAUSE = re.compile(r"[.,;:\n]")  # ends one of those in which editors say who somebody is
PREPOSITION = re.compile(r"\b(?:of|at|for|in|with)\b")
APART, UNKNOWN, ALIKE = 0, 1, 2


class RoleWords(NamedTuple):
    """The telling words of a role in lower case; of these, the names of bodies and places, and the peoples.

    `passing`: the role is one that many hold for a while, or to somebody else (*a candidate*, *her rival*, *a
    billionaire*): it is no sign that the holder of another role is another person.
    """

    words: frozenset[str]
    names: frozenset[str]
    peoples: frozenset[str]
    passing: bool = False


def role_likeness(these: Iterable[str], those: Iterable[str]) -> int:
    """Return ALIKE if any of `these` roles is like any of `those`, APART if none is, UNKNOWN if a side has none."""
    here, there = _words_of_roles(these), _words_of_roles(those)
    if any(_alike(one, other) for one in here for other in there):
        return ALIKE
    lasting, others = ([role for role in roles if not role.passing] for roles in (here, there))
    if lasting and others:
        return APART
    passing = [(one, other) for one in here for other in there if one.passing and other.passing]
    return APART if passing and all(_conflict(one, other) for one, other in passing) else UNKNOWN


def _words_of_roles(roles: Iterable[str]) -> list[RoleWords]:
    """Return the words of the roles, without forms of address and roles that identify nobody."""
    told = [role_words(role) for role in dict.fromkeys(roles) if without_address(f"{role} ").strip()]
    return [role for role in told if role.words or not role.passing]


def _says_who(roles: Iterable[str]) -> bool:
    """Return whether any of the roles identifies its holder."""
    return any(not role.passing for role in _words_of_roles(roles))


@lru_cache(maxsize=4096)
def role_words(role: str) -> RoleWords:
    """Return the telling words of a role: not closed words, *former* and the like, *University* and the like."""
    # A compound is one word for the list, as in front-runner, but its parts tell too: co-founder.
    passing = lang.words("passing_roles")
    plain = " ".join(one for one in role.split() if one.strip(",.;:").lower().removesuffix("s") not in passing)
    written = [lang.pairs("title_abbreviations").get(word.lower(), word) for word in WORD.findall(plain)]
    words = [word for word in written if not _says_nothing(word)]
    named = frozenset(word.lower() for word in words if word in lang.words("peoples"))
    peoples = frozenset(word.removesuffix("s").removesuffix("ic") for word in named)  # a Democrat, Democratic
    names = frozenset(word.lower() for word in words if word[0].isupper() and not _is_office(word.lower())) - named
    telling = frozenset(word.lower().removesuffix("s") for word in words) | _compound(plain)
    of_people = bool(words) and all(word in lang.words("peoples") for word in words)  # a Republican
    return RoleWords(telling, names, peoples, len(plain.split()) < len(role.split()) or of_people)


def _compound(role: str) -> frozenset[str]:
    """Return an office of words each of which only qualifies others: *the former chief executive of the line*."""
    head = [found[0].lower() for found in WORD.finditer(PREPOSITION.split(role, maxsplit=1)[0])]
    named = [word for word in head if word not in lang.pairs("closed")]
    qualifies = len(named) > 1 and all(word in lang.words("role_modifiers") for word in named)
    return frozenset({" ".join(named[-2:])} if qualifies else ())


def _says_nothing(word: str) -> bool:
    low = word.lower()
    is_function_word = low in lang.pairs("closed") or low in lang.words("role_modifiers")
    return is_function_word or word.title() in lang.words("organisations")


def _is_office(word: str) -> bool:
    return any(form in lang.words(name) for form in (word, word.removesuffix("s")) for name in ("roles", "titles"))


def _alike(one: RoleWords, other: RoleWords) -> bool:
    return bool(one.words & other.words) and not _conflict(one, other)


def _conflict(one: RoleWords, other: RoleWords) -> bool:
    """Return whether both roles name bodies, places or peoples, and none in common."""
    return any(a and b and not a & b for a, b in ((one.names, other.names), (one.peoples, other.peoples)))
