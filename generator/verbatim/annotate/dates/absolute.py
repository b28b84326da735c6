"""Reads dates that name a period of the calendar: days, months, years and their parts.

A reader returns None where the expression is no date after all. It may raise UnknownPublicationError, and ValueError
or OverflowError where the calendar ends.
"""

from __future__ import annotations

import re
from datetime import date

from verbatim.annotate import lang
from verbatim.annotate.dates import periods
from verbatim.annotate.dates.context import EITHER_YEAR, NO_SUCH_DAY, UNKNOWN, DateContext, DateReading
from verbatim.annotate.dates.grammar import digits, full_year, month_number, ordinal, weekday_number
from verbatim.annotate.lang import cue
from verbatim.core import dates as edtf

_FULL = "the full date"
_MONTHS = 12
_QUARTERS = 4
_HALVES = 2
_LONGEST_RUN = 100
_BE_REACH = 5
_NAMESAKE = (9, 11)  # a day that is the name of what happened on it
_UP_TO = frozenset(("by", "until", "till", "before", "through"))
_PASSIVE = re.compile(r"\b(?:was|were) (?:\w+ly )?$")
_LATEST_DECADE = 10  # that is surely of this century, in a text without a date
_REPORTING, _LONG_OVER = 92, 270  # days


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(context: DateContext, month: int, day: int) -> int | None:
    """Return the year of a day without one: by its weekday where the text gives it, else by the direction."""
    towards, weekday = context.direction, context.expression["weekday"]
    fitting = periods.year_with_weekday(month, day, weekday_number(weekday), context.today) if weekday else None
    if not context.noun.isdisjoint(lang.words("scheduled_events")):  # the Nov. 8 election: the next, or the nearest
        towards = "none" if towards == "past" else "future"
    return fitting or periods.year_of(month, day, context.today, towards)


def _without_year(context: DateContext, month: int, day: int) -> DateReading:
    year = _year(context, month, day)
    if (month, day) == _NAMESAKE and not context.expression["weekday"] and context.sign.direction != "future":
        return EITHER_YEAR  # before Sept. 11: the day of that year, or of 2001
    between = context.text[context.sign.at : context.expression.span.start].split()[1:]  # of a verb before the date
    beside = context.is_close and between in ([], ["on"])
    passive = context.sign.at >= 0 and _PASSIVE.search(context.text, context.first, context.sign.at)
    undergone = passive and between and "before" not in between and cue(context.sign.word) is None
    over = context.before == "on" and context.sign.direction == "past" and (beside or undergone)
    if over and year and date(year, month, day) > context.today:
        return EITHER_YEAR  # on March 25, it closed, says a text of March 14
    return context.inferred(_iso(year, month, day) if year else None, looking=True)


def _day(context: DateContext) -> DateReading | None:
    """Read “Tuesday, 12 March 2019”, “March 12”, “12 March last year”."""
    parts = context.expression
    month, day = month_number(parts["month"]), digits(parts["day"])
    if parts["year"]:
        return context.stated(_iso(int(parts["year"]), month, day), _FULL)
    if parts["which"]:
        return context.inferred(_iso(context.today.year + context.step, month, day))
    return _without_year(context, month, day)


def _days_in_month(context: DateContext) -> DateReading | None:
    """Read “5-8 March 2019”, “from March 5 to 8”, as an interval."""
    parts = context.expression
    month, first, last = month_number(parts["month"]), digits(parts["day"]), digits(parts["day_to"])
    if first >= last:
        return None
    year = int(parts["year"]) if parts["year"] else _year(context, month, first)
    if not year:
        return UNKNOWN
    start, end = _iso(year, month, first), _iso(year, month, last)
    if start is None or end is None:
        return NO_SUCH_DAY
    value = f"{start}/{end}"
    return context.stated(value, "the days, the month and the year") if parts["year"] else context.inferred(value)


def _holiday(context: DateContext) -> DateReading | None:
    """Read a holiday that falls on the same day every year."""
    entries = lang.pairs("holidays")
    name = context.expression["holiday"]
    fixed = entries.get(name) or entries.get(name[0].lower() + name[1:]) or entries[name[0].upper() + name[1:]]
    month, day = (int(part) for part in fixed.split("-"))
    if year := context.expression["year"]:
        return context.stated(_iso(int(year), month, day), "the holiday and the year")
    return _without_year(context, month, day)


def _slashed(context: DateContext) -> DateReading | None:
    """Read “7/8/2007”: undated where neither the numbers nor the rest of the text tell day from month."""
    parts = context.expression
    first, second = int(parts["first"]), int(parts["second"])
    if first > _MONTHS or second > _MONTHS:
        order = "day first" if first > _MONTHS else "month first"
    else:
        order = "month first" if first == second else context.order
    if order == "unknown":
        return DateReading(None, "none", "day and month cannot be told apart")
    month, day = (first, second) if order == "month first" else (second, first)
    year = parts["slashyear"]
    value = _iso(int(year) if len(year) > len("07") else full_year(year), month, day)
    return context.stated(value, _FULL) if value else None


