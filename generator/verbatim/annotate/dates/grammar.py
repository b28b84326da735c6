"""Which stretches of a text have the form of a date. A text comes in, expressions with their parts go out.

The forms are the templates of the language's `date_rules`; they become one regular expression, tried once at each
word, so that the time is linear in the text. Whether a form does mean a date here is asked in `date_guards`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


# ---- annotate/date_slots.py

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


# ---- annotate/date_grammar.py

_SLOT = re.compile(r"\{([a-z_]+)(?::([^}]+))?\}")
_BLANK = r"(?:[^\S\r\n]{1,3}|[^\S\r\n]?\r?\n(?=\S))"
_BEFORE = r"(?<![\w$€£¥#@%])(?:(?=[A-Za-z'’])|(?<!\d[.,:/-]))(?<!-[A-Za-z])"
KNOWN = 128  # texts whose forms are kept: the paragraphs of an article
_AFTER = r"(?!\w)(?![.,:]\d)"


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch that has the form of a date: `reading` names how it is to be understood, `parts` its slots."""

    span: Span
    reading: str
    parts: Mapping[str, str]

    def __getitem__(self, slot: str) -> str:
        return self.parts.get(slot, "")


def _literal(text: str) -> str:
    return either_case(text).replace("[- ]", "(?:-| )").replace(" ", _BLANK)


def _compiled(template: str, prefix: str) -> tuple[str, list[str]]:
    """Return a template as a pattern whose groups are named `prefix` + slot, and the names of its slots."""
    made, slots, at = [], [], 0
    for slot in _SLOT.finditer(template):
        name = slot[1]
        inner = any_of(slot[2].split("|")).replace(r"\ ", _BLANK) if slot[2] else pattern(name.removesuffix("_to"))
        made += [_literal(template[at : slot.start()]), f"(?P<{prefix}{name}>{inner})"]
        slots.append(name)
        at = slot.end()
    return "".join([*made, _literal(template[at:])]), slots


def _opening(branches: str) -> str:
    """Return a cheap pattern for every word that occurs in `branches`: at any other word no date can begin."""
    plain = re.sub(r"\(\?P<\w+>|\\[a-z]", " ", re.sub(r"\[[A-Z]([a-z])\]", r"\1", branches))
    by_letter: dict[str, set[str]] = {}
    for word in re.findall(r"[A-Za-z]+", plain):
        by_letter.setdefault(word[0].lower(), set()).add(word[1:])
    letters = sorted(by_letter.items())
    tails = (f"[{letter}{letter.upper()}](?:{'|'.join(sorted(rest, reverse=True))})" for letter, rest in letters)
    return f"(?:{'|'.join(tails)})(?![a-z])"


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, list[str]]]]:
    branches, readings = [], {}
    for number, (name, template) in enumerate(lang.pairs("date_rules", language).items()):
        body, slots = _compiled(template, f"r{number}_")
        branches.append(f"(?P<r{number}>{body})")
        readings[f"r{number}"] = (name.partition(".")[0], slots)
    opening = _opening("|".join(branches))
    return re.compile(f"{_BEFORE}(?=[\\d'’]|{opening})(?:{'|'.join(branches)}){_AFTER}"), readings


@lru_cache(maxsize=KNOWN)
def expressions(text: str, language: str = "en") -> tuple[Expression, ...]:
    """Return every stretch of `text` with the form of a date, in order, none overlapping.

    Dates, numbers and datelines ask of the same paragraphs: what was asked last is known still.
    """
    return tuple(_expressions(text, language))


def _expressions(text: str, language: str) -> Iterator[Expression]:
    master, readings = _grammar(language)
    for match in master.finditer(text):
        rule = match.lastgroup or ""
        reading, slots = readings[rule]
        parts = {slot: match[f"{rule}_{slot}"] for slot in slots if match[f"{rule}_{slot}"]}
        start = match.start()
        if "lead" in parts:
            start = match.end(f"{rule}_lead")
            while text[start].isspace():
                start += 1
        yield Expression(Span(start, match.end()), reading, parts)


