"""What a slot of a date template matches: lists of the language become alternations. A slot's name comes in."""

from __future__ import annotations

import re
from functools import cache

from generator.annotate import lang

_ZONE = r"(?:[A-Z]{1,2}[SD]?T|GMT|UTC)\b"
_HALF = rf"[ap]\.?m\b\.?(?: {_ZONE})?"
_PATTERNS = {
    "iso": r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])",
    "year": r"(?:1\d|20)\d\d(?![\d%])",
    "first": r"(?:3[01]|[12]\d|0?[1-9])",
    "second": r"(?:3[01]|[12]\d|0?[1-9])",
    "slashyear": r"(?:(?:19|20)\d\d|\d\d)(?![\d/])",
    "short": r"\d\d(?!\d)",
    "quarter": r"Q[1-4]",
    "half": r"H[12]",
    "tens": r"(?:1[5-9]|20)\d0['’]?s",
    "clock": rf"(?:[01]?\d|2[0-3])[:.][0-5]\d ?(?:{_HALF}|{_ZONE})|(?:1[0-2]|[1-9]) ?{_HALF}|(?:[01]\d|2[0-3]):[0-5]\d",
}


def any_of(words: list[str]) -> str:
    """Return a pattern for any of `words`, the longest first; a small first letter also matches as a capital."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(either_case(re.escape(word)) for word in ordered) + ")"


def either_case(escaped: str) -> str:
    """Return `escaped` with every word that begins small also matching with a capital."""
    return re.sub(r"(?<![A-Za-z\\’'])[a-z]", lambda m: f"[{m[0].upper()}{m[0]}]", escaped)


def _month() -> str:
    short = any_of(list(lang.words("month_abbreviations")))
    return rf"(?:{any_of(list(lang.words('months')))}|{short}\.?)"


def _weekday() -> str:
    short = any_of(list(lang.words("weekday_abbreviations")))
    return rf"(?:{any_of(list(lang.words('weekdays')))}|{short}\.?)"


def _count() -> str:
    tens = [word for word, value in lang.pairs("numerals").items() if value in {str(10 * n) for n in range(2, 10)}]
    ones = [
        word for word, value in lang.pairs("numerals").items() if value in set("123456789") and word not in ("a", "an")
    ]
    return rf"(?:\d{{1,3}}|{any_of(tens)}-{any_of(ones)}|{any_of(list(lang.words('numerals')))})"


def _century() -> str:
    return rf"(?:(?:1\d|2[01]|[1-9])(?:st|nd|rd|th)|{any_of(list(lang.words('ordinals')))})"


def _ordinal() -> str:
    return rf"(?:[1-4](?:st|nd|rd|th)|{any_of(list(lang.words('ordinals')))})"


@cache
def pattern(slot: str) -> str:
    """Return the regular expression of a slot; KeyError where no slot has that name."""
    listed = {
        "weekdayname": "weekdays", "season": "seasons", "unit": "units", "holiday": "holidays",
        "decade": "decades", "daypart": "dayparts",
    }  # fmt: skip
    made = {"month": _month, "weekday": _weekday, "count": _count, "century": _century, "ordinal": _ordinal}
    if slot in listed:
        return any_of(list(lang.words(listed[slot])))
    return made[slot]() if slot in made else _PATTERNS[slot]
