"""Lists what the indexes of stories, quotations and people hold, and the links that narrow each of them."""

from collections.abc import Callable
from typing import NamedTuple, TypedDict

from verbatim.core.i18n import msgid
from verbatim.core.slugs import slug
from verbatim.model import Quote, Story
from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.names import sort_key, sorted_part
from verbatim.newsroom.people import folded
from verbatim.publish import refs
from verbatim.publish.edition import Edition, fact, once


class IndexRow(TypedDict):
    """A row of the index of people."""

    person: refs.PersonRef  # who it is
    name: list[str]  # the name in three parts: the middle one is what sorts it, a person's family name
    role: refs.Slice | None  # as last worded
    quotations: int  # how many
    stories: int  # how many
    namesakes: int  # how many others this site names so


class Filter(TypedDict):
    """A link that narrows an index, such as `people/organisations/`."""

    label: str  # what it leads to
    url: str  # site address
    count: int  # how many are there
    current: bool  # whether it is this page


class IndexList(NamedTuple):
    """One list of an index: its label, its address, and the ids of what it holds."""

    label: str
    url: str
    names: list[str]


# Label, folder under quotes/, and what belongs there; none has what was withdrawn, or is of somebody without a page.
QUOTE_LISTS: tuple[tuple[str, str, Callable[[Quote], bool]], ...] = (
    (msgid("All"), "", lambda quote: quote.counts),
    (
        msgid("Speaker named or described"),
        "stated/",
        lambda quote: quote.counts and is_attributed(quote) and quote.basis == "stated",
    ),
    (msgid("Speaker worked out"), "inferred/", lambda quote: quote.counts and quote.basis == "inferred"),
    (msgid("Named by the editors"), "editors/", lambda quote: quote.counts and quote.basis == "editor"),
    (msgid("Speaker not established"), "not-established/", lambda quote: quote.counts and is_open(quote)),
    (msgid("Reported speech"), "paraphrases/", lambda quote: quote.is_paraphrase),
)
# Label, folder under people/, and the kind that belongs there.
PEOPLE_LISTS = (
    (msgid("People"), "", "person"),
    (msgid("Organisations"), "organisations/", "organisation"),
    (msgid("Places"), "places/", "place"),
)


@once()
def listed_stories(edition: Edition) -> list[Story]:
    """Return the listed stories, newest first, undated ones last. Do not change the list: it is shared."""
    stories = [story for story in edition.newsroom.stories.values() if story.id in edition.listed]
    return sorted(stories, key=lambda story: story.date_basis == "unknown")


@once()
def sections(edition: Edition) -> dict[str, list[Story]]:
    """Return the listed stories of each section, by its name, in order of name. Do not change it: it is shared."""
    found: dict[str, list[Story]] = {}
    for story in listed_stories(edition):
        if story.category:
            found.setdefault(story.category, []).append(story)
    return dict(sorted(found.items()))


def section_address(name: str) -> str:
    """Return the address of a section."""
    return f"sections/{slug(name)}/"


def story_lists(edition: Edition) -> list[IndexList]:
    """Return the lists of the stories index: all stories, then those of each section."""
    found = [("stories/", edition.site.words.gettext("All"), listed_stories(edition))]
    found += [(section_address(name), name, stories) for name, stories in sections(edition).items()]
    return [IndexList(label, url, [story.id for story in stories]) for url, label, stories in found]


@once()
def quote_lists(edition: Edition) -> list[IndexList]:
    """Return the lists of the quotations index, newest story first. Do not change them: they are shared."""
    known = (one for one in edition.newsroom.quotes.values() if one.story in edition.listed)
    quotes = [one for one in known if not (one.withdrawn or one.is_closed)]
    say = edition.site.words.gettext
    return [
        IndexList(say(label), f"quotes/{folder}", [quote.id for quote in quotes if belongs(quote)])
        for label, folder, belongs in QUOTE_LISTS
    ]


@fact
def people_lists(edition: Edition) -> list[IndexList]:
    """Return the lists of the people index, in the order of family names."""
    people = [person for person in edition.newsroom.people.values() if person.id in edition.named]
    people.sort(key=lambda person: (sort_key(person), person.id))
    say = edition.site.words.gettext
    return [
        IndexList(say(label), f"people/{folder}", [person.id for person in people if person.kind == kind])
        for label, folder, kind in PEOPLE_LISTS
    ]


def filters(lists: list[IndexList], current: IndexList) -> list[Filter]:
    """Return the links between the lists of an index; an empty list is left out, unless it is the page's own."""
    return [
        Filter(label=one.label, url=one.url, count=len(one.names), current=one.url == current.url)
        for one in lists
        if one.names or one == current
    ]


def most_quoted(edition: Edition, names: list[str], at_most: int) -> list[str]:
    """Return the ids of those who are quoted most; equals keep their order."""
    counts = {name: times_quoted(edition, name) for name in names}
    return sorted((name for name in names if counts[name]), key=lambda name: -counts[name])[:at_most]


@fact
def times_quoted(edition: Edition, name: str) -> int:
    """Return how many listed quotations a person has, paraphrases left out."""
    return sum(quote.counts for quote in edition.quotes_by_speaker.get(name, []))


@fact
def index_row(edition: Edition, name: str) -> IndexRow:
    """Return a person's row of the people index."""
    person = edition.newsroom.people[name]
    roles = refs.listed_roles(edition, person)
    part = sorted_part(person)
    return IndexRow(
        person=refs.person_ref(edition, name),
        name=[person.name[: part.start], part.of(person.name), person.name[part.end :]],
        role=roles[0]["words"] if roles else None,
        quotations=times_quoted(edition, name),
        stories=len({story for story, _ in person.mentions if story in edition.listed}),
        namesakes=len(edition.namesakes[folded(person.name)]) - 1 if name in edition.named else 0,
    )
