"""Reads dates that count from the day of publication. A setting comes in, the placed date goes out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from generator.annotate import date_periods
from generator.annotate.date_leaning import anaphor
from generator.annotate.date_setting import VAGUE, Placed
from generator.annotate.date_weekdays import weekend
from generator.annotate.date_words import count, month_number

if TYPE_CHECKING:
    from generator.annotate.date_setting import Setting

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
