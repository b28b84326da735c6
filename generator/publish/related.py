"""Where to read on: stories in which the same people speak. A story comes in, its nearest stories go out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.publish.refs import person_ref, story_ref
from generator.publish.story_views import RelatedView

if TYPE_CHECKING:
    from generator.model import Story
    from generator.publish.edition import Edition

AT_MOST = 3
NAMED_AT_MOST = 3
LOOKED_AT = 60  # stories a person: those of somebody who is in all of them tell nothing
SPEAKS, NAMED = 3, 1


def related(edition: Edition, story: Story) -> list[RelatedView]:
    """Return up to three listed stories that share people with this one, those who speak in both counting most.

    Translations of the story are left out: the page leads to them elsewhere. Of equals the newest comes first.
    """
    same = {one.id for one in edition.translations.get(story.id, ())} | {story.id}
    shared = _shared(edition, story, same)
    counted = {name: sum(people.values()) for name, people in shared.items()}
    best = sorted(shared, key=lambda name: (-counted[name], edition.rank[name]))
    return [_view(edition, name, shared[name]) for name in best[:AT_MOST] if counted[name] >= SPEAKS]


def _shared(edition: Edition, story: Story, same: set[str]) -> dict[str, dict[str, int]]:
    """Return, for each story with somebody of this one, who that is and how much each counts."""
    speaking = {quote.speaker for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for person in edition.people_by_story.get(story.id, []):
        if person.kind == "place":
            continue
        for name in edition.stories_by_person.get(person.id, [])[:LOOKED_AT]:
            if name not in same:
                both = person.id in speaking and person.id in edition.speakers_by_story.get(name, ())
                found[name][person.id] = SPEAKS if both else NAMED
    return found


def _view(edition: Edition, name: str, people: dict[str, int]) -> RelatedView:
    nearest = sorted(people, key=lambda person: (-people[person], person))[:NAMED_AT_MOST]
    return RelatedView(
        story=story_ref(edition, edition.newsroom.stories[name]),
        people=[person_ref(edition, person) for person in nearest],
    )
