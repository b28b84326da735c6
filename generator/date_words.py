"""Partial dates in words: “16 December 2015”, “about 1998”, “etwa 1998”. An EDTF value comes in, words go out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import edtf
from generator.words import ENGLISH, msgid, msgid_in

if TYPE_CHECKING:
    from generator.edtf import PartialDate
    from generator.words import Words

MONTHS = (
    msgid("January"), msgid("February"), msgid("March"), msgid("April"), msgid("May"), msgid("June"), msgid("July"),
    msgid("August"), msgid("September"), msgid("October"), msgid("November"), msgid("December"),
)  # fmt: skip
# Some languages write a month differently after a day: “3 березня”, but “березень 2031”.
AFTER_DAY = (
    msgid_in("month after a day", "January"),
    msgid_in("month after a day", "February"),
    msgid_in("month after a day", "March"),
    msgid_in("month after a day", "April"),
    msgid_in("month after a day", "May"),
    msgid_in("month after a day", "June"),
    msgid_in("month after a day", "July"),
    msgid_in("month after a day", "August"),
    msgid_in("month after a day", "September"),
    msgid_in("month after a day", "October"),
    msgid_in("month after a day", "November"),
    msgid_in("month after a day", "December"),
)
SEASONS = {21: msgid("spring"), 22: msgid("summer"), 23: msgid("autumn"), 24: msgid("winter")}


@lru_cache(maxsize=8192)
def human(value: str, words: Words = ENGLISH) -> str:
    """Return `value` in words; as it stands where it is no date."""
    known = edtf.parse(value)
    if not known:
        return value
    return _interval(value, words) if "/" in value else _single(known, words)


def month_name(month: int, words: Words = ENGLISH) -> str:
    """Return the name of a month, 1 to 12, as it stands alone."""
    return words.gettext(MONTHS[month - 1])


def _before_year(one: PartialDate, words: Words) -> str:
    """Return what stands beside the year: “16 December”, “spring”; empty where there is only a year."""
    first = one.earliest or date.min
    if one.precision == "day":
        month = words.pgettext(*AFTER_DAY[first.month - 1])
        return words.gettext("%(day)s %(month)s") % {"day": first.day, "month": month}
    if one.precision == "month":
        return month_name(first.month, words)
    return words.gettext(SEASONS[int(one.value[5:7])]) if one.precision == "season" else ""


def _single(one: PartialDate, words: Words) -> str:
    return _qualified(one, _plain(one, words), words)


def _plain(one: PartialDate, words: Words) -> str:
    year = (one.earliest or date.min).year
    beside = _before_year(one, words)
    if beside:
        return words.gettext("%(date)s %(year)s") % {"date": beside, "year": year}
    return str(year) if one.precision == "year" else words.gettext("the %(decade)ss") % {"decade": year}


def _qualified(one: PartialDate, told: str, words: Words) -> str:
    about = words.gettext("about %(date)s") % {"date": told} if one.approximate else told
    return words.gettext("perhaps %(date)s") % {"date": about} if one.uncertain else about


def _interval(value: str, words: Words) -> str:
    first, last = (edtf.parse(end) if end not in ("", "..") else None for end in value.split("/"))
    if first and last:
        told = {"first": _beginning(first, last, words), "last": _single(last, words)}
        return words.gettext("from %(first)s to %(last)s") % told
    if first:
        return _opened(first, words, words.gettext("since %(date)s"), words.gettext("since the %(decade)ss"))
    return _opened(last, words, words.gettext("until %(date)s"), words.gettext("until the %(decade)ss")) if last else ""


def _opened(one: PartialDate, words: Words, whole: str, decade: str) -> str:
    """Return an interval with one end; a decade has a form of its own, for languages that bend it."""
    if one.precision == "decade" and not one.approximate and not one.uncertain:
        return decade % {"decade": (one.earliest or date.min).year}
    return whole % {"date": _single(one, words)}


def _beginning(first: PartialDate, last: PartialDate, words: Words) -> str:
    """Return an interval's first end without the month and year that it shares with the last."""
    beside, begins, ends = _before_year(first, words), first.earliest or date.min, last.earliest or date.min
    if not beside or begins.year != ends.year or first.approximate or first.uncertain:
        return _single(first, words)
    if first.precision == last.precision == "day" and begins.month == ends.month:
        return words.pgettext("day before another of its month", "%(day)s") % {"day": begins.day}
    return beside
