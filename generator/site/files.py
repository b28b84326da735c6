"""Files that are no pages: data, oEmbed, sources. The edition or the desk comes in, addresses with contents go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish import exports, story_data
from generator.publish.addresses import earlier_text, source_address
from generator.publish.annotations import collection
from generator.publish.calendars import calendar
from generator.publish.downloads import export_address, kinds
from generator.publish.tables import moments_table, quotes_table
from generator.publish.timelinejs import timeline
from generator.site.json_text import dumped
from generator.text import sha256_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.publish.story_views import ExportKind
    from generator.site.desk import Desk


def files_of_story(edition: Edition, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one story under /data/: its proof, and what its page offers for reuse.

    They hold a source's words as they are, so that nothing may look for links in them.
    """
    yield exports.proof_address(story), dumped(story_data.proof(edition, story)).encode()
    for kind in kinds(edition, story):
        yield export_address(story.id, kind), WRITTEN[kind](edition, story).encode()


WRITTEN: dict[ExportKind, Callable[[Edition, Story], str]] = {
    "quotes": quotes_table,
    "moments": moments_table,
    "calendar": calendar,
    "timeline": lambda edition, story: dumped(timeline(edition, story)),
    "annotations": lambda edition, story: dumped(collection(edition, story)),
    "story": lambda edition, story: dumped(story_data.whole_story(edition, story)),
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
