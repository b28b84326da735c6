"""Reads dates that lean on one before them in the text. A setting comes in, the placed date goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import date_periods
from generator.annotate.date_setting import VAGUE, Placed
from generator.annotate.date_words import count

if TYPE_CHECKING:
    from generator.annotate.date_setting import Setting


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


READERS = {"anaphor": anaphor, "this_unit": this_unit, "clock": clock, "year_ago": year_ago, "shift": shift}
