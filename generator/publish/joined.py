"""A newsroom's lookups: what each story, each person and each organisation has. A newsroom comes in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator import edtf
from generator.newsroom.affiliations import speakers_for
from generator.newsroom.translations import groups
from generator.publish.names import sorted_as

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from generator.model import History, Moment, Newsroom, Number, Person, Quote, Role, Story

Item = TypeVar("Item")
RECENT = 60  # stories a person: whoever is in more of them is in too many for these to tell one from another


class Appearance(NamedTuple):
    """Somebody in a story: when it is of, as stories are ordered (`edtf.sort_key`), and whether they speak there."""

    story: str
    day: tuple[int, int]
    speaks: bool


@dataclass(frozen=True)
class Joined:
    """The lookups of a newsroom, of which the `listed` stories are in the indexes; each is made when asked for."""

    newsroom: Newsroom
    listed: frozenset[str]

    def look_up(self) -> None:
        """Make every lookup now: processes that are forked later share them."""
        for name, one in vars(Joined).items():
            if isinstance(one, cached_property):
                getattr(self, name)

    @cached_property
    def quotes_by_story(self) -> dict[str, list[Quote]]:
        """The quotations of each story, in order of place."""
        return _grouped((quote.story, quote) for quote in self.newsroom.quotes.values())

    @cached_property
    def quotes_by_speaker(self) -> dict[str, list[Quote]]:
        """The listed quotations of each person, newest story first."""
        held = [quote for quote in self.newsroom.quotes.values() if quote.story in self.listed]
        held.sort(key=lambda quote: (self.rank[quote.story], quote.span))
        return _grouped((quote.speaker, quote) for quote in held if quote.speaker)

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each story, 0 for the newest."""
        return {name: place for place, name in enumerate(self.newsroom.stories)}

    @cached_property
    def appearances(self) -> dict[str, list[Appearance]]:
        """The latest listed stories in which each person is mentioned, newest first."""
        speaking = {(name, quote.story) for name, held in self.quotes_by_speaker.items() for quote in held}
        days = {name: edtf.sort_key(story.date) for name, story in self.newsroom.stories.items()}
        named = {person.id: {story for story, _ in person.mentions} for person in self.newsroom.people.values()}
        return {
            who: [Appearance(name, days[name], (who, name) in speaking) for name in self._newest(found)[:RECENT]]
            for who, found in named.items()
        }

    def _newest(self, stories: AbstractSet[str]) -> list[str]:
        return sorted(stories & self.listed, key=self.rank.__getitem__)

    @cached_property
    def moments_by_story(self) -> dict[str, list[Moment]]:
        """The moments of each story, in order of place."""
        return _grouped((moment.story, moment) for moment in self.newsroom.moments)

    @cached_property
    def moments_by_person(self) -> dict[str, list[Moment]]:
        """The moments in which each person is named, in order of story and place."""
        return _grouped((name, moment) for moment in self.newsroom.moments for name in moment.people)

    @cached_property
    def histories_by_story(self) -> dict[str, list[History]]:
        """What became of each quotation that a story ever had."""
        return _grouped((history.story, history) for history in self.newsroom.histories.values())

    @cached_property
    def translations(self) -> dict[str, tuple[Story, ...]]:
        """The listed stories that tell the same as each one in other languages, itself among them."""
        return groups({name: story for name, story in self.newsroom.stories.items() if name in self.listed})

    @cached_property
    def numbers_by_story(self) -> dict[str, list[Number]]:
        """The marked numbers of each story, in order of place."""
        return _grouped((number.story, number) for number in self.newsroom.numbers)

    @cached_property
    def people_by_story(self) -> dict[str, list[Person]]:
        """Everybody mentioned in each story, in order of first mention."""
        firsts: dict[str, dict[str, int]] = defaultdict(dict)
        for person in self.newsroom.people.values():
            for story, span in person.mentions:
                firsts[story].setdefault(person.id, span.start)
        return {
            story: [self.newsroom.people[name] for name in sorted(found, key=lambda name: (found[name], name))]
            for story, found in firsts.items()
        }

    @cached_property
    def speakers_for(self) -> dict[str, list[tuple[Person, Role]]]:
        """For each organisation those whose role names it in a listed story, as last worded, by name."""
        return speakers_for(self.newsroom, self.listed)

    @cached_property
    def namesakes(self) -> dict[str, list[str]]:
        """The ids of those who have a page, by their name as it is sorted: several where names are the same."""
        return _grouped((sorted_as(self.newsroom.people[name].name), name) for name in sorted(self.profiled))

    @cached_property
    def profiled(self) -> frozenset[str]:
        """The ids of those who have a page: everybody with a file or a mention in a listed story."""
        return frozenset(
            person.id
            for person in self.newsroom.people.values()
            if not person.mentions or any(story in self.listed for story, _ in person.mentions)
        )


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return dict(found)
