"""A feed as JSON Feed 1.1. A `Feed` comes in, a dictionary for JSON goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.feed_addresses import JSON
from generator.publish.links import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.publish.edition import Edition
    from generator.publish.feed_records import Entry, Feed

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(edition: Edition, feed: Feed, finish: Callable[[str], str]) -> dict[str, Any]:
    """Return the feed; `finish` puts links in the place of tokens, which JSON could not hold."""
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": finish(link(feed.home)),
        "feed_url": finish(link(feed.address + JSON)),
        "language": edition.site.lang,
        "authors": [{"name": edition.site.name}],
        "items": [_item(entry, finish) for entry in feed.entries],
    }


def _item(entry: Entry, finish: Callable[[str], str]) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": finish(link(entry.address)),
        "title": entry.title,
        "content_html": finish(str(entry.html)),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}],
        "tags": [entry.section] if entry.section else [],
        "language": entry.lang,
    }
    return {key: value for key, value in item.items() if value}
