"""The roles that sources give somebody. A `Person` comes in, views go out, the newest wording first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.dates import date_view
from generator.publish.profile_views import HeldRole
from generator.publish.refs import role_view

if TYPE_CHECKING:
    from generator.model import Person, Role
    from generator.publish.edition import Edition


def listed_roles(edition: Edition, person: Person) -> list[HeldRole]:
    """Return the person's roles as listed stories word them, the same words once, those worded last first.

    The same words are those that differ in nothing but capitals, blanks and a leading article.
    """
    return edition.once(_listed, person.id, person)


def _listed(edition: Edition, person: Person) -> list[HeldRole]:
    edition.reads.note("whole", person.id)
    found: dict[str, list[Role]] = {}
    for role in person.roles:
        if role.story in edition.listed:
            found.setdefault(_bare(role.text), []).append(role)
    return [_held(edition, roles) for roles in found.values()]


def _bare(words: str) -> str:
    return " ".join(words.casefold().split()).removeprefix("the ")


def _held(edition: Edition, roles: list[Role]) -> HeldRole:
    """Return one role by all the places that word it, the newest story's first."""
    newest, first = role_view(edition, roles[0]), edition.newsroom.stories[roles[-1].story]
    stories = len({role.story for role in roles})
    since = date_view(first.date, edition.site.words) if stories > 1 and first.date_basis != "unknown" else None
    return HeldRole(words=newest["words"], story=newest["story"], as_of=newest["as_of"], since=since, stories=stories)
