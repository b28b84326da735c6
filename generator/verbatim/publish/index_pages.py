"""Makes the indexes page by page: stories by section, quotations by how far their speaker is established, people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypedDict

from verbatim.core import dates as edtf
from verbatim.model import Story
from verbatim.newsroom.names import index_letter
from verbatim.publish import html, page, quotations, refs
from verbatim.publish.edition import Edition, fact
from verbatim.publish.indexes import (
    Filter,
    IndexRow,
    filters,
    index_row,
    most_quoted,
    people_lists,
    quote_lists,
    story_lists,
)
from verbatim.publish.story_card import StoryCard, story_card
from verbatim.publish.urls import LABELS, PEOPLE, QUOTES, STORIES, Crumb, feed_links, section_feed, way

STORIES_A_PAGE, QUOTES_A_PAGE, PEOPLE_A_PAGE = 40, 36, 500
FEW = 3  # stories a month, below which a page is divided by years
UNDATED = "undated"
MOST = 3
RUNS_AT_MOST = 18  # letters, or runs of letters, that a list opens by


class IndexValues(TypedDict):
    """A page of a list of stories or quotations."""

    title: str  # of the list
    filters: list[Filter]  # the sections, or how far the speaker is established
    years: list[Crumb]  # where each year begins in a long list
    pagination: page.PaginationView  # position in the list


class Month(TypedDict):
    """The stories of one month, or of a year where the month is not known."""

    anchor: str  # its id on the page
    year: str  # may be empty
    date: refs.DateView | None  # None for undated stories
    stories: list[StoryCard]  # newest first


class StoriesValues(IndexValues):
    """The list of all stories, or of a section."""

    stories: list[StoryCard]  # those on this page
    months: list[Month]  # the same stories by month


class QuotesValues(IndexValues):
    """A list of quotations."""

    quotes: list[quotations.QuoteView]  # those on this page


class Letter(TypedDict):
    """The people of one letter, or of a run of letters."""

    letter: str  # a capital, `#`, or both ends of a run: `A–C`
    anchor: str  # its id on the page, `l-a`
    people: list[IndexRow]  # in the order of family names


class PeopleValues(TypedDict):
    """A page of the list of people, organisations or places."""

    title: str  # of the list
    most: list[IndexRow]  # who is quoted most; empty in a short list, and on further pages
    starts: list[Crumb]  # where letters begin in a list of several pages
    filters: list[Filter]  # the three kinds
    letters: list[Letter]  # those on this page
    pagination: page.PaginationView  # position in the list
    list: str  # address of the whole list


# Stories and quotations


class IndexSheet(NamedTuple):
    """One page of a list: the list's label, the ids of what the page shows, and what surrounds them."""

    label: str
    part: page.ListPage[str]
    filters: list[Filter]
    years: list[Crumb]


