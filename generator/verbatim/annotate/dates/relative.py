"""Reads dates that count from the day of publication. A setting comes in, the placed date goes out."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from verbatim.annotate.dates import calendar as date_periods
from verbatim.annotate.dates.context import VAGUE, Placed
from verbatim.annotate.dates.grammar import count, month_number, weekday_number

if TYPE_CHECKING:
    from verbatim.annotate.dates.context import Setting


# ---- annotate/date_weekdays.py

_WEEK = 7
_AHEAD_OF = frozenset(("until", "till", "by"))


def weekend(setting: Setting) -> Placed | None:
    """Read “the weekend”, “this weekend”, “last weekend”, by the direction where it is not named."""
    today = setting.today
    if not today:
        return setting.unknown()
    which = setting.expression["which"].lower()
    saturday = date_periods.monday(today) + timedelta(days=calendar.SATURDAY)
    back = "past" in which or which == "last"
    looks_back = setting.sign.direction == "past" or (which != "this" and setting.sign.direction == "none")
    if back or (which in ("", "this") and looks_back and saturday > today):
        saturday -= timedelta(days=_WEEK)
    if which == "next":
        saturday += timedelta(days=_WEEK)
    return setting.inferred(date_periods.days(saturday, 2), looking=True)


def _weekday(wanted: int, today: date, direction: str) -> date:
    back = (today.weekday() - wanted) % _WEEK
    return today - timedelta(days=back) if direction != "future" else today + timedelta(days=-back % _WEEK)


def weekday(setting: Setting) -> Placed | None:
    """Read “Tuesday”: the last one, the day of publication included; the next where the sentence looks ahead.

    One that is joined to a weekday before it is the first after that.
    """
    wanted = weekday_number(setting.expression["weekdayname"])
    other = setting.reference.earliest if setting.reference else None
    if setting.expression["joined"] and other:
        return setting.inferred(date_periods.day(_weekday(wanted, other + timedelta(days=1), "future")))
    if not setting.today:
        return setting.unknown()
    ahead = setting.sign.direction == "none" and setting.before in _AHEAD_OF
    towards = "future" if ahead else setting.sign.direction
    on = _weekday(wanted, setting.today, towards)
    return setting.inferred(date_periods.day(on), looking=True)


def relative_weekday(setting: Setting) -> Placed | None:
    """Read “last Tuesday”, “next Friday”, “this Sunday”; “the following Monday” leans on a date before it."""
    which = setting.expression["which"].lower()
    wanted = weekday_number(setting.expression["weekdayname"])
    definite = setting.leans() or (which == "next" and setting.words.lower().startswith("the "))
    start = setting.reference.earliest if definite and setting.reference else setting.today
    if not start:
        return setting.unknown()
    if which == "this":
        on = _weekday(wanted, start, "past" if setting.sign.direction == "past" else "future")
    elif setting.step() < 0:
        on = _weekday(wanted, start - timedelta(days=1), "past")
    else:
        on = _weekday(wanted, start + timedelta(days=1 if setting.step() else 0), "future")
    leans = definite and setting.reference
    return setting.leaning(date_periods.day(on)) if leans else setting.inferred(date_periods.day(on))


READERS_DATE_WEEKDAYS = {"weekend": weekend, "weekday": weekday, "relative_weekday": relative_weekday}


# ---- annotate/date_leaning.py


def anaphor(setting: Setting) -> Placed | None:
    """Read “the next day”, “that year”, “the same week”, from the date before it in the text."""
    if not setting.reference:
        return setting.leaning(None)
    of = date_periods.unit(setting.expression["unit"] or "day")
    return setting.leaning(date_periods.moved(setting.reference, of, setting.step()))


def this_unit(setting: Setting) -> Placed | None:
    """Read “in the quarter” as the one that a date before it names; no date where there is none."""
    return anaphor(setting) if setting.reference else None


def clock(setting: Setting) -> Placed | None:
    """Read a time of day (“at 8:30 a.m.”) as its day: the one before it in the text, else that of publication."""
    if setting.reference and setting.reference.precision == "day":
        return setting.leaning(setting.reference.value)
    return setting.inferred(date_periods.day(setting.today)) if setting.today else setting.unknown()


def year_ago(setting: Setting) -> Placed | None:
    """Read “the year-ago period”: the period before it in the text, a year back; else the year before publication."""
    year = date_periods.Unit("year", 1)
    if setting.reference and setting.reference.precision in ("interval", "month"):
        return setting.leaning(date_periods.moved(setting.reference, year, -1))
    return setting.inferred(date_periods.period(year, setting.today, -1)) if setting.today else setting.unknown()


def shift(setting: Setting) -> Placed | None:
    """Read “three days later”, “a year earlier”, “the day before”, from the date before it in the text."""
    parts = setting.expression
    number = count(parts["count"]) if parts["count"] else 1
    follows = setting.text[parts.span.end : parts.span.end + 1]
    if date_periods.unit(parts["unit"]).name == "hour" or setting.text.startswith(" than", parts.span.end):
        return None
    if not parts["count"] and follows not in (".", ",", ";", ":", ")", ""):
        return None
    if number is None:
        return Placed(None, "none", VAGUE)
    signed = -number if parts["way"].lower() in ("earlier", "before") else number
    if not setting.reference:
        return setting.leaning(None)
    return setting.leaning(date_periods.moved(setting.reference, date_periods.unit(parts["unit"]), signed))


READERS_DATE_LEANING = {
    "anaphor": anaphor,
    "this_unit": this_unit,
    "clock": clock,
    "year_ago": year_ago,
    "shift": shift,
}


# ---- annotate/date_relative.py

_DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}
_ROUGHLY = frozenset(("about", "around", "roughly", "nearly", "almost", "some"))


def deictic(setting: Setting) -> Placed | None:
    """Read “today”, “yesterday morning”, “the day after tomorrow”."""
    if not setting.today:
        return setting.unknown()
    step = _DEICTIC[" ".join(setting.expression["deictic"].lower().split())]
    return setting.inferred(date_periods.day(setting.today + timedelta(days=step)))


def last_night(setting: Setting) -> Placed | None:
    """Read “last night”: the evening before."""
    return setting.inferred(date_periods.day(setting.today - timedelta(days=1))) if setting.today else setting.unknown()


def this_part(setting: Setting) -> Placed | None:
    """Read “this morning”."""
    return setting.inferred(date_periods.day(setting.today)) if setting.today else setting.unknown()


def _window(setting: Setting, unit: str, number: int | None) -> Placed | None:
    today = setting.today
    if not today:
        return setting.unknown()
    step = setting.step() or 1
    if setting.text.startswith(" of ", setting.expression.span.end) or (step > 0 and setting.sign.direction == "past"):
        return None
    if number is None:
        return setting.inferred(f"/{today.isoformat()}" if step < 0 else f"{today.isoformat()}/")
    return setting.inferred(date_periods.stretch(date_periods.unit(unit), today, step * number))


def window(setting: Setting) -> Placed | None:
    """Read “the past 30 days”, “the next two years”, “the last decade”, as an interval up to or from publication."""
    parts = setting.expression
    return _window(setting, parts["unit"], count(parts["count"]) if parts["count"] else 1)


def relative(setting: Setting) -> Placed | None:
    """Read “last week”, “this month”, “the next day”, “that year”."""
    parts = setting.expression
    of = date_periods.unit(parts["unit"])
    definite = setting.words.lower().startswith("the ")
    if of.name == "weekend" and not setting.leans():
        return weekend(setting)
    if of.name in ("day", "hour") and not definite and not setting.leans():
        return None
    if setting.leans() or (definite and of.name == "day"):
        return anaphor(setting)
    if definite and parts["which"].lower() in ("next", "coming"):
        return _window(setting, parts["unit"], 1)
    return (
        setting.inferred(date_periods.period(of, setting.today, setting.step())) if setting.today else setting.unknown()
    )


def relative_month(setting: Setting) -> Placed | None:
    """Read “last March”: the last one over; “next March”: the next to begin; “this March”: this year's."""
    today = setting.today
    if not today:
        return setting.unknown()
    number, step = month_number(setting.expression["month"]), setting.step()
    year = today.year
    if step < 0 and number >= today.month:
        year -= 1
    if step > 0 and number <= today.month:
        year += 1
    return setting.inferred(date_periods.month(year, number))


