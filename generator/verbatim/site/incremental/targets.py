"""Everything that a site consists of, as recipes that can be followed in any order and by anybody.

The desk comes in; a recipe for each story, each person, each page of a list and each file of its own goes out. Files
that tell of the whole site (`WHOLE`) are put together from the rows that the recipes of stories and people give.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.json import compact, readable
from verbatim.core.text import sha256_bytes
from verbatim.publish.cards import person_drawing, story_drawings
from verbatim.publish.corrections.log import last_day
from verbatim.publish.embeds.base import oembed
from verbatim.publish.embeds.profile import profile_embed
from verbatim.publish.embeds.quote import gone_embeds, quote_embed
from verbatim.publish.embeds.timeline import timeline_embed
from verbatim.publish.exports import data as exports
from verbatim.publish.exports import data as story_data
from verbatim.publish.exports.annotations import annotation_collection
from verbatim.publish.exports.calendar import calendar, timelinejs
from verbatim.publish.exports.data import (
    export_address,
    export_kinds,
    history_rows,
    moment_row,
    person_row,
    quote_row,
    story_row,
)
from verbatim.publish.exports.tables import moments_table, quotes_table
from verbatim.publish.feeds import Feed, person_feed_of, section_feed_of, site_feed
from verbatim.publish.indexes import people_lists, sections
from verbatim.publish.pages import finished
from verbatim.publish.pages.front import front_page, not_found, search_page, verify_page
from verbatim.publish.pages.people import further_page, further_pages, people_list, profile_pages
from verbatim.publish.pages.quotes import pages_of_quote, quote_list, quote_sheets
from verbatim.publish.pages.stories import section_page, section_sheets, timeline_page, timeline_pages_of
from verbatim.publish.pages.timeline import timeline_overview, timeline_period, timeline_urls
from verbatim.publish.pages.tombstones import moved_drawings, moved_embeds, moved_feeds, tombstones
from verbatim.publish.payloads.pages import Page
from verbatim.publish.search import PERSON, person_record, story_records
from verbatim.publish.urls import earlier_text, source_address
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.timelines import story_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verbatim.model import Story
    from verbatim.publish import Edition
    from verbatim.publish.payloads.story import ExportKind
    from verbatim.publish.search import SearchRecord
    from verbatim.site.context import Desk


# ---- site/made.py


class Text(NamedTuple):
    """A text file of the site, in which link tokens are turned into links."""

    address: str
    text: str


class Raw(NamedTuple):
    """A file of the site whose bytes are written as they are: it holds a source's words, which may look like links."""

    address: str
    data: bytes


class Row(NamedTuple):
    """A line of a file that tells of the whole site; such a file's lines are in order of `key`, then as they came."""

    file: str
    text: str
    key: str = ""


class Drawing(NamedTuple):
    """A picture card that is to be painted, in which colours have the names of tokens."""

    address: str
    svg: str


class Found(NamedTuple):
    """A record of the search; they are in order of `place`, then as they came."""

    place: int
    record: SearchRecord


class Own(NamedTuple):
    """A story's own page, which Pelican writes."""

    story: str


Made = Page | Feed | Text | Raw | Row | Drawing | Found | Own


class Recipe(NamedTuple):
    """Something that is made by itself: `make(desk, *about)`. `about` is plain data, which can be sent anywhere."""

    name: str
    make: Callable[..., Iterable[Made]]
    about: tuple[str | int, ...] = ()
    is_unlisted: bool = False  # whether it tells of what stands in no index

    def made(self, desk: Desk) -> Iterable[Made]:
        """Return what it makes of a desk's content."""
        return self.make(desk, *self.about)


# ---- site/files.py


