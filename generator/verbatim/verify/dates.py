"""Says whether a date that a page prints in words is that of an EDTF value: verify's own reading, without catalogues.

Its numbers are the value's, in any language. English and German words, which the program comes with, name no other
month or season, and say *since* and *until* where the value is open. Of other interfaces only the numbers are held.
"""

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

MONTHS: Mapping[int, tuple[str, ...]] = {
    1: ("january", "januar", "jänner"), 2: ("february", "februar", "feber"), 3: ("march", "märz"), 4: ("april",),
    5: ("may", "mai"), 6: ("june", "juni"), 7: ("july", "juli"), 8: ("august",), 9: ("september", "sept"),
    10: ("october", "oktober"), 11: ("november",), 12: ("december", "dezember"), 21: ("spring", "frühjahr", "frühling"),
    22: ("summer", "sommer"), 23: ("autumn", "fall", "herbst"), 24: ("winter",),
}  # fmt: skip
LAST_MONTH = 12  # what comes behind are seasons
OPEN: Mapping[bool, tuple[str, ...]] = {True: ("since", "seit"), False: ("until", "bis")}
_VALUE = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d)(?:T[^~?%/]*)?)?)?([~?%]?)")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")


class DateEnd(NamedTuple):
    """A date, or an end of an interval: its year, the first of a decade or century, its month or season, its day."""

    year: int
    month: int
    day: int
    mark: str
    is_plain: bool


def ends_of(value: str) -> list[DateEnd | None]:
    """Return a date, or both ends of an interval, None for an open one; nothing for what is not a date."""
    parts = value.split("/")
    ends = [_end(part) for part in parts]
    wrong = any(
        end is None and (part not in ("", "..") or len(parts) == 1) for end, part in zip(ends, parts, strict=True)
    )
    return [] if wrong or not any(ends) else ends


def _end(part: str) -> DateEnd | None:
    found = _VALUE.fullmatch(part)
    if not found:
        return None
    year, month, day, mark = found.groups()
    return DateEnd(int(year.replace("X", "0")), int(month or 0), int(day or 0), mark, "X" not in year)


@lru_cache(maxsize=4096)
def machine_of(value: str) -> str:
    """Return the `datetime` of a value: a day, month or year, or the week that it is; empty where HTML has none."""
    ends = ends_of(value)
    if len(ends) == 1 and ends[0]:
        exact = ends[0].is_plain and not ends[0].mark and ends[0].month <= LAST_MONTH
        return value.partition("T")[0] if exact else ""
    with suppress(ValueError):
        first, last = map(date.fromisoformat, value.split("/"))
        year, week, weekday = first.isocalendar()
        return f"{year:04d}-W{week:02d}" if weekday == 1 and last - first == timedelta(days=6) else ""
    return ""


def first_day(value: str) -> str:
    """Return the first day of a value as ISO 8601, the last known end where its first is open; empty for no date."""
    end = next(filter(None, ends_of(value)), None)
    month = (end.month - 20) * 3 if end and end.month > LAST_MONTH else (end.month if end else 0)
    return f"{end.year:04d}-{month or 1:02d}-{end.day or 1:02d}" if end else ""


@lru_cache(maxsize=4096)
def fault_of_date(text: str, value: str) -> str:
    """Return why a text is not the date `value` in words; empty where it may be."""
    ends = ends_of(value)
    known = [end for end in ends if end]
    found = [int(number) for number in _NUMBER.findall(text)]
    # An interval names once what its ends have in common.
    needed = {number for end in known for number in (end.year, end.day)} - {0}
    allowed = Counter(number for end in known for number in (end.year, end.month, end.day))
    if not known:
        return "the value is no date"
    if other := next(iter(Counter(found) - allowed), None):
        return f"it has the number {other}"
    if missing := next((number for number in sorted(needed) if number not in found), None):
        return f"it lacks the number {missing}"
    return _fault_of_words(_WORD.findall(text.casefold()), ends)


def _fault_of_words(words: list[str], ends: list[DateEnd | None]) -> str:
    named = {month for word in words for month, names in MONTHS.items() if any(one.startswith(word) for one in names)}
    months = {end.month for end in ends if end} - {0}
    if other := named - months:
        return f"it names {MONTHS[min(other)][0]}"
    is_english = named or not months
    needed = OPEN[ends[0] is not None] if None in ends and is_english else ()
    return f"it does not say “{needed[0]}”" if needed and not set(words) & {*needed} else ""
