"""Reads weekdays and week-ends, from the day of publication. A setting comes in, the placed date goes out."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.annotate import date_periods
from generator.annotate.date_words import weekday_number

if TYPE_CHECKING:
    from generator.annotate.date_setting import Placed, Setting

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


READERS = {"weekend": weekend, "weekday": weekday, "relative_weekday": relative_weekday}
