"""What is published, and where: the joined newsroom with the facts of the site. Nothing is rendered here.

A story with the status draft or hidden has its own page only: no page of its own for its quotations and people, no
line in an index, a feed or the data. Their addresses are places within the story's page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast

from generator.newsroom.affiliations import speakers_for
from generator.newsroom.context import Sentences
from generator.newsroom.places import source_fragments
from generator.newsroom.translations import groups
from generator.publish.names import sorted_as
from generator.words import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.model import Fragment, History, Moment, Newsroom, Number, Person, Quote, Role, Story
    from generator.publish.story_views import StoryView
    from generator.publish.views import ChangeView, MomentView, PersonRef, PortraitView, QuoteView, StoryRef

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own facts. `url` is absolute, without a slash at its end; empty where no address is known."""

    name: str
    url: str
    lang: str = "en"
    description: str = ""
    words: Words = ENGLISH
    page_size: int = 0  # Pelican's DEFAULT_PAGINATION; 0: each list has a size of its own
    orphans: int = 0  # Pelican's DEFAULT_ORPHANS, which goes with it
    cards: bool = True  # whether there are picture cards
    squares: bool = True  # whether quotations have a square one besides
    off: frozenset[str] = frozenset()  # the sections that are left out: "search", "timeline", …

    def absolute(self, address: str) -> str:
        """Return the absolute form of a site address; empty where the site has no address."""
        return f"{self.url}/{address}" if self.url else ""


class Edition:
    """A newsroom on its way to a site, with the lookups that pages ask for and the views that they share."""

    def __init__(
        self,
        newsroom: Newsroom,
        site: Site,
        listed: frozenset[str],
        portraits: Mapping[str, PortraitView] = MappingProxyType({}),
    ) -> None:
        self.newsroom = newsroom
        self.site = site
        self.listed = listed
        self.portraits = portraits
        self.story_cards: dict[str, StoryView] = {}
        self.story_refs: dict[str, StoryRef] = {}
        self.person_refs: dict[str, PersonRef] = {}
        self.quote_views: dict[str, QuoteView] = {}
        self.moment_views: dict[str, MomentView] = {}
        self.story_changes: dict[str, list[ChangeView]] = {}
        self._sentences: dict[str, Sentences] = {}
        self._facts: dict[tuple[object, ...], object] = {}

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
    def speakers_by_story(self) -> dict[str, frozenset[str]]:
        """Who is established to speak in each listed story."""
        pairs = _grouped((quote.story, name) for name, held in self.quotes_by_speaker.items() for quote in held)
        return {story: frozenset(names) for story, names in pairs.items()}

    @cached_property
    def stories_by_person(self) -> dict[str, list[str]]:
        """The listed stories in which each person is mentioned, newest first."""
        named = {person.id: {story for story, _ in person.mentions} for person in self.newsroom.people.values()}
        return {name: sorted(found & self.listed, key=self.rank.__getitem__) for name, found in named.items()}

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

    @cached_property
    def fragments(self) -> dict[str, list[Fragment]]:
        """The source fragments of each story in order of the source."""
        return {story.id: source_fragments(story) for story in self.newsroom.stories.values()}

    def fact(self, make: Callable[..., Item], *about: str | int) -> Item:
        """Return what `make` tells of this edition and of `about`, which it is asked once."""
        key = (make, *about)
        if key not in self._facts:
            self._facts[key] = make(self, *about)
        return cast("Item", self._facts[key])

    def sentences(self, story: Story) -> Sentences:
        """Return the story's sentences, which are found when somebody asks."""
        if story.id not in self._sentences:
            self._sentences[story.id] = Sentences(story)
        return self._sentences[story.id]


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return found
