"""The front page, the search page and the page for addresses that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.crumbs import FRONT, LABELS, SEARCH, crumb, way
from generator.publish.front_page import front_page
from generator.publish.indexes import index_row, listed_stories, most_quoted, people_lists, quote_lists
from generator.publish.meta import page_meta
from generator.publish.page import Frame, page
from generator.publish.refs import story_ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page

LATEST = 8
BROWSED = 40  # rows of a list on the search page, which leads to the whole list
NOT_FOUND = "404.html"


def front_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages that show the whole site."""
    yield front_page(edition)
    yield search_page(edition)
    yield not_found(edition)


def search_page(edition: Edition) -> Page:
    """Return the search page, which is a list of links where there are no scripts."""
    stories, names = listed_stories(edition), edition.fact(people_lists)[0].held
    first = most_quoted(edition, names, BROWSED)
    people = [*first, *(name for name in names if name not in first)][:BROWSED]
    payload: dict[str, object] = {
        "stories": [story_ref(edition, story) for story in stories[:BROWSED]],
        "people": [index_row(edition, name) for name in people],
        "totals": {"stories": len(stories), "people": len(names), "quotes": len(quote_lists(edition)[0].held)},
    }
    meta = page_meta(edition, edition.site.words.gettext(LABELS[SEARCH]), SEARCH)
    return page(SEARCH, "search.html", payload, Frame(meta, way(edition, SEARCH), "search"))


def not_found(edition: Edition) -> Page:
    """Return the page for addresses that are not there."""
    stories = [story_ref(edition, story) for story in listed_stories(edition)[:LATEST]]
    meta = page_meta(edition, edition.site.words.gettext("There is no page here"), "")
    meta["canonical"] = ""
    meta["robots"] = "noindex"
    return page(NOT_FOUND, "404.html", {"stories": stories}, Frame(meta, [crumb(edition, FRONT)], ""))
