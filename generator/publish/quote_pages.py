"""The pages of quotations: each one's own, its frame, and the lists by how far the speaker is established."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.crumbs import LABELS, QUOTES, quote_crumbs, way
from generator.publish.dates import year_of
from generator.publish.embed_quote import quote_embed
from generator.publish.embeds import panel
from generator.publish.indexes import filters, quote_lists
from generator.publish.jsonld import quote_ld
from generator.publish.meta import page_meta, quote_meta
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb
from generator.publish.pagination import first_places, sheet_page, sheets
from generator.publish.quote_place import place_view, places
from generator.publish.quote_view import quote_view
from generator.publish.version_views import history_view, latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Quote
    from generator.publish.edition import Edition
    from generator.publish.page_views import Page
    from generator.publish.pagination import Sheet

QUOTES_A_PAGE = 48


def quote_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every listed quotation, then the lists."""
    known = places(edition)
    for quote in edition.newsroom.quotes.values():
        if quote.story in edition.listed:
            yield from _of_one(edition, quote, known[quote.id])
    yield from _lists(edition)


def _of_one(edition: Edition, quote: Quote, place: tuple[int, int]) -> Iterator[Page]:
    view = quote_view(edition, quote)
    meta = quote_meta(edition, quote, view, view["url"])
    crumbs, history = quote_crumbs(edition, quote), history_view(edition, quote.id)
    payload: dict[str, object] = {
        "quote": view,
        "place": place_view(edition, quote, place),
        "panel": panel(edition.site, quote_embed(edition, quote, view)),
        "json_ld": quote_ld(edition, quote),
        "history": history,
    }
    framed: dict[str, object] = {"quote": view, "history": latest(history)}
    yield page(view["url"], "quote.html", payload, Frame(meta, crumbs, "quotes"))
    yield page(view["embed_url"], "embed_quote.html", framed, Frame(meta, crumbs, "quotes"))


def _lists(edition: Edition) -> Iterator[Page]:
    lists = quote_lists(edition)
    for one in lists:
        whole = one.url == QUOTES
        said = edition.site.words.gettext(LABELS[QUOTES])
        title = said if whole else edition.site.words.gettext("Quotes: %(which)s") % {"which": one.label}
        crumbs = [*way(edition, QUOTES), *([] if whole else [Crumb(label=one.label, url=one.url)])]
        held = sheets(edition, one.held, QUOTES_A_PAGE, one.url)
        shared: dict[str, object] = {"title": title, "filters": filters(lists, one), "years": _years(edition, held)}
        for sheet in held:
            quotes = [quote_view(edition, edition.newsroom.quotes[name]) for name in sheet.items]
            yield sheet_page("quotes.html", {**shared, "quotes": quotes}, sheet, Frame(
                page_meta(edition, title, sheet.url), crumbs, "quotes",
            ), edition)  # fmt: skip


def _years(edition: Edition, held: list[Sheet[str]]) -> list[Crumb]:
    """Return where the quotations of each year begin, in a list of several pages."""
    if len(held) == 1:
        return []

    def year(name: str) -> str:
        return year_of(edition.newsroom.stories[edition.newsroom.quotes[name].story].date)

    found = [one for one in first_places(held, year, str) if one.name]
    return [Crumb(label=one.name, url=one.url) for one in found] if len(found) > 1 else []
