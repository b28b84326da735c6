"""What a date is read against, and what the reading comes to: shapes that all readers of dates share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from generator import edtf
from generator.annotate import lang
from generator.annotate.direction import Sign, direction
from generator.date_words import human

if TYPE_CHECKING:
    from datetime import date

    from generator.annotate.date_grammar import Expression
    from generator.edtf import PartialDate
    from generator.model import Basis, Span

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
