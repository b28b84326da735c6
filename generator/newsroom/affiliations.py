"""Who speaks for whom. The joined newsroom comes in; for each organisation, those whose role names it go out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Newsroom, Person, Role, Span


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
