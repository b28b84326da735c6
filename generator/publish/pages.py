"""Every page of the site. The edition comes in, an iterator of `Page` goes out, in order; nothing is rendered here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from generator.publish.front import front_pages
from generator.publish.people_pages import people_pages
from generator.publish.quote_pages import quote_pages
from generator.publish.story_pages import section_pages, story_pages
from generator.publish.timeline_pages import timeline_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page but those that Pelican writes itself: the stories' own (`article_payload`) and the editors'."""
    return chain(
        front_pages(edition), story_pages(edition), section_pages(edition), timeline_pages(edition),
        quote_pages(edition), people_pages(edition),
    )  # fmt: skip
