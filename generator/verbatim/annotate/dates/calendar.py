"""Calendar periods as EDTF values. A day and a unit come in, the value of the period goes out.

All weeks begin on Monday. Weeks, week-ends, quarters and halves have no EDTF form of their own and are written as
intervals.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from verbatim.annotate import lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbatim.annotate.text.tense import Direction
    from verbatim.core.dates import PartialDate


# ---- annotate/date_periods.py

_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = date.min.year, date.max.year


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: `name` is hour, day, week, weekend, month, quarter or year, `size` how many of it make one."""

    name: str
    size: int


def unit(word: str) -> Unit:
    """Return the unit that a word of the language stands for, singular or plural."""
    entries = lang.pairs("units")
    lower = word.lower()
    name, size = (entries.get(lower) or entries[lower.removesuffix("s")]).split()
    return Unit(name, int(size))


def day(on: date) -> str:
    """Return the value of one day."""
    return on.isoformat()


def month(year: int, number: int) -> str:
    """Return the value of month `number` of `year`, counted on over the year's end where it is over 12 or under 1."""
    years, index = divmod(number - 1, _MONTHS)
    return f"{year + years:04d}-{index + 1:02d}"


def months(year: int, first: int, count: int) -> str:
    """Return the interval of `count` months from month `first` of `year` on."""
    return f"{month(year, first)}/{month(year, first + count - 1)}"


def quarter(year: int, number: int) -> str:
    """Return the interval of quarter `number`, which may run over the year's ends."""
    return months(year, 3 * number - 2, 3)


def days(first: date, count: int) -> str:
    """Return the interval of `count` days from `first` on."""
    return f"{day(first)}/{day(first + timedelta(days=count - 1))}"


def monday(of: date) -> date:
    """Return the Monday of the week in which `of` lies."""
    return of - timedelta(days=of.weekday())


def add_months(on: date, count: int) -> date:
    """Return the same day `count` months on, or the month's last day where there is no such day."""
    years, index = divmod(on.month - 1 + count, _MONTHS)
    last = calendar.monthrange(on.year + years, index + 1)[1]
    return date(on.year + years, index + 1, min(on.day, last))


def _year(on: date, count: int) -> str:
    return f"{on.year + count:04d}"


def _decade(on: date, count: int) -> str:
    return f"{on.year // 10 + count}X"


def _century(on: date, count: int) -> str:
    return f"{on.year // 100 + count}XX"


_YEARS: dict[int, Callable[[date, int], str]] = {1: _year, 10: _decade, 100: _century}


def period(of: Unit, on: date, count: int) -> str:
    """Return the period `count` units after the one in which `on` lies (“last month”: -1).

    Raises ValueError or OverflowError where the calendar ends.
    """
    if of.name in ("hour", "day"):
        return day(on + timedelta(days=count))
    if of.name == "week":
        return days(monday(on) + timedelta(weeks=count), 7)
    if of.name == "weekend":
        return days(monday(on) + timedelta(weeks=count, days=calendar.SATURDAY), 2)
    if of.name == "month":
        return month(on.year, on.month + count)
    if of.name == "quarter":
        return quarter(on.year, (on.month + 2) // 3 + count)
    return _YEARS[of.size](on, count)


def away(of: Unit, on: date, count: int) -> str:
    """Return the time `count` units from `on`, as exactly as the unit tells (“two years ago”: a year)."""
    total = count * of.size
    if of.name == "hour":
        return day(on + timedelta(hours=total))
    if of.name == "year":
        return f"{on.year + total:04d}"
    return period(Unit(of.name, 1), on, total)


def stretch(of: Unit, on: date, count: int) -> str:
    """Return the interval of `count` units that ends (count below 0) or begins on the day `on`."""
    total = count * of.size
    if of.name == "year":
        other = add_months(on, _MONTHS * total)
        first, last = sorted((on, other))
        return f"{first.year:04d}/{last.year:04d}" if abs(total) > 1 else f"{day(first)}/{day(last)}"
    if of.name in ("month", "quarter"):
        other = add_months(on, total * (3 if of.name == "quarter" else 1))
    else:
        other = on + timedelta(**{"hours" if of.name == "hour" else "days": total * (7 if of.name == "week" else 1)})
    first, last = sorted((on, other))
    return f"{day(first)}/{day(last)}"


def moved(from_: PartialDate, of: Unit, count: int) -> str | None:
    """Return `from_` moved by `count` units, as exactly as the coarser of both tells; None where it is too coarse."""
    if not from_.earliest or not from_.latest:
        return None
    known = (from_.latest - from_.earliest).days
    if of.name == "year" and from_.precision == "interval":
        start, end = (add_months(edge, _MONTHS * count * of.size) for edge in (from_.earliest, from_.latest))
        return f"{month(start.year, start.month)}/{month(end.year, end.month)}"
    longest = {"hour": 1, "day": 1, "week": 8, "weekend": 8, "month": 31, "quarter": 92, "year": 366}[of.name]
    return away(of, from_.earliest, count) if known <= longest else None


# ---- annotate/date_year.py

_FAR = timedelta(days=300)


def _candidates(month: int, day: int, today: date) -> list[tuple[date, date]]:
    """Return the first and last day of the month, or the day twice, in the years around `today`."""
    found = []
    for year in range(max(today.year - 4, 1), min(today.year + 5, date.max.year)):
        try:
            first = date(year, month, day or 1)
        except ValueError:
            continue
        found.append((first, first if day else add_months(first, 1) - timedelta(days=1)))
    return found


def _distance(first: date, last: date, today: date) -> int:
    return max((first - today).days, (today - last).days, 0)


def _nearest(spans: list[tuple[date, date]], today: date) -> date:
    return min(spans, key=lambda span: (_distance(span[0], span[1], today), span[0]))[0]


def year_of(month: int, day: int, today: date, towards: Direction) -> int | None:
    """Return the year of `month` (and `day`, 0 for none) seen from `today`; None where no year has that day.

    Looking back it is the last that has begun, looking ahead the next that has not ended, else the nearest. A day
    that would lie most of a year away is taken as the nearest all the same: news names the year of such days.
    """
    spans = _candidates(month, day, today)
    if not spans:
        return None
    back = [span for span in spans if span[0] <= today]
    ahead = [span for span in spans if span[1] >= today]
    if towards == "past" and back and not (day and today - back[-1][0] > _FAR):
        return back[-1][0].year
    if towards == "future" and ahead and not (day and ahead[0][0] - today > _FAR):
        return ahead[0][0].year
    return _nearest(spans, today).year


def year_with_weekday(month: int, day: int, weekday: int, today: date) -> int | None:
    """Return the year nearest to `today` in which the day falls on `weekday`; None where none near does."""
    fitting = [span for span in _candidates(month, day, today) if span[0].weekday() == weekday]
    return _nearest(fitting, today).year if fitting else None
