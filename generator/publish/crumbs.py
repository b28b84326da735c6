"""The way from the front page to a page. Records come in, labelled addresses go out, the page itself last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.addresses import person_address, quote_address, story_address
from generator.publish.page_views import Crumb
from generator.publish.shown import clipped, plain

if TYPE_CHECKING:
    from generator.model import Person, Quote, Story
    from generator.publish.edition import Edition

LONGEST = 60
FRONT = Crumb(label="Front page", url="")
STORIES = Crumb(label="Stories", url="stories/")
PEOPLE = Crumb(label="People", url="people/")
QUOTES = Crumb(label="Quotes", url="quotes/")
TIMELINE = Crumb(label="Timeline", url="timeline/")
SEARCH = Crumb(label="Search", url="search/")


def story_crumbs(edition: Edition, story: Story) -> list[Crumb]:
    """Return the way to a story."""
    del edition
    return [FRONT, STORIES, Crumb(label=clipped(story.title, LONGEST), url=story_address(story))]


def quote_crumbs(edition: Edition, quote: Quote) -> list[Crumb]:
    """Return the way to a quotation, by way of its story."""
    story = edition.newsroom.stories[quote.story]
    words = "A withdrawn quotation" if quote.withdrawn else clipped(quote.span.of(story.text), LONGEST)
    return [*story_crumbs(edition, story), Crumb(label=words, url=quote_address(edition, quote))]


def person_crumbs(edition: Edition, person: Person) -> list[Crumb]:
    """Return the way to a profile."""
    return [FRONT, PEOPLE, Crumb(label=plain(person.name), url=person_address(edition, person))]
