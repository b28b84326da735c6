"""What can be found. The edition comes in; a record for each quotation, story, moment, person and body goes out.

A record is made from the graph, not from a page: nothing that surrounds the matter (navigation, labels, panels) is
found, and one record is one result. Everything stands in one index, whatever languages the sources are in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.search_cards import moment_card, person_card, quote_card, story_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Moment, Person, Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.search_cards import Card

# What separates words for the script that marks them: ECMAScript's \s (ECMA-262, 22.2.2.9), which Pagefind splits by.
APART = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
ZERO_WIDTH = "\u200b"  # where a text holds one, Pagefind takes it for the end of every word
PERSON, STORY, QUOTE, MOMENT = range(4)  # the order of the kinds


class Record(NamedTuple):
    """One thing that can be found.

    `words` are what is looked through; those of the card come first, so that the place of a word found is its place
    there too. `title` counts for more. `people` are `id name`, of everybody the record is about.
    """

    card: Card
    words: str
    title: str
    people: tuple[str, ...]


def story_records(edition: Edition, story: Story) -> Iterator[tuple[int, Record]]:
    """Yield the records of a listed story, of its quotations and of its moments, each with the place of its kind."""
    yield STORY, _story(edition, story)
    for quote in edition.quotes_by_story.get(story.id, ()):
        if not quote.withdrawn:
            yield QUOTE, _quote(edition, quote)
    for moment in edition.moments_by_story.get(story.id, ()):
        yield MOMENT, _moment(edition, moment)


def person_record(edition: Edition, person: Person) -> Record:
    """Return the record of somebody who has a profile."""
    roles = dict.fromkeys(role.text for role in person.roles if role.story in edition.listed)
    words = [person.name, *person.aliases, *roles]
    return Record(person_card(edition, person), one_line(words), person.name, _named(edition, [person.id]))


def _story(edition: Edition, story: Story) -> Record:
    named = [person.id for person in edition.people_by_story.get(story.id, ())]
    words = [story.text, story.title, story.source_name]
    return Record(story_card(edition, story), one_line(words), story.title, _named(edition, named))


def _quote(edition: Edition, quote: Quote) -> Record:
    card = quote_card(edition, quote)
    words = [card["words"]["words"]]
    if quote.speaker:
        words.append(edition.newsroom.people[quote.speaker].name)
    return Record(card, one_line(words), "", _named(edition, [quote.speaker] if quote.speaker else []))


def _moment(edition: Edition, moment: Moment) -> Record:
    card = moment_card(edition, moment)
    return Record(card, one_line([card["words"]["words"], card.get("date", "")]), "", _named(edition, moment.people))


def one_line(texts: Iterable[str]) -> str:
    """Return texts as words with one blank between them, in their order."""
    words = (word for text in texts for word in APART.split(text.replace(ZERO_WIDTH, "")) if word)
    return " ".join(words)


def _named(edition: Edition, names: Iterable[str]) -> tuple[str, ...]:
    """Return the id and the name of each, as one filter holds them: ids have no blank."""
    return tuple(f"{name} {edition.newsroom.people[name].name}" for name in names if name in edition.profiled)
