"""The pages of the timeline of all stories: the overview, each year, each month of a long year. See `chronicle`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core import dates as edtf
from verbatim.newsroom.timeline import dated
from verbatim.publish.pages.base import Frame, page, page_meta
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.payloads.pages import Filter
from verbatim.publish.payloads.timeline import BarView, GroupView, PeriodLink, PeriodView, SpanView, TimelineRow
from verbatim.publish.refs import date_view, person_ref, year_of
from verbatim.publish.urls import TIMELINE, way
from verbatim.publish.views.timelines import FROM, TO, Axis, line_view, merged, moment_view, room, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbatim.model import Moment
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Page
    from verbatim.publish.payloads.timeline import LineView


# ---- publish/chronicle.py

A_PAGE = 60
NO_MONTH = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a month: `value` is its EDTF date; `moments` are in order; `months` the months of a long year."""

    value: str
    moments: tuple[Moment, ...]
    months: tuple[Period, ...] = ()

    @property
    def url(self) -> str:
        """The address of its first page: `timeline/2031/`, `timeline/2031/03/`."""
        return f"timeline/{self.value.replace('-', '/')}/"

    @property
    def shown(self) -> tuple[Moment, ...]:
        """What its own pages show: of a long year, what belongs to no month."""
        return tuple(one for one in self.moments if not month_key(one)) if self.months else self.moments


def years(edition: Edition) -> list[Period]:
    """Return the years of the listed stories' moments, earliest first."""
    found: dict[str, list[Moment]] = {}
    for moment in listed_moments(edition):
        if year := year_of(moment.date):
            found.setdefault(year, []).append(moment)
    return [_year(year, found[year]) for year in sorted(found)]


def listed_moments(edition: Edition) -> list[Moment]:
    """Return the dated moments of the listed stories, earliest first; for nobody to change."""
    return edition.once(_listed_moments, "", None)


def _listed_moments(edition: Edition, _: None) -> list[Moment]:
    return dated(moment for moment in edition.newsroom.moments if moment.story in edition.listed)


def month_key(moment: Moment) -> str:
    """Return the month in which a moment begins, as `2031-03`; empty where its date has none."""
    return _month_of(moment.date)


@lru_cache(maxsize=1 << 14)
def _month_of(value: str) -> str:
    first = next(end for end in value.split("/") if end not in ("", ".."))
    known = edtf.parse(first)
    if not known or not known.earliest or known.precision not in ("day", "month", "season"):
        return NO_MONTH
    return f"{known.earliest.year:04d}-{known.earliest.month:02d}"


def by_month(moments: Sequence[Moment]) -> dict[str, list[Moment]]:
    """Return moments by the month in which they begin, in their order; those without a month are left out."""
    found: dict[str, list[Moment]] = {}
    for moment in moments:
        if month := month_key(moment):
            found.setdefault(month, []).append(moment)
    return dict(sorted(found.items()))


def people_in(moments: Sequence[Moment], most: int) -> list[tuple[str, int]]:
    """Return who is named in two moments or more, and in how many, most first."""
    counted = Counter(name for moment in moments for name in moment.people)
    several = [(name, count) for name, count in counted.items() if count > 1]
    return sorted(several, key=lambda one: (-one[1], one[0]))[:most]


def _year(year: str, moments: list[Moment]) -> Period:
    if len(moments) <= A_PAGE:
        return Period(year, tuple(moments))
    months = tuple(Period(month, tuple(held)) for month, held in by_month(moments).items())
    return Period(year, tuple(moments), months)


# ---- publish/density.py

FEW = 12  # moments of a decade that share one row
HIGHEST = 40  # pixels of the highest bar
A_MOMENT = 8  # pixels of one moment, at most
MONTHS = 12
A_YEAR = 366
GAP = 0.2  # of a bar's room, left free


class Drawing(NamedTuple):
    """The scale of a page's bars: pixels for one moment."""

    height: float

    def bars(self, counts: dict[int, int]) -> list[BarView]:
        """Return the bars of `{month from 0: moments}` in order."""
        wide = (TO - FROM) / MONTHS
        return [
            BarView(
                x=round(FROM + wide * (month + GAP / 2), 2),
                width=round(wide * (1 - GAP), 2),
                height=round(count * self.height, 1),
            )
            for month, count in sorted(counts.items())
        ]


