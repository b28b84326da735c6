"""The front page, the timeline of all stories, the search page and the page for addresses that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.newsroom.timeline import dated
from generator.publish.crumbs import FRONT, LABELS, SEARCH, TIMELINE, crumb, way
from generator.publish.indexes import index_row, listed_stories, people_lists, quote_lists
from generator.publish.meta import page_meta
from generator.publish.page import Frame, page
from generator.publish.quote_view import quote_view
from generator.publish.refs import story_ref
from generator.publish.story_view import story_card
from generator.publish.timelines import by_year, dateless, moment_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page

LATEST = 8
NOT_FOUND = "404.html"


def front_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages that show the whole site."""
    yield _front(edition)
    yield _timeline(edition)
    yield _search(edition)
    yield _not_found(edition)


def _front(edition: Edition) -> Page:
    stories = [story_card(edition, story) for story in listed_stories(edition)[: LATEST + 1]]
    moments = [moment for moment in dated(edition.newsroom.moments) if moment.story in edition.listed]
    spoken = [name for name in quote_lists(edition)[0].held if edition.newsroom.quotes[name].speaker]
    lead = next((story for story in stories if story["strongest"]), stories[0] if stories else None)
    most = [index_row(edition, name) for name in people_lists(edition)[0].held[:LATEST]]
    payload: dict[str, object] = {
        "lead": lead,
        "latest": [story for story in stories if story is not lead],
        "people": [row for row in most if row["quotations"]],
        "moments": [moment_view(edition, moment) for moment in reversed(moments[-LATEST:])],
        "quotes": [quote_view(edition, edition.newsroom.quotes[name]) for name in spoken[:LATEST]],
        "json_ld": Markup(""),
    }
    return page("", "front.html", payload, Frame(page_meta(edition, "", ""), [crumb(edition, FRONT)], ""))


def _timeline(edition: Edition) -> Page:
    moments = [moment for moment in edition.newsroom.moments if moment.story in edition.listed]
    payload: dict[str, object] = {
        "years": by_year(edition, moments),
        "undated": dateless(edition, moments),
        "filters": [],
    }
    meta = page_meta(edition, edition.site.words.gettext(LABELS[TIMELINE]), TIMELINE)
    return page(TIMELINE, "timeline.html", payload, Frame(meta, way(edition, TIMELINE), "timeline"))


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
