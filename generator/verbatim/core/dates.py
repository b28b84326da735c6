"""Partial dates, a small part of EDTF (ISO 8601-2:2019, levels 0 and 1), as days, as HTML has them, and in words.

Accepted are `2015`, `2015-12`, `2015-12-16`, seasons `2015-21` to `2015-24` (spring, summer, autumn, winter, which
begins in December), decades `201X`, centuries `20XX`, the qualifiers `~` `?` `%` behind a date, and intervals
`a/b`, either end of which may be open (`..` or nothing). A time of day after `T` only orders moments of one day.
"""

import calendar
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from verbatim.core.errors import ContentError
from verbatim.core.i18n import ENGLISH, Words, msgid, msgid_in

Precision = Literal["day", "month", "season", "year", "decade", "interval", "unknown"]

_TIME = r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
_SINGLE = re.compile(rf"(?:(\d{{4}})(?:-(\d\d)(?:-(\d\d){_TIME})?)?|(\d{{3}})X|(\d\d)XX)([~?%]?)", re.ASCII)
_SEASON_NUMBERS = range(21, 25)
_WINTER = 24
_LONGEST = 80
_LAST = date.max.toordinal() + 1
_OPEN = ("", "..")  # ends of an interval
# A whole day in a file's name, as 2016-06-22 or 20160622, by itself: neither in a word nor in a row of numbers.
_IN_NAME = re.compile(
    r"(?<![^\W_])(?<![0-9][.-])(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4})([0-9]{2})([0-9]{2}))"
    r"(?![^\W_])(?![.-][0-9]+(?:[.-][0-9]|$))"
)
_YEARS_IN_NAMES = range(1600, 2101)
SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH"  # seconds since 1970 (reproducible-builds.org, specification 1.1)


def today() -> str:
    """Return the day in UTC, as 2031-03-04; that of SOURCE_DATE_EPOCH where the environment sets it."""
    return now()[:10]


def now() -> str:
    """Return the time in UTC, as 2031-03-04T05:06:07Z; that of SOURCE_DATE_EPOCH where the environment sets it."""
    return f"{datetime.fromtimestamp(seconds(), UTC).replace(tzinfo=None).isoformat()}Z"


def seconds() -> int:
    """Return the seconds since 1970, those of SOURCE_DATE_EPOCH where the environment sets them."""
    given = os.environ.get(SOURCE_DATE_EPOCH, "")
    try:
        found = int(given) if given else int(datetime.now(UTC).timestamp())
        datetime.fromtimestamp(found, UTC)
    except (ValueError, OverflowError, OSError):
        fact, fix = f"{given[:30]} is not a time", "Set seconds since 1970, or nothing"
        raise ContentError(SOURCE_DATE_EPOCH, 0, fact, fix) from None
    return found


_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?", re.ASCII)
_BEGUN_EVERYWHERE = timedelta(hours=12)  # after midnight in UTC a day has begun in every zone


def instant(value: str) -> int | None:
    """Return the seconds since 1970 of a time with its distance from UTC, as 2031-03-05T06:00+01:00; None for others.

    A whole day, as 2031-03-05, is when it has begun everywhere.
    """
    if not _INSTANT.fullmatch(value):
        return None
    try:
        told = datetime.fromisoformat(value)
        return int((told if told.tzinfo else told.replace(tzinfo=UTC) + _BEGUN_EVERYWHERE).timestamp())
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: from `earliest` to `latest`, both included; None where an interval is open."""

    value: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False


@lru_cache(maxsize=4096)
def parse(value: str) -> PartialDate | None:
    """Return the partial date that `value` stands for; None where it is not a valid one (`2015-02-30`)."""
    if not value or len(value) > _LONGEST:
        return None
    return _interval(value) if "/" in value else _single(value)


def day_in_name(file: str) -> str:
    """Return the day that a file's name has, as 2016-06-22; "" where it has none, two, or a number that is no day."""
    found = {"-".join(filter(None, groups)) for groups in _IN_NAME.findall(file.rpartition(".")[0])}
    days = [day for day in found if parse(day) and int(day[:4]) in _YEARS_IN_NAMES]
    return days[0] if len(found) == len(days) == 1 else ""


