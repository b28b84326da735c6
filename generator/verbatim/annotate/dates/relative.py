"""Reads dates that count from the day of publication, or from the date before them in the text.

A reader returns None where the expression is no date after all. It may raise UnknownPublicationError, and ValueError
or OverflowError where the calendar ends.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from verbatim.annotate.dates import periods
from verbatim.annotate.dates.context import UNKNOWN, VAGUE, DateContext, DateReading, is_still_to_come
from verbatim.annotate.dates.grammar import count, month_number, ordinal, weekday_number

_WEEK = 7
_DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}
_COMPARING = frozenset(("from", "than", "with", "to", "against", "over"))
_FIGURES = re.compile(r"[$€£%]|\b(?:per ?cent|cents|million|billion)\b")
_LONGER = re.compile(r"\b(?:(?:six|nine|\d) months|(?:full|fiscal) year)\b")
_REPORTED = frozenset(("latest", "that", "same", "that same"))
_NAMED_BEHIND = re.compile(r" (?:back )?(?:in|of|on) (?:the )?[A-Z][a-z]{2,8}\.? \d{1,4}")
_PERFECT = re.compile(r"\b(?:has|have|[’']ve) (?:not |\w+ly )?$")
_EACH = re.compile(r"s\b|(?<=[a-z]) (?:morning|afternoon|evening|night)s\b")
# Before and behind a weekday that says not which: on a wet Thursday in May.
_SOME, _LONGEST_SOME = re.compile(r"\b(?:[Aa]n?|[Oo]ne|[Ss]ome|[Aa]ny|[Ee]ach|[Ee]very) (?:[a-z-]+ )?$"), 24
_ALONE = re.compile(
    r"[,.;:!?)”\"]|\s+(?:a|about|after|and|at|before|by|for|in|last|of|or|that|the|this|to|wh\w+|with)\b|\s*$"
)
_ROUGHLY = frozenset(("about", "around", "roughly", "nearly", "almost", "some"))
_YEAR = periods.TimeUnit("year", 1)


def _deictic(context: DateContext) -> DateReading | None:
    """Read “today”, “yesterday morning”, “the day after tomorrow”."""
    step = _DEICTIC[" ".join(context.expression["deictic"].lower().split())]
    return context.inferred((context.today + timedelta(days=step)).isoformat())


def _last_night(context: DateContext) -> DateReading | None:
    """Read “last night”: the evening before."""
    return context.inferred((context.today - timedelta(days=1)).isoformat())


def _this_part(context: DateContext) -> DateReading | None:
    """Read “this morning”."""
    return context.inferred(context.today.isoformat())


def _weekend(context: DateContext) -> DateReading | None:
    """Read “the weekend”, “this weekend”, “last weekend”, by the direction where it is not named.

    “over the weekend” is over, unless a verb close to it looks ahead.
    """
    today, direction = context.today, context.sign.direction
    which = context.expression["which"].lower()
    saturday = periods.monday(today) + timedelta(days=calendar.SATURDAY)
    back = "past" in which or which == "last"
    is_over = context.before == "over" and which == "" and not context.is_close
    looks_back = is_over or direction == "past" or (which != "this" and direction == "none")
    if back or (which in ("", "this") and looks_back and saturday > today):
        saturday -= timedelta(days=_WEEK)
    if which == "next":
        saturday += timedelta(days=_WEEK)
    return context.inferred(periods.days(saturday, 2), looking=saturday >= today)


def _nearest(wanted: int, start: date, direction: str) -> str:
    """Return the last such weekday up to `start` or, looking ahead, the first from it on."""
    back = (start.weekday() - wanted) % _WEEK
    days = -back % _WEEK if direction == "future" else -back
    return (start + timedelta(days=days)).isoformat()


def _closest(wanted: int, start: date) -> str:
    """Return the weekday that is fewest days from `start`, before it or after it."""
    back = (start.weekday() - wanted) % _WEEK
    return (start - timedelta(days=back) if back <= _WEEK // 2 else start + timedelta(days=_WEEK - back)).isoformat()


def _weekday(context: DateContext) -> DateReading | None:
    """Read “Tuesday”: the last one, the day of publication included; the next where the sentence looks ahead.

    Of “Saturday evenings” none is meant, and “on a wet Thursday in May” says not which; “a Thursday vote” does.
    """
    start, end = context.expression.span.start, context.expression.span.end
    some = _SOME.search(context.text, max(0, start - _LONGEST_SOME), start)
    if _EACH.match(context.text, end) or (some and _ALONE.match(context.text, end)):
        return None
    wanted = weekday_number(context.expression["weekdayname"])
    if context.is_near:
        return context.inferred(_closest(wanted, context.today))
    return context.inferred(_nearest(wanted, context.today, context.direction), looking=True)


def _relative_weekday(context: DateContext) -> DateReading | None:
    """Read “last Tuesday”, “next Friday”, “this Sunday”; “the following Monday” leans on a date before it."""
    which = context.expression["which"].lower()
    wanted = weekday_number(context.expression["weekdayname"])
    definite = context.leans or (which == "next" and context.words.lower().startswith("the "))
    reference = context.reference if definite else None
    start = reference.earliest if reference else context.today
    if not start:
        return UNKNOWN
    if which == "this":
        on = _nearest(wanted, start, "past" if context.sign.direction == "past" else "future")
    elif context.step < 0:
        on = _nearest(wanted, start - timedelta(days=1), "past")
    else:
        on = _nearest(wanted, start + timedelta(days=1 if context.step else 0), "future")
    return context.leaning(on) if reference else context.inferred(on)


def _window(context: DateContext) -> DateReading | None:
    """Read “the past 30 days”, “the next two years”, “the last decade”, as an interval up to or from publication."""
    today, step = context.today, context.step or 1
    follows_of = context.text.startswith(" of ", context.expression.span.end)
    if follows_of or (step > 0 and context.sign.direction == "past"):
        return None
    parts = context.expression
    number = count(parts["count"]) if parts["count"] else 1
    if number is None:
        return context.inferred(f"/{today.isoformat()}" if step < 0 else f"{today.isoformat()}/")
    return context.inferred(periods.stretch(periods.unit(parts["unit"]), today, step * number))


def _relative(context: DateContext) -> DateReading | None:
    """Read “last week”, “this month”, “the next day”, “that year”."""
    of = periods.unit(context.expression["unit"])
    if of.name == "quarter" and context.period and context.expression["which"].lower() in _REPORTED:
        return context.leaning(context.period.value, context.period)
    definite = context.words.lower().startswith("the ")
    if context.leans or (definite and of.name == "day"):
        return _anaphor(context)
    if of.name == "weekend":
        return _weekend(context)
    if of.name == "day" or (of.name == "hour" and not definite):
        return None
    if definite and context.expression["which"].lower() in ("next", "coming"):
        return _window(context)
    return context.inferred(periods.period(of, context.today, context.step))


def _relative_month(context: DateContext) -> DateReading | None:
    """Read “last March”: the last one over; “next March”: the next to begin; “this March”: this year's."""
    today, number, step = context.today, month_number(context.expression["month"]), context.step
    year = today.year
    if step < 0 and number >= today.month - (today.day <= _WEEK):  # of the month just over one says “last month”
        year -= 1
    if step > 0 and number <= today.month:
        year += 1
    return context.inferred(periods.month(year, number))


