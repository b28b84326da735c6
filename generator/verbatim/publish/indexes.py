"""The indexes: which stories, quotations and people are listed where, and the links that narrow each list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import msgid
from verbatim.core.slugs import slug
from verbatim.newsroom.timeline import is_attributed
from verbatim.publish.edition import name_sort_key
from verbatim.publish.payloads.pages import Filter, IndexRow
from verbatim.publish.refs import listed_roles, person_ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbatim.model import Person, Quote, Story
    from verbatim.publish.edition import Edition


class Narrowed(NamedTuple):
    """One list of an index: its label, its address, and what it holds."""

    label: str
    url: str
    held: list[str]


# Label, folder under quotes/, and what belongs there.
QUOTE_LISTS: tuple[tuple[str, str, Callable[[Quote], bool]], ...] = (
    (msgid("All"), "", lambda quote: quote.kind != "indirect"),
    (
        msgid("Stated"),
        "stated/",
        lambda quote: quote.kind != "indirect" and is_attributed(quote) and quote.basis == "stated",
    ),
    (msgid("Inferred"), "inferred/", lambda quote: quote.kind != "indirect" and quote.basis == "inferred"),
    (msgid("Not established"), "not-established/", lambda quote: quote.kind != "indirect" and not is_attributed(quote)),
    (msgid("Paraphrases"), "paraphrases/", lambda quote: quote.kind == "indirect"),
)
PEOPLE_LISTS = (
    (msgid("People"), "", "person"),
    (msgid("Organisations"), "organisations/", "organisation"),
    (msgid("Places"), "places/", "place"),
)


def listed_stories(edition: Edition) -> list[Story]:
    """Return the listed stories, newest first, those whose date is not known last; for nobody to change."""
    return edition.once(_listed_stories, "", None)


def _listed_stories(edition: Edition, _: None) -> list[Story]:
    held = [story for story in edition.newsroom.stories.values() if story.id in edition.listed]
    return sorted(held, key=lambda story: story.date_basis == "unknown")


def sections(edition: Edition) -> dict[str, list[Story]]:
    """Return the listed stories of each section, by the section's name, in order of name; for nobody to change."""
    return edition.once(_sections, "", None)


def _sections(edition: Edition, _: None) -> dict[str, list[Story]]:
    found: dict[str, list[Story]] = {}
    for story in listed_stories(edition):
        if story.category:
            found.setdefault(story.category, []).append(story)
    return dict(sorted(found.items()))


def section_address(name: str) -> str:
    """Return the address of a section."""
    return f"sections/{slug(name)}/"


def section_filters(edition: Edition, current: str) -> list[Filter]:
    """Return the links between all stories and each section, where there is more than one; `current` is a name."""
    found = sections(edition)
    every = edition.site.words.gettext("All")
    rows = [Filter(label=every, url="stories/", count=len(listed_stories(edition)), current=not current)]
    rows += [_filter(name, section_address(name), len(held), current) for name, held in found.items()]
    return rows if len(found) > 1 else []


def quote_lists(edition: Edition) -> list[Narrowed]:
    """Return the lists of the quotes index, each with the ids of its quotations, newest story first; not to change."""
    return edition.once(_quote_lists, "", None)


def _quote_lists(edition: Edition, _: None) -> list[Narrowed]:
    held = [one for one in edition.newsroom.quotes.values() if one.story in edition.listed and not one.withdrawn]
    say = edition.site.words.gettext
    return [
        Narrowed(say(label), f"quotes/{folder}", [quote.id for quote in held if belongs(quote)])
        for label, folder, belongs in QUOTE_LISTS
    ]


def people_lists(edition: Edition) -> list[Narrowed]:
    """Return the lists of the people index, each with its ids, in the order of the alphabet."""
    held = [person for person in edition.newsroom.people.values() if person.id in edition.profiled]
    held.sort(key=lambda person: (name_sort_key(person.name), person.id))
    say = edition.site.words.gettext
    return [
        Narrowed(say(label), f"people/{folder}", [person.id for person in held if person.kind == kind])
        for label, folder, kind in PEOPLE_LISTS
    ]


def most_quoted(edition: Edition, names: list[str], at_most: int) -> list[str]:
    """Return the ids of those who are quoted most, of equals in the order in which they come."""
    held = [name for name in names if quoted(edition, edition.newsroom.people[name])]
    return sorted(held, key=lambda name: -quoted(edition, edition.newsroom.people[name]))[:at_most]


def filters(lists: list[Narrowed], current: Narrowed) -> list[Filter]:
    """Return the links between the lists of an index; an empty list is left out, unless it is the page's own."""
    return [_filter(one.label, one.url, len(one.held), current.label) for one in lists if one.held or one == current]


def _filter(label: str, url: str, count: int, current: str) -> Filter:
    return Filter(label=label, url=url, count=count, current=label == current)


def quoted(edition: Edition, person: Person) -> int:
    """Return how many listed quotations the person has, paraphrases left out."""
    return edition.fact(_quoted, person.id)


def _quoted(edition: Edition, name: str) -> int:
    held = edition.quotes_by_speaker.get(name, [])
    return sum(quote.kind != "indirect" and not quote.withdrawn for quote in held)


def index_row(edition: Edition, name: str) -> IndexRow:
    """Return a person's row of the people index."""
    return edition.fact(_index_row, name).copy()


def _index_row(edition: Edition, name: str) -> IndexRow:
    person = edition.newsroom.people[name]
    roles = listed_roles(edition, person)
    return IndexRow(
        person=person_ref(edition, name),
        role=roles[0]["words"] if roles else None,
        quotations=quoted(edition, person),
        stories=len({story for story, _ in person.mentions if story in edition.listed}),
        namesakes=len(edition.namesakes[name_sort_key(person.name)]) - 1 if name in edition.profiled else 0,
    )
