"""Calendar arithmetic on periods, with results as EDTF values.

All weeks begin on Monday. Weeks, weekends, quarters and halves have no EDTF form of their own and are written as
intervals. Any function may raise ValueError or OverflowError where the calendar ends.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from verbatim.annotate import lang
from verbatim.annotate.text.tense import Direction
from verbatim.core.dates import PartialDate

_MONTHS = 12
_YEAR, _DECADE = 1, 10
_FAR = timedelta(days=300)
_MIDDLE, _HALF_A_YEAR = 15, 150  # of a month; days
_MOST_DAYS = {"hour": 1, "day": 1, "week": 8, "weekend": 8, "month": 31, "quarter": 92, "year": 366}


@dataclass(frozen=True, slots=True)
class TimeUnit:
    """A unit of time: hour, day, week, weekend, month, quarter or year, and how many of these make one."""

    name: str
    size: int


def unit(word: str) -> TimeUnit:
    """Return the unit that a word of the language means, singular or plural."""
    entries = lang.pairs("units")
    lower = word.lower()
    name, size = (entries.get(lower) or entries[lower.removesuffix("s")]).split()
    return TimeUnit(name, int(size))


def month(year: int, number: int) -> str:
    """Return month `number` of `year`; a number over 12 or under 1 counts on into other years."""
    years, index = divmod(number - 1, _MONTHS)
    return f"{year + years:04d}-{index + 1:02d}"


def months(year: int, first: int, count: int) -> str:
    """Return the interval of `count` months from month `first` of `year` on."""
    return f"{month(year, first)}/{month(year, first + count - 1)}"


def quarter(year: int, number: int) -> str:
    """Return the interval of quarter `number`, which counts on into other years as months do."""
    return months(year, 3 * number - 2, 3)


def days(first: date, count: int) -> str:
    """Return the interval of `count` days from `first` on."""
    return f"{first.isoformat()}/{(first + timedelta(days=count - 1)).isoformat()}"


def monday(of: date) -> date:
    """Return the Monday of the week that holds `of`."""
    return of - timedelta(days=of.weekday())


def _add_months(on: date, count: int) -> date:
    """Return the same day `count` months on, or the month's last day where it has no such day."""
    years, index = divmod(on.month - 1 + count, _MONTHS)
    last = calendar.monthrange(on.year + years, index + 1)[1]
    return date(on.year + years, index + 1, min(on.day, last))


def period(of: TimeUnit, on: date, count: int) -> str:
    """Return the period `count` units after the one that holds `on` (“last month”: -1)."""
    if of.name in ("hour", "day"):
        return (on + timedelta(days=count)).isoformat()
    if of.name in ("week", "weekend"):
        first = monday(on) + timedelta(weeks=count)
        return days(first, 7) if of.name == "week" else days(first + timedelta(days=calendar.SATURDAY), 2)
    if of.name == "month":
        return month(on.year, on.month + count)
    if of.name == "quarter":
        return quarter(on.year, (on.month + 2) // 3 + count)
    if of.size == _YEAR:
        return f"{on.year + count:04d}"
    return f"{on.year // of.size + count}{'X' if of.size == _DECADE else 'XX'}"


def away(of: TimeUnit, on: date, count: int) -> str:
    """Return the time `count` units from `on`, as exact as the unit (“two years ago”: a year)."""
    total = count * of.size
    if of.name == "hour":
        return (on + timedelta(hours=total)).isoformat()
    if of.name == "year":
        return f"{on.year + total:04d}"
    return period(TimeUnit(of.name, 1), on, total)


def stretch(of: TimeUnit, on: date, count: int) -> str:
    """Return the interval of `count` units that begins on the day `on`, or ends on it where `count` is negative."""
    total = count * of.size
    if of.name == "year" and abs(total) > 1:
        first, last = sorted((on, _add_months(on, _MONTHS * total)))
        return f"{first.year:04d}/{last.year:04d}"
    if of.name in ("month", "quarter", "year"):
        other = _add_months(on, total * {"month": 1, "quarter": 3, "year": _MONTHS}[of.name])
    else:
        other = on + timedelta(**{"hours" if of.name == "hour" else "days": total * (7 if of.name == "week" else 1)})
    return "/".join(day.isoformat() for day in sorted((on, other)))


def moved(known: PartialDate, of: TimeUnit, count: int) -> str | None:
    """Return `known` moved by `count` units, as exact as the coarser of the two; None where it is too coarse."""
    if not known.earliest or not known.latest:
        return None
    if of.name == "year" and known.precision == "interval":
        start, end = (_add_months(edge, _MONTHS * count * of.size) for edge in (known.earliest, known.latest))
        return f"{month(start.year, start.month)}/{month(end.year, end.month)}"
    fits = (known.latest - known.earliest).days <= _MOST_DAYS[of.name]
    return away(of, known.earliest, count) if fits else None


def is_far(year: int, month: int, today: date) -> bool:
    """Return whether a month began most of a year before `today`, so that the next one is nearer."""
    return today - date(year, month, 1) > _FAR


def is_between_years(year: int, month: int, today: date) -> bool:
    """Return whether a month lies about half a year off, so that the one of another year is hardly farther."""
    return abs((date(year, month, _MIDDLE) - today).days) > _HALF_A_YEAR


def year_of(month: int, day: int, today: date, towards: Direction) -> int | None:
    """Return the year of `month` (and `day`, 0 for none) seen from `today`; None where no year near has that day.

    Looking back it is the last that has begun, looking ahead the next that has not ended, else the nearest. A day
    that would lie most of a year away is still taken as the nearest: news names the year of such days.
    """
    spans = _years_around(month, day, today)
    begun = [span for span in spans if span[0] <= today]
    unended = [span for span in spans if span[1] >= today]
    if towards == "past" and begun and not (day and today - begun[-1][0] > _FAR):
        return begun[-1][0].year
    if towards == "future" and unended and not (day and unended[0][0] - today > _FAR):
        return unended[0][0].year
    return _nearest_year(spans, today)


def year_with_weekday(month: int, day: int, weekday: int, today: date) -> int | None:
    """Return the year nearest to `today` in which the day falls on `weekday`; None where none near does."""
    spans = _years_around(month, day, today)
    return _nearest_year([span for span in spans if span[0].weekday() == weekday], today)


def _years_around(month: int, day: int, today: date) -> list[tuple[date, date]]:
    """Return the first and last day of the month, or the day twice, in the years around `today`."""
    spans = []
    for year in range(max(today.year - 4, 1), min(today.year + 5, date.max.year)):
        try:
            first = date(year, month, day or 1)
        except ValueError:
            continue
        spans.append((first, first if day else _add_months(first, 1) - timedelta(days=1)))
    return spans


def _nearest_year(spans: list[tuple[date, date]], today: date) -> int | None:
    def distance(span: tuple[date, date]) -> tuple[int, date]:
        return max((span[0] - today).days, (today - span[1]).days, 0), span[0]

    return min(spans, key=distance)[0].year if spans else None
