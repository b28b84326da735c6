"""Where to read on: stories in which the same people speak. A story comes in, its nearest stories go out."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.publish.refs import person_ref, story_ref
from generator.publish.story_views import RelatedView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.publish.joined import Appearance

AT_MOST = 3
NAMED_AT_MOST = 3
SPEAKS, NAMED = 3, 1
STORY_OF = attrgetter("story")


def related(edition: Edition, story: Story) -> list[RelatedView]:
    """Return up to three listed stories that share people with this one, those who speak in both counting most.

    Translations of the story are left out: the page leads to them elsewhere. Of equals the newest comes first.
    """
    speaking = {quote.speaker for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn}
    people = [person.id for person in edition.people_by_story.get(story.id, []) if person.kind != "place"]
    found = {name: edition.appearances.get(name, ()) for name in people}
    counts = _counts(found, speaking)
    for one in (story, *edition.translations.get(story.id, ())):
        counts.pop(one.id, None)
    near = _nearest(counts, found)
    best = sorted(sorted(near), key=lambda name: (counts[name], next(iter(near[name].values())).day), reverse=True)
    return [_view(edition, name, near[name], speaking) for name in best[:AT_MOST]]


def _counts(found: Mapping[str, Sequence[Appearance]], speaking: set[str]) -> Counter[str]:
    """Return how much the people whose appearances these are count in each story."""
    counts = Counter(map(STORY_OF, chain.from_iterable(found.values())))
    for name in found.keys() & speaking:
        for one in found[name]:
            if one.speaks:
                counts[one.story] += SPEAKS - NAMED
    return counts


def _nearest(counts: Counter[str], found: Mapping[str, Sequence[Appearance]]) -> dict[str, dict[str, Appearance]]:
    """Return the stories that may be among the best, with the appearances of who is in both."""
    least = max([SPEAKS, *nlargest(AT_MOST, counts.values())[-1:]])
    near: dict[str, dict[str, Appearance]] = {name: {} for name, count in counts.items() if count >= least}
    for name, held in found.items() if near else ():
        for one in held:
            if one.story in near:
                near[one.story][name] = one
    return near


def _view(edition: Edition, story: str, there: Mapping[str, Appearance], speaking: set[str]) -> RelatedView:
    """Return another story with those who are in both: first who speaks in both, then by name."""
    nearest = sorted(there, key=lambda name: (not (there[name].speaks and name in speaking), name))
    return RelatedView(
        story=story_ref(edition, edition.newsroom.stories[story]),
        people=[person_ref(edition, person) for person in nearest[:NAMED_AT_MOST]],
    )
