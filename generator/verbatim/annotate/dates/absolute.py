"""Reads days named by month and number. A setting comes in, the placed date goes out, None where it is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.dates import calendar as date_periods
from verbatim.annotate.dates.calendar import year_of, year_with_weekday
from verbatim.annotate.dates.context import NO_SUCH_DAY, Placed
from verbatim.annotate.dates.grammar import digits, full_year, month_number, ordinal, weekday_number
from verbatim.core import dates as edtf

if TYPE_CHECKING:
    from verbatim.annotate.dates.context import Setting


# ---- annotate/date_days.py

_FULL = "the full date"
_MONTHS = 12


def _value(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(setting: Setting, month: int, day: int) -> int | None:
    """Return the year of a day without one: by its weekday where the text gives it, else by the direction."""
    if not setting.today:
        return None
    named = setting.expression["weekday"]
    fitting = year_with_weekday(month, day, weekday_number(named), setting.today) if named else None
    return fitting or year_of(month, day, setting.today, setting.sign.direction)


def _without_year(setting: Setting, month: int, day: int) -> Placed:
    if not setting.today:
        return setting.unknown()
    year = _year(setting, month, day)
    return setting.inferred(_value(year, month, day) if year else None, looking=True)


def day(setting: Setting) -> Placed | None:
    """Read “Tuesday, 12 March 2019”, “March 12”, “12 March last year”."""
    parts = setting.expression
    month, number = month_number(parts["month"]), digits(parts["day"])
    if parts["year"]:
        return setting.stated(_value(int(parts["year"]), month, number) or "", _FULL)
    if parts["which"]:
        today = setting.today
        return setting.inferred(_value(today.year + setting.step(), month, number)) if today else setting.unknown()
    return _without_year(setting, month, number)


def days_in_month(setting: Setting) -> Placed | None:
    """Read “5-8 March 2019”, “from March 5 to 8”, as an interval."""
    parts = setting.expression
    month, first, last = month_number(parts["month"]), digits(parts["day"]), digits(parts["day_to"])
    if first >= last:
        return None
    year = int(parts["year"]) if parts["year"] else _year(setting, month, first)
    if not year:
        return setting.unknown()
    ends = _value(year, month, first), _value(year, month, last)
    if None in ends:
        return Placed(None, "none", NO_SUCH_DAY)
    value = f"{ends[0]}/{ends[1]}"
    return setting.stated(value, "the days, the month and the year") if parts["year"] else setting.inferred(value)


def holiday(setting: Setting) -> Placed | None:
    """Read a holiday that falls on the same day every year."""
    entries = lang.pairs("holidays")
    name = setting.expression["holiday"]
    fixed = entries.get(name) or entries.get(name[0].lower() + name[1:]) or entries[name[0].upper() + name[1:]]
    month, number = (int(part) for part in fixed.split("-"))
    if setting.expression["year"]:
        return setting.stated(_value(int(setting.expression["year"]), month, number) or "", "the holiday and the year")
    return _without_year(setting, month, number)


def _order(setting: Setting, first: int, second: int) -> str:
    """Return which comes first in 1/2/2003: what only fits one way, else what the text does elsewhere."""
    if first > _MONTHS or second > _MONTHS:
        return "day first" if first > _MONTHS else "month first"
    return "month first" if first == second else setting.order


def slashed(setting: Setting) -> Placed | None:
    """Read “7/8/2007”: undated where neither the numbers nor the rest of the text tell day from month."""
    parts = setting.expression
    first, second = int(parts["first"]), int(parts["second"])
    year = parts["slashyear"] or parts["year"]
    order = _order(setting, first, second)
    if order == "unknown":
        return Placed(None, "none", "nothing tells the day from the month")
    month, number = (first, second) if order == "month first" else (second, first)
    value = _value(int(year) if len(year) > len("07") else full_year(year), month, number)
    return setting.stated(value, _FULL) if value else None


def dotted(setting: Setting) -> Placed | None:
    """Read “31.12.2006”: the day first."""
    parts = setting.expression
    value = _value(int(parts["year"]), int(parts["second"]), int(parts["first"]))
    return setting.stated(value, _FULL) if value else None


def iso(setting: Setting) -> Placed | None:
    """Read “2006-12-31”."""
    return setting.stated(setting.expression["iso"].partition("T")[0], _FULL)


READERS = {
    "day": day, "days_in_month": days_in_month, "holiday": holiday, "slashed": slashed, "dotted": dotted, "iso": iso,
}  # fmt: skip


# ---- annotate/date_spans.py

_UP_TO = frozenset(("by", "until", "till", "before", "through"))
_LONGEST_RUN = 100


def month(setting: Setting) -> Placed | None:
    """Read “March 2019”, “late March last year”."""
    parts = setting.expression
    number = month_number(parts["month"])
    year = parts["year"] or (str(full_year(parts["short"])) if parts["short"] else "")
    if year:
        return setting.stated(f"{year}-{number:02d}", "the month and the year")
    if not setting.today:
        return setting.unknown()
    return setting.inferred(f"{setting.today.year + setting.step():04d}-{number:02d}")


def months_in_year(setting: Setting) -> Placed | None:
    """Read “October-December 2006”, as an interval."""
    first, last = month_number(setting.expression["month"]), month_number(setting.expression["month_to"])
    year = setting.expression["year"]
    return setting.stated(f"{year}-{first:02d}/{year}-{last:02d}", "the months and the year") if first < last else None


def month_alone(setting: Setting) -> Placed | None:
    """Read “in March”, “late March”."""
    if not setting.today:
        return setting.unknown()
    number = month_number(setting.expression["month"])
    year = year_of(number, 0, setting.today, setting.sign.direction)
    return setting.inferred(f"{year:04d}-{number:02d}" if year else None, looking=True)


def year_alone(setting: Setting) -> Placed | None:
    """Read “2019”, “early 2019”."""
    return setting.stated(setting.expression["year"], "the year")


def short_year(setting: Setting) -> Placed | None:
    """Read “in ’98”."""
    return setting.stated(f"{full_year(setting.expression['short']):04d}", "the year")


def fiscal_year(setting: Setting) -> Placed | None:
    """Read “fiscal 2006”: about that year, since fiscal years begin on different days."""
    return setting.stated(setting.expression["year"] + "~", "the fiscal year, which may begin on another day")


def two_years(setting: Setting) -> Placed | None:
    """Read “2005-06”, “2005/06”, as an interval of years."""
    first, short = int(setting.expression["year"]), int(setting.expression["short"] or 0)
    last = int(setting.expression["year_to"] or first - first % 100 + short + (100 if short < first % 100 else 0))
    longest = 1 if "/" in setting.words else _LONGEST_RUN
    return setting.stated(f"{first}/{last}", "the years") if 0 < last - first <= longest else None


def decade(setting: Setting) -> Placed | None:
    """Read “the 1990s”, “the ’90s”, “the sixties”; “the 1800s” are a century."""
    parts = setting.expression
    if parts["tens"]:
        tens = parts["tens"][:4]
        value = f"{tens[:2]}XX" if tens.endswith("00") and tens < "2000" else f"{tens[:3]}X"
    else:
        two = parts["short"] or lang.pairs("decades")[parts["decade"].lower()]
        if two[1:] != "0":
            return None
        value = f"{full_year(two) if parts['short'] else 1900 + int(two)}"[:3] + "X"
    return setting.stated(value, "the decade")


def century(setting: Setting) -> Placed | None:
    """Read “the 19th century” as the years that begin with 18."""
    return setting.stated(f"{ordinal(setting.expression['century']) - 1:02d}XX", "the century")


def _edge_period(setting: Setting) -> tuple[str | None, bool]:
    """Return the period whose edge is meant, and whether the text itself gives it."""
    parts, today = setting.expression, setting.today
    if parts["month"]:
        number = month_number(parts["month"])
        year = int(parts["year"] or 0) or (today and year_of(number, 0, today, setting.sign.direction))
        return (f"{year:04d}-{number:02d}" if year else None), bool(parts["year"])
    if parts["year"]:
        return parts["year"], True
    of = date_periods.unit(parts["unit"])
    return (date_periods.period(of, today, setting.step()) if today else None), False


def edge(setting: Setting) -> Placed | None:
    """Read “the end of the year”: behind “by” or “until” the last day of it, else all of it."""
    if setting.expression["unit"].lower().startswith(("day", "hour")):
        return None
    value, given = _edge_period(setting)
    known = edtf.parse(value) if value else None
    if not value or not known:
        return setting.unknown()
    if setting.expression["edge"].lower() == "end" and setting.before in _UP_TO and known.latest:
        value = known.latest.isoformat()
    return setting.stated(value, "the period and its edge") if given else setting.inferred(value)


READERS_DATE_SPANS = {
    "month": month, "months_in_year": months_in_year, "month_alone": month_alone, "part_of_month": month_alone,
    "year_alone": year_alone, "part_of_year": year_alone, "short_year": short_year, "two_years": two_years,
    "fiscal_year": fiscal_year, "decade": decade, "century": century, "edge": edge,
}  # fmt: skip


# ---- annotate/date_quarters.py

_LAST_QUARTER = 4
_LAST_HALF = 2


def _ended(value: str, today: date) -> bool:
    known = edtf.parse(value)
    return bool(known and known.latest and known.latest < today)


def _quarter_year(setting: Setting, number: int, today: date) -> int:
    """Return the year of a quarter without one: the last that has ended, looking ahead the next that has not."""
    years = range(today.year - 1, today.year + 2)
    over = [year for year in years if _ended(date_periods.quarter(year, number), today)]
    if setting.sign.direction == "future":
        return next(year for year in years if year not in over)
    return over[-1]


def quarter(setting: Setting) -> Placed | None:
    """Read “the third quarter of 2006”, “Q3 2006”, “third-quarter”, as an interval of months."""
    parts = setting.expression
    number = digits(parts["quarter"]) if parts["quarter"] else ordinal(parts["ordinal"])
    if number > _LAST_QUARTER:
        return None
    loose = "~" if parts["fiscal"] or parts["fiscal_to"] else ""
    if parts["year"]:
        year = int(parts["year"])
    elif not setting.today:
        return setting.unknown()
    else:
        year = setting.today.year + setting.step() if parts["which"] else _quarter_year(setting, number, setting.today)
    first, last = date_periods.quarter(year, number).split("/")
    value = f"{first}{loose}/{last}{loose}"
    return setting.stated(value, "the quarter and the year") if parts["year"] else setting.inferred(value)


def half(setting: Setting) -> Placed | None:
    """Read “the first half of 2006”, “H1 2006”, as an interval of months."""
    parts = setting.expression
    number = digits(parts["half"]) if parts["half"] else ordinal(parts["ordinal"])
    if number > _LAST_HALF:
        return None
    if parts["year"]:
        return setting.stated(date_periods.months(int(parts["year"]), 6 * number - 5, 6), "the half and the year")
    if not setting.today:
        return setting.unknown()
    return setting.inferred(date_periods.months(setting.today.year + setting.step(), 6 * number - 5, 6))


def _season_year(setting: Setting, number: int, today: date) -> int:
    """Return the year of a season without one: “last” has ended, “next” is to begin, else by the direction."""
    first = 3 * (number - 20)
    begun = today.year if date(today.year, first, 1) <= today else today.year - 1
    under_way = not _ended(f"{begun:04d}-{number}", today)
    which = setting.expression["which"].lower()
    if which in {"last", "this past"}:
        return begun - 1 if under_way else begun
    if which in {"next", "this coming"}:
        return begun + 1
    if which == "this":
        return begun if under_way or (begun == today.year and setting.sign.direction == "past") else begun + 1
    return begun if under_way or setting.sign.direction != "future" else begun + 1


def season(setting: Setting) -> Placed | None:
    """Read “the summer of 2006”, “last winter”, “in the spring”, as an EDTF season of the northern half.

    It is none where any such season is meant.
    """
    number = int(lang.pairs("seasons")[setting.expression["season"].lower()])
    if setting.expression["year"]:
        return setting.stated(f"{setting.expression['year']}-{number}", "the season and the year")
    if _is_any(setting):
        return None
    if not setting.today:
        return setting.unknown()
    return setting.inferred(f"{_season_year(setting, number, setting.today):04d}-{number}", looking=True)


def _is_any(setting: Setting) -> bool:
    """Tell whether every such season is meant: “in winter the road is closed”, “the island is full in summer”."""
    if setting.words.lower() != setting.expression["season"].lower():
        return False
    verb, words = setting.sign, setting.text[setting.sentence.start : setting.sign.at].split()
    return not verb.word or (verb.direction == "past" and words[-1:] in (["is"], ["are"]))


READERS_DATE_QUARTERS = {"quarter": quarter, "half": half, "season": season}