def files_of_story(edition: Edition, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one story under /data/: its proof, and what its page offers for reuse.

    They hold a source's words as they are, so that nothing may look for links in them.
    """
    yield exports.proof_address(story), readable(story_data.proof(edition, story)).encode()
    for kind in export_kinds(edition, story):
        yield export_address(story.id, kind), WRITTEN[kind](edition, story).encode()


WRITTEN: dict[ExportKind, Callable[[Edition, Story], str]] = {
    "quotes": quotes_table,
    "moments": moments_table,
    "calendar": calendar,
    "timeline": lambda edition, story: readable(timelinejs(edition, story)),
    "annotations": lambda edition, story: readable(annotation_collection(edition, story)),
    "story": lambda edition, story: readable(story_data.whole_story(edition, story)),
}


def source_files(desk: Desk, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a story's decoded text in UTF-8, the bytes as received where they are not the same, and earlier texts.

    The original is always named as plain text: an HTML source must not run on this site.
    """
    story = desk.everything.newsroom.stories[name]
    text = story.text.encode()
    yield source_address(story.id), text
    original = desk.content / "sources" / story.source_file
    if original.is_file():
        data = original.read_bytes()
        if sha256_bytes(data) != sha256_bytes(text):
            yield f"sources/{story.id}.original{original.suffix}.txt", data
    for one in story.replaced:
        if one.before is not None:
            yield source_address(earlier_text(story.id, one.number - 1)), one.before.encode()


# ---- site/story_recipe.py

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
        yield Text(embed.oembed, readable(oembed(edition.site, embed)))
    yield from _quotes_story_recipe(edition, held)
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


def _quotes_story_recipe(edition: Edition, held: Story) -> Iterator[Made]:
    """Yield the page and the frame of each quotation, and the oEmbed answer, which gives the code that the page has."""
    quotes = edition.quotes_by_story.get(held.id, ())
    for number, quote in enumerate(quotes, start=1):
        embed = quote_embed(edition, quote, quote_view(edition, quote))
        for page in pages_of_quote(edition, quote, (number, len(quotes)), embed):
            yield finished(edition, page)
        if embed and edition.site.url:
            yield Text(embed.oembed, readable(oembed(edition.site, embed)))


def _rows(edition: Edition, held: Story) -> Iterator[Made]:
    yield Row(DAY, last_day(edition, held), held.id)
    yield Row("data/stories.json", compact(story_row(edition, held)))
    for quote in edition.quotes_by_story.get(held.id, ()):
        yield Row("data/quotes.json", compact(quote_row(edition, quote)))
    for moment in edition.moments_by_story.get(held.id, ()):
        yield Row("data/moments.json", compact(moment_row(edition, moment)))


# ---- site/person_recipe.py


def person(desk: Desk, name: str) -> Iterator[Made]:
    """Yield everything of somebody who has a profile, but for the further pages of those who are quoted much."""
    edition = desk.edition
    held = edition.newsroom.people[name]
    for page in profile_pages(edition, name):
        yield finished(edition, page)
    yield person_feed_of(edition, name)
    embed = profile_embed(edition, held) if edition.site.url else None
    if embed:
        yield Text(embed.oembed, readable(oembed(edition.site, embed)))
    yield Row("data/people.json", compact(person_row(edition, held)))
    if desk.is_searched:
        yield Found(PERSON, person_record(edition, held))
    if desk.sheet:
        yield from (Drawing(address, svg) for address, svg in person_drawing(edition, held, desk.sheet))


def further(desk: Desk, name: str, number: int) -> Iterator[Made]:
    """Yield a further page of somebody's quotations."""
    yield finished(desk.edition, further_page(desk.edition, name, number))


# ---- site/recipes.py

HISTORY = "data/history.json"
WHOLE = ("data/stories.json", "data/quotes.json", HISTORY, "data/people.json", "data/moments.json")


def recipes(desk: Desk) -> Iterator[Recipe]:
    """Yield every recipe of a site in our theme, what takes longest first."""
    edition = desk.edition
    for name in desk.everything.newsroom.stories:
        yield of_story(desk, name)
    for name in sorted(edition.profiled):
        yield Recipe(f"person {name}", person, (name,))
    for name, number in further_pages(edition):
        yield Recipe(f"person {name} {number}", further, (name, number))
    yield from lists(desk)
    yield Recipe("feed", _site_feed)
    for name in sections(edition):
        yield Recipe(f"feed of {name}", _section_feed, (name,))
    yield Recipe("what is gone", _gone)


def of_story(desk: Desk, name: str) -> Recipe:
    """Return the recipe of one story; that of a hidden one has another name, by which nothing was made before."""
    if name in desk.listed:
        return Recipe(f"story {name}", story, (name,))
    return Recipe(f"unlisted {name}", unlisted, (name,), is_unlisted=True)


def lists(desk: Desk) -> Iterator[Recipe]:
    """Yield the recipes of the pages that show what several stories hold."""
    edition = desk.edition
    for make in (_front, _search, _not_found, _timeline, _verify):
        yield Recipe(make.__name__, make)
    for name, number in section_sheets(edition):
        yield Recipe(f"stories {name} {number}", _section, (name, number))
    for url, number in quote_sheets(edition):
        yield Recipe(f"{url} {number}", _quotes, (url, number))
    for one in edition.fact(people_lists):
        yield Recipe(one.url, _people, (one.url,))
    for url in timeline_urls(edition):
        yield Recipe(url, _period, (url,))


def sources(desk: Desk) -> Iterator[Recipe]:
    """Yield the recipes of the stories' texts alone, which stand on a site in any theme."""
    for name in desk.everything.newsroom.stories:
        yield Recipe(f"source {name}", _source, (name,))


def _source(desk: Desk, name: str) -> Iterator[Made]:
    return (Raw(address, data) for address, data in source_files(desk, name))


def _front(desk: Desk) -> Iterator[Made]:
    yield finished(desk.edition, front_page(desk.edition))


def _search(desk: Desk) -> Iterator[Made]:
    yield finished(desk.edition, search_page(desk.edition))


def _not_found(desk: Desk) -> Iterator[Made]:
    yield finished(desk.edition, not_found(desk.edition))


def _timeline(desk: Desk) -> Iterator[Made]:
    yield finished(desk.edition, timeline_overview(desk.edition))


def _verify(desk: Desk) -> Iterator[Made]:
    yield finished(desk.edition, verify_page(desk.edition))


def _section(desk: Desk, name: str, number: int) -> Iterator[Made]:
    yield finished(desk.edition, section_page(desk.edition, name, number))


def _quotes(desk: Desk, url: str, number: int) -> Iterator[Made]:
    yield finished(desk.edition, quote_list(desk.edition, url, number))


def _people(desk: Desk, url: str) -> Iterator[Made]:
    return (finished(desk.edition, page) for page in people_list(desk.edition, url))


def _period(desk: Desk, url: str) -> Iterator[Made]:
    yield finished(desk.edition, timeline_period(desk.edition, url))


def _site_feed(desk: Desk) -> Iterator[Made]:
    yield site_feed(desk.edition)


def _section_feed(desk: Desk, name: str) -> Iterator[Made]:
    yield section_feed_of(desk.edition, name)


def _gone(desk: Desk) -> Iterator[Made]:
    """Yield what answers at addresses that were published and show nothing of their own any more."""
    edition = desk.edition
    for page in tombstones(edition):
        yield finished(edition, page)
    for held in chain(gone_embeds(edition), moved_embeds(edition)) if edition.site.url else ():
        yield Text(held.oembed, readable(oembed(edition.site, held)))
    yield from moved_feeds(edition)
    if desk.sheet:
        yield from (Drawing(address, svg) for address, svg in moved_drawings(edition, desk.sheet))
    for key, line in history_rows(edition):
        yield Row(HISTORY, compact(line), key)
