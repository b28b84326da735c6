"""What the words of a date stand for: months, weekdays, numerals, ordinals. A word comes in, a number goes out."""

from __future__ import annotations

import re

from generator.annotate import lang

_DIGITS = re.compile(r"\d+")
_THIS_CENTURY = 30


def month_number(word: str) -> int:
    """Return the number of a month's name or short form."""
    bare = word.rstrip(".")
    entry = lang.pairs("months").get(bare) or lang.pairs("month_abbreviations")[bare]
    return int(entry.split()[0])


def weekday_number(word: str) -> int:
    """Return the number of a weekday's name or short form, Monday 0."""
    bare = word.rstrip(".")
    return int(lang.pairs("weekdays").get(bare) or lang.pairs("weekday_abbreviations")[bare])


def digits(word: str) -> int:
    """Return the number that the first digits of `word` make (“21st”)."""
    match = _DIGITS.search(word)
    return int(match[0]) if match else 0


def count(word: str) -> int | None:
    """Return the number of a numeral in digits or words; None for a vague one (“several”)."""
    if word.isdigit():
        return int(word)
    entries = lang.pairs("numerals")
    lower = " ".join(word.lower().split())
    parts = [lower] if lower in entries else lower.split("-")
    values = [entries[part] for part in parts]
    return sum(int(value) for value in values) if "vague" not in values else None


def ordinal(word: str) -> int:
    """Return the number of an ordinal in digits or words."""
    return digits(word) or int(lang.pairs("ordinals")[word.lower()])


def full_year(two: str) -> int:
    """Return the year of two digits: those up to 30 in this century, later ones in the last."""
    number = int(two)
    return number + (2000 if number <= _THIS_CENTURY else 1900)
