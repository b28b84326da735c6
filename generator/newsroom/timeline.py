"""The order of moments and the time between them. Moments come in, drawn rows and the undated go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import edtf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from generator.model import Moment

# The longest gap, in days, that is drawn with each of the lengths 0-4; what is longer is drawn with 5, cut through.
STEPS = (1, 14, 92, 366, 3653)
BROKEN = len(STEPS)
DAYS_A_WEEK, DAYS_A_MONTH, DAYS_A_YEAR = 7, 30.44, 365.25
IN_DAYS, IN_WEEKS, IN_MONTHS = 14, 60, 700


@dataclass(frozen=True, slots=True)
class Step:
    """A moment with the time since the one above: in words, and as a length from 0 to 5."""

    moment: Moment
    gap: str
    length: int
    broken: bool


def dated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments that have a date, earliest first; of equal dates in the order of the text."""
    held = [moment for moment in moments if moment.date]
    return sorted(held, key=lambda moment: (edtf.sort_key(moment.date), moment.story, moment.words))


def undated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments whose date the source does not give, in the order of the text."""
    return [moment for moment in moments if not moment.date]


def steps(moments: Sequence[Moment]) -> list[Step]:
    """Return dated moments, which are in order, with the time that lies between each and the one above."""
    found: list[Step] = []
    for moment in moments:
        days = _between(found[-1].moment, moment) if found else 0
        length = _length(days)
        found.append(Step(moment, _gap(days) if found else "", length, length == BROKEN))
    return found


def _between(earlier: Moment, later: Moment) -> int:
    """Return the days between two moments, from the first day each may be; 0 where either is open."""
    first, second = _start(earlier), _start(later)
    return max(0, (second - first).days) if first and second else 0


def _start(moment: Moment) -> date | None:
    known = edtf.parse(moment.date)
    return (known.earliest or known.latest) if known else None


def _length(days: int) -> int:
    return next((length for length, longest in enumerate(STEPS) if days < longest), BROKEN)


def _gap(days: int) -> str:
    """Return a stretch of time in words, as exact as is worth reading; empty within a day."""
    if days < 1:
        return ""
    if days < IN_DAYS:
        return _count(days, "day")
    if days < IN_WEEKS:
        return _count(round(days / DAYS_A_WEEK), "week")
    if days < IN_MONTHS:
        return _count(round(days / DAYS_A_MONTH), "month")
    return _count(round(days / DAYS_A_YEAR), "year")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
