"""Whether two dates are the same days. ISO 8601, TimeML or EDTF values come in, first and last day go out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator import edtf

Days = tuple[date | None, date | None]

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(\d|WE))?")
_PART = re.compile(r"(\d{4})-(?:Q(\d)|H(\d)|(SP|SU|FA|AU|WI))")
_SHORT = re.compile(r"(\d\d)(?:(\d)[Xx]?|XX)?")
_LONG_ENOUGH = 5  # days; longer spans may differ by one at either end, as weeks that begin on Sunday do


def _week(year: int, number: int, day: str | None) -> Days:
    monday = date.fromisocalendar(year, number, 1)
    if day == "WE":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if day:
        return (monday + timedelta(days=int(day) - 1),) * 2
    return monday, monday + timedelta(days=6)


def _of(value: str) -> Days | None:
    known = edtf.parse(value)
    return (known.earliest, known.latest) if known else None


def _part(match: re.Match[str]) -> Days | None:
    """Return the days of a quarter, a half or a season in TimeML's form."""
    year = match[1]
    if match[4]:
        return _of(f"{year}-{_SEASONS[match[4]]}")
    size = 3 if match[2] else 6
    first = (int(match[2] or match[3]) - 1) * size + 1
    if match[3] and match[3] != "1":
        first = 7
    return _of(f"{year}-{first:02d}/{year}-{first + size - 1:02d}")


def _one(value: str) -> Days | None:
    value = value.partition("T")[0] if re.match(r"\d{4}", value) else value
    value = re.sub(r"-?(?:XX|uu)$", "", value.removesuffix("-XX-XX"))
    if match := _WEEK.fullmatch(value):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := _PART.fullmatch(value):
        return _part(match)
    if match := _SHORT.fullmatch(value):
        return _of(f"{match[1]}{match[2]}X" if match[2] else f"{match[1]}XX")
    return _of(value)


def days(value: str | None) -> Days | None:
    """Return the first and last day of `value`, None for an open end; None where it is no calendar date."""
    if not value:
        return None
    bare = re.sub(r"[?~%]", "", value.strip())
    if "/" in bare:
        first, last = (days(end) for end in bare.split("/", 1))
        ends = first[0] if first else None, last[1] if last else None
        return ends if first or last else None
    try:
        return _one(bare)
    except ValueError:
        return None


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two values mean the same days; long spans may differ by a day at each end."""
    if one and other and one.strip().upper() == other.strip().upper():
        return True
    first, second = days(one), days(other)
    if first is None or second is None:
        return False
    if first == second:
        return True
    if first[0] is None or first[1] is None or second[0] is None or second[1] is None:
        return False
    shorter = min((first[1] - first[0]).days, (second[1] - second[0]).days)
    apart = abs((first[0] - second[0]).days), abs((first[1] - second[1]).days)
    return shorter >= _LONG_ENOUGH and max(apart) <= 1
