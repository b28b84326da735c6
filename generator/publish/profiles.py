"""Profiles. A `Person` of the edition comes in, a `ProfileView` goes out, of listed stories only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.newsroom.timeline import dated
from generator.publish.editors import editors_html
from generator.publish.jsonld import person_ld
from generator.publish.lookup import in_any
from generator.publish.page_views import AppearsWith, ProfileView
from generator.publish.place import Place
from generator.publish.quote_view import quote_view
from generator.publish.refs import marked_slice, person_ref, role_view, story_ref
from generator.publish.timelines import moment_view

if TYPE_CHECKING:
    from generator.model import Moment, Person
    from generator.publish.edition import Edition
    from generator.publish.views import PersonRef, RoleView, Slice, StoryRef

TOGETHER_AT_MOST = 12


def profile_view(edition: Edition, person: Person) -> ProfileView:
    """Return everything that a profile shows."""
    quotes = [quote_view(edition, quote) for quote in edition.quotes_by_speaker.get(person.id, [])]
    together = _together(edition, person)
    return ProfileView(
        ref=person_ref(edition, person.id),
        roles=listed_roles(edition, person),
        aliases=_aliases(edition, person),
        words=editors_html(person.words, in_any(edition), about(person)),
        same_as=list(person.same_as),
        quotes=[view for view in quotes if view["kind"] != "indirect"],
        paraphrases=[view for view in quotes if view["kind"] == "indirect"],
        moments=[moment_view(edition, one) for one in dated(_moments(edition, person))],
        appears_with=[one for one in together if one["person"]["kind"] == "person"][:TOGETHER_AT_MOST],
        organisations=_organisations(together),
        stories=stories_with(edition, person),
        feed_url=f"feeds/people/{person.id}.atom.xml",
        json_ld=person_ld(edition, person),
    )


def about(person: Person) -> Place:
    """Return where the editors' words about a person stand."""
    return Place(f"content/people/{person.id}.md", 0, "people")


def _moments(edition: Edition, person: Person) -> list[Moment]:
    return [moment for moment in edition.moments_by_person.get(person.id, []) if moment.story in edition.listed]


def listed_roles(edition: Edition, person: Person) -> list[RoleView]:
    """Return the person's roles as listed stories word them, the same words once, newest story first."""
    found = {role.text: role for role in reversed(person.roles) if role.story in edition.listed}
    return [role_view(edition, role) for role in reversed(found.values())]


def _aliases(edition: Edition, person: Person) -> list[Slice]:
    """Return the other ways in which listed stories mention the person, each at its first place."""
    found: dict[str, Slice] = {}
    for story, span in person.mentions:
        words = span.of(edition.newsroom.stories[story].text)
        if story in edition.listed and words != person.name and words not in found:
            found[words] = marked_slice(edition, story, span)
    return list(found.values())


def stories_with(edition: Edition, person: Person) -> list[StoryRef]:
    """Return the listed stories that mention the person, newest first."""
    names = {story for story, _ in person.mentions}
    held = [story for story in edition.newsroom.stories.values() if story.id in names and story.id in edition.listed]
    return [story_ref(edition, story) for story in held]


def _together(edition: Edition, person: Person) -> list[AppearsWith]:
    """Return who else is in the same stories, most stories together first."""
    counted: dict[str, int] = {}
    for story in dict.fromkeys(story for story, _ in person.mentions if story in edition.listed):
        for other in edition.people_by_story.get(story, []):
            if other.id != person.id:
                counted[other.id] = counted.get(other.id, 0) + 1
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [AppearsWith(person=person_ref(edition, name), stories=stories) for name, stories in ranked]


def _organisations(together: list[AppearsWith]) -> list[PersonRef]:
    return [one["person"] for one in together if one["person"]["kind"] == "organisation"][:TOGETHER_AT_MOST]
