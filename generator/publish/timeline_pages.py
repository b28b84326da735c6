"""The pages of the timeline of all stories: the overview, each year, each month of a long year. See `chronicle`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.chronicle import A_PAGE, by_month, month_key, people_in, years
from generator.publish.crumbs import TIMELINE, way
from generator.publish.dates import date_view
from generator.publish.density import overview, peak
from generator.publish.list_views import Filter
from generator.publish.meta import page_meta
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb
from generator.publish.refs import person_ref
from generator.publish.timeline_views import GroupView, PeriodLink, PeriodView, TimelineRow
from generator.publish.timelines import line_view, merged, moment_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model import Moment
    from generator.publish.chronicle import Period
    from generator.publish.edition import Edition
    from generator.publish.page_views import Page
    from generator.publish.timeline_views import LineView

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
