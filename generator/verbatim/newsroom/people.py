"""Persons, organisations and places, joined over stories by id. Marks and `people/` files come in."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, cast

from verbatim.content.people.refs import fullest
from verbatim.model import Person, PersonKind, Role, Span
from verbatim.newsroom.places import in_source, source_fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verbatim.content.format.person_file import PersonFile
    from verbatim.model import Newsroom, Story


# ---- newsroom/people.py

KINDS = ("person", "organisation", "place")
ROLE = "role"


class PersonMark(NamedTuple):
    """A mention, or a role: whose, the story, the slice, its words, and the kind that its mark gives."""

    who: str
    story: str
    span: Span
    text: str
    kind: str


class Gathered(NamedTuple):
    """Everything that the marks say of everybody, by id."""

    mentions: dict[str, list[PersonMark]]
    roles: dict[str, list[Role]]


def people_of(stories: Iterable[Story], files: Mapping[str, PersonFile]) -> dict[str, Person]:
    """Return everybody who is mentioned or has a file, by id, in order of id.

    The shown name is the file's Title, else the fullest mention.
    """
    return join_people((people_marks(story) for story in stories), files)


def join_people(named: Iterable[tuple[PersonMark, ...]], files: Mapping[str, PersonFile]) -> dict[str, Person]:
    """Return the same of what each story names, in the order of the stories."""
    gathered = Gathered(defaultdict(list), defaultdict(list))
    for one in (one for held in named for one in held):
        if one.kind == ROLE:
            gathered.roles[one.who].append(Role(one.text, one.story, one.span))
        else:
            gathered.mentions[one.who].append(one)
    ids = sorted({*gathered.mentions, *files})
    return {name: _person(name, gathered, files.get(name)) for name in ids}


def people_marks(story: Story) -> tuple[PersonMark, ...]:
    """Return the mentions and the roles that a story marks, in order of place."""
    found: list[PersonMark] = []
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            if mark.kind in KINDS or mark.kind == ROLE:
                place = in_source(fragment, mark)
                who = mark.attrs.get("of" if mark.kind == ROLE else "ref", "")
                found.append(PersonMark(who, story.id, place, place.of(story.text), mark.kind))
    return tuple(found)


def _person(name: str, gathered: Gathered, file: PersonFile | None) -> Person:
    mentions = gathered.mentions.get(name, [])
    shown = (file.title if file else "") or fullest(mention.text for mention in mentions) or name
    texts = dict.fromkeys(mention.text for mention in mentions if mention.text != shown)
    added = [alias for alias in (file.aliases if file else ()) if alias not in texts and alias != shown]
    return Person(
        id=name,
        name=shown,
        kind=_kind(mentions, file),
        aliases=(*texts, *added),
        roles=tuple(gathered.roles.get(name, ())),
        mentions=tuple((mention.story, mention.span) for mention in mentions),
        same_as=file.same_as if file else (),
        image=file.image if file else "",
        words=file.words if file else "",
    )


def _kind(mentions: list[PersonMark], file: PersonFile | None) -> PersonKind:
    """Return the kind: the file's, else the one that most marks give, of equals the first."""
    counted = Counter(mention.kind for mention in mentions).most_common(1)
    given = file.kind if file and file.kind in KINDS else ""
    return cast("PersonKind", given or (counted[0][0] if counted else "person"))


# ---- newsroom/affiliations.py


def speakers_for(newsroom: Newsroom, listed: frozenset[str]) -> dict[str, list[tuple[Person, Role]]]:
    """Return by organisation the people with a role in whose words it is mentioned, each with the newest such role.

    Only listed stories count. “Director at the Harbour Office” names the office where the story marks it there.
    """
    marked = _marked_in(newsroom, listed)
    found: dict[str, dict[str, tuple[Person, Role]]] = defaultdict(dict)
    for person in newsroom.people.values():
        for role in person.roles:
            for name, span in marked.get(role.story, ()):
                if role.span.covers(span) and name != person.id:
                    found[name].setdefault(person.id, (person, role))
    return {name: sorted(held.values(), key=lambda one: (one[0].name.casefold(), one[0].id))
            for name, held in found.items()}  # fmt: skip


def _marked_in(newsroom: Newsroom, listed: frozenset[str]) -> dict[str, list[tuple[str, Span]]]:
    """Return the mentions of organisations in each listed story."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for person in newsroom.people.values():
        if person.kind == "organisation":
            for story, span in person.mentions:
                if story in listed:
                    found[story].append((person.id, span))
    return found
