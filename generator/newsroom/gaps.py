"""The time between two dates. EDTF values come in, in order; how much time, and how surely, goes out.

Reckoned is from day to day; a date that is not known to the day counts from its middle, and the time is then “about”.
What lasts counts from its beginning. Where the two may be the same time, there is no time between to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator import edtf

if TYPE_CHECKING:
    from generator.edtf import PartialDate

Unit = Literal["day", "week", "month", "year"]
DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
# From this many days on the next longer unit is worth reading.
UP_TO: tuple[tuple[Unit, int], ...] = (("day", 14), ("week", 60), ("month", 700))


@dataclass(frozen=True, slots=True)
class Gap:
    """Time between two dates: `days` for drawing, `count` of `unit` for words; `overlap` where none is certain."""

    days: int
    count: int
    unit: Unit
    about: bool
    overlap: bool = False


def between(earlier: str, later: str) -> Gap | None:
    """Return the time from one date to the next; None within a day, and where either is no date."""
    first, second = _anchor(earlier), _anchor(later)
    if not first or not second or not first.latest or not second.earliest:
        return None
    exact = _is_exact(first) and _is_exact(second)
    if second.earliest <= first.latest and not (exact and second.earliest == first.latest):
        return Gap(0, 0, "day", about=True, overlap=True)
    days = _middle(second) - _middle(first)
    return _worded(days, about=not exact) if days else None


def _anchor(value: str) -> PartialDate | None:
    """Return the date that a value is reckoned from: of what lasts its beginning, or its end where that is open."""
    ends = [end for end in value.split("/") if end not in ("", "..")]
    return edtf.parse(ends[0]) if ends else None


def _is_exact(one: PartialDate) -> bool:
    return one.precision == "day" and not one.approximate and not one.uncertain


def _middle(one: PartialDate) -> int:
    if not one.earliest or not one.latest:
        return 0
    return (one.earliest.toordinal() + one.latest.toordinal()) // 2


def _worded(days: int, *, about: bool) -> Gap:
    unit: Unit = next((unit for unit, limit in UP_TO if days < limit), "year")
    return Gap(days, round(days / DAYS[unit]), unit, about)
