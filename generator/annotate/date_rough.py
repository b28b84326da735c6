"""Whether the text gives a date as approximate: “around 1850”, “in about March”. A placed date comes in and goes out.

EDTF marks such a date with `~` (level 1, “qualification of a date”).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator import edtf
from generator.annotate import lang
from generator.annotate.cues import cue
from generator.annotate.direction import is_past
from generator.annotate.events import PREPOSITIONS
from generator.date_words import human

if TYPE_CHECKING:
    from generator.annotate.date_setting import Placed, Setting

# The readings whose dates are named by calendar: what is counted from today has its own “about”.
_NAMED = frozenset(
    (
        "day",
        "holiday",
        "month",
        "month_alone",
        "part_of_month",
        "season",
        "year_alone",
        "part_of_year",
        "short_year",
        "decade",
    )
)
_REACH = 32


def as_given(setting: Setting, placed: Placed) -> Placed:
    """Return the date as approximate where the words before it say so, else as it is."""
    rough = f"{placed.value}~"
    if setting.expression.reading not in _NAMED or not edtf.parse(rough) or not _is_rough(setting):
        return placed
    value = placed.value or ""
    why = (
        placed.why.replace(human(value), human(rough), 1)
        if placed.basis == "inferred"
        else f"{placed.why}; the text calls it approximate"
    )
    return replace(placed, value=rough, why=why)


def is_topic(setting: Setting) -> bool:
    """Tell whether something is about the date, as a book may be about 1968."""
    return setting.before == "about" and setting.expression.reading in _NAMED and not _is_rough(setting)


def _is_rough(setting: Setting) -> bool:
    start = setting.expression.span.start
    words = setting.text[max(setting.sentence.start, start - _REACH) : start].lower().split()
    said = lang.pairs("date_rough").get(words[-1].lstrip("(“\"'‘"), "") if words else ""
    return said == "always" or (said == "led" and len(words) > 1 and _leads(words[-2]))


def _leads(word: str) -> bool:
    """Tell whether “about” after this word goes with the date: nobody is said to speak about it."""
    return word in PREPOSITIONS or (is_past(word) and not cue(word))
