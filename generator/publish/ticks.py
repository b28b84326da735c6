"""Which dates an axis names. Its first and last day come in, EDTF dates in round steps go out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Units = Callable[[date, date, int], Iterator[str]]

MOST = 4  # labels that fit the narrowest screen
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MONTHS = (1, 2, 3, 6)
DAYS = (1, 2, 5, 10, 15)
A_YEAR, A_MONTH = 365, 30


def tick_dates(first: int, last: int) -> list[str]:
    """Return at most MOST days, months or years between two days (ordinals), in the finest round step that fits."""
    found: list[str] = []
    for unit, step in _steps(last - first):
        found = list(unit(date.fromordinal(first), date.fromordinal(last), step))
        if len(found) <= MOST:
            break
    return found


def _steps(days: int) -> list[tuple[Units, int]]:
    """Return the units and steps worth trying, finest first; days are named on short axes only, months up to years."""
    fine = [(_days, step) for step in DAYS] if days <= MOST * DAYS[-1] else []
    middling = [(_months, step) for step in MONTHS] if days <= (MOST + 1) * A_YEAR and days > A_MONTH else []
    return [*fine, *middling, *((_years, step) for step in YEARS)]


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
