"""Makes the pages of the timeline of all stories: the overview, and each year.

The fields of `TimelineValues` are what `timeline.html` gets, those of `PeriodValues` `timeline_period.html`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise
from typing import NamedTuple, TypedDict

from verbatim.core import dates as edtf
from verbatim.model import Moment
from verbatim.newsroom.timeline import dated
from verbatim.publish import refs
from verbatim.publish.axis import FROM, TO
from verbatim.publish.edition import Edition, fact, once
from verbatim.publish.indexes import Filter, listed_stories
from verbatim.publish.moments import LineView, Meaning, MomentView, Scale, TimelineRow, line_view, meanings, moment_view
from verbatim.publish.page import ListPage, Page, PageValues, PaginationView, list_page, page, page_meta, paginated
from verbatim.publish.urls import TIMELINE, Crumb, way

A_PAGE = 60  # moments
LATEST = 8
PEOPLE_AT_MOST = 12
FEW = 12  # moments of a decade that share one row
HIGHEST = 40  # pixels of the highest bar
A_MOMENT = 8  # pixels of one moment, at most
MONTHS, YEARS = 12, 10  # columns of a year, of a decade
GAP = 0.2  # of a bar's room, left free


class BarView(NamedTuple):
    """A bar of a density strip."""

    x: float  # per cent
    width: float  # per cent
    height: float  # pixels


class SpanView(NamedTuple):
    """A year in the overview, or a decade of few moments."""

    date: refs.DateView  # the year or the decade
    url: str  # empty for a decade
    moments: int  # how many
    loose: int  # moments whose source gives no month
    bars: list[BarView]  # its moments by month, a decade's by year
    years: list[Crumb]  # the links of a decade
    empty: int  # years without a moment between it and the row before it in time


class TimelineValues(TypedDict):
    """The overview of the timeline of all stories."""

    spans: list[SpanView]  # of the texts' own time, latest first
    earlier: list[SpanView]  # of what they tell from before it
    peak: int  # moments of the highest column
    undated: int  # moments without a date
    latest: list[MomentView]  # the latest that had happened when they were reported, newest first
    filters: list[Filter]  # people named in several moments


class GroupView(NamedTuple):
    """The rows of one month."""

    date: refs.DateView | None  # None where the source gives no month
    anchor: str  # its id on the page, empty without a month
    rows: list[TimelineRow]  # in order of time


class PeriodView(NamedTuple):
    """A year, or as much of it as a page has."""

    date: refs.DateView  # the year
    moments: int  # how many in all
    groups: list[GroupView]  # the page's moments by month
    marks: list[Meaning]  # what a key has to explain
    scale: Scale | None  # None without gaps
    earlier: Crumb | None  # the year with moments before it, where there is one
    later: Crumb | None  # the year after it, where there is one


class PeriodValues(TypedDict):
    """The timeline of a year."""

    period: PeriodView  # its moments
    filters: list[Filter]  # people named in several moments
    pagination: PaginationView  # of the year's moments


class Year(NamedTuple):
    """A year and its moments, in order."""

    value: str
    moments: list[Moment]

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"{TIMELINE}{self.value}/"


class YearPage(NamedTuple):
    """One page of a year, and the years before and after it."""

    year: Year
    part: ListPage[Moment]
    earlier: Crumb | None
    later: Crumb | None


@once()
def listed_moments(edition: Edition) -> list[Moment]:
    """Return the dated moments of the listed stories, earliest first. Do not change the list: it is shared."""
    return dated(moment for moment in edition.newsroom.moments if moment.story in edition.listed)


@fact
def years(edition: Edition) -> list[Year]:
    """Return the years of the listed stories' moments, earliest first."""
    by_year: dict[str, list[Moment]] = {}
    for moment in listed_moments(edition):
        if year := refs.year_of(moment.date):
            by_year.setdefault(year, []).append(moment)
    return [Year(year, own) for year, own in sorted(by_year.items())]


