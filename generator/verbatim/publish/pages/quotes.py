"""Makes the pages of quotations: each one's own, its frame, the lists by how far the speaker is established."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.publish.corrections.changes import history_view, latest
from verbatim.publish.embeds.base import panel
from verbatim.publish.indexes import filters, quote_lists
from verbatim.publish.jsonld import quote_ld
from verbatim.publish.pages.base import PageFrame, group_starts, list_page, page, page_meta, paginated, quote_meta
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.payloads.pages import QuotePlace
from verbatim.publish.payloads.templates import QuoteFrameValues, QuotesValues, QuoteValues
from verbatim.publish.refs import year_of
from verbatim.publish.tracking import fact
from verbatim.publish.urls import LABELS, QUOTES, quote_crumbs, way
from verbatim.publish.views.quotations import quote_view, quote_views
from verbatim.publish.views.story import story_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.model import Quote
    from verbatim.publish.edition import Edition
    from verbatim.publish.embeds.base import Embed
    from verbatim.publish.pages.base import ListPage
    from verbatim.publish.payloads.pages import Filter, Page

QUOTES_A_PAGE = 48


def pages_of_quote(edition: Edition, quote: Quote, place: tuple[int, int], embed: Embed | None) -> Iterator[Page]:
    """Yield the page and the frame of a quotation.

    `place` is its number in its story, from 1, and how many the story has; `embed` is what it offers to other sites.
    """
    view = quote_view(edition, quote)
    frame = PageFrame(quote_meta(edition, quote, view, view["url"]), quote_crumbs(edition, quote), "quotes")
    history = history_view(edition, quote.id)
    payload = QuoteValues(
        quote=view,
        place=place_view(edition, quote, place),
        panel=panel(edition.site, embed),
        json_ld=quote_ld(edition, quote),
        history=history,
    )
    yield page(view["url"], "quote.html", payload, frame)
    framed = QuoteFrameValues(quote=view, history=latest(history))
    yield page(view["embed_url"], "embed_quote.html", framed, frame)


def place_view(edition: Edition, quote: Quote, place: tuple[int, int]) -> QuotePlace:
    """Return a quotation's position in its story."""
    number, total = place
    among = edition.quotes_by_story[quote.story]
    story = story_card(edition, edition.newsroom.stories[quote.story])
    return QuotePlace(
        number=number,
        total=total,
        previous=quote_view(edition, among[number - 2]) if number > 1 else None,
        following=quote_view(edition, among[number]) if number < total else None,
        sha256=story["source_sha256"],
        file_url=story["source_file_url"],
    )


class QuoteListPage(NamedTuple):
    """One page of a list of quotations: the ids of what it shows, and what surrounds them."""

    label: str
    part: ListPage[str]
    filters: list[Filter]
    years: list[Crumb]


def quote_sheets(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the address of each list of quotations with the number of each of its pages."""
    for url, parts in edition.fact(_lists).items():
        yield from ((url, number) for number in range(1, len(parts) + 1))


def quote_list(edition: Edition, url: str, number: int) -> Page:
    """Return one page of the list of quotations at `url`."""
    label, part, narrowing, years = edition.fact(_list_page, url, number)
    title, crumbs = edition.site.words.gettext(LABELS[QUOTES]), way(edition, QUOTES)
    if url != QUOTES:
        title = edition.site.words.gettext("Quotes: %(which)s") % {"which": label}
        crumbs = [*crumbs, Crumb(label=label, url=url)]
    quotes = quote_views(edition, part.items)
    payload = QuotesValues(title=title, filters=narrowing, years=years, quotes=quotes, pagination=part.view)
    frame = PageFrame(page_meta(edition, title, part.url), crumbs, "quotes")
    return list_page("quotes.html", payload, part, frame, edition)


@fact
def _list_page(edition: Edition, url: str, number: int) -> QuoteListPage:
    return edition.fact(_lists)[url][number - 1]


@fact
def _lists(edition: Edition) -> dict[str, list[QuoteListPage]]:
    lists = quote_lists(edition)
    newsroom = edition.lookups.newsroom  # everything was read above: nothing more need be noted
    year = {name: year_of(newsroom.stories[quote.story].date) for name, quote in newsroom.quotes.items()}
    found: dict[str, list[QuoteListPage]] = {}
    for one in lists:
        parts = paginated(edition, one.names, QUOTES_A_PAGE, one.url)
        years, narrowing = _years(parts, year), filters(lists, one)
        found[one.url] = [QuoteListPage(one.label, part, narrowing, years) for part in parts]
    return found


def _years(parts: list[ListPage[str]], year: Mapping[str, str]) -> list[Crumb]:
    """Return where the quotations of each year begin, in a list of several pages; `year` gives it by id."""
    if len(parts) == 1:
        return []
    starts = [one for one in group_starts(parts, year.__getitem__, str) if one.name]
    return [Crumb(label=one.name, url=one.url) for one in starts] if len(starts) > 1 else []
