"""Every page of the site. The edition comes in, an iterator of `Page` goes out, in order; nothing is rendered here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, cast

from verbatim.publish.jsonld import page_ld
from verbatim.publish.pages.front import front_pages, verify_pages
from verbatim.publish.pages.people import people_pages
from verbatim.publish.pages.quotes import quote_pages
from verbatim.publish.pages.stories import section_pages, story_pages
from verbatim.publish.pages.timeline import timeline_pages
from verbatim.publish.pages.tombstones import tombstones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Page
    from verbatim.publish.payloads.pages import Meta


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page but those that Pelican writes itself: the stories' own (`article_payload`) and the editors'."""
    made = chain(
        front_pages(edition), story_pages(edition), section_pages(edition), timeline_pages(edition),
        quote_pages(edition), people_pages(edition), tombstones(edition),
        verify_pages(edition),
    )  # fmt: skip
    return (finished(edition, page) for page in made)


def finished(edition: Edition, page: Page) -> Page:
    """Return a page with its structured data put in."""
    link_data(edition, page.template, page.payload)
    return page


def link_data(edition: Edition, template: str, payload: dict[str, object]) -> None:
    """Put a page's structured data into its head, in place, unless the page brings its own."""
    linked = page_ld(edition, template, payload)
    if linked:
        cast("Meta", payload["meta"])["linked"] = linked
