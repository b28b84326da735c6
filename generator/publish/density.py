"""How many moments when, drawn. Years come in, rows go out, latest first.

Few moments are drawn each, where they lie in the year or the decade; many are bars, a month each, one height a moment
on the whole page.
"""

from __future__ import annotations

from collections import Counter
from datetime import MAXYEAR, date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.chronicle import month_key
from generator.publish.dates import date_view
from generator.publish.page_views import Crumb
from generator.publish.strips import FROM, TO, Axis, room, strip_marks
from generator.publish.timeline_views import BarView, SpanView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.publish.chronicle import Period
    from generator.publish.edition import Edition

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