def _compares(context: DateContext) -> bool:
    """Return whether a sentence sets figures beside those of “a year ago”."""
    return context.before in _COMPARING or bool(_FIGURES.search(context.text, context.first, context.last))


def _ago(context: DateContext) -> DateReading | None:
    """Read “two weeks ago”, “ten days from now”, as exact as the unit."""
    parts = context.expression
    number = count(parts["count"])
    if number is None:
        return VAGUE
    signed = -number if parts["way"].lower() == "ago" else number
    if signed == -1 and periods.unit(parts["unit"]) == _YEAR and _compares(context) and (read := _compared(context)):
        return read
    value = periods.away(periods.unit(parts["unit"]), context.today, signed)
    rough = "~" if parts["about"].lower() in _ROUGHLY and "/" not in value else ""
    return context.inferred(value + rough)


def _ahead(context: DateContext) -> DateReading | None:
    """Read “in two weeks” where the sentence looks ahead and nothing makes it a mere duration."""
    number = count(context.expression["count"])
    follows_of = context.text.startswith(" of ", context.expression.span.end)
    if context.sign.direction != "future" or number is None or follows_of:
        return None
    return context.inferred(periods.away(periods.unit(context.expression["unit"]), context.today, number))


def _anaphor(context: DateContext) -> DateReading | None:
    """Read “the next day”, “that year”, “the same week”, from the date before it in the text.

    What is named behind it is no other date: that day back in March 2019.
    """
    if _NAMED_BEHIND.match(context.text, context.expression.span.end):
        return None
    if not context.reference:
        return context.leaning(None)
    of = periods.unit(context.expression["unit"] or "day")
    return context.leaning(periods.moved(context.reference, of, context.step))


