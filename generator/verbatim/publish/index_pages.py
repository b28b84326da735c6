"""Makes the pages of people, organisations and places: profiles, their frames, the lists by kind and letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from verbatim.newsroom.names import index_letter
from verbatim.publish.indexes import Filter, filters, index_row, most_quoted, people_lists, quote_lists
from verbatim.publish.page import PageFrame, group_starts, list_page, page, page_meta, paginated
from verbatim.publish.quotations import quote_views
from verbatim.publish.refs import year_of
from verbatim.publish.tracking import fact
from verbatim.publish.urls import LABELS, PEOPLE, QUOTES, Crumb, way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.publish.edition import Edition
    from verbatim.publish.indexes import IndexList, IndexRow
    from verbatim.publish.page import ListPage, Page, PaginationView
    from verbatim.publish.quotations import QuoteView


QUOTES_A_PAGE = 30
ON_ONE_PAGE = 500  # people of one kind: with more, each letter has pages of its own
PEOPLE_A_PAGE = 200
QUOTES_A_PAGE = 36
MOST = 3
RUNS_AT_MOST = 18  # letters, or runs of letters, that a list opens by


class PeopleValues(TypedDict):
    """The list of people, organisations or places, or of those under one letter."""

    title: str  # of the list
    total: int  # how many the list has
    most: list[IndexRow]  # who is quoted most; empty in a short list
    alphabet: list[Filter]  # the letters, where each has pages of its own
    filters: list[Filter]  # the three kinds
    letters: list[Letter]  # empty where each letter has pages of its own
    pagination: PaginationView | None  # of a letter's pages, else None
    list: str  # address of the whole list


class Letter(TypedDict):
    """The people of one letter, or of a run of letters."""

    letter: str  # a capital, `#`, or both ends of a run: `A–C`
    anchor: str  # its id on the page, `l-a`
    people: list[IndexRow]  # in the order of family names


class QuotesValues(TypedDict):
    """A list of quotations."""

    title: str  # of the list
    filters: list[Filter]  # by how far the speaker is established
    years: list[Crumb]  # where each year begins in a long list
    quotes: list[QuoteView]  # those on this page
    pagination: PaginationView  # position in the list


class QuoteListPage(NamedTuple):
    """One page of a list of quotations: the ids of what it shows, and what surrounds them."""

    label: str
    part: ListPage[str]
    filters: list[Filter]
    years: list[Crumb]


# Quotations


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


# People


def people_list(edition: Edition, url: str) -> Iterator[Page]:
    """Yield the list of one kind: all on a page, or pages for each letter and one that leads to them."""
    whole = next(one for one in edition.fact(people_lists) if one.url == url)
    by_letter: dict[str, list[str]] = {}
    for name in whole.names:
        by_letter.setdefault(index_letter(edition.newsroom.people[name]), []).append(name)
    apart = len(whole.names) > ON_ONE_PAGE
    tabs = [
        Filter(
            label=letter,
            url=f"{url}letters/{_anchor(letter)}/",
            count=len(names),
            current=False,
        )
        for letter, names in by_letter.items()
    ]
    crumbs = [*way(edition, PEOPLE), *([] if url == PEOPLE else [Crumb(label=whole.label, url=url)])]
    for tab in tabs if apart else ():
        letter = tab["label"]
        title = edition.site.words.gettext("%(kind)s: %(letter)s") % {"kind": whole.label, "letter": letter}
        alphabet = [Filter({**one, "current": one is tab}) for one in tabs]
        crumb = Crumb(label=letter, url=tab["url"])
        for part in paginated(edition, by_letter[letter], PEOPLE_A_PAGE, tab["url"]):
            letters = [_letter(edition, letter, part.items)]
            payload = _values(edition, whole, alphabet)
            payload |= {"title": title, "letters": letters, "most": [], "pagination": part.view}
            frame = PageFrame(page_meta(edition, title, part.url), [*crumbs, crumb], "people")
            yield list_page("people.html", payload, part, frame, edition)
    letters = [] if apart else [_letter(edition, *run) for run in _runs(by_letter)]
    payload = _values(edition, whole, tabs if apart else [])
    payload["letters"] = letters
    yield page(url, "people.html", payload, PageFrame(page_meta(edition, whole.label, url), crumbs, "people"))


def _values(edition: Edition, whole: IndexList, alphabet: list[Filter]) -> PeopleValues:
    most = [index_row(edition, name) for name in most_quoted(edition, whole.names, MOST)]
    return PeopleValues(
        title=whole.label,
        total=len(whole.names),
        most=most if len(whole.names) > 2 * MOST else [],
        alphabet=alphabet,
        filters=filters(edition.fact(people_lists), whole),
        letters=[],
        pagination=None,
        list=whole.url,
    )


def _runs(by_letter: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield letters with whom they have; neighbours together where a list of all would be too long to step through."""
    held = list(by_letter.items())
    wide = max(1, -(-len(held) // RUNS_AT_MOST))
    for at in range(0, len(held), wide):
        run = held[at : at + wide]
        label = run[0][0] if len(run) == 1 else f"{run[0][0]}–{run[-1][0]}"
        yield label, [name for _, names in run for name in names]


def _letter(edition: Edition, letter: str, names: Sequence[str]) -> Letter:
    rows = [index_row(edition, name) for name in names]
    return Letter(letter=letter, anchor=f"l-{_anchor(letter)}", people=rows)


def _anchor(letter: str) -> str:
    """Return a letter, the first of a run, as an address holds it: itself in ASCII, else its code point, as `u416`."""
    lower = letter[:1].lower()
    return "0-9" if letter == "#" else lower if lower.isascii() else f"u{ord(letter[0]):x}"
