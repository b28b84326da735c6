"""The edition: what a site publishes, with the lookups that its pages share. Nothing is rendered here.

A draft or hidden story has only its own page: its quotations and people have no pages, and no index, feed or data
file lists them. Their addresses are places within the story's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, TypeVarTuple, cast

from verbatim.core import dates as edtf
from verbatim.core.i18n import ENGLISH, Words
from verbatim.model import Fragment, History, Moment, Newsroom, Number, Person, Quote, Story
from verbatim.newsroom.gate import PUBLIC_ROLES
from verbatim.newsroom.graph import translation_groups
from verbatim.newsroom.people import folded
from verbatim.newsroom.places import Sentences, source_fragments
from verbatim.newsroom.topics import NO_TOPICS, Topic, Topics
from verbatim.newsroom.variants import variants
from verbatim.publish import tracking

if TYPE_CHECKING:
    from verbatim.publish.refs import PictureFiles, PortraitView, StoryRef

Item = TypeVar("Item")
About = TypeVarTuple("About")
MEMO_SIZE = 8_192  # views of a kind: a build's memory must not grow with the site
LARGE_MEMO_SIZE = 2_048  # views of a kind that are each as large as a page
RECENT_STORIES = 256  # whose fragments and sentences are kept in memory: few pages but a story's own read them
RECENT_APPEARANCES = 60  # stories per person: more would say little about which stories are related
UNDATED = (0, 0)  # the day of a story without a date as a sort key: older than any other


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own settings. `url` is absolute, without a trailing slash; empty where no address is known."""

    name: str
    url: str
    lang: str = "en"
    description: str = ""
    words: Words = ENGLISH
    page_size: int = 0  # Pelican's DEFAULT_PAGINATION; 0: each list has a size of its own
    orphans: int = 0  # Pelican's DEFAULT_ORPHANS, which goes with it
    cards: bool = True  # whether there are picture cards
    squares: bool = True  # whether quotations have a square one as well
    cards_per_story: int = 500  # quotations of a story that have cards, the first in its text
    has_database: bool = False  # whether all data are one SQLite database as well
    off: frozenset[str] = frozenset()  # the sections that are left out: "search", "timeline", …
    undrawn: frozenset[str] = frozenset()  # the addresses of cards that could not be drawn
    profiles: str = PUBLIC_ROLES  # who has a page (`newsroom.gate`)
    extent: str = ""  # how much of a source is published; empty: of others' texts a part (`newsroom.extent`)

    def card(self, address: str) -> str:
        """Return the address of a card; empty where there are none, or where this one could not be drawn."""
        return address if self.cards and address not in self.undrawn else ""

    def absolute(self, address: str) -> str:
        """Return the absolute form of a site address; empty where the site has no address."""
        return f"{self.url}/{address}" if self.url else ""

    def url_of(self, address: str) -> str:
        """Return the absolute form of a site address, or the address itself where the site has none."""
        return self.absolute(address) or address


class Appearance(NamedTuple):
    """A person's appearance in a story: the story's date as a sort key, and whether they speak there."""

    story: str
    day: tuple[int, int]
    speaks: bool


class Drafts(NamedTuple):
    """The drafts that a front page lists for their editors, newest first, and how many there are in all."""

    shown: Sequence[StoryRef] = ()
    total: int = 0


class Published(NamedTuple):
    """What had an address of its own when the site was published: the ids of people, and of questions."""

    people: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()


NOTHING = Published()


