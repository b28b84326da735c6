"""One story: its pages, its quotations' pages and frames, its data, its rows in the files of the whole site."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from generator.publish.card_set import story_drawings
from generator.publish.corrections import last_day
from generator.publish.embed_quote import quote_embed
from generator.publish.embed_timeline import story_line, timeline_embed
from generator.publish.exports import moment_row, quote_row, story_row
from generator.publish.oembed import oembed
from generator.publish.pages import finished
from generator.publish.quote_pages import pages_of_quote
from generator.publish.quote_view import quote_view
from generator.publish.search_records import story_records
from generator.publish.story_pages import timeline_page, timeline_pages_of
from generator.site.files import files_of_story, source_files
from generator.site.json_text import dumped, row
from generator.site.made import Drawing, Found, Own, Raw, Row, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.site.desk import Desk
    from generator.site.made import Made


DAY = "day"  # the rows that tell, by story, when it last changed


def story(desk: Desk, name: str) -> Iterator[Made]:
    """Yield everything of a listed story."""
    edition = desk.edition
    held = edition.newsroom.stories[name]
    yield Own(name)
    for page in timeline_pages_of(edition, held):
        yield finished(edition, page)
    embed = timeline_embed(edition, held, story_line(edition, held)) if edition.site.url else None
    if embed:
        yield Text(embed.oembed, dumped(oembed(edition.site, embed)))
    yield from _quotes(edition, held)
    for address, data in chain(files_of_story(edition, held), source_files(desk, name)):
        yield Raw(address, data)
    yield from _rows(edition, held)
    if desk.is_searched:
        yield from (Found(place, record) for place, record in story_records(edition, held))
    if desk.sheet:
        yield from (Drawing(address, svg) for address, svg in story_drawings(edition, held, desk.sheet))


def unlisted(desk: Desk, name: str) -> Iterator[Made]:
    """Yield what there is of a draft or a hidden story."""
    edition = desk.everything
    yield Own(name)
    yield timeline_page(edition, edition.newsroom.stories[name])
    for address, data in source_files(desk, name):
        yield Raw(address, data)


def _quotes(edition: Edition, held: Story) -> Iterator[Made]:
    """Yield the page and the frame of each quotation, and the oEmbed answer, which gives the code that the page has."""
    quotes = edition.quotes_by_story.get(held.id, ())
    for number, quote in enumerate(quotes, start=1):
        embed = quote_embed(edition, quote, quote_view(edition, quote))
        for page in pages_of_quote(edition, quote, (number, len(quotes)), embed):
            yield finished(edition, page)
        if embed and edition.site.url:
            yield Text(embed.oembed, dumped(oembed(edition.site, embed)))


def _rows(edition: Edition, held: Story) -> Iterator[Made]:
    yield Row(DAY, last_day(edition, held), held.id)
    yield Row("data/stories.json", row(story_row(edition, held)))
    for quote in edition.quotes_by_story.get(held.id, ()):
        yield Row("data/quotes.json", row(quote_row(edition, quote)))
    for moment in edition.moments_by_story.get(held.id, ()):
        yield Row("data/moments.json", row(moment_row(edition, moment)))
