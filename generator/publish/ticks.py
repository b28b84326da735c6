"""Which dates an axis names. Its first and last day come in, EDTF dates in round steps go out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Days = Callable[[date, date, int], Iterator[str]]


def tick_dates(first: int, last: int) -> list[str]:
    """Return days, months or years between two days (ordinals): as many as fit the narrowest screen, finest first."""
    found: list[str] = []
    for unit in UNITS:
        for step in unit.steps:
            if last - first > (unit.most + 1) * step * unit.days:
                continue
            found = list(unit.between(date.fromordinal(first), date.fromordinal(last), step))
            if unit.fewest <= len(found) <= unit.most:
                return found
    return found


def _days(first: date, last: date, step: int) -> Iterator[str]:
    for day in range(first.toordinal(), last.toordinal() + 1, step):
        yield date.fromordinal(day).isoformat()


def _months(first: date, last: date, step: int) -> Iterator[str]:
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(start + -start % step, last.year * 12 + last.month, step):
        yield f"{month // 12:04d}-{month % 12 + 1:02d}"


def _years(first: date, last: date, step: int) -> Iterator[str]:
    start = first.year + (first.timetuple().tm_yday > 1)
    for year in range(start + -start % step, last.year + 1, step):
        yield f"{year:04d}"


class Unit(NamedTuple):
    """A unit of at most `days` days, the steps in which it is named, and how few names are enough and how many fit."""

    between: Days
    days: int
    steps: tuple[int, ...]
    fewest: int
    most: int


UNITS = (
    Unit(_days, 1, (1, 2, 5, 10), 2, 3),
    Unit(_months, 31, (1, 2, 3, 6), 2, 3),
    Unit(_years, 366, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000), 0, 4),
)