@dataclass(frozen=True)
class Lookups:
    """Indexes over a newsroom, each built on first use. Only `listed` stories are in the site's lists.

    `published` is what had an address of its own when the site was published.
    """

    newsroom: Newsroom
    listed: frozenset[str]
    topics: Topics = NO_TOPICS
    published: Published = NOTHING

    def build_all(self) -> None:
        """Build every index now, so that processes forked later share them."""
        for name, value in vars(Lookups).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def quotes_by_story(self) -> dict[str, list[Quote]]:
        """The quotations of each story, in order of place."""
        return _grouped((quote.story, quote) for quote in self.newsroom.quotes.values())

    @cached_property
    def quotes_by_speaker(self) -> dict[str, list[Quote]]:
        """The listed quotations of each person, newest story first."""
        quotes = [quote for quote in self.newsroom.quotes.values() if quote.speaker and quote.story in self.listed]
        quotes.sort(key=lambda quote: (self.rank[quote.story], quote.span))
        return _grouped((quote.speaker, quote) for quote in quotes)

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each story, 0 for the newest."""
        return {name: place for place, name in enumerate(self.newsroom.stories)}

    @cached_property
    def appearances(self) -> dict[str, list[Appearance]]:
        """The latest listed stories in which each person is mentioned, newest first."""
        speaking = {(name, quote.story) for name, quotes in self.quotes_by_speaker.items() for quote in quotes}
        dates = {name: story.date for name, story in self.newsroom.stories.items()}
        days = {name: edtf.sort_key(date) if date else UNDATED for name, date in dates.items()}
        appearances = {}
        for person in self.newsroom.people.values():
            stories = sorted({story for story, _ in person.mentions} & self.listed, key=self.rank.__getitem__)
            appearances[person.id] = [
                Appearance(name, days[name], (person.id, name) in speaking) for name in stories[:RECENT_APPEARANCES]
            ]
        return appearances

    @cached_property
    def spread(self) -> dict[str, int]:
        """In how many listed stories each person is named."""
        people = self.newsroom.people.values()
        return {one.id: len({story for story, _ in one.mentions if story in self.listed}) for one in people}

    @cached_property
    def moments_by_story(self) -> dict[str, list[Moment]]:
        """The moments of each story, in order of place."""
        return _grouped((moment.story, moment) for moment in self.newsroom.moments)

    @cached_property
    def moments_by_person(self) -> dict[str, list[Moment]]:
        """The moments that name each person, in order of story and place."""
        return _grouped((name, moment) for moment in self.newsroom.moments for name in moment.people)

    @cached_property
    def histories_by_story(self) -> dict[str, list[History]]:
        """The history of each quotation that a story ever had."""
        return _grouped((history.story, history) for history in self.newsroom.histories.values())

    @cached_property
    def translations(self) -> dict[str, tuple[Story, ...]]:
        """The listed translations of each story, the story itself among them."""
        return translation_groups({name: story for name, story in self.newsroom.stories.items() if name in self.listed})

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
            story: [self.newsroom.people[name] for name in sorted(starts, key=lambda name: (starts[name], name))]
            for story, starts in firsts.items()
        }

    @cached_property
    def topics_by_story(self) -> dict[str, list[str]]:
        """The ids of the topics that each story belongs to, those with the newest story first."""
        return _grouped((story, topic.id) for topic in self.topics.by_id.values() for story in topic.stories)

    @cached_property
    def variants(self) -> dict[str, tuple[str, ...]]:
        """The listed quotations that are the same words as each, itself among them, as editors say."""
        listed = {name: quote for name, quote in self.newsroom.quotes.items() if quote.story in self.listed}
        return variants(listed)

    @cached_property
    def namesakes(self) -> dict[str, list[str]]:
        """The ids of people whom the site names, by the letters of their name: several where names are the same."""
        return _grouped((folded(self.newsroom.people[name].name), name) for name in sorted(self.named))

    @cached_property
    def named(self) -> frozenset[str]:
        """The ids of people whom the site's lists name: everybody with a file or a mention in a listed story."""
        return frozenset(
            person.id
            for person in self.newsroom.people.values()
            if not person.mentions or any(story in self.listed for story, _ in person.mentions)
        )

    @cached_property
    def profiled(self) -> frozenset[str]:
        """The ids of people with a page of their own; others have their place in the who's who of one story."""
        return frozenset(name for name in self.named if self.has_page(self.newsroom.people[name]))

    def has_page(self, person: Person) -> bool:
        """Return whether there is more to tell of a named person than that one story names them."""
        return (
            person.id in self.quotes_by_speaker
            or person.id in self._successors
            or bool(person.words or person.image or person.same_as or person.role)
            or any(role.story in self.listed for role in person.roles)
            or self.spread[person.id] != 1
        )

    @cached_property
    def _successors(self) -> frozenset[str]:
        """The ids to which former ones lead."""
        return frozenset(former.into for former in self.newsroom.former.values())

    @cached_property
    def retired(self) -> frozenset[str]:
        """The ids of named people who have no page, and had one when the site, or words of theirs, were published."""
        return frozenset(
            name for name in self.named - self.profiled if name in self.published.people or name in self._heard
        )

    @cached_property
    def _heard(self) -> frozenset[str]:
        """The ids to which the ledgers ever attributed a published quotation."""
        histories = self.newsroom.histories.values()
        return frozenset(one.speaker for history in histories for one in history.versions if one.recorded)


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return dict(groups)