# ---- annotate/date_words.py

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


# ---- annotate/date_guards.py

_REACH = 30
_RATES = frozenset(("every", "each", "per", "any", "most"))
_MODERN = 1900
_AT = frozenset(("at", "by", "of", "until", "around", "about", "before", "after"))
_WORD = re.compile(r"[\w’'-]+")
_NOUN_MARKS = frozenset(("a", "better", "brighter", "our", "their"))


def _before(text: str, at: int) -> list[str]:
    """Return the words of the line before `at`, the nearest last."""
    return re.split(r"\n", text[max(0, at - _REACH) : at])[-1].split()


def _after(text: str, at: int) -> list[str]:
    return text[at : at + _REACH].partition("\n")[0].split()


def _next_word(text: str, at: int) -> str:
    """Return the word that follows after a blank, empty where punctuation stands between."""
    if text[at : at + 1] not in (" ", "\u00a0"):
        return ""
    match = _WORD.match(text, at + 1)
    return match[0] if match else ""


def _leads(text: str, at: int, kind: str) -> bool:
    words = _before(text, at)
    entries = lang.pairs("date_leads")
    return bool(words) and entries.get(words[-1].lower().lstrip("(“\"'‘")) in (kind, "both")


def _month_alone(text: str, expression: Expression) -> bool:
    word = expression["month"]
    if word not in lang.words("months"):
        return False
    follows = _next_word(text, expression.span.end)
    common = lang.pairs("months")[word].endswith("common")
    if _leads(text, expression.span.start, "month"):
        return not (follows[:1].isupper() and common)
    return not common and not follows[:1].isupper()


def _year_alone(text: str, expression: Expression) -> bool:
    start, end = expression.span.start, expression.span.end
    led = _leads(text, start, "year")
    weakly = led or _leads(text, start, "weak")
    if int(expression["year"]) < _MODERN and not weakly:
        return False
    follows = _next_word(text, end)
    if follows in lang.words("counted"):
        return False
    plural = follows.islower() and follows.endswith("s") and len(follows) > len("was")
    old = int(expression["year"]) < _MODERN
    return not (plural and (old or not led)) and (weakly or text[end : end + 1] != "-")


def _not_a_weekday(text: str, expression: Expression) -> bool:
    names = lang.pairs("date_names")
    before, after = _before(text, expression.span.start), " ".join(_after(text, expression.span.end)[:2])
    if before and names.get(before[-1]) == "before":
        return False
    return not any(after.startswith(name) for name, place in names.items() if place == "after")


def _day(text: str, expression: Expression) -> bool:
    """Tell whether the day is one, and not the name of an event, as in the 11 September attacks."""
    return bool(expression["year"]) or _next_word(text, expression.span.end).lower() not in lang.words("date_events")


def _clock(text: str, expression: Expression) -> bool:
    before = _before(text, expression.span.start)
    return bool(before) and before[-1].lower() in _AT


def _decade(text: str, expression: Expression) -> bool:
    if expression["decade"]:
        before = _before(text, expression.span.start)
        return bool(before) and before[-1].lower() in ("in", "since", "of", "during", "from", "until")
    return True


def _tomorrow(text: str, expression: Expression) -> bool:
    """Tell whether “tomorrow” is the day and no noun (“a brighter tomorrow”)."""
    before = [word.lower() for word in _before(text, expression.span.start)[-2:]]
    return not (expression["deictic"].lower() == "tomorrow" and _NOUN_MARKS.intersection(before))


_GUARDS: dict[str, Callable[[str, Expression], bool]] = {
    "month_alone": _month_alone, "year_alone": _year_alone, "weekday": _not_a_weekday, "day": _day,
    "clock": _clock, "decade": _decade, "yesterday": _tomorrow,
}  # fmt: skip


def stands(text: str, expression: Expression) -> bool:
    """Tell whether `expression` dates something here: not a rate, a name, a count."""
    before = _before(text, expression.span.start)
    if before and before[-1].lower() in _RATES:
        return False
    guard = _GUARDS.get(expression.reading)
    return guard(text, expression) if guard else True
