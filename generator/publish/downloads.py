"""What a story's page offers to take away: a story comes in, the files that hold it go out as facts for the panel.

A story that is not listed offers its source text alone. A file that would hold nothing is not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.addresses import source_address
from generator.publish.exports import proof_address
from generator.publish.placed_dates import left_out, placed
from generator.publish.story_views import ExportView

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.publish.story_views import ExportKind

# The end of each file's name after the story's id, and its media type.
FILES: dict[ExportKind, tuple[str, str]] = {
    "quotes": (".quotes.csv", "text/csv"),
    "moments": (".moments.csv", "text/csv"),
    "calendar": (".ics", "text/calendar"),
    "timeline": (".timeline.json", "application/json"),
    "annotations": (".annotations.jsonld", "application/ld+json"),
    "story": (".json", "application/json"),
}


def export_address(story: str, kind: ExportKind) -> str:
    """Return the address of a story's export."""
    return f"data/stories/{story}{FILES[kind][0]}"


def story_exports(edition: Edition, story: Story) -> list[ExportView]:
    """Return the files that a story's page offers."""
    source = ExportView(kind="source", url=source_address(story.id), media_type="text/plain", left_out=0)
    if story.id not in edition.listed:
        return [source]
    proof = ExportView(kind="proof", url=proof_address(story), media_type="application/json", left_out=0)
    return [*(_offer(edition, story, kind) for kind in kinds(edition, story)), source, proof]


def kinds(edition: Edition, story: Story) -> list[ExportKind]:
    """Return the kinds of file that a listed story has."""
    return [kind for kind in FILES if HELD.get(kind, _anything)(edition, story)]


def _anything(edition: Edition, story: Story) -> bool:
    del edition, story
    return True


def _quotes(edition: Edition, story: Story) -> bool:
    return any(not quote.withdrawn for quote in edition.quotes_by_story.get(story.id, []))


def _moments(edition: Edition, story: Story) -> bool:
    return bool(edition.moments_by_story.get(story.id))


def _placed(edition: Edition, story: Story) -> bool:
    return bool(placed(edition, story))


HELD: dict[ExportKind, Callable[[Edition, Story], bool]] = {
    "quotes": _quotes,
    "moments": _moments,
    "calendar": _placed,
    "timeline": _placed,
}


def _offer(edition: Edition, story: Story, kind: ExportKind) -> ExportView:
    without = left_out(edition, story) if kind in ("calendar", "timeline") else 0
    return ExportView(kind=kind, url=export_address(story.id, kind), media_type=FILES[kind][1], left_out=without)
