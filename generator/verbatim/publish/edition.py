"""What is published, and where: the joined newsroom with the facts of the site. Nothing is rendered here.

A story with the status draft or hidden has its own page only: no page of its own for its quotations and people, no
line in an index, a feed or the data. Their addresses are places within the story's page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast
from unicodedata import combining, normalize

from verbatim.core import dates as edtf
from verbatim.core.i18n import ENGLISH, Words
from verbatim.newsroom.join import groups
from verbatim.newsroom.people import speakers_for
from verbatim.newsroom.places import Sentences, source_fragments
from verbatim.publish.tracking import STORY, Reads, Rows, Watched, WatchedRows, WatchedSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from verbatim.model import Fragment, History, Moment, Newsroom, Number, Person, Quote, Role, Story
    from verbatim.publish.payloads.elements import PortraitView
    from verbatim.publish.tracking import Fact


# ---- publish/names.py


def sorted_as(name: str) -> str:
    """Return what a name is sorted by: its letters without case and accents, in the order in which it is written.

    Which of its words is the family's no rule tells: “Xi Jinping” begins with it, “Ada Vell” does not.
    """
    bare = "".join(one for one in normalize("NFKD", name) if not combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in bare.casefold()).split())


def letter_of(name: str) -> str:
    """Return the letter under which a name stands, a capital; “#” for one that begins with none."""
    first = sorted_as(name)[:1].upper()[:1]
    return first if first.isalpha() else "#"


# ---- publish/joined.py

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


# ---- publish/site_facts.py


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


# ---- publish/edition.py

__all__ = ["Edition", "Site"]
AT_HAND = 256  # stories whose fragments and sentences are kept: hardly anybody but their own pages asks for them
Given = TypeVar("Given")
REMEMBERED = 8_192  # views of a kind: the memory of a build is to stay the same at any size
LARGE = 2_048  # of a kind of which each holds as much as a page


