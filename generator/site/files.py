"""Files that are no pages: data, oEmbed, sources. The edition or the desk comes in, addresses with contents go out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.publish import exports, story_data
from generator.publish.addresses import source_address
from generator.publish.annotations import collection
from generator.publish.calendars import calendar
from generator.publish.downloads import export_address, kinds
from generator.publish.embed_gone import gone_embeds
from generator.publish.embed_profile import profile_embed
from generator.publish.embed_quote import quote_embed
from generator.publish.embed_timeline import story_line, timeline_embed
from generator.publish.history_data import history
from generator.publish.indexes import listed_stories
from generator.publish.oembed import oembed
from generator.publish.quote_view import quote_view
from generator.publish.tables import moments_table, quotes_table
from generator.publish.timelinejs import timeline
from generator.text import sha256_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.publish.embed_form import Embed
    from generator.publish.story_views import ExportKind
    from generator.site.desk import Desk


def data_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the JSON files of the site, oEmbed responses among them where the site has an address."""
    yield "data/stories.json", dumped(exports.stories(edition))
    yield "data/quotes.json", dumped(exports.quotes(edition))
    yield "data/history.json", dumped(history(edition))
    yield "data/people.json", dumped(exports.people(edition))
    yield "data/moments.json", dumped(exports.moments(edition))
    if edition.site.url:
        yield from _oembed_files(edition)


def _oembed_files(edition: Edition) -> Iterator[tuple[str, str]]:
    for held in embeds(edition):
        if held:
            yield held.oembed, dumped(oembed(edition.site, held))


def embeds(edition: Edition) -> Iterator[Embed | None]:
    """Yield what every quotation, timeline and profile of the site offers; None where one has nothing to offer."""
    for quote in edition.newsroom.quotes.values():
        if quote.story in edition.listed:
            yield quote_embed(edition, quote, quote_view(edition, quote))
    yield from gone_embeds(edition)
    for story in listed_stories(edition):
        yield timeline_embed(edition, story, story_line(edition, story))
    for name in sorted(edition.profiled):
        yield profile_embed(edition, edition.newsroom.people[name])


def story_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the files of each listed story under /data/: its proof, and what its page offers for reuse.

    They hold a source's words as they are, so that nothing may look for links in them.
    """
    for story in listed_stories(edition):
        yield exports.proof_address(story), dumped(story_data.proof(edition, story)).encode()
        for kind in kinds(edition, story):
            yield export_address(story.id, kind), WRITTEN[kind](edition, story).encode()


ENCODE = json.JSONEncoder(ensure_ascii=False).encode
DEEP = 2  # so many objects within each other have a line for each of their keys
WRITTEN: dict[ExportKind, Callable[[Edition, Story], str]] = {
    "quotes": quotes_table,
    "moments": moments_table,
    "calendar": calendar,
    "timeline": lambda edition, story: dumped(timeline(edition, story)),
    "annotations": lambda edition, story: dumped(collection(edition, story)),
    "story": lambda edition, story: dumped(story_data.whole_story(edition, story)),
}


def dumped(data: Any) -> str:
    """Return data as JSON that people can read and diff, a row to a line, in the order in which it was made.

    The rows are written by json's own C code, which it uses only without an indent and which is several times as fast.
    """
    return _laid_out(data, DEEP) + "\n"


def _laid_out(data: Any, deep: int) -> str:
    if deep and data and isinstance(data, dict):
        lines = [f"{ENCODE(key)}: {_laid_out(value, deep - 1)}" for key, value in data.items()]
        return "{\n" + ",\n".join(lines) + "\n}"
    if data and isinstance(data, list) and isinstance(data[0], dict):
        return "[\n" + ",\n".join(map(ENCODE, data)) + "\n]"
    return ENCODE(data)


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