def _dotted(context: DateContext) -> DateReading | None:
    """Read “31.12.2006”: the day first."""
    parts = context.expression
    value = _iso(int(parts["year"]), int(parts["second"]), int(parts["first"]))
    return context.stated(value, _FULL) if value else None


def _iso_date(context: DateContext) -> DateReading | None:
    """Read “2006-12-31”."""
    return context.stated(context.expression["iso"].partition("T")[0], _FULL)


def _month(context: DateContext) -> DateReading | None:
    """Read “March 2019”, “late March last year”."""
    parts = context.expression
    month = month_number(parts["month"])
    if year := parts["year"] or (parts["short"] and full_year(parts["short"])):
        return context.stated(f"{year}-{month:02d}", "the month and the year")
    return context.inferred(f"{context.today.year + context.step:04d}-{month:02d}")


def _months_in_year(context: DateContext) -> DateReading | None:
    """Read “October-December 2006”, as an interval."""
    first, last = month_number(context.expression["month"]), month_number(context.expression["month_to"])
    year = context.expression["year"]
    return context.stated(f"{year}-{first:02d}/{year}-{last:02d}", "the months and the year") if first < last else None


def _month_alone(context: DateContext) -> DateReading | None:
    """Read “in March”, “late March”, “the March vote”; one that a verb only tells of may be in either year."""
    month = month_number(context.expression["month"])
    towards, told = context.direction, context.told_of
    if (noun := context.noun) and context.before != "that":
        ahead = towards != "past" and not noun.isdisjoint(lang.words("scheduled_events"))
        towards = "future" if ahead else "none"
    elif towards == "none" and (context.is_purpose or context.aim == "to"):  # the right to vote in March
        towards = "future"
    year = periods.year_of(month, 0, context.today, towards)
    far = towards == "past" and year and periods.is_far(year, month, context.today)
    loose = not far and towards == "past" and (context.aim or not context.is_close)
    if loose and year != periods.year_of(month, 0, context.today, "none"):
        return EITHER_YEAR  # asked how to win in July, told in March
    if far:
        if told and (context.is_purpose or not told.isdisjoint(("a", "an"))):
            year = periods.year_of(
                month, 0, context.today, "none"
            )  # announced a fair in May, threatened to leave in May
        elif told or context.is_purpose:
            return EITHER_YEAR
    if towards == "none" and year and periods.is_between_years(year, month, context.today):
        return EITHER_YEAR
    return context.inferred(f"{year:04d}-{month:02d}" if year else None, looking=True)


def _year_alone(context: DateContext) -> DateReading | None:
    """Read “2019”, “early 2019”."""
    return context.stated(context.expression["year"], "the year")


def _short_year(context: DateContext) -> DateReading | None:
    """Read “in ’98”."""
    return context.stated(f"{full_year(context.expression['short']):04d}", "the year")


def _fiscal_year(context: DateContext) -> DateReading | None:
    """Read “fiscal 2006”: about that year, since fiscal years begin on different days."""
    return context.stated(context.expression["year"] + "~", "the fiscal year, which may begin on another day")


def _fiscal_relative(context: DateContext) -> DateReading | None:
    """Read “the current fiscal year”, about this year."""
    return context.inferred(f"{context.today.year + context.step:04d}~")


def _two_years(context: DateContext) -> DateReading | None:
    """Read “2005-06”, “2005/06”, as an interval of years."""
    first, short = int(context.expression["year"]), int(context.expression["short"] or 0)
    last = int(context.expression["year_to"] or first - first % 100 + short + (100 if short < first % 100 else 0))
    longest = 1 if "/" in context.words else _LONGEST_RUN
    return context.stated(f"{first}/{last}", "the years") if 0 < last - first <= longest else None


def _decade(context: DateContext) -> DateReading | None:
    """Read “the 1990s”, “the ’90s”, “the sixties”; “the 1800s” are a century."""
    parts = context.expression
    if parts["tens"]:
        tens = parts["tens"][:4]
        value = f"{tens[:2]}XX" if tens.endswith("00") and tens < "2000" else f"{tens[:3]}X"
    else:
        two = parts["short"] or parts["bare"] or lang.pairs("decades")[parts["decade"].lower()]
        if two[1:] != "0":
            return None
        begun = int(two) <= (context.publication.year % 100 if context.publication else _LATEST_DECADE)
        value = f"{2000 + int(two) if parts['short'] and begun else 1900 + int(two)}"[:3] + "X"
    return context.stated(value, "the decade")


def _century(context: DateContext) -> DateReading | None:
    """Read “the 19th century” as the years that begin with 18."""
    return context.stated(f"{ordinal(context.expression['century']) - 1:02d}XX", "the century")


