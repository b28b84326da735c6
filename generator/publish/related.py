"""Where to read on: stories in which the same people speak. A story comes in, its nearest stories go out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.publish.refs import person_ref, story_ref
from generator.publish.story_views import RelatedView

if TYPE_CHECKING:
    from generator.model import Story
    from generator.publish.edition import Edition

AT_MOST = 3
NAMED_AT_MOST = 3
SPEAKS, NAMED = 3, 1


def related(edition: Edition, story: Story) -> list[RelatedView]:
    """Return up to three listed stories that share people with this one, those who speak in both counting most.

    Translations of the story are left out: the page leads to them elsewhere. Of equals the newest comes first.
    """
    shared = _shared(edition, story)
    for one in (story, *edition.translations.get(story.id, ())):
        shared.pop(one.id, None)
    near = sorted(name for name, found in shared.items() if found.count >= SPEAKS)
    best = sorted(near, key=lambda name: (shared[name].count, shared[name].day), reverse=True)
    return [_view(edition, name, shared[name].people) for name in best[:AT_MOST]]


@dataclass(slots=True)
class _Shared:
    """What another story shares with one: its day, who is in both and how much each of them counts."""

    day: tuple[int, int]
    people: dict[str, int] = field(default_factory=dict)
    count: int = 0


def _shared(edition: Edition, story: Story) -> dict[str, _Shared]:
    """Return what each story with somebody of this one shares with it."""
    speaking = {quote.speaker for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn}
    found: dict[str, _Shared] = {}
    for person in edition.people_by_story.get(story.id, []):
        if person.kind == "place":
            continue
        for name, day, speaks in edition.appearances.get(person.id, ()):
            one = found.get(name) or found.setdefault(name, _Shared(day))
            one.people[person.id] = counts = SPEAKS if speaks and person.id in speaking else NAMED
            one.count += counts
    return found


def _view(edition: Edition, name: str, people: dict[str, int]) -> RelatedView:
    nearest = sorted(people, key=lambda person: (-people[person], person))[:NAMED_AT_MOST]
    return RelatedView(
        story=story_ref(edition, edition.newsroom.stories[name]),
        people=[person_ref(edition, person) for person in nearest],
    )