def overview(edition: Edition, years: Sequence[Period]) -> list[SpanView]:
    """Return the rows of the overview, latest first: years, and decades of few moments."""
    drawing = Drawing(min(A_MOMENT, HIGHEST / max(1, peak(years))))
    rows: list[SpanView] = []
    shown_until = 0
    for decade, held in groupby(years, key=_decade):
        for first, last, together in _together(decade, list(held)):
            rows.append(_row(edition, together, drawing, Axis(_day(first), _day(last + 1) - 1)))
            rows[-1]["empty"] = first - shown_until - 1 if shown_until else 0
            shown_until = last
    return rows[::-1]


def peak(years: Sequence[Period]) -> int:
    """Return the moments of the busiest month."""
    return max((count for year in years for count in _months(year).values()), default=0)


def _decade(year: Period) -> str:
    return year.value[:3]


def _months(year: Period) -> dict[int, int]:
    """Return how many moments begin in each month of a year, from 0."""
    held = Counter(month_key(moment) for moment in year.moments)
    return {int(month[5:]) - 1: count for month, count in held.items() if month}


def _together(decade: str, years: list[Period]) -> list[tuple[int, int, list[Period]]]:
    """Return the rows of a decade, each with its first and last year: one where it has few moments, else its years."""
    if sum(len(year.moments) for year in years) <= FEW:
        return [(int(f"{decade}0"), int(f"{decade}9"), years)]
    return [(int(year.value), int(year.value), [year]) for year in years]


def _day(year: int) -> int:
    """Return the first day of a year that the calendar can hold."""
    return date(min(max(year, 1), MAXYEAR), 1, 1).toordinal()


def _row(edition: Edition, years: list[Period], drawing: Drawing, axis: Axis) -> SpanView:
    decade = axis.last - axis.first > A_YEAR
    moments = [moment for year in years for moment in year.moments]
    few = len(moments) <= FEW
    marks = list(strip_marks(edition, moments, axis).values()) if few else []
    return SpanView(
        date=date_view(f"{_decade(years[0])}X" if decade else years[0].value, edition.site.words),
        url="" if decade else years[0].url,
        moments=len(moments),
        loose=0 if decade else sum(not month_key(moment) for moment in moments),
        bars=[] if few else drawing.bars(_months(years[0])),
        marks=marks,
        room=room(marks),
        years=[Crumb(label=year.value, url=year.url) for year in years] if decade else [],
        empty=0,
    )


# ---- publish/timeline_pages.py

LATEST = 8
PEOPLE_AT_MOST = 12


class Sheet(NamedTuple):
    """One page of a period, the first is 1, and the moments that stand on it."""

    period: Period
    number: int
    moments: tuple[Moment, ...]

    @property
    def url(self) -> str:
        """Its address."""
        return self.period.url if self.number == 1 else f"{self.period.url}page/{self.number}/"


def timeline_pages(edition: Edition) -> Iterator[Page]:
    """Yield the overview, then each year's pages, each followed by those of its months where it is long."""
    yield timeline_overview(edition)
    for url in edition.fact(_period_sheets):
        yield timeline_period(edition, url)


def timeline_urls(edition: Edition) -> Iterable[str]:
    """Return the addresses of the pages of years and months."""
    return edition.fact(_period_sheets)


class PlacedSheet(NamedTuple):
    """A page of a period, with the pages before and after it."""

    sheet: Sheet
    earlier: Crumb | None
    later: Crumb | None


def timeline_period(edition: Edition, url: str) -> Page:
    """Return the page of a year or a month at this address."""
    return _period_page(edition, *edition.fact(_placed_sheet, url))


def _placed_sheet(edition: Edition, url: str) -> PlacedSheet:
    return edition.fact(_period_sheets)[url]


def _period_sheets(edition: Edition) -> dict[str, PlacedSheet]:
    held = edition.fact(years)
    sheets = [sheet for year in held for period in (year, *year.months) for sheet in _sheets(period)]
    found = {}
    for place, sheet in enumerate(sheets):
        earlier = sheets[place - 1] if place else None
        later = sheets[place + 1] if place + 1 < len(sheets) else None
        found[sheet.url] = PlacedSheet(sheet, _named(edition, earlier), _named(edition, later))
    return found


def _sheets(period: Period) -> list[Sheet]:
    """Return a period's pages, A_PAGE moments each; one where it shows none but its months."""
    shown = period.shown
    starts = range(0, max(1, len(shown)), A_PAGE)
    return [Sheet(period, number, shown[start : start + A_PAGE]) for number, start in enumerate(starts, 1)]