def _single(value: str) -> PartialDate | None:
    match = _SINGLE.fullmatch(value)
    if not match:
        return None
    year, month, day, decade, century, mark = (group or "" for group in match.groups())
    loose, unsure = mark in ("~", "%"), mark in ("?", "%")
    try:
        if decade:
            first, last = date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31)
            return PartialDate(value, first, last, "decade", loose, unsure)
        if century:
            first, last = date(int(century) * 100, 1, 1), date(int(century) * 100 + 99, 12, 31)
            return PartialDate(value, first, last, "interval", loose, unsure)
        return PartialDate(value, *_extent(year, month, day), loose, unsure)
    except ValueError:
        return None


def _extent(year: str, month: str, day: str) -> tuple[date, date, Precision]:
    if day:
        only = date(int(year), int(month), int(day))
        return only, only, "day"
    if month and int(month) in _SEASON_NUMBERS:
        first = 3 * (int(month) - 20)
        last_year = int(year) + 1 if int(month) == _WINTER else int(year)
        return date(int(year), first, 1), _month_end(last_year, (first + 1) % 12 + 1), "season"
    if month:
        return date(int(year), int(month), 1), _month_end(int(year), int(month)), "month"
    return date(int(year), 1, 1), date(int(year), 12, 31), "year"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _interval(value: str) -> PartialDate | None:
    ends = value.split("/")
    known = [_single(end) for end in ends if end not in _OPEN]
    if len(ends) != len(("from", "to")) or not known or not all(known):
        return None
    first, last = (None if end in _OPEN else _single(end) for end in ends)
    if first and last and first.earliest and last.latest and first.earliest > last.latest:
        return None
    loose = any(end.approximate for end in known if end)
    unsure = any(end.uncertain for end in known if end)
    return PartialDate(
        value, first.earliest if first else None, last.latest if last else None, "interval", loose, unsure
    )


def sort_key(value: str) -> tuple[int, int]:
    """Return a key that sorts values by first, then last day; an open end is endless, and invalid dates come last."""
    known = parse(value)
    if not known:
        return _LAST + 1, _LAST + 1
    first = known.earliest.toordinal() if known.earliest else 0
    return first, known.latest.toordinal() if known.latest else _LAST


def time_of_day(value: str) -> str:
    """Return the time that a day has behind “T”, which only orders it; empty where it has none."""
    return value.partition("T")[2] if "/" not in value else ""


def machine(value: str) -> str:
    """Return what `<time datetime>` may hold for `value`: a day, month, year or ISO week; empty where HTML has none."""
    known = parse(value)
    if not known or known.approximate or known.uncertain or not known.earliest:
        return ""
    if known.precision in ("day", "month", "year"):
        return value.partition("T")[0]
    starts_on_monday = known.earliest.weekday() == calendar.MONDAY
    if known.latest and starts_on_monday and known.latest - known.earliest == timedelta(days=6):
        year, week, _ = known.earliest.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return ""


# In words

MONTHS = (
    msgid("January"), msgid("February"), msgid("March"), msgid("April"), msgid("May"), msgid("June"), msgid("July"),
    msgid("August"), msgid("September"), msgid("October"), msgid("November"), msgid("December"),
)  # fmt: skip
# Some languages write a month differently after a day: “3 березня”, but “березень 2031”.
AFTER_DAY = (
    msgid_in("month after a day", "January"), msgid_in("month after a day", "February"),
    msgid_in("month after a day", "March"), msgid_in("month after a day", "April"),
    msgid_in("month after a day", "May"), msgid_in("month after a day", "June"),
    msgid_in("month after a day", "July"), msgid_in("month after a day", "August"),
    msgid_in("month after a day", "September"), msgid_in("month after a day", "October"),
    msgid_in("month after a day", "November"), msgid_in("month after a day", "December"),
)  # fmt: skip
SHORT = (
    msgid_in("short month", "Jan"), msgid_in("short month", "Feb"), msgid_in("short month", "March"),
    msgid_in("short month", "April"), msgid_in("short month", "May"), msgid_in("short month", "June"),
    msgid_in("short month", "July"), msgid_in("short month", "Aug"), msgid_in("short month", "Sept"),
    msgid_in("short month", "Oct"), msgid_in("short month", "Nov"), msgid_in("short month", "Dec"),
)  # fmt: skip
SEASONS = {21: msgid("spring"), 22: msgid("summer"), 23: msgid("autumn"), 24: msgid("winter")}