def _by_month(moments: Iterable[Moment]) -> dict[str, list[Moment]]:
    """Return moments by the month in which they begin, in their order; those without a month are left out."""
    found: dict[str, list[Moment]] = {}
    for moment in moments:
        if month := _month(moment.date):
            found.setdefault(month, []).append(moment)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1 << 14)
def _month(value: str) -> str:
    """Return the month in which a date begins, as `2031-03`; empty where it has none."""
    first = next(end for end in value.split("/") if end not in ("", ".."))
    known = edtf.parse(first)
    if not known or not known.earliest or known.precision not in ("day", "month", "season"):
        return ""
    return f"{known.earliest.year:04d}-{known.earliest.month:02d}"


def _is_season(value: str) -> bool:
    known = edtf.parse(value)
    return known is not None and known.precision == "season"


def timeline_overview(edition: Edition) -> Page:
    """Return the page of all years."""
    periods = years(edition)
    moments = [moment for year in periods for moment in year.moments]
    latest = (moment_view(edition, one) for one in reversed(moments))
    listed = sum(moment.story in edition.listed for moment in edition.newsroom.moments)
    rows = list(_rows(periods))
    peak = max((most for row in rows for most in row.columns.values()), default=0)
    spans = _spans(edition, rows, peak)
    begins = min((refs.year_of(story.date) for story in listed_stories(edition) if story.date), default="")
    # Since the decade of the first text.
    recent = [span for span in spans if refs.year_of(span.date["edtf"]) >= begins[:3]]
    values = TimelineValues(
        spans=recent,
        earlier=spans[len(recent) :],
        peak=peak,
        undated=listed - len(moments),
        latest=list(islice((view for view in latest if not view["ahead"]), LATEST)),
        filters=_people(edition, moments),
    )
    crumbs = way(edition, TIMELINE)
    meta = page_meta(edition, crumbs[-1]["label"], TIMELINE)
    return page(TIMELINE, "timeline.html", values, PageValues(meta, crumbs, "timeline"))


def _people(edition: Edition, moments: Iterable[Moment]) -> list[Filter]:
    """Return links to the moments of those named in two or more, most first: on their profile, else in their story."""
    counts = Counter(name for moment in moments for name in moment.people)
    several = sorted((name for name in counts if counts[name] > 1), key=lambda name: (-counts[name], name))
    return [_moments_of(edition, name, counts[name]) for name in several[:PEOPLE_AT_MOST]]


def _moments_of(edition: Edition, name: str, count: int) -> Filter:
    ref = refs.person_ref(edition, name)
    url = f"{ref['url']}#moments" if name in edition.profiled else ref["url"]
    return Filter(label=ref["name"], url=url, count=count, current=False)


class SpanRow(NamedTuple):
    """Years that share a row of the overview, the first and the last year that it stands for, its columns."""

    years: list[Year]
    first: int
    last: int
    columns: Mapping[int, int]  # moments by month of a year or by year of a decade, from 0

    @property
    def is_decade(self) -> bool:
        """Whether it stands for ten years."""
        return self.first < self.last


def _rows(periods: Sequence[Year]) -> Iterator[SpanRow]:
    """Yield the rows of the overview, earliest first: years, and decades of few moments."""
    for decade, in_decade in groupby(periods, key=lambda year: year.value[:3]):
        together = list(in_decade)
        if sum(len(year.moments) for year in together) <= FEW:
            columns = {int(year.value[3]): len(year.moments) for year in together}
            yield SpanRow(together, int(f"{decade}0"), int(f"{decade}9"), columns)
        else:
            for year in together:
                months = (_month(moment.date) for moment in year.moments if not _is_season(moment.date))
                columns = Counter(int(month[5:]) - 1 for month in months if month)
                yield SpanRow([year], int(year.value), int(year.value), columns)


