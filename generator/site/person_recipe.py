"""One person, organisation or place: the profile and its frame, the feed, the data, the card; the further pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_set import person_drawing
from generator.publish.embed_profile import profile_embed
from generator.publish.exports import person_row
from generator.publish.feeds import person_feed_of
from generator.publish.oembed import oembed
from generator.publish.pages import finished
from generator.publish.people_pages import further_page, profile_pages
from generator.publish.search_records import PERSON, person_record
from generator.site.json_text import dumped, row
from generator.site.made import Drawing, Found, Row, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.desk import Desk
    from generator.site.made import Made


def person(desk: Desk, name: str) -> Iterator[Made]:
    """Yield everything of somebody who has a profile, but for the further pages of those who are quoted much."""
    edition = desk.edition
    held = edition.newsroom.people[name]
    for page in profile_pages(edition, name):
        yield finished(edition, page)
    yield person_feed_of(edition, name)
    embed = profile_embed(edition, held) if edition.site.url else None
    if embed:
        yield Text(embed.oembed, dumped(oembed(edition.site, embed)))
    yield Row("data/people.json", row(person_row(edition, held)))
    if desk.is_searched:
        yield Found(PERSON, person_record(edition, held))
    if desk.sheet:
        yield from (Drawing(address, svg) for address, svg in person_drawing(edition, held, desk.sheet))


def further(desk: Desk, name: str, number: int) -> Iterator[Made]:
    """Yield a further page of somebody's quotations."""
    yield finished(desk.edition, further_page(desk.edition, name, number))