@lru_cache(maxsize=8192)
def human(value: str, words: Words = ENGLISH) -> str:
    """Return `value` in words, or unchanged where it is not a date."""
    known = parse(value)
    if not known:
        return value
    if "/" not in value:
        return _in_words(known, words)
    first, last = (None if end in _OPEN else parse(end) for end in value.split("/"))
    if first and last:
        ends = {"first": _first_of_two(first, last, words), "last": _in_words(last, words)}
        return words.gettext("from %(first)s to %(last)s") % ends
    if first:
        return _half_open(first, words, words.gettext("since %(date)s"), words.gettext("since the %(decade)ss"))
    if last:
        return _half_open(last, words, words.gettext("until %(date)s"), words.gettext("until the %(decade)ss"))
    return ""


@lru_cache(maxsize=2048)
def short(value: str, words: Words = ENGLISH) -> str:
    """Return `value` in words as `human` does, with the names of months shortened for a narrow column."""
    names = {
        whole: words.pgettext(*SHORT[at])
        for at in range(len(SHORT))
        for whole in (words.pgettext(*AFTER_DAY[at]), words.gettext(MONTHS[at]))
    }
    return " ".join(names.get(word, word) for word in human(value, words).split(" "))


def _in_words(one: PartialDate, words: Words) -> str:
    year = (one.earliest or date.min).year
    if before := _without_year(one, words):
        text = words.gettext("%(date)s %(year)s") % {"date": before, "year": year}
    else:
        text = str(year) if one.precision == "year" else words.gettext("the %(decade)ss") % {"decade": year}
    if one.approximate:
        text = words.gettext("about %(date)s") % {"date": text}
    return words.gettext("perhaps %(date)s") % {"date": text} if one.uncertain else text


def _without_year(one: PartialDate, words: Words) -> str:
    """Return “16 December”, “spring”; empty where only the year is known."""
    first = one.earliest or date.min
    if one.precision == "day":
        month = words.pgettext(*AFTER_DAY[first.month - 1])
        return words.gettext("%(day)s %(month)s") % {"day": first.day, "month": month}
    if one.precision == "month":
        return words.gettext(MONTHS[first.month - 1])
    return words.gettext(SEASONS[int(one.value[5:7])]) if one.precision == "season" else ""


def _half_open(one: PartialDate, words: Words, whole: str, decade: str) -> str:
    """Return an interval with one end; a decade has a form of its own, for languages that inflect it."""
    if one.precision == "decade" and not one.approximate and not one.uncertain:
        return decade % {"decade": (one.earliest or date.min).year}
    return whole % {"date": _in_words(one, words)}


def _first_of_two(first: PartialDate, last: PartialDate, words: Words) -> str:
    """Return an interval's first end without the month and year that it shares with the last."""
    short, begins, ends = _without_year(first, words), first.earliest or date.min, last.earliest or date.min
    if not short or begins.year != ends.year or first.approximate or first.uncertain:
        return _in_words(first, words)
    if first.precision == last.precision == "day" and begins.month == ends.month:
        return words.pgettext("day before another of its month", "%(day)s") % {"day": begins.day}
    return short


class UnknownInstant(datetime):
    """Stands for an unknown date where a program needs one: it sorts before all others, and is shown as nothing."""

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        """Return nothing, so that no theme and no feed has a date."""
        del sep, timespec
        return ""

    def strftime(self, format: str) -> str:  # noqa: A002  as it is called there
        """Return nothing, likewise."""
        del format
        return ""