def _spans(edition: Edition, rows: Sequence[SpanRow], peak: int) -> list[SpanView]:
    """Return the rows of the overview, latest first."""
    pixels = min(A_MOMENT, HIGHEST / max(1, peak))
    empty = [after.first - before.last - 1 for before, after in pairwise(rows)]
    return [_span(edition, row, pixels, years) for row, years in zip(rows, [0, *empty], strict=False)][::-1]


def _span(edition: Edition, row: SpanRow, pixels: float, empty: int) -> SpanView:
    moments = [moment for year in row.years for moment in year.moments]
    value = row.years[0].value
    return SpanView(
        date=refs.date_view(f"{value[:3]}X" if row.is_decade else value, edition.site.words),
        url="" if row.is_decade else row.years[0].url,
        moments=len(moments),
        loose=0 if row.is_decade else len(moments) - sum(row.columns.values()),
        bars=_bars(row, pixels),
        years=list(map(_crumb, row.years)) if row.is_decade else [],
        empty=empty,
    )


def _bars(row: SpanRow, pixels: float) -> list[BarView]:
    wide = (TO - FROM) / (YEARS if row.is_decade else MONTHS)
    return [
        BarView(
            x=round(FROM + wide * (at + GAP / 2), 2), width=round(wide * (1 - GAP), 2), height=round(many * pixels, 1)
        )
        for at, many in row.columns.items()
    ]


def timeline_urls(edition: Edition) -> Iterable[str]:
    """Return the addresses of the pages of years."""
    return _year_pages(edition)


def timeline_period(edition: Edition, url: str) -> Page:
    """Return the page of a year at this address."""
    own = _year_page(edition, url)
    loose = line_view(edition, [moment for moment in own.part.items if not _month(moment.date)])
    line = line_view(edition, [moment for moment in own.part.items if _month(moment.date)])
    date, groups = refs.date_view(own.year.value, edition.site.words), [*_loose(loose), *_groups(edition, own, line)]
    view = PeriodView(
        date=date,
        moments=len(own.year.moments),
        groups=groups,
        marks=meanings(row for group in groups for row in group.rows),
        scale=line.scale,
        earlier=own.earlier,
        later=own.later,
    )
    meta = page_meta(edition, edition.site.words.gettext("Timeline: %(date)s") % {"date": date["human"]}, url)
    values = PeriodValues(period=view, filters=_people(edition, own.year.moments), pagination=own.part.view)
    frame = PageValues(meta, [*way(edition, TIMELINE), _crumb(own.year)], "timeline")
    return list_page("timeline_period.html", values, own.part, frame, edition)


@fact
def _year_page(edition: Edition, url: str) -> YearPage:
    return _year_pages(edition)[url]


@fact
def _year_pages(edition: Edition) -> dict[str, YearPage]:
    """Return each page of a year by its address; moments without a month come first."""
    found = years(edition)
    links = [None, *map(_crumb, found), None]
    return {
        part.url: YearPage(year, part, links[at], links[at + 2])
        for at, year in enumerate(found)
        for part in paginated(edition, sorted(year.moments, key=lambda one: _month(one.date)), A_PAGE, year.url)
    }


def _crumb(year: Year) -> Crumb:
    return Crumb(label=year.value, url=year.url)


def _loose(line: LineView) -> list[GroupView]:
    """Return the rows whose source gives no month as a group, if there are any: in no order, so without gaps."""
    rows = [row._replace(gap=None, broken=False) for row in line.rows]
    return [GroupView(None, "", rows)] if rows else []


def _groups(edition: Edition, own: YearPage, line: LineView) -> Iterator[GroupView]:
    """Yield a page's rows by month."""
    rows = iter(line.rows)
    for month, moments in _by_month(own.part.items).items():
        date = refs.date_view(month, edition.site.words)
        yield GroupView(date, f"month-{month[5:]}", [*islice(rows, len(moments))])
