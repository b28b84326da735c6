"""Where things are on the site. Records come in, site addresses without a leading slash go out."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Moment, Person, Quote, Span, Story
    from generator.publish.edition import Edition


def char(span: Span) -> str:
    """Return a slice as `a,b`."""
    return f"{span.start},{span.end}"


def story_address(story: Story) -> str:
    """Return the address of a story's page; a draft has its own folder, as Pelican's drafts have."""
    return f"drafts/{story.id}/" if story.status == "draft" else f"stories/{story.id}/"


def timeline_address(story: Story) -> str:
    """Return the address of a story's timeline page."""
    return f"{story_address(story)}timeline/"


def source_address(story: str) -> str:
    """Return the address of a story's source text."""
    return f"sources/{story}.txt"


def earlier_text(story: str, number: int) -> str:
    """Return the name, among texts, of one that a story's source had before: the first is `harbour.1`."""
    return f"{story}.{number}"


def cite(edition: Edition, story: str, span: Span) -> str:
    """Return the absolute address of a slice of a source, as `cite` takes it; a site address without a SITEURL."""
    address = f"{source_address(story)}#char={char(span)}"
    return edition.site.absolute(address) or address


def quote_address(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's page; a place in the story's page where the story is not listed."""
    if quote.story in edition.listed:
        return f"quotes/{quote.id}/"
    return f"{story_address(edition.newsroom.stories[quote.story])}#{quote.id}"


def person_address(edition: Edition, person: Person) -> str:
    """Return the address of a profile; the first mention's place for somebody who has none."""
    if person.id in edition.profiled:
        return f"people/{person.id}/"
    story, span = person.mentions[0]
    return source_place(edition, story, span)


def moment_address(edition: Edition, moment: Moment) -> str:
    """Return the address of a moment in its story's timeline."""
    return f"{timeline_address(edition.newsroom.stories[moment.story])}#{moment.id}"


def source_place(edition: Edition, story: str, span: Span) -> str:
    """Return the address of a marked slice in the source at the foot of its story's page."""
    return f"{story_address(edition.newsroom.stories[story])}#char={char(span)}"


def fragment_place(edition: Edition, story: str, span: Span) -> str:
    """Return the address of the fragment of the annotated text in which a slice begins."""
    held = edition.newsroom.anchors[story]
    found = bisect_right(held, span.start, key=itemgetter(0))
    anchor = f"#f-{held[found - 1][1]}" if found else ""
    return story_address(edition.newsroom.stories[story]) + anchor