def _named(edition: Edition, sheet: Sheet | None) -> Crumb | None:
    if not sheet:
        return None
    return Crumb(label=_title(edition, sheet), url=sheet.url)


def _title(edition: Edition, sheet: Sheet) -> str:
    named = date_view(sheet.period.value, edition.site.words)["human"]
    if sheet.number == 1:
        return named
    return edition.site.words.gettext("%(date)s, page %(number)s") % {"date": named, "number": sheet.number}


def timeline_overview(edition: Edition) -> Page:
    """Return the page of all years."""
    held = edition.fact(years)
    moments = [moment for year in held for moment in year.moments]
    latest = (moment_view(edition, one) for one in reversed(moments))
    listed = sum(moment.story in edition.listed for moment in edition.newsroom.moments)
    payload: dict[str, object] = {
        "spans": overview(edition, held),
        "peak": peak(held),
        "moments": len(moments),
        "undated": listed - len(moments),
        "latest": list(islice((view for view in latest if not view["ahead"]), LATEST)),
        "filters": _people(edition, moments),
    }
    crumbs = way(edition, TIMELINE)
    meta = page_meta(edition, crumbs[-1]["label"], TIMELINE)
    return page(TIMELINE, "timeline.html", payload, Frame(meta, crumbs, "timeline"))


def _people(edition: Edition, moments: Sequence[Moment]) -> list[Filter]:
    """Return the links to the moments of those who are named in most, on their profiles."""
    refs = [(person_ref(edition, name), count) for name, count in people_in(moments, PEOPLE_AT_MOST)]
    return [Filter(label=ref["name"], url=f"{ref['url']}#moments", count=count, current=False) for ref, count in refs]


def _period_page(edition: Edition, sheet: Sheet, earlier: Crumb | None, later: Crumb | None) -> Page:
    period = sheet.period
    loose = line_view(edition, [moment for moment in sheet.moments if not month_key(moment)])
    line = line_view(edition, [moment for moment in sheet.moments if month_key(moment)])
    view = PeriodView(
        date=date_view(period.value, edition.site.words),
        moments=len(period.moments),
        groups=[*_loose(loose), *_groups(edition, sheet, line)],
        marks=merged(loose["marks"], line["marks"]),
        scale=line["scale"],
        months=[_link(edition, month) for month in period.months],
        earlier=earlier,
        later=later,
    )
    payload: dict[str, object] = {"period": view, "filters": _people(edition, period.moments)}
    title = edition.site.words.gettext("Timeline: %(date)s") % {"date": _title(edition, sheet)}
    frame = Frame(page_meta(edition, title, sheet.url), _crumbs(edition, sheet), "timeline")
    return page(sheet.url, "timeline_period.html", payload, frame)


def _loose(line: LineView) -> list[GroupView]:
    """Return the rows whose source gives no month as a group, if there are any: in no order, so without gaps."""
    rows = [TimelineRow({**row, "gap": None}) for row in line["rows"]]
    return [GroupView(date=None, anchor="", rows=rows)] if rows else []


def _groups(edition: Edition, sheet: Sheet, line: LineView) -> list[GroupView]:
    """Return a page's rows by month, in one group where the page is a month's."""
    rows = iter(line["rows"])
    groups = []
    for month, held in by_month(sheet.moments).items():
        named = month != sheet.period.value
        groups.append(
            GroupView(
                date=date_view(month, edition.site.words) if named else None,
                anchor=f"month-{month[5:]}" if named else "",
                rows=[next(rows) for _ in held],
            )
        )
    return groups


def _link(edition: Edition, month: Period) -> PeriodLink:
    return PeriodLink(date=date_view(month.value, edition.site.words), url=month.url, moments=len(month.moments))


def _crumbs(edition: Edition, sheet: Sheet) -> list[Crumb]:
    year, _, month = sheet.period.value.partition("-")
    crumbs = [*way(edition, TIMELINE), Crumb(label=year, url=f"{TIMELINE}{year}/")]
    if month:
        crumbs.append(Crumb(label=date_view(sheet.period.value, edition.site.words)["human"], url=sheet.period.url))
    if sheet.number > 1:
        crumbs.append(Crumb(label=_title(edition, sheet), url=sheet.url))
    return crumbs
