"""The order of moments. Moments come in, in order they go out.

A date that is not known to the day stands at the start of its span: “2015” before “3 January 2015”, and of two that
begin together the shorter comes first. What is only known to be before something stands first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verbatim.core import dates as edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.core.dates import PartialDate
    from verbatim.model import Moment, Quote


# ---- newsroom/timeline.py


def dated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments that have a date, earliest first; of equal dates in the order of the text."""
    held = [moment for moment in moments if moment.date]
    return sorted(held, key=lambda moment: (edtf.sort_key(moment.date), moment.story, moment.words))


def undated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments whose date the source does not give, in the order of the text."""
    return [moment for moment in moments if not moment.date]


def is_after(value: str, published: str) -> bool:
    """Return whether the whole of a date lies after the day (or month, or year) of publication."""
    known, then = edtf.parse(value), edtf.parse(published)
    return bool(known and then and known.earliest and then.latest and known.earliest > then.latest)


# ---- newsroom/gaps.py

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


def gap_between(earlier: str, later: str) -> Gap | None:
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


# ---- newsroom/silences.py

NO_SPEAKER = "the text does not say who spoke"
NO_DATE = "the text gives no date that can be placed"


@dataclass(frozen=True, slots=True)
class Unestablished:
    """One thing not established: a quotation's speaker or a moment's date. One of the two is set."""

    quote: Quote | None
    moment: Moment | None
    why: str


def is_attributed(quote: Quote) -> bool:
    """Tell whether the text establishes who spoke, by name or by its own description."""
    return quote.basis != "none" and bool(quote.speaker or quote.said_by)


def unestablished(quotes: Iterable[Quote], moments: Iterable[Moment]) -> list[Unestablished]:
    """Return what is not established: first the quotations, then the moments, each in order of the text."""
    spoken = [Unestablished(quote, None, quote.why or NO_SPEAKER) for quote in quotes if not _settled(quote)]
    placed = [Unestablished(None, moment, moment.why or NO_DATE) for moment in moments if not moment.date]
    return spoken + placed


def _settled(quote: Quote) -> bool:
    return is_attributed(quote) or bool(quote.withdrawn)
