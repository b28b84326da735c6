"""How many moments when, drawn. Years come in, bars go out: one height a moment on the whole page."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.chronicle import month_key
from generator.publish.dates import date_view
from generator.publish.page_views import Crumb
from generator.publish.timeline_views import BarView, SpanView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.publish.chronicle import Period
    from generator.publish.edition import Edition

FEW = 12  # moments of a decade that share one row
HIGHEST = 40  # pixels of the highest bar
A_MOMENT = 8  # pixels of one moment, at most
MONTHS, YEARS = 12, 10
GAP = 0.2  # of a bar's room, left free


class Drawing(NamedTuple):
    """The scale of a page's bars: pixels for one moment."""

    height: float

    def bars(self, counts: dict[int, int], room: int) -> list[BarView]:
        """Return the bars of `{place: moments}`, of which `room` fit beside each other."""
        wide = 100 / room
        return [
            BarView(
                x=round(wide * (place + GAP / 2), 2),
                width=round(wide * (1 - GAP), 2),
                height=round(count * self.height, 1),
            )
            for place, count in sorted(counts.items())
        ]


def overview(edition: Edition, years: Sequence[Period]) -> list[SpanView]:
    """Return the rows of the overview, latest first: years, and decades of few moments."""
    drawing = Drawing(min(A_MOMENT, HIGHEST / max(1, peak(years))))
    rows: list[SpanView] = []
    shown_until = 0
    for _, held in groupby(years, key=_decade):
        for together in _together(list(held)):
            row = _row(edition, together, drawing)
            row["empty"] = int(together[0].value) - shown_until - 1 if shown_until else 0
            shown_until = int(together[-1].value)
            rows.append(row)
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


def _together(years: list[Period]) -> list[list[Period]]:
    """Return the years of a decade in one row where it has few moments, else each in a row of its own."""
    return [years] if sum(len(year.moments) for year in years) <= FEW else [[year] for year in years]


def _row(edition: Edition, years: list[Period], drawing: Drawing) -> SpanView:
    several = len(years) > 1
    counts = {int(year.value[3]): len(year.moments) for year in years} if several else _months(years[0])
    months = [month_key(moment) for year in years for moment in year.moments]
    return SpanView(
        date=date_view(f"{_decade(years[0])}X" if several else years[0].value, edition.site.words),
        url="" if several else years[0].url,
        moments=len(months),
        loose=0 if several else months.count(""),
        bars=drawing.bars(counts, YEARS if several else MONTHS),
        years=[Crumb(label=year.value, url=year.url) for year in years] if several else [],
        empty=0,
    )