def _edge(context: DateContext) -> DateReading | None:
    """Read “the end of the year”: behind “by” or “until” its last day, else all of it."""
    parts = context.expression
    if parts["unit"].lower().startswith(("day", "hour")):
        return None
    if parts["month"]:
        month = month_number(parts["month"])
        year = int(parts["year"] or 0) or periods.year_of(month, 0, context.today, context.sign.direction)
        value = f"{year:04d}-{month:02d}" if year else None
    elif parts["year"]:
        value = parts["year"]
    else:
        value = periods.period(periods.unit(parts["unit"]), context.today, context.step)
    known = edtf.parse(value) if value else None
    if not value or not known:
        return UNKNOWN
    if parts["edge"].lower() == "end" and context.before in _UP_TO and known.latest:
        value = known.latest.isoformat()
    return context.stated(value, "the period and its edge") if parts["year"] else context.inferred(value)


def _quarter(context: DateContext) -> DateReading | None:
    """Read “the third quarter of 2006”, “Q3 2006”, “third-quarter”, as an interval of months.

    Without a year it is the last that has ended or, looking ahead, the next that has not.
    """
    parts = context.expression
    number = digits(parts["quarter"]) if parts["quarter"] else ordinal(parts["ordinal"])
    if number > _QUARTERS:
        return None
    if parts["year"]:
        year = int(parts["year"])
    elif parts["which"]:
        year = context.today.year + context.step
    else:
        year = _quarter_year(context, number)
    loose = "~" if parts["fiscal"] or parts["fiscal_to"] else ""
    first, last = periods.quarter(year, number).split("/")
    value = f"{first}{loose}/{last}{loose}"
    return context.stated(value, "the quarter and the year") if parts["year"] else context.inferred(value)


def _quarter_year(context: DateContext, number: int) -> int:
    """Return the year of a quarter without one.

    One that ended lately is the reported one, whatever the sentence expects; of one that has ended most of a year ago
    the next is meant; else the direction decides.
    """
    today = context.today
    years = range(today.year - 1, today.year + 2)
    ended = [year for year in years if _has_ended(periods.quarter(year, number), today)][-1]
    known = edtf.parse(periods.quarter(ended, number))
    days = (today - known.latest).days if known and known.latest else 0
    ahead = context.sign.direction == "future" and days > _REPORTING
    return ended + (ahead or days > _LONG_OVER)


def _has_ended(value: str, today: date) -> bool:
    known = edtf.parse(value)
    return bool(known and known.latest and known.latest < today)


def _half(context: DateContext) -> DateReading | None:
    """Read “the first half of 2006”, “H1 2006”, as an interval of months."""
    parts = context.expression
    number = digits(parts["half"]) if parts["half"] else ordinal(parts["ordinal"])
    if number > _HALVES:
        return None
    if parts["year"]:
        return context.stated(periods.months(int(parts["year"]), 6 * number - 5, 6), "the half and the year")
    return context.inferred(periods.months(context.today.year + context.step, 6 * number - 5, 6))


def _season(context: DateContext) -> DateReading | None:
    """Read “the summer of 2006”, “last winter”, “in the spring”, as an EDTF season of the northern hemisphere."""
    number = int(lang.pairs("seasons")[context.expression["season"].lower()])
    if year := context.expression["year"]:
        return context.stated(f"{year}-{number}", "the season and the year")
    before = context.text[max(0, context.sign.at - _BE_REACH) : context.sign.at].split()[-1:]
    habitual = context.sign.word in ("", "can") or before in (["is"], ["are"])
    if context.words.lower() == context.expression["season"].lower() and habitual:
        return None  # the island can be full in summer, the road is closed in winter
    return context.inferred(f"{_season_year(context, number):04d}-{number}", looking=True)


def _season_year(context: DateContext, number: int) -> int:
    """Return the year of a season without one: “last” has ended, “next” is to begin, else by the direction."""
    today, direction = context.today, context.direction
    begun = today.year if date(today.year, 3 * (number - 20), 1) <= today else today.year - 1
    under_way = not _has_ended(f"{begun:04d}-{number}", today)
    which = context.expression["which"].lower()
    if which in {"last", "this past"}:
        return begun - under_way
    if which in {"next", "this coming"}:
        return begun + 1
    if which == "this":
        return begun if under_way or (begun == today.year and direction == "past") else begun + 1
    return begun if under_way or direction != "future" else begun + 1


READERS = {
    "day": _day, "days_in_month": _days_in_month, "holiday": _holiday, "slashed": _slashed, "dotted": _dotted,
    "iso": _iso_date, "month": _month, "months_in_year": _months_in_year, "month_alone": _month_alone,
    "part_of_month": _month_alone, "year_alone": _year_alone, "part_of_year": _year_alone, "short_year": _short_year,
    "two_years": _two_years, "fiscal_year": _fiscal_year, "fiscal_relative": _fiscal_relative, "decade": _decade,
    "century": _century, "edge": _edge, "quarter": _quarter, "half": _half, "season": _season,
}  # fmt: skip
