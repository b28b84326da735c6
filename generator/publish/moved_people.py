"""What answers, besides pages, at the addresses of people who have another id now: feed, oEmbed, picture card.

Nobody who subscribed to a feed or shows a card is told of a new id: the old address gives what the new one does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.publish.card_set import person_drawing
from generator.publish.embed_profile import oembed_address, profile_embed
from generator.publish.feed_addresses import person_feed
from generator.publish.feeds import person_feed_of
from generator.publish.moved import person_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Person
    from generator.publish.card_ink import Sheet
    from generator.publish.edition import Edition
    from generator.publish.embed_form import Embed
    from generator.publish.feed_records import Feed


def moved_people(edition: Edition) -> Iterator[tuple[Person, Person]]:
    """Yield whoever had each former id as they are now: with the former id, and with their own."""
    for former in edition.newsroom.former:
        person = person_of(edition, former) if former not in edition.profiled else None
        if person:
            yield replace(person, id=former), person


def moved_feeds(edition: Edition) -> Iterator[Feed]:
    """Yield the feeds at former addresses; their entries and their `id` are those of the feed of now."""
    for then, now in moved_people(edition):
        yield person_feed_of(edition, now.id)._replace(address=person_feed(then))


def moved_embeds(edition: Edition) -> Iterator[Embed]:
    """Yield what answers the oEmbed addresses of former profiles."""
    for then, now in moved_people(edition):
        if embed := profile_embed(edition, now):
            yield embed._replace(oembed=oembed_address(then))


def moved_drawings(edition: Edition, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the cards that other sites show under former addresses, with the card of now."""
    for then, now in moved_people(edition):
        for address, svg in person_drawing(edition, now, sheet):
            yield address.replace(f"/{now.id}.", f"/{then.id}."), svg
