"""Reads days named by month and number. A setting comes in, the placed date goes out, None where it is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.date_setting import NO_SUCH_DAY, Placed
from generator.annotate.date_words import digits, full_year, month_number, weekday_number
from generator.annotate.date_year import year_of, year_with_weekday

if TYPE_CHECKING:
    from generator.annotate.date_setting import Setting

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