def ago(setting: Setting) -> Placed | None:
    """Read “two weeks ago”, “ten days from now”, as exactly as the unit tells."""
    parts = setting.expression
    number = count(parts["count"])
    if number is None:
        return Placed(None, "none", VAGUE)
    if not setting.today:
        return setting.unknown()
    back = parts["way"].lower() == "ago"
    value = date_periods.away(date_periods.unit(parts["unit"]), setting.today, -number if back else number)
    rough = "~" if parts["about"].lower() in _ROUGHLY and "/" not in value else ""
    return setting.inferred(value + rough)


def ahead(setting: Setting) -> Placed | None:
    """Read “in two weeks” where the sentence looks ahead and nothing makes it a mere duration."""
    end = setting.expression.span.end
    number = count(setting.expression["count"])
    if setting.sign.direction != "future" or number is None or setting.text[end : end + 4] == " of ":
        return None
    if not setting.today:
        return setting.unknown()
    return setting.inferred(date_periods.away(date_periods.unit(setting.expression["unit"]), setting.today, number))


READERS = {
    "today": deictic, "yesterday": deictic, "night": last_night, "this_part": this_part,
    "window": window, "relative": relative,
    "relative_month": relative_month, "ago": ago, "in_time": ahead, "ahead": ahead,
}  # fmt: skip