def _tracked(
    look_up: Callable[[Lookups], Mapping[str, Item]], kind: str
) -> cached_property[tracking.TrackedMapping[Item]]:
    """Give an edition one of its lookups; reading it records dependencies of this kind."""

    def tracked(edition: Edition) -> tracking.TrackedMapping[Item]:
        return tracking.TrackedMapping(look_up(edition.lookups), edition.recorder, kind)

    return cached_property(tracked)


def _tracked_people(look_up: Callable[[Lookups], AbstractSet[str]]) -> cached_property[tracking.TrackedSet]:
    """Give an edition a set of people; whether somebody is in it depends on that person."""
    return cached_property(
        lambda edition: tracking.TrackedSet(frozenset(look_up(edition.lookups)), edition.recorder, "person")
    )


class Edition:
    """A newsroom as a site publishes it, with the lookups that pages need and the views that they share.

    Every lookup records what is read in `recorder`. Each tracked lookup is described in `Lookups`.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        site: Site,
        listed: AbstractSet[str],
        topics: Topics = NO_TOPICS,
        published: Published = NOTHING,
    ) -> None:
        self.recorder = tracking.Recorder()
        self.lookups: Lookups = Lookups(newsroom, frozenset(listed), topics, published)
        self.newsroom = self._tracked_newsroom(newsroom)
        self.site = site
        self.drafts = Drafts()
        self.listed = tracking.TrackedSet(self.lookups.listed, self.recorder, "listed")
        self.show_pictures({}, {})
        self.topics: tracking.TrackedMapping[Topic] = tracking.TrackedMapping(topics.by_id, self.recorder, "topic")
        self.questions = tracking.TrackedMapping(topics.questions, self.recorder, "questions")
        self._fragments: dict[str, list[Fragment]] = {}
        self._sentences: dict[str, Sentences] = {}

    quotes_by_story = _tracked(lambda lookups: lookups.quotes_by_story, tracking.STORY)
    quotes_by_speaker = _tracked(lambda lookups: lookups.quotes_by_speaker, "quotes of")
    rank = _tracked(lambda lookups: lookups.rank, "order")
    appearances = _tracked(lambda lookups: lookups.appearances, "appearances of")
    moments_by_story = _tracked(lambda lookups: lookups.moments_by_story, tracking.STORY)
    moments_by_person = _tracked(lambda lookups: lookups.moments_by_person, "moments of")
    histories_by_story = _tracked(lambda lookups: lookups.histories_by_story, "histories of")
    translations = _tracked(lambda lookups: lookups.translations, "translations of")
    numbers_by_story = _tracked(lambda lookups: lookups.numbers_by_story, tracking.STORY)
    people_by_story = _tracked(lambda lookups: lookups.people_by_story, "people in")
    variants = _tracked(lambda lookups: lookups.variants, "variants of")
    topics_by_story = _tracked(lambda lookups: lookups.topics_by_story, "topics of")
    namesakes = _tracked(lambda lookups: lookups.namesakes, "namesakes")
    named = _tracked_people(lambda lookups: lookups.named)
    profiled = _tracked_people(lambda lookups: lookups.profiled)
    retired = _tracked_people(lambda lookups: lookups.retired)

    def show_pictures(self, portraits: Mapping[str, PortraitView], pictures: Mapping[str, PictureFiles]) -> None:
        """Set the portraits by person, and the files of other pictures by the file that the editors supplied."""
        self.portraits = tracking.TrackedMapping(portraits, self.recorder, "person")
        self.pictures = tracking.TrackedMapping(pictures, self.recorder, "picture")

    def _tracked_newsroom(self, newsroom: Newsroom) -> Newsroom:
        def of_kind(items: Mapping[str, Item], kind: str) -> tracking.TrackedMapping[Item]:
            return tracking.TrackedMapping(items, self.recorder, kind)

        return replace(
            newsroom,
            stories=of_kind(newsroom.stories, tracking.STORY),
            quotes=tracking.TrackedRows(newsroom.quotes, self.recorder, "quote", newsroom.stories),
            people=of_kind(newsroom.people, "person"),
            histories=tracking.TrackedRows(newsroom.histories, self.recorder, "history", newsroom.stories),
            former=of_kind(newsroom.former, "former"),
            moments=tracking.TrackedCollection(newsroom.moments, self.recorder),
            numbers=tracking.TrackedCollection(newsroom.numbers, self.recorder),
            anchors=of_kind(newsroom.anchors, tracking.STORY),
            paragraphs=of_kind(newsroom.paragraphs, tracking.STORY),
            headings=of_kind(newsroom.headings, tracking.STORY),
        )

    def fragments_of(self, story: Story) -> list[Fragment]:
        """Return the source fragments of a story in order of the source."""
        return _recent(self._fragments, story, source_fragments)

    def sentences(self, story: Story) -> Sentences:
        """Return the sentences of a story."""
        return _recent(self._sentences, story, lambda one: Sentences(one.text, self.newsroom.paragraphs[one.id]))


def _recent(kept: dict[str, Item], story: Story, make: Callable[[Story], Item]) -> Item:
    if story.id not in kept:
        if len(kept) >= RECENT_STORIES:
            del kept[next(iter(kept))]
        kept[story.id] = make(story)
    return kept[story.id]


Made = Callable[[Edition, *About], Item]


def fact(make: Made[*About, Item]) -> Made[*About, Item]:
    """Have what a function returns of an edition, plain data, be one dependency of a page, made once.

    Pages depend on the result only, not on what it was computed from. Between builds the function is known by its name,
    and a name that is stored calls a registered function or nothing.
    """
    name = f"{make.__module__}:{make.__qualname__}"

    @wraps(make)
    def known(edition: Edition, *about: *About) -> Item:
        recorder, key = edition.recorder, (tracking.FACT, name, *cast("tuple[str, ...]", about))
        recorder.record(*key)
        if key not in recorder.facts:
            with recorder.isolated() as dependencies:
                recorder.facts[key] = make(edition, *about)
            recorder.fact_dependencies[key] = dependencies
        return cast("Item", recorder.facts[key])

    tracking.FACTS[name] = known
    return known


def _id(subject: Any = "") -> str:
    return subject if isinstance(subject, str) else str(subject.id)


def once(size: int = MEMO_SIZE, key: Callable[..., str] = _id) -> Callable[[Made[*About, Item]], Made[*About, Item]]:
    """Have what a function returns of an edition, and of a subject by its id, made once for all that show it.

    The latest `size` results are kept; nobody may change them. Pages depend on everything that the result was computed
    from.
    """

    def decorate(make: Made[*About, Item]) -> Made[*About, Item]:
        @wraps(make)
        def shared(edition: Edition, *about: *About) -> Item:
            name, recorder, memo = key(*about), edition.recorder, edition.recorder.memos[make]
            if name not in memo:
                if len(memo) >= size:
                    del memo[next(iter(memo))]
                with recorder.recording() as dependencies:
                    made = make(edition, *about)
                memo[name] = made, dependencies
                return made
            known, dependencies = memo[name]
            recorder.record_all(dependencies)
            return cast("Item", known)

        return shared

    return decorate
