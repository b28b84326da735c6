"""The pages of quotations: each one's own, its frame, and the lists by how far the speaker is established."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from verbatim.publish.corrections.history import history_view, latest
from verbatim.publish.embeds.base import panel
from verbatim.publish.embeds.quote import quote_embed
from verbatim.publish.indexes import filters, quote_lists
from verbatim.publish.jsonld import quote_ld
from verbatim.publish.pages.base import Frame, first_places, page, page_meta, quote_meta, sheet_page, sheets
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.refs import year_of
from verbatim.publish.urls import LABELS, QUOTES, quote_crumbs, way
from verbatim.publish.views.quotations import quote_view, views_of
from verbatim.publish.views.story import story_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.model import Quote
    from verbatim.publish.edition import Edition
    from verbatim.publish.embeds.base import Embed
    from verbatim.publish.pages.base import Sheet
    from verbatim.publish.payloads.elements import Page, QuoteView
    from verbatim.publish.payloads.pages import Filter


# ---- publish/quote_place.py


class PlaceView(TypedDict):
    """The place of a quotation: `number` of `total` in the order of the story, its neighbours, the source's file."""

    number: int
    total: int
    previous: QuoteView | None
    following: QuoteView | None
    sha256: str
    file_url: str  # the source as text, without a fragment


def places(edition: Edition) -> dict[str, tuple[int, int]]:
    """Return for each quotation its number in its story, from 1, and how many the story has."""
    held = edition.quotes_by_story.values()
    return {quote.id: (number, len(quotes)) for quotes in held for number, quote in enumerate(quotes, start=1)}


def place_view(edition: Edition, quote: Quote, place: tuple[int, int]) -> PlaceView:
    """Return a quotation's place; `place` is what `places` has for it."""
    number, total = place
    among = edition.quotes_by_story[quote.story]
    story = story_card(edition, edition.newsroom.stories[quote.story])
    return PlaceView(
        number=number,
        total=total,
        previous=quote_view(edition, among[number - 2]) if number > 1 else None,
        following=quote_view(edition, among[number]) if number < total else None,
        sha256=story["source_sha256"],
        file_url=story["source_file_url"],
    )


# ---- publish/quote_pages.py

QUOTES_A_PAGE = 48


def quote_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every listed quotation, then the lists."""
    for story in edition.newsroom.stories:
        if story in edition.listed:
            yield from quotes_of_story(edition, story)
    for url, number in quote_sheets(edition):
        yield quote_list(edition, url, number)


def quotes_of_story(edition: Edition, story: str) -> Iterator[Page]:
    """Yield the page and the frame of each quotation of one story, in order of place."""
    held = edition.quotes_by_story.get(story, [])
    for number, quote in enumerate(held, start=1):
        embed = quote_embed(edition, quote, quote_view(edition, quote))
        yield from pages_of_quote(edition, quote, (number, len(held)), embed)


def pages_of_quote(edition: Edition, quote: Quote, place: tuple[int, int], embed: Embed | None) -> Iterator[Page]:
    """Yield the page and the frame of a quotation; `place` is as in `places`, `embed` what it offers to other sites."""
    view = quote_view(edition, quote)
    meta = quote_meta(edition, quote, view, view["url"])
    crumbs, history = quote_crumbs(edition, quote), history_view(edition, quote.id)
    payload: dict[str, object] = {
        "quote": view,
        "place": place_view(edition, quote, place),
        "panel": panel(edition.site, embed),
        "json_ld": quote_ld(edition, quote),
        "history": history,
    }
    framed: dict[str, object] = {"quote": view, "history": latest(history)}
    yield page(view["url"], "quote.html", payload, Frame(meta, crumbs, "quotes"))
    yield page(view["embed_url"], "embed_quote.html", framed, Frame(meta, crumbs, "quotes"))


class QuoteSheet(NamedTuple):
    """One page of a list of quotations: its sheet, with the ids of what it shows, and what is round it."""

    label: str
    whole: bool
    sheet: Sheet[str]
    filters: list[Filter]
    years: list[Crumb]


def quote_sheets(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the address of each list of quotations with the number of each of its pages."""
    for url, held in edition.fact(_lists).items():
        yield from ((url, number) for number in range(1, len(held) + 1))


def quote_list(edition: Edition, url: str, number: int) -> Page:
    """Return one page of the list of quotations at `url`."""
    label, whole, sheet, narrowing, years = edition.fact(_sheet, url, number)
    said = edition.site.words.gettext(LABELS[QUOTES])
    title = said if whole else edition.site.words.gettext("Quotes: %(which)s") % {"which": label}
    crumbs = [*way(edition, QUOTES), *([] if whole else [Crumb(label=label, url=url)])]
    quotes = views_of(edition, sheet.items)
    payload: dict[str, object] = {"title": title, "filters": narrowing, "years": years, "quotes": quotes}
    frame = Frame(page_meta(edition, title, sheet.url), crumbs, "quotes")
    return sheet_page("quotes.html", payload, sheet, frame, edition)


def _sheet(edition: Edition, url: str, number: int) -> QuoteSheet:
    return edition.fact(_lists)[url][number - 1]


def _lists(edition: Edition) -> dict[str, list[QuoteSheet]]:
    lists = quote_lists(edition)
    newsroom = edition.lookups.newsroom  # after everything was read, nothing more need be noted
    year = {name: year_of(newsroom.stories[quote.story].date) for name, quote in newsroom.quotes.items()}
    found: dict[str, list[QuoteSheet]] = {}
    for one in lists:
        held = sheets(edition, one.held, QUOTES_A_PAGE, one.url)
        years = _years(held, year)
        narrowing = filters(lists, one)
        found[one.url] = [QuoteSheet(one.label, one.url == QUOTES, sheet, narrowing, years) for sheet in held]
    return found


def _years(held: list[Sheet[str]], year: Mapping[str, str]) -> list[Crumb]:
    """Return where the quotations of each year begin, in a list of several pages; `year` tells it by id."""
    if len(held) == 1:
        return []
    found = [one for one in first_places(held, year.__getitem__, str) if one.name]
    return [Crumb(label=one.name, url=one.url) for one in found] if len(found) > 1 else []
