"""Makes the lists of stories by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from verbatim.core import dates as edtf
from verbatim.publish import urls
from verbatim.publish.indexes import listed_stories, section_address, section_filters, sections
from verbatim.publish.page import (
    Page,
    PageFrame,
    group_starts,
    list_page,
    page_meta,
    paginated,
    section_meta,
)
from verbatim.publish.refs import date_view, year_of
from verbatim.publish.tracking import fact
from verbatim.publish.urls import Crumb
from verbatim.publish.views.story import story_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.indexes import Filter
    from verbatim.publish.page import ListPage, PaginationView
    from verbatim.publish.refs import DateView
    from verbatim.publish.views.story import StoryCard


STORIES_A_PAGE = 40
FEW = 3  # stories a month, below which a page is divided by years
UNDATED = "undated"


class StoriesValues(TypedDict):
    """The list of all stories, or of a section."""

    title: str  # of the list
    filters: list[Filter]  # the sections
    years: list[Crumb]  # where each year begins in a long list
    stories: list[StoryCard]  # those on this page
    months: list[Month]  # the same stories by month
    pagination: PaginationView  # position in the list


class Month(TypedDict):
    """The stories of one month, or of a year where the month is not known."""

    anchor: str  # its id on the page
    year: str  # may be empty
    date: DateView | None  # None for undated stories
    stories: list[StoryCard]  # newest first


class StoryListPage(NamedTuple):
    """One page of a list of stories: the ids of what it shows, and what surrounds them."""

    part: ListPage[str]
    filters: list[Filter]
    years: list[Crumb]


def section_sheets(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the name of each section (empty: all stories) with the number of each of its pages."""
    for name, parts in edition.fact(_lists).items():
        yield from ((name, number) for number in range(1, len(parts) + 1))


def section_page(edition: Edition, name: str, number: int) -> Page:
    """Return one page of the list of a section, or of all stories where it has no name."""
    part, narrowing, years = edition.fact(_list_page, name, number)
    stories = [edition.newsroom.stories[one] for one in part.items]
    title = name or edition.site.words.gettext(urls.LABELS[urls.STORIES])
    crumbs = [*urls.way(edition, urls.STORIES), *([Crumb(label=name, url=section_address(name))] if name else [])]
    payload = StoriesValues(
        title=title,
        filters=narrowing,
        years=years,
        stories=[story_card(edition, story) for story in stories],
        months=_months(edition, stories),
        pagination=part.view,
    )
    meta = section_meta(edition, name, part.url) if name else page_meta(edition, title, part.url)
    return list_page("stories.html", payload, part, PageFrame(meta, crumbs, "stories"), edition)


@fact
def _list_page(edition: Edition, name: str, number: int) -> StoryListPage:
    return edition.fact(_lists)[name][number - 1]


@fact
def _lists(edition: Edition) -> dict[str, list[StoryListPage]]:
    found: dict[str, list[StoryListPage]] = {}
    for name, stories in {"": listed_stories(edition), **sections(edition)}.items():
        base = section_address(name) if name else urls.STORIES
        parts = paginated(edition, [story.id for story in stories], STORIES_A_PAGE, base)
        years, narrowing = _years(edition, parts), section_filters(edition, name)
        found[name] = [StoryListPage(part, narrowing, years) for part in parts]
    return found


def _years(edition: Edition, parts: list[ListPage[str]]) -> list[Crumb]:
    """Return where the stories of each year begin, where there are several years."""
    stories = edition.newsroom.stories
    starts = group_starts(parts, lambda name: year_of(stories[name].date), "s-{}".format)
    years = [Crumb(label=one.name, url=one.url) for one in starts if one.name]
    return years if len(years) > 1 else []


def _months(edition: Edition, stories: Sequence[Story]) -> list[Month]:
    """Return the stories of a page by month, or by year where months hold few."""
    by_month = len(stories) >= FEW * len({_month(story) for story in stories})
    found: dict[str, Month] = {}
    for story in stories:
        year = year_of(story.date)
        name = _month(story) if by_month else year or UNDATED
        date = date_view(name, edition.site.words) if year else None
        month = found.setdefault(name, Month(anchor=name, year=year, date=date, stories=[]))
        month["stories"].append(story_card(edition, story))
    return list(found.values())


def _month(story: Story) -> str:
    """Return the month of a story as EDTF, or as much of it as is known."""
    known = edtf.parse(story.date)
    if not known or not known.earliest:
        return UNDATED
    return f"{known.earliest:%Y-%m}" if known.precision in ("day", "month") else f"{known.earliest:%Y}"
