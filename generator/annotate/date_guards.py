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


def _weekday(text: str, expression: Expression) -> bool:
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
    "month_alone": _month_alone, "year_alone": _year_alone, "weekday": _weekday, "day": _day, "clock": _clock,
    "decade": _decade, "yesterday": _tomorrow,
}  # fmt: skip


def stands(text: str, expression: Expression) -> bool:
    """Tell whether `expression` dates something here: not a rate, a name, a count."""
    before = _before(text, expression.span.start)
    if before and before[-1].lower() in _RATES:
        return False
    guard = _GUARDS.get(expression.reading)
    return guard(text, expression) if guard else True
