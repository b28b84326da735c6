"""Files that are no pages: data, oEmbed, sources. The edition or the desk comes in, addresses with contents go out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.publish import exports
from generator.publish.addresses import source_address
from generator.publish.indexes import listed_stories
from generator.publish.oembed import oembed
from generator.publish.quote_view import quote_view
from generator.text import sha256_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.site.desk import Desk


def data_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the JSON files of the site, oEmbed responses among them where the site has an address."""
    yield "data/stories.json", dumped(exports.stories(edition))
    yield "data/quotes.json", dumped(exports.quotes(edition))
    yield "data/people.json", dumped(exports.people(edition))
    yield "data/moments.json", dumped(exports.moments(edition))
    for story in listed_stories(edition):
        yield exports.proof_address(story), dumped(exports.proof(edition, story))
    if edition.site.url:
        yield from _oembed_files(edition)


def _oembed_files(edition: Edition) -> Iterator[tuple[str, str]]:
    for quote in edition.newsroom.quotes.values():
        if quote.story in edition.listed and not quote.withdrawn:
            view = quote_view(edition, quote)
            yield view["oembed_url"], dumped(oembed(edition, quote, view))


def dumped(data: Any) -> str:
    """Return data as JSON that people can read and diff, in the order in which it was made."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def source_files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield each story's decoded text in UTF-8, with the bytes as received beside it where they are not the same.

    The original is always named as plain text: an HTML source must not run on this site.
    """
    for story in desk.everything.newsroom.stories.values():
        text = story.text.encode()
        yield source_address(story.id), text
        original = desk.content / "sources" / story.source_file
        if original.is_file():
            data = original.read_bytes()
            if sha256_bytes(data) != sha256_bytes(text):
                yield f"sources/{story.id}.original{original.suffix}.txt", data
