"""Makes the page and the frame of a story's timeline: its moments to scale.

The fields of `StoryTimelineValues` are what `story_timeline.html` gets, those of `TimelineFrameValues` the frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from verbatim.model import Story
from verbatim.publish import html, refs, urls
from verbatim.publish.cards.timeline import timeline_alt
from verbatim.publish.edition import RECENT_STORIES, Edition, once
from verbatim.publish.embedding import TEXT, Embeddable, PanelView, Subject, panel
from verbatim.publish.moments import (
    DOT,
    HEAD,
    LineView,
    ShortLine,
    dated_moments,
    moments_alt,
    moments_block,
    short_line,
    story_line,
)
from verbatim.publish.page import Page, PageValues, page, with_picture
from verbatim.publish.story_card import StoryCard, story_card, story_meta


class StoryTimelineValues(TypedDict):
    """The timeline of a story."""

    story: StoryCard  # the story, without its text
    timeline: LineView  # its moments to scale
    panel: PanelView | None  # how to embed the timeline, None where it cannot be


class TimelineFrameValues(TypedDict):
    """The frame of a story's timeline."""

    story: StoryCard  # the story, without its text
    line: ShortLine  # the rows to show


def timeline_pages_of(edition: Edition, story: Story) -> Iterator[Page]:
    """Yield the timeline of one story, as a page and, where lists have the story, as a frame."""
    card, line, embed = story_card(edition, story), story_line(edition, story), embed_of_story(edition, story)
    address, say = urls.timeline_address(story), edition.site.words.gettext
    meta = story_meta(edition, story, address, say("Timeline: %(story)s") % {"story": story.title})
    meta["oembed"] = edition.site.absolute(embed.oembed) if embed else ""
    if picture := urls.timeline_card(edition, story):
        with_picture(edition, meta, picture, timeline_alt(edition, story))
    crumb = urls.Crumb(label=say(urls.LABELS[urls.TIMELINE]), url=address)
    frame = PageValues(meta, [*urls.story_crumbs(edition, story), crumb], "stories")
    values = StoryTimelineValues(
        story=card,
        timeline=line,
        panel=panel(edition.site, embed) if embed else None,
    )
    yield page(address, "story_timeline.html", values, frame)
    if story.id in edition.listed:
        framed = TimelineFrameValues(story=card, line=short_line(line))
        yield page(f"embed/timelines/{story.id}/", "embed_timeline.html", framed, frame)


# To other sites


@once(RECENT_STORIES)
def embed_of_story(edition: Edition, story: Story) -> Embeddable | None:
    """Return the embed of a story's timeline; None without moments, and for an unlisted story.

    It is made once for the story's pages, its frame and its oEmbed answer.
    """
    short, site = short_line(story_line(edition, story)), edition.site
    if story.id not in edition.listed or not (short.rows or short.undated):
        return None
    title, where = html.isolated(html.clipped(story.title, 80), site.lang), _where(edition, story)
    heading = site.words.gettext("Timeline: %(story)s") % {"story": title}
    more = site.words.counted("%(num)s more moment", "%(num)s more moments", short.left_out) + ". "
    link = more if short.left_out else "", urls.timeline_address(story), where
    return Embeddable.of(
        edition,
        Subject("timeline", story.id, urls.timeline_address(story)),
        TEXT,
        HEAD + _marks(short) * 19,
        beside=DOT,
        block=moments_block(edition, short, heading, urls.source_address(story.id), link),
        title=heading,
        alt=moments_alt(edition, heading, dated_moments(edition, short)),
        picture=urls.timeline_card(edition, story),
        author=html.plain(story.source_name),
        author_url=story.source_url if story.source_name else "",
    )


def _where(edition: Edition, story: Story) -> str:
    source = html.isolated(html.plain(story.source_name) or edition.site.name, edition.site.lang)
    if not story.date:
        return source
    return f"{source}, {html.isolated(refs.date_view(story.date, edition.site.words)['human'], edition.site.lang)}"


def _marks(short: ShortLine) -> int:
    """Return how many lines there are between moments: the time that passed, the publication."""
    passed = sum(1 for row in short.rows if row.gap and row.gap.number and not row.same)
    return passed + 2 * sum(1 for row in short.rows if not row.moment)
