"""What a date is read against, and what the reading comes to: shapes that all readers of dates share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.tense import Sign, direction, is_past
from verbatim.core import dates as edtf
from verbatim.core.dates import human

if TYPE_CHECKING:
    from datetime import date

    from verbatim.annotate.dates.grammar import Expression
    from verbatim.core.dates import PartialDate
    from verbatim.model import Basis, Span


# ---- annotate/date_setting.py

UNKNOWN = "the publication date is not known"
VAGUE = "the text does not say how many"
NO_SUCH_DAY = "the calendar has no such day"


@dataclass(frozen=True, slots=True)
class Placed:
    """A date as read: an EDTF value or None, on what basis, and the derivation in words."""

    value: str | None
    basis: Basis
    why: str


@dataclass(frozen=True)
class Setting:
    """One expression in its surroundings. `today` is the day of publication, `order` how the text writes 1/2/2003.

    `reference` is the date that stands before it in the text, None where none is near.
    """

    text: str
    expression: Expression
    sentence: Span
    today: date | None
    reference: PartialDate | None
    order: Literal["month first", "day first", "unknown"] = "unknown"
    anchor: str = "the publication date"

    @property
    def words(self) -> str:
        """The source's words for the date, on one line."""
        return " ".join(self.expression.span.of(self.text).split())

    @cached_property
    def sign(self) -> Sign:
        """Whether the sentence looks back or ahead here."""
        return direction(self.text, self.sentence, self.expression.span)

    @property
    def before(self) -> str:
        """The word before the expression, in small letters; empty at the sentence's start."""
        start = self.expression.span.start
        words = self.text[max(self.sentence.start, start - 24) : start].split()
        return words[-1].lower() if words else ""

    def step(self) -> int:
        """How many units on `which` points; 0 where there is none."""
        entry = lang.pairs("date_steps").get(self.expression["which"].lower(), "0")
        return int(entry.split()[0])

    def leans(self) -> bool:
        """Tell whether `which` points from a date before it in the text."""
        return lang.pairs("date_steps").get(self.expression["which"].lower(), "").endswith("lean")

    def stated(self, value: str, given: str) -> Placed:
        """Return a date that the text itself gives; `given` names what it gives (“the month and the year”)."""
        if not edtf.parse(value):
            return Placed(None, "none", NO_SUCH_DAY)
        return Placed(value, "stated", f"the text gives {given}")

    def inferred(self, value: str | None, *, looking: bool = False) -> Placed:
        """Return a date derived from the day of publication; `looking` adds the verb that told the direction."""
        if value is None or not edtf.parse(value):
            return Placed(None, "none", NO_SUCH_DAY)
        why = f"{self.words} → {human(value)}, from {self.anchor}"
        if looking and self.sign.direction == "future":
            why += ", looking ahead"
        return Placed(value, "inferred", why)

    def leaning(self, value: str | None) -> Placed:
        """Return a date derived from the one before it in the text."""
        if value is None or not self.reference or not edtf.parse(value):
            return Placed(None, "none", "no date before it in the text fixes it")
        other = human(self.reference.value)
        return Placed(value, "inferred", f"{self.words} → {human(value)}, from {other} before it in the text")

    def unknown(self) -> Placed:
        """Return a date that cannot be placed because nothing says when the text was published."""
        return Placed(None, "none", UNKNOWN)


# ---- annotate/events.py

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
_NAMED_EVENTS = re.compile(r"[A-Z][\w’'-]*\s$")


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
    return bool(_NAMED_EVENTS.search(setting.text[max(0, start - 24) : start])) and setting.before not in PREPOSITIONS


def dates_an_event(setting: Setting) -> bool:
    """Tell whether an event of the sentence happens, happened or is to happen at the date."""
    if setting.expression["unit"].lower() in _ERAS or _is_bound(setting):
        return False
    if setting.expression.reading in _DURATIONS or setting.sign.direction == "none":
        return False
    return not _attributive(setting) and not _part_of_a_name(setting)


# ---- annotate/date_rough.py

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
