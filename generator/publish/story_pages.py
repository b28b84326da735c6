"""The pages of stories: each story's own, its timeline, its timeline's frame, and the lists by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.addresses import story_address, timeline_address
from generator.publish.crumbs import LABELS, STORIES, TIMELINE, story_crumbs, way
from generator.publish.indexes import listed_stories, section_address, section_filters, sections
from generator.publish.links import INDEX
from generator.publish.meta import page_meta, story_meta
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb, Page
from generator.publish.story_view import story_card, story_view, timeline_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Story
    from generator.publish.edition import Edition


def article_payload(edition: Edition, story: Story) -> dict[str, object]:
    """Return what the template `article.html` needs besides Pelican's own `article`."""
    view = story_view(edition, story)
    meta = story_meta(edition, story, story_address(story), story.title, view["strongest"])
    return Frame(meta, story_crumbs(edition, story), "stories").around({"story": view})


def story_pages(edition: Edition) -> Iterator[Page]:
    """Yield the timeline of each listed story, as a page and as a frame."""
    for story in listed_stories(edition):
        own = timeline_page(edition, story)
        yield own
        yield Page(f"embed/timelines/{story.id}/{INDEX}", "embed_timeline.html", own.payload)


def unlisted_pages(edition: Edition) -> Iterator[Page]:
    """Yield the timeline of each draft and hidden story, which their own pages link to."""
    for story in edition.newsroom.stories.values():
        if story.id not in edition.listed:
            yield timeline_page(edition, story)


def timeline_page(edition: Edition, story: Story) -> Page:
    """Return the page of one story's timeline."""
    view = timeline_view(edition, story)
    address = timeline_address(story)
    crumbs = [*story_crumbs(edition, story), Crumb(label=edition.site.words.gettext(LABELS[TIMELINE]), url=address)]
    title = edition.site.words.gettext("Timeline: %(story)s") % {"story": story.title}
    meta = story_meta(edition, story, address, title, view["strongest"])
    return page(address, "story_timeline.html", {"story": view}, Frame(meta, crumbs, "stories"))


def section_pages(edition: Edition) -> Iterator[Page]:
    """Yield the list of all stories and one for each section."""
    held = {"": listed_stories(edition), **sections(edition)}
    for name, stories in held.items():
        address = section_address(name) if name else STORIES
        title = name or edition.site.words.gettext(LABELS[STORIES])
        crumbs = [*way(edition, STORIES), *([Crumb(label=name, url=address)] if name else [])]
        payload: dict[str, object] = {
            "title": title,
            "stories": [story_card(edition, story) for story in stories],
            "filters": section_filters(edition, name),
        }
        yield page(address, "stories.html", payload, Frame(page_meta(edition, title, address), crumbs, "stories"))
