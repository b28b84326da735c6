"""Whether a date dates an event. A date in its setting comes in, yes or no goes out.

It does where its sentence has a finite verb and the date stands by itself, as an adverb does (“on Tuesday”,
“last week”). One that belongs to a noun (“the 1991 agreement”, “Tuesday's vote”, “10 % of 2000 levels”) only refers,
and one before or after which something happened is not when it did.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.annotate.date_setting import Setting

_ERAS = frozenset(("decade", "century"))
_DURATIONS = frozenset(("window", "clock", "decade", "century", "ahead"))
PREPOSITIONS = frozenset(
    ("on", "in", "at", "by", "since", "until", "till", "from", "to", "through", "during", "before", "after",
     "between", "around", "about", "over", "for", "throughout", "of", "and", "or", "as")
)  # fmt: skip
_BOUNDS = frozenset(("before", "after"))  # the date is when it had not happened yet, or had already
_ATTRIBUTES = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "that", "this", "than", "s", "of"))
_POSSESSIVE = re.compile(r"['’]s?\b")
_NOUN_NEXT = re.compile(
    r"[ \u00a0-](?!to\b|and\b|or\b|at\b|in\b|on\b|by\b|as\b|that\b|with\b|for\b|from\b|when\b)[a-z]"
)
_NAMED = re.compile(r"[A-Z][\w’'-]*\s$")


def _attributive(setting: Setting) -> bool:
    """Tell whether the date belongs to a noun."""
    text, span = setting.text, setting.expression.span
    if _POSSESSIVE.match(text, span.end):
        return True
    if setting.before in _ATTRIBUTES and setting.expression.reading in (
        "weekday",
        "year_alone",
        "month_alone",
        "quarter",
    ):
        return setting.before == "of" or bool(_NOUN_NEXT.match(text, span.end))
    return False


def _is_bound(setting: Setting) -> bool:
    """Tell whether the date is only one before or after which it was; before a date to come is by that date."""
    if setting.before == "before" and setting.sign.direction == "future":
        return False
    return setting.before in _BOUNDS


def _part_of_a_name(setting: Setting) -> bool:
    """Tell whether a year follows a name directly (“Harbour Fair 2016”)."""
    if setting.expression.reading != "year_alone":
        return False
    start = setting.expression.span.start
    return bool(_NAMED.search(setting.text[max(0, start - 24) : start])) and setting.before not in PREPOSITIONS


def dates_an_event(setting: Setting) -> bool:
    """Tell whether an event of the sentence happens, happened or is to happen at the date."""
    if setting.expression["unit"].lower() in _ERAS or _is_bound(setting):
        return False
    if setting.expression.reading in _DURATIONS or setting.sign.direction == "none":
        return False
    return not _attributive(setting) and not _part_of_a_name(setting)
