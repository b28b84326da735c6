"""Says whether a date that a page prints in words is that of an EDTF value: verify's own reading, without catalogues.

Its numbers are the value's, in any language. English and German words, which the program comes with, name no other
month or season, and say *since*, *until* and *about* where the value does and nowhere else. Other words may be those of
another interface, of which only the numbers are held.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST = 90  # characters of a date in words
SHORTEST_MONTH = 3  # letters: Jan.
MONTHS: Mapping[int, tuple[str, ...]] = {
    1: ("january", "januar", "jänner"), 2: ("february", "februar", "feber"), 3: ("march", "märz"), 4: ("april",),
    5: ("may", "mai"), 6: ("june", "juni"), 7: ("july", "juli"), 8: ("august",), 9: ("september", "sept"),
    10: ("october", "oktober"), 11: ("november",), 12: ("december", "dezember"),
}  # fmt: skip
SEASONS: Mapping[int, tuple[str, ...]] = {
    21: ("spring", "frühjahr", "frühling"), 22: ("summer", "sommer"), 23: ("autumn", "fall", "herbst"), 24: ("winter",),
}  # fmt: skip
SENSES: Mapping[str, tuple[str, ...]] = {
    "since": ("since", "seit"), "until": ("until",), "about": ("about", "etwa"), "perhaps": ("perhaps", "vielleicht"),
    "from": ("from", "to"),
}  # fmt: skip
BETWEEN = "bis"  # until, and between two ends
FILLERS = frozenset(("the", "s", "den", "die", "in", "er", "jahre", "jahren"))
MARKED = {"~": ("about",), "?": ("perhaps",), "%": ("about", "perhaps")}
_VALUE = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d)(?:T[^~?%/]*)?)?)?([~?%]?)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_OPEN = ("", "..")


class DateEnd(NamedTuple):
    """A date, or an end of an interval: its year, the first of a decade or century, its month or season, its day."""

    year: int
    month: int
    day: int
    mark: str
    is_plain: bool


class KnownWords(NamedTuple):
    """What a text names, months and seasons in words and as numbers, and whether all its words are known."""

    months: frozenset[int]
    numbers: frozenset[int]
    senses: frozenset[str]
    is_whole: bool


def ends_of(value: str) -> list[DateEnd | None]:
    """Return a date, or both ends of an interval, None for an open one; nothing for what is not a date."""
    ends = [_end(part) for part in value.split("/")]
    parts = value.split("/")
    wrong = any(end is None and (part not in _OPEN or len(parts) == 1) for end, part in zip(ends, parts, strict=True))
    return [] if wrong or not any(ends) else ends


def _end(part: str) -> DateEnd | None:
    found = _VALUE.fullmatch(part)
    if not found:
        return None
    year, month, day, mark = found.groups()
    return DateEnd(int(year.replace("X", "0")), int(month or 0), int(day or 0), mark, "X" not in year)


def machine_of(value: str) -> str:
    """Return the `datetime` of a value: a day, month or year, or the week that it is; empty where HTML has none."""
    ends = ends_of(value)
    if len(ends) == 1 and ends[0]:
        exact = ends[0].is_plain and not ends[0].mark and ends[0].month <= max(MONTHS)
        return value.partition("T")[0] if exact else ""
    first, last = (_day(end) for end in ends) if len(ends) == len(("from", "to")) else (None, None)
    if not first or not last or first.weekday() or last - first != timedelta(days=6):
        return ""
    year, week, _ = first.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _day(end: DateEnd | None) -> date | None:
    try:
        return date(end.year, end.month, end.day) if end and not end.mark else None
    except ValueError:
        return None


def first_day(value: str) -> str:
    """Return the first day of a value as ISO 8601, the last known end where its first is open; empty for no date."""
    ends = [end for end in ends_of(value) if end]
    end = ends[0] if ends else None
    month = (end.month - 20) * 3 if end and end.month > max(MONTHS) else (end.month if end else 0)
    return f"{end.year:04d}-{month or 1:02d}-{end.day or 1:02d}" if end else ""


def value_of_machine(machine: str) -> str:
    """Return a `datetime` as EDTF, a week as its first and last day; empty for what is none of a date."""
    week = _WEEK.fullmatch(machine)
    if not week:
        return machine if len(ends_of(machine)) == 1 else ""
    try:
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return ""
    return f"{first}/{first + timedelta(days=6)}" if first.year < MAXYEAR else ""


@lru_cache(maxsize=4096)
def fault_of_date(text: str, value: str) -> str:
    """Return why a text is not the date `value` in words; empty where it may be."""
    ends = ends_of(value)
    if not ends:
        return "the value is no date"
    if len(text) > LONGEST:
        return "it is too long for a date"
    return _fault_of_numbers(text, ends) or _fault_of_words(_known_words(text), ends)


def _fault_of_numbers(text: str, ends: list[DateEnd | None]) -> str:
    found = [int(number) for number in _NUMBER.findall(text)]
    known = [end for end in ends if end]
    # An interval names once what its ends have in common.
    needed = {number for end in known for number in (end.year, end.day)} - {0}
    allowed = Counter(number for end in known for number in (end.year, end.month, end.day))
    if other := next(iter(Counter(found) - allowed), None):
        return f"it has the number {other}"
    missing = next((number for number in sorted(needed) if number not in found), None)
    return "" if missing is None else f"it lacks the number {missing}"


def months_in(text: str) -> set[int]:
    """Return the months that a text names, whole or abbreviated."""
    return {month for word in _WORD.findall(text.casefold()) for month in _months_of(word)}


@lru_cache(maxsize=1024)
def _months_of(word: str) -> frozenset[int]:
    is_begun = len(word) >= SHORTEST_MONTH
    named = (
        month
        for month, names in MONTHS.items()
        if any(word == one or (is_begun and one.startswith(word)) for one in names)
    )
    return frozenset(named)


@lru_cache(maxsize=1 << 12)
def is_date_like(text: str) -> bool:
    """Return whether a text has a number, and otherwise only words that a date may have."""
    return len(text) <= LONGEST and bool(_NUMBER.search(text)) and _known_words(text).is_whole


def _known_words(text: str) -> KnownWords:
    # A month may be written as its number.
    numbers = {int(number) for number in _NUMBER.findall(text)} & MONTHS.keys()
    in_words, senses, is_whole = set[int](), set[str](), True
    for word in _WORD.findall(text.casefold()):
        named = _months_of(word) | {season for season, names in SEASONS.items() if word in names}
        sense = {one for one, names in SENSES.items() if word in names} | ({BETWEEN} if word == BETWEEN else set())
        in_words |= named
        senses |= sense
        is_whole = is_whole and bool(named or sense or word in FILLERS)
    return KnownWords(frozenset(in_words), frozenset(numbers), frozenset(senses), is_whole)


def _fault_of_words(told: KnownWords, ends: list[DateEnd | None]) -> str:
    known = [end for end in ends if end]
    months = {end.month for end in known} - {0}
    if other := told.months - months:
        return f"it names {_name(min(other))}"
    senses = {sense for end in known for sense in MARKED.get(end.mark, ())}
    if len(ends) > 1 and len(known) == 1:
        senses |= {"since"} if ends[0] else {"until"}
    is_between = len(known) > 1 or "until" in senses
    allowed = senses | ({BETWEEN} if is_between else set()) | ({"from"} if len(known) > 1 else set())
    if other_senses := told.senses - allowed:
        return f"it says “{min(other_senses)}”"
    needed = senses - ({"until"} if BETWEEN in told.senses else set())
    lacking = sorted(needed - told.senses)
    if told.is_whole and lacking:
        return f"it does not say “{lacking[0]}”"
    missing = months - told.months - told.numbers
    return f"it does not name {_name(min(missing))}" if told.is_whole and missing else ""


def _name(month: int) -> str:
    return {**MONTHS, **SEASONS}.get(month, (str(month),))[0]