def _this_unit(context: DateContext) -> DateReading | None:
    """Read “in the quarter” as the one that a date before it names; no date where there is none.

    With a perfect, “in the year” is the one up to now: her views have changed in the year.
    """
    if _PERFECT.search(context.text, context.first, max(context.first, context.sign.at)):
        return None
    if context.period and context.expression["unit"].lower() == "quarter":
        return context.leaning(context.period.value, context.period)
    known = context.reference
    if known and known.latest and known.precision == "interval" and context.expression["unit"].lower() == "year":
        return context.leaning(f"{known.latest.year:04d}")
    return _anaphor(context) if known else None


def _clock(context: DateContext) -> DateReading | None:
    """Read a time of day (“at 8:30 a.m.”) as its day: the one before it in the text, else that of publication."""
    return _this_day(context)


def _compared(context: DateContext) -> DateReading | None:
    """Return the reported quarter of the year before; None where the text reports on none."""
    period = context.period
    if period and _LONGER.search(context.text, context.first, context.last):
        return context.inferred(periods.period(_YEAR, context.today, -1))
    return context.leaning(periods.moved(period, _YEAR, -1), period) if period else None


def _year_ago(context: DateContext) -> DateReading | None:
    """Read “the year-ago period”: the reported one, or the one before it, a year back; else the year before."""
    if named := context.expression["ordinal"]:
        known = context.period.latest if context.period and context.period.latest else context.today
        return context.inferred(periods.quarter(known.year - 1, ordinal(named)))
    if compared := _compared(context):
        return compared
    return context.inferred(periods.period(_YEAR, context.today, -1))


def _year_before(context: DateContext) -> DateReading | None:
    """Read “the same quarter last year”, “the comparable period of 1996”: the reported quarter, a year before.

    A period or a time may be as long as any.
    """
    year, period, unit = context.expression["year"], context.period, context.expression["unit"].lower()
    of = periods.unit(unit) if unit not in ("period", "time") else None
    if not year and (of is None or of.name == "quarter" or period) and (compared := _compared(context)):
        return compared
    if year:
        return context.stated(year, "the year")
    return context.inferred(periods.period(_YEAR, context.today, -1))


def _ago_then(context: DateContext) -> DateReading | None:
    """Read “two years ago today”, “a year ago this month”; beside a week or a weekday it is only the year."""
    number, then = count(context.expression["count"]), context.expression["then"].lower()
    if number is None:
        return VAGUE
    year, today = context.today.year - number, context.today
    if then == "today":
        return context.inferred(f"{year:04d}-{today.month:02d}-{today.day:02d}")
    return context.inferred(periods.month(year, today.month) if then == "this month" else f"{year:04d}")


def _this_day(context: DateContext) -> DateReading | None:
    """Read “later in the day” as the day near before it in the text; without one it may be any."""
    known = context.reference
    day = known.earliest if known and known.precision == "day" else None
    return context.leaning(day.isoformat() if day else None)


def _shift(context: DateContext) -> DateReading | None:
    """Read “three days later”, “a year earlier”, “the day before”, from the date before it in the text."""
    parts, end = context.expression, context.expression.span.end
    number = count(parts["count"]) if parts["count"] else 1
    of = periods.unit(parts["unit"])
    if of.name == "hour" or context.text.startswith(" than", end):
        return None
    if not parts["count"] and context.text[end : end + 1] not in (".", ",", ";", ":", ")", ""):
        return None
    if number is None:
        return VAGUE
    if not context.reference and not context.period:
        return context.leaning(None)
    signed = -number if parts["way"].lower() in ("earlier", "before") else number
    if signed == -1 and of == _YEAR and (compared := _compared(context)):
        return compared
    moved = periods.moved(context.reference, of, signed) if context.reference else None
    is_beyond = is_still_to_come(moved, context.publication) and context.sign.direction != "future"
    return context.leaning(None if is_beyond else moved)  # it stands today, 200 years later: from another date


READERS = {
    "today": _deictic, "yesterday": _deictic, "night": _last_night, "this_part": _this_part, "weekend": _weekend,
    "weekday": _weekday, "relative_weekday": _relative_weekday, "window": _window, "relative": _relative,
    "relative_month": _relative_month, "ago": _ago, "in_time": _ahead, "ahead": _ahead, "anaphor": _anaphor,
    "this_unit": _this_unit, "clock": _clock, "year_ago": _year_ago,
    "year_before": _year_before, "ago_then": _ago_then, "this_day": _this_day, "shift": _shift,
}  # fmt: skip
