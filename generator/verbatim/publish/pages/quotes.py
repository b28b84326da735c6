"""Makes the pages of quotations: each one's own, with the same words of other texts, its frame, and the lists."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from verbatim.core import dates as edtf
from verbatim.core.text import sha256_text
from verbatim.model import Span
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.variants import TOKEN, is_record, letters_of
from verbatim.publish.claims import claim_of, runs
from verbatim.publish.corrections.changes import history_view
from verbatim.publish.corrections.log import PieceView
from verbatim.publish.embedding import panel
from verbatim.publish.embeds.quote import quote_frame
from verbatim.publish.indexes import filters, quote_lists
from verbatim.publish.jsonld import quote_ld
from verbatim.publish.page import PageFrame, group_starts, list_page, page, page_meta, paginated, quote_meta
from verbatim.publish.quotations import quote_view, quote_views
from verbatim.publish.refs import marked_slice, year_of
from verbatim.publish.tracking import fact
from verbatim.publish.urls import LABELS, QUOTES, Crumb, quote_crumbs, source_address, way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from verbatim.model import Quote, Story
    from verbatim.publish.corrections.changes import HistoryView
    from verbatim.publish.edition import Edition
    from verbatim.publish.embedding import Embeddable, PanelView
    from verbatim.publish.indexes import Filter
    from verbatim.publish.page import ListPage, Page, PaginationView
    from verbatim.publish.quotations import QuoteView

QUOTES_A_PAGE = 36


class QuoteValues(TypedDict):
    """A quotation."""

    quote: QuoteView  # the quotation
    place: QuotePlace  # its position in the story
    panel: PanelView  # how to embed it
    json_ld: Markup  # for a script element
    history: HistoryView | None  # None where it never changed
    variants: VariantsView | None  # None where no editor joined it with another text's


class QuotesValues(TypedDict):
    """A list of quotations."""

    title: str  # of the list
    filters: list[Filter]  # by how far the speaker is established
    years: list[Crumb]  # where each year begins in a long list
    quotes: list[QuoteView]  # those on this page
    pagination: PaginationView  # position in the list


class QuotePlace(TypedDict):
    """The position of a quotation in its story."""

    number: int  # from 1, in the order of the text
    total: int  # quotations of the story
    previous: QuoteView | None  # the quotation before it in the text
    following: QuoteView | None  # the quotation after it
    sha256: str  # of the source's text
    file_url: str  # the source as text


class VariantView(TypedDict):
    """The same words as another text has them."""

    quote: QuoteView  # the other text's quotation
    runs: list[list[PieceView]]  # its words, each run in marks of its own, in pieces that this text has too or not
    record: bool  # whether the text is a transcript or a release


class VariantsView(TypedDict):
    """What several texts have of the same words."""

    others: list[VariantView]  # a record first, then the earliest
    record: bool  # whether the page's own text is a transcript or a release
    disagree: bool  # whether the texts name different speakers


def pages_of_quote(edition: Edition, quote: Quote, place: tuple[int, int], embed: Embeddable | None) -> Iterator[Page]:
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
        variants=variants_view(edition, quote),
    )
    yield page(view["url"], "quote.html", payload, frame)
    yield page(view["embed_url"], "embed_quote.html", quote_frame(edition, quote), frame)


def place_view(edition: Edition, quote: Quote, place: tuple[int, int]) -> QuotePlace:
    """Return a quotation's position in its story."""
    number, total = place
    among = edition.quotes_by_story[quote.story]
    return QuotePlace(
        number=number,
        total=total,
        previous=quote_view(edition, among[number - 2]) if number > 1 else None,
        following=quote_view(edition, among[number]) if number < total else None,
        sha256=edition.once(_sha256, quote.story, edition.newsroom.stories[quote.story]),
        file_url=source_address(quote.story),
    )


def _sha256(_edition: Edition, story: Story) -> str:
    return sha256_text(story.text)


# The same words in other texts


class Word(NamedTuple):
    """A word of a quotation: its place in the source, and its letters as they are compared."""

    span: Span
    letters: str


def variants_view(edition: Edition, quote: Quote) -> VariantsView | None:
    """Return what other texts have of the same words; None where editors joined it with none.

    Words that may not stand without their sentence are not compared.
    """
    names = edition.variants.get(quote.id, ())
    quotes = [one for one in (edition.newsroom.quotes[name] for name in names) if claim_of(edition, one).stands_alone]
    if quote not in quotes or len(quotes) == 1:
        return None
    stories = edition.newsroom.stories
    others = [one for one in quotes if one.id != quote.id]
    others.sort(key=lambda one: (not is_record(stories[one.story]), *_time(stories[one.story]), one.id))
    return VariantsView(
        others=[_variant(edition, quote, other) for other in others],
        record=is_record(stories[quote.story]),
        disagree=len({one.speaker for one in quotes if one.speaker and is_attributed(one)}) > 1,
    )


def _time(story: Story) -> tuple[bool, tuple[int, int]]:
    return not story.date, edtf.sort_key(story.date) if story.date else (0, 0)


def _variant(edition: Edition, quote: Quote, other: Quote) -> VariantView:
    story = edition.newsroom.stories[other.story]
    shared = _shared(_words(edition, quote), _words(edition, other))
    pieces = [list(_pieces(edition, other, Span(run[0].start, run[-1].end), shared))
              for run in runs(story.text, claim_of(edition, other).words)]  # fmt: skip
    return VariantView(quote=quote_view(edition, other), runs=pieces, record=is_record(story))


def _words(edition: Edition, quote: Quote) -> list[Word]:
    text = edition.newsroom.stories[quote.story].text
    return [
        Word(Span(*token.span()), letters_of(token[0]))
        for piece in claim_of(edition, quote).words
        for token in TOKEN.finditer(text, piece.start, piece.end)
    ]


def _shared(own: Sequence[Word], other: Sequence[Word]) -> set[int]:
    """Return where the words of the other text begin that this one has too, in the same order."""
    matcher = SequenceMatcher(None, [word.letters for word in own], [word.letters for word in other], autojunk=False)
    return {
        other[at].span.start for block in matcher.get_matching_blocks() for at in range(block.b, block.b + block.size)
    }


def _pieces(edition: Edition, quote: Quote, place: Span, shared: set[int]) -> Iterator[PieceView]:
    """Yield the words of a place in pieces that are shared or not; the blanks after a word are part of its piece."""
    text = edition.newsroom.stories[quote.story].text
    tokens = [Span(*token.span()) for token in TOKEN.finditer(text, place.start, place.end)]
    ends = [*(token.start for token in tokens[1:]), place.end]
    marked = [(token.start in shared, token.start, end) for token, end in zip(tokens, ends, strict=True)]
    for is_shared, group in groupby(marked, key=lambda one: one[0]):
        spans = list(group)
        words = marked_slice(edition, quote.story, Span(spans[0][1], spans[-1][2]))
        yield PieceView(words=words, shared=is_shared)


# The lists


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