class Edition:
    """A newsroom on its way to a site, with the lookups that pages ask for and the views that they share.

    Every lookup notes what is read: `reads`.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        site: Site,
        listed: AbstractSet[str],
        portraits: Mapping[str, PortraitView] = MappingProxyType({}),
    ) -> None:
        self.reads = Reads()
        self.joined: Joined = Joined(newsroom, frozenset(listed))
        self.newsroom = self._watched_newsroom(newsroom)
        self.site = site
        self.listed = WatchedSet(self.joined.listed, self.reads, "listed")
        self.portraits = portraits
        self._fragments: dict[str, list[Fragment]] = {}
        self._sentences: dict[str, Sentences] = {}
        self.facts_told: dict[Fact, object] = {}
        self.fact_reads: dict[Fact, set[Fact]] = {}
        self._once: dict[object, dict[str, tuple[object, set[Fact]]]] = defaultdict(dict)

    def _watched_newsroom(self, held: Newsroom) -> Newsroom:
        return replace(
            held,
            stories=self._watched(held.stories, STORY),
            quotes=WatchedRows(held.quotes, self.reads, "quote", held.stories),
            people=self._watched(held.people, "person"),
            histories=WatchedRows(held.histories, self.reads, "history", held.stories),
            former=self._watched(held.former, "former"),
            moments=Rows(held.moments, self.reads),
            numbers=Rows(held.numbers, self.reads),
            anchors=self._watched(held.anchors, STORY),
            paragraphs=self._watched(held.paragraphs, STORY),
            headings=self._watched(held.headings, STORY),
        )

    def _watched(self, held: Mapping[str, Item], kind: str) -> Watched[Item]:
        return Watched(held, self.reads, kind)

    @property
    def portraits(self) -> Watched[PortraitView]:
        """The portraits of those who have one."""
        return self._portraits

    @portraits.setter
    def portraits(self, held: Mapping[str, PortraitView]) -> None:
        self._portraits = self._watched(held, "person")

    @cached_property
    def quotes_by_story(self) -> Watched[list[Quote]]:
        """The quotations of each story, in order of place."""
        return self._watched(self.joined.quotes_by_story, STORY)

    @cached_property
    def quotes_by_speaker(self) -> Watched[list[Quote]]:
        """The listed quotations of each person, newest story first."""
        return self._watched(self.joined.quotes_by_speaker, "quotes of")

    @cached_property
    def rank(self) -> Watched[int]:
        """The place of each story, 0 for the newest: what one tells of another is told by their dates."""
        return self._watched(self.joined.rank, "order")

    @cached_property
    def appearances(self) -> Watched[list[Appearance]]:
        """The latest listed stories in which each person is mentioned, newest first."""
        return self._watched(self.joined.appearances, "appearances of")

    @cached_property
    def moments_by_story(self) -> Watched[list[Moment]]:
        """The moments of each story, in order of place."""
        return self._watched(self.joined.moments_by_story, STORY)

    @cached_property
    def moments_by_person(self) -> Watched[list[Moment]]:
        """The moments in which each person is named, in order of story and place."""
        return self._watched(self.joined.moments_by_person, "moments of")

    @cached_property
    def histories_by_story(self) -> Watched[list[History]]:
        """What became of each quotation that a story ever had."""
        return self._watched(self.joined.histories_by_story, "histories of")

    @cached_property
    def translations(self) -> Watched[tuple[Story, ...]]:
        """The listed stories that tell the same as each one in other languages, itself among them."""
        return self._watched(self.joined.translations, "translations of")

    @cached_property
    def numbers_by_story(self) -> Watched[list[Number]]:
        """The marked numbers of each story, in order of place."""
        return self._watched(self.joined.numbers_by_story, STORY)

    @cached_property
    def people_by_story(self) -> Watched[list[Person]]:
        """Everybody mentioned in each story, in order of first mention."""
        return self._watched(self.joined.people_by_story, "people in")

    @cached_property
    def speakers_for(self) -> Watched[list[tuple[Person, Role]]]:
        """For each organisation those whose role names it in a listed story, as last worded, by name."""
        return self._watched(self.joined.speakers_for, "speakers for")

    @cached_property
    def namesakes(self) -> Watched[list[str]]:
        """The ids of those who have a page, by their name as it is sorted: several where names are the same."""
        return self._watched(self.joined.namesakes, "namesakes")

    @cached_property
    def profiled(self) -> WatchedSet:
        """The ids of those who have a page: everybody with a file or a mention in a listed story."""
        return WatchedSet(self.joined.profiled, self.reads, "person")

    def fragments_of(self, story: Story) -> list[Fragment]:
        """Return the source fragments of a story in order of the source; those of the last stories are at hand."""
        return _last_few(self._fragments, story, source_fragments)

    def sentences(self, story: Story) -> Sentences:
        """Return the story's sentences, which are found when somebody asks; those of the last stories are at hand."""
        return _last_few(self._sentences, story, lambda one: Sentences(one.text, self.newsroom.paragraphs[one.id]))

    def fact(self, make: Callable[..., Item], *about: str | int) -> Item:
        """Return what `make` tells of this edition and of `about`: plain data, which a page reads as one fact.

        It does not matter to a page what such a fact was made from, as long as it says the same.
        """
        key: Fact = ("fact", f"{make.__module__}:{make.__qualname__}", *about)
        self.reads.note(*key)
        if key not in self.facts_told:
            with self.reads.apart() as found:
                self.facts_told[key] = make(self, *about)
            self.fact_reads[key] = found
        return cast("Item", self.facts_told[key])

    def once(self, make: Callable[[Edition, Given], Item], name: str, given: Given, most: int = REMEMBERED) -> Item:
        """Return what `make` makes of this edition and of `given`, whose name is `name`; it is made once.

        The `most` that were made last are remembered.
        """
        held = self._once[make]
        if name not in held:
            if len(held) >= most:
                del held[next(iter(held))]
            with self.reads.followed() as found:
                made = make(self, given)
            held[name] = made, found
            return made
        known, reads = held[name]
        self.reads.note_all(reads)
        return cast("Item", known)


def _last_few(held: dict[str, Item], story: Story, make: Callable[[Story], Item]) -> Item:
    if story.id not in held:
        if len(held) >= AT_HAND:
            del held[next(iter(held))]
        held[story.id] = make(story)
    return held[story.id]
