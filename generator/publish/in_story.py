"""What one story says of somebody: where it mentions them, and the roles that it gives them. A `Person` comes in.

Somebody may be in thousands of stories, each of which asks: what they have is put by story once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model import Person, Role, Span
    from generator.publish.edition import Edition


def mentions_in(edition: Edition, person: Person, story: str) -> Iterable[Span]:
    """Return the places at which one story mentions the person, in order."""
    return edition.once(_mentions, person.id, person).get(story, ())


def roles_in(edition: Edition, person: Person, story: str) -> Iterable[Role]:
    """Return the person's roles as one story words them, in order of place."""
    return edition.once(_roles, person.id, person).get(story, ())


def different_roles_in(edition: Edition, person: Person, story: str) -> list[Role]:
    """Return the same, the same words once."""
    found: dict[str, Role] = {}
    for role in roles_in(edition, person, story):
        found.setdefault(role.text, role)
    return list(found.values())


def _mentions(_edition: Edition, person: Person) -> Mapping[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for story, span in person.mentions:
        found[story].append(span)
    return found


def _roles(_edition: Edition, person: Person) -> Mapping[str, list[Role]]:
    found: dict[str, list[Role]] = defaultdict(list)
    for role in person.roles:
        found[role.story].append(role)
    return found
