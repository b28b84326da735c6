"""Draws days at one scale: the axis, and the dates that are written under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from verbatim.core import dates as edtf
from verbatim.publish import refs
from verbatim.publish.edition import Edition

Align = Literal["start", "middle", "end"]
# In per cent.
FROM, TO = 2.0, 98.0
NEAR_AN_EDGE = 16


class TickView(NamedTuple):
    """A labelled place on an axis."""

    x: float  # per cent
    date: refs.DateView  # its label
    align: Align  # keeps the label within the axis


class Axis(NamedTuple):
    """The days, as ordinals, that an axis runs from and to, and where these are, in per cent."""

    first: int
    last: int
    start: float = FROM
    end: float = TO

    def x(self, day: int) -> float:
        """Return the place of a day in per cent; what lies outside is at the edge."""
        day = min(max(day, self.first), self.last)
        return round(self.start + (self.end - self.start) * (day - self.first) / (self.last - self.first), 2)

    def ticks(self, edition: Edition) -> list[TickView]:
        """Return the dates that are written under it."""
        return [self._tick(edition, value) for value in tick_dates(self.first, self.last)]

    def _tick(self, edition: Edition, value: str) -> TickView:
        x = self.x(edtf.sort_key(value)[0])
        return TickView(x, refs.date_view(value, edition.site.words), align(x))


def align(x: float) -> Align:
    """Return how a label at a place keeps within the axis."""
    return "start" if x < NEAR_AN_EDGE else "end" if x > 100 - NEAR_AN_EDGE else "middle"


# Dates under an axis


def tick_dates(first: int, last: int) -> list[str]:
    """Return days, months or years between two days (ordinals): as many as fit the narrowest screen, finest first."""
    found: list[str] = []
    for unit in TICK_UNITS:
        for step in unit.steps:
            if last - first > (unit.most + 1) * step * unit.days:
                continue
            found = list(unit.between(date.fromordinal(first), date.fromordinal(last), step))
            if unit.fewest <= len(found) <= unit.most:
                return found
    return found


def _days(first: date, last: date, step: int) -> Iterator[str]:
    # None so near the end that its date would cover the one before.
    for day in range(first.toordinal(), last.toordinal() + 1 - step // 3, step):
        yield date.fromordinal(day).isoformat()


def months_between(first: date, last: date, step: int) -> Iterator[str]:
    """Yield the months that begin between two days, every so many of them."""
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(start + -start % step, last.year * 12 + last.month, step):
        yield f"{month // 12:04d}-{month % 12 + 1:02d}"


def _years(first: date, last: date, step: int) -> Iterator[str]:
    start = first.year + (first.timetuple().tm_yday > 1)
    for year in range(start + -start % step, last.year + 1, step):
        yield f"{year:04d}"


class TickUnit(NamedTuple):
    """A unit of at most `days` days, the steps in which it is labelled, how few labels suffice and how many fit."""

    between: Callable[[date, date, int], Iterator[str]]
    days: int
    steps: tuple[int, ...]
    fewest: int
    most: int


TICK_UNITS = (
    TickUnit(_days, 1, (1, 2, 5, 10), 2, 3),
    TickUnit(months_between, 31, (1, 2, 3, 6), 2, 3),
    TickUnit(_years, 366, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000), 0, 4),
)
