"""Whether a stretch with the form of a date is one here. A text and an expression come in, yes or no goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate import lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.annotate.date_grammar import Expression

_REACH = 30
_RATES = frozenset(("every", "each", "per", "any", "most"))
_MODERN = 1900
_AT = frozenset(("at", "by", "of", "until", "around", "about", "before", "after"))
_WORD = re.compile(r"[\w’'-]+")
_OPEN = "([-–—/"


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
    if int(expression["year"]) < _MODERN and not led:
        return False
    follows = _next_word(text, end)
    if follows in lang.words("counted"):
        return False
    plural = follows.islower() and follows.endswith("s") and len(follows) > len("was")
    old = int(expression["year"]) < _MODERN
    return not (plural and (old or not led)) and (led or text[end : end + 1] != "-")


def _weekday(text: str, expression: Expression) -> bool:
    names = lang.pairs("date_names")
    before, after = _before(text, expression.span.start), " ".join(_after(text, expression.span.end)[:2])
    if before and names.get(before[-1]) == "before":
        return False
    return not any(after.startswith(name) for name, place in names.items() if place == "after")


def _event(text: str, expression: Expression) -> bool:
    """Tell whether the day is the name of an event, as in the 11 September attacks."""
    return expression["year"] == "" and _next_word(text, expression.span.end).lower() in lang.words("date_events")


def _day(text: str, expression: Expression) -> bool:
    if expression["month"] == "May" or expression["month"] == "March":
        follows = _next_word(text, expression.span.end)
        if follows in {"%", "percent"}:
            return False
    return not _event(text, expression)


def _clock(text: str, expression: Expression) -> bool:
    before = _before(text, expression.span.start)
    return bool(before) and before[-1].lower() in _AT


def _tens(text: str, expression: Expression) -> bool:
    if expression["decade"]:
        before = _before(text, expression.span.start)
        return bool(before) and before[-1].lower() in ("in", "since", "of", "during", "from", "until")
    return True


def _ordinal_unit(text: str, expression: Expression) -> bool:
    """Tell whether a quarter is one of the calendar: one beside scores or a ball game's words is not asked."""
    return text[expression.span.end : expression.span.end + 1] != "s"


_GUARDS: dict[str, Callable[[str, Expression], bool]] = {
    "month_alone": _month_alone, "year_alone": _year_alone, "weekday": _weekday, "day": _day, "clock": _clock,
    "decade": _tens, "quarter": _ordinal_unit,
}  # fmt: skip


def stands(text: str, expression: Expression) -> bool:
    """Tell whether `expression` dates something here: not a rate, a name, a count."""
    before = _before(text, expression.span.start)
    if before and before[-1].lower() in _RATES:
        return False
    guard = _GUARDS.get(expression.reading)
    return guard(text, expression) if guard else True