def index_sheets(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the address of each list of stories and of quotations with the number of each of its pages."""
    for url, sheets in _sheets(edition).items():
        yield from ((url, number) for number in range(1, len(sheets) + 1))


def index_page(edition: Edition, url: str, number: int) -> page.Page:
    """Return one page of the list at `url`."""
    sheet, say = _sheet(edition, url, number), edition.site.words.gettext
    home = QUOTES if url.startswith(QUOTES) else STORIES
    title, crumbs = say(LABELS[home]), way(edition, home)
    if url != home:
        title = say("Quotes: %(which)s") % {"which": sheet.label} if home == QUOTES else sheet.label
        crumbs = [*crumbs, Crumb(label=sheet.label, url=url)]
    meta = page.page_meta(edition, title, sheet.part.url)
    shared = IndexValues(title=title, filters=sheet.filters, years=sheet.years, pagination=sheet.part.view)
    if home == QUOTES:
        frame = page.PageValues(meta, crumbs, "quotes")
        quotes = [quotations.quote_view(edition, edition.newsroom.quotes[name]) for name in sheet.part.items]
        payload = QuotesValues(**shared, quotes=quotes)
        return page.list_page("quotes.html", payload, sheet.part, frame, edition)
    if url != home:
        meta["feeds"] = [*feed_links(section_feed(sheet.label), html.plain(sheet.label)), *meta["feeds"]]
    stories = [edition.newsroom.stories[one] for one in sheet.part.items]
    cards = [story_card(edition, story) for story in stories]
    values = StoriesValues(**shared, stories=cards, months=_months(edition, stories))
    return page.list_page("stories.html", values, sheet.part, page.PageValues(meta, crumbs, "stories"), edition)


@fact
def _sheet(edition: Edition, url: str, number: int) -> IndexSheet:
    return _sheets(edition)[url][number - 1]


@fact
def _sheets(edition: Edition) -> dict[str, list[IndexSheet]]:
    of_stories, of_quotes = story_lists(edition), quote_lists(edition)
    newsroom = edition.lookups.newsroom  # everything was read above: nothing more need be noted
    year = {name: refs.year_of(story.date) for name, story in newsroom.stories.items()}
    year |= {name: year[quote.story] for name, quote in newsroom.quotes.items()}
    found: dict[str, list[IndexSheet]] = {}
    for lists, size, anchor in ((of_stories, STORIES_A_PAGE, "s-"), (of_quotes, QUOTES_A_PAGE, "")):
        for one in lists:
            parts = page.paginated(edition, one.names, size, one.url)
            years = year_starts(parts, year, anchor) if lists is of_stories or len(parts) > 1 else []
            narrowing = filters(lists, one) if lists[2:] else []  # one section leaves nothing to choose
            found[one.url] = [IndexSheet(one.label, part, narrowing, years) for part in parts]
    return found


def year_starts(parts: list[page.ListPage[str]], year: Mapping[str, str], anchor: str) -> list[Crumb]:
    """Return where each year begins in a list, where there are several: `quotes/page/3/#q-1`; `year` gives it by id."""
    starts: dict[str, str] = {}
    for part in parts:
        for name in part.items:
            starts.setdefault(year[name], f"{part.url}#{anchor}{name}")
    found = [Crumb(label=label, url=url) for label, url in starts.items() if label]
    return found if len(found) > 1 else []


def _months(edition: Edition, stories: Sequence[Story]) -> list[Month]:
    """Return the stories of a page by month, or by year where months hold few."""
    by_month = len(stories) >= FEW * len({_month(story) for story in stories})
    found: dict[str, Month] = {}
    for story in stories:
        year = refs.year_of(story.date)
        name = _month(story) if by_month else year or UNDATED
        date = refs.date_view(name, edition.site.words) if year else None
        month = found.setdefault(name, Month(anchor=name, year=year, date=date, stories=[]))
        month["stories"].append(story_card(edition, story))
    return list(found.values())


def _month(story: Story) -> str:
    """Return the month of a story as EDTF, or as much of it as is known."""
    known = edtf.parse(story.date)
    if not known or not known.earliest:
        return UNDATED
    return f"{known.earliest:%Y-%m}" if known.precision in ("day", "month") else f"{known.earliest:%Y}"


# People


def people_list(edition: Edition, url: str) -> Iterator[page.Page]:
    """Yield the pages of the list of one kind."""
    whole = next(one for one in people_lists(edition) if one.url == url)
    most = most_quoted(edition, whole.names, MOST) if len(whole.names) > 2 * MOST else []
    parts = page.paginated(edition, whole.names, PEOPLE_A_PAGE, url)
    runs = [list(_runs(edition, part.items)) for part in parts]
    starts = [
        Crumb(label=letter, url=f"{part.url}#{_anchor(letter)}")
        for part, of_part in zip(parts, runs, strict=True)
        for letter, _ in of_part
    ]
    crumbs = [*way(edition, PEOPLE), *([] if url == PEOPLE else [Crumb(label=whole.label, url=url)])]
    for part, of_part in zip(parts, runs, strict=True):
        values = PeopleValues(
            title=whole.label,
            most=[index_row(edition, name) for name in most] if part is parts[0] else [],
            starts=starts if len(parts) > 1 else [],
            filters=filters(people_lists(edition), whole),
            letters=[_letter(edition, *run) for run in of_part],
            pagination=part.view,
            list=url,
        )
        frame = page.PageValues(page.page_meta(edition, whole.label, part.url), crumbs, "people")
        yield page.list_page("people.html", values, part, frame, edition)


def _runs(edition: Edition, names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield letters with whom they have; neighbours together where a list of all would be too long to step through."""
    people = edition.newsroom.people
    held = [(letter, list(own)) for letter, own in groupby(names, key=lambda name: index_letter(people[name]))]
    wide = max(1, -(-len(held) // RUNS_AT_MOST))
    for at in range(0, len(held), wide):
        run = held[at : at + wide]
        label = run[0][0] if len(run) == 1 else f"{run[0][0]}–{run[-1][0]}"
        yield label, [name for _, names in run for name in names]


def _letter(edition: Edition, letter: str, names: Sequence[str]) -> Letter:
    rows = [index_row(edition, name) for name in names]
    return Letter(letter=letter, anchor=_anchor(letter), people=rows)


def _anchor(letter: str) -> str:
    """Return the place of a letter, the first of a run: itself in ASCII, else its code point, as `l-u416`."""
    lower = letter[:1].lower()
    return f"l-{'0-9' if letter == '#' else lower if lower.isascii() else f'u{ord(letter[0]):x}'}"
