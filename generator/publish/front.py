"""The front page, the search page and the page for addresses that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.crumbs import FRONT, LABELS, SEARCH, crumb, way
from generator.publish.front_page import front_page
from generator.publish.indexes import index_row, listed_stories, people_lists, quote_lists
from generator.publish.meta import page_meta
from generator.publish.page import Frame, page
from generator.publish.quote_view import quote_view
from generator.publish.refs import story_ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page

LATEST = 8
NOT_FOUND = "404.html"


def front_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages that show the whole site."""
    yield front_page(edition)
    yield _search(edition)
    yield _not_found(edition)


def _search(edition: Edition) -> Page:
    quotes = quote_lists(edition)[0].held
    payload: dict[str, object] = {
        "stories": [story_ref(edition, story) for story in listed_stories(edition)],
        "people": [index_row(edition, name) for one in people_lists(edition) for name in one.held],
        "quotes": [quote_view(edition, edition.newsroom.quotes[name]) for name in quotes],
    }
    meta = page_meta(edition, edition.site.words.gettext(LABELS[SEARCH]), SEARCH)
    return page(SEARCH, "search.html", payload, Frame(meta, way(edition, SEARCH), "search"))


def _not_found(edition: Edition) -> Page:
    stories = [story_ref(edition, story) for story in listed_stories(edition)[:LATEST]]
    meta = page_meta(edition, edition.site.words.gettext("There is no page here"), "")
    meta["canonical"] = ""
    meta["robots"] = "noindex"
    return page(NOT_FOUND, "404.html", {"stories": stories}, Frame(meta, [crumb(edition, FRONT)], ""))
