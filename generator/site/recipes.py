"""Everything that a site consists of, as recipes that can be followed in any order and by anybody.

The desk comes in; a recipe for each story, each person, each page of a list and each file of its own goes out. Files
that tell of the whole site (`WHOLE`) are put together from the rows that the recipes of stories and people give.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from generator.publish.embed_gone import gone_embeds
from generator.publish.feeds import section_feed_of, site_feed
from generator.publish.front import not_found, search_page
from generator.publish.front_page import front_page
from generator.publish.history_data import rows as history_rows
from generator.publish.indexes import people_lists, sections
from generator.publish.moved_people import moved_drawings, moved_embeds, moved_feeds
from generator.publish.oembed import oembed
from generator.publish.pages import finished
from generator.publish.people_pages import further_pages, people_list
from generator.publish.quote_pages import quote_list, quote_sheets
from generator.publish.story_pages import section_page, section_sheets
from generator.publish.timeline_pages import timeline_overview, timeline_period, timeline_urls
from generator.publish.tombstones import tombstones
from generator.publish.verify_page import verify_pages
from generator.site.files import source_files
from generator.site.json_text import dumped, row
from generator.site.made import Drawing, Raw, Recipe, Row, Text
from generator.site.person_recipe import further, person
from generator.site.story_recipe import story, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.desk import Desk
    from generator.site.made import Made

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
    return (finished(desk.edition, page) for page in verify_pages(desk.edition))


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
        yield Text(held.oembed, dumped(oembed(edition.site, held)))
    yield from moved_feeds(edition)
    if desk.sheet:
        yield from (Drawing(address, svg) for address, svg in moved_drawings(edition, desk.sheet))
    for key, line in history_rows(edition):
        yield Row(HISTORY, row(line), key)
