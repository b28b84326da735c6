"""The way from the front page to a page. Records come in, labelled addresses go out, the page itself last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.addresses import person_address, quote_address, story_address
from generator.publish.page_views import Crumb
from generator.publish.shown import clipped, plain
from generator.words import msgid

if TYPE_CHECKING:
    from generator.model import Person, Quote, Story
    from generator.publish.edition import Edition

LONGEST = 60
FRONT, STORIES, PEOPLE, QUOTES, TIMELINE, SEARCH = "", "stories/", "people/", "quotes/", "timeline/", "search/"
LABELS = {
    FRONT: msgid("Front page"),
    STORIES: msgid("Stories"),
    PEOPLE: msgid("People"),
    QUOTES: msgid("Quotes"),
    TIMELINE: msgid("Timeline"),
    SEARCH: msgid("Search"),
}


def crumb(edition: Edition, address: str) -> Crumb:
    """Return the front page or a section of the site with its name in the language of the interface."""
    return Crumb(label=edition.site.words.gettext(LABELS[address]), url=address)


def way(edition: Edition, address: str) -> list[Crumb]:
    """Return the way to a section, which the site may do without."""
    there = [] if address.strip("/") in edition.site.off else [crumb(edition, address)]
    return [crumb(edition, FRONT), *there]


def story_crumbs(edition: Edition, story: Story) -> list[Crumb]:
    """Return the way to a story."""
    return [*way(edition, STORIES), Crumb(label=clipped(story.title, LONGEST), url=story_address(story))]


def quote_crumbs(edition: Edition, quote: Quote) -> list[Crumb]:
    """Return the way to a quotation, by way of its story."""
    story = edition.newsroom.stories[quote.story]
    withdrawn = edition.site.words.gettext("A withdrawn quotation")
    label = withdrawn if quote.withdrawn else clipped(quote.span.of(story.text), LONGEST)
    return [*story_crumbs(edition, story), Crumb(label=label, url=quote_address(edition, quote))]


def person_crumbs(edition: Edition, person: Person) -> list[Crumb]:
    """Return the way to a profile."""
    return [*way(edition, PEOPLE), Crumb(label=plain(person.name), url=person_address(edition, person))]
