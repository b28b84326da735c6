"""Dates for readers and machines. EDTF comes in, a `DateView` goes out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator import edtf
from generator.date_words import human, month_name
from generator.publish.views import DateView, Shape

if TYPE_CHECKING:
    from generator.words import Words

SHAPES: dict[str, Shape] = {"day": "day", "month": "month", "season": "month", "year": "year"}


@lru_cache(maxsize=4096)
def date_view(value: str, words: Words) -> DateView:
    """Return a partial date in the words of the interface and in the form that `<time datetime>` takes."""
    known = edtf.parse(value)
    return DateView(
        edtf=value,
        machine=edtf.machine(value),
        human=human(value, words),
        precision=known.precision if known else "unknown",
        approximate=bool(known and (known.approximate or known.uncertain)),
    )


def year_of(value: str) -> str:
    """Return the year in which a date begins, four digits; empty where it has no beginning."""
    known = edtf.parse(value)
    first = known.earliest or known.latest if known else None
    return f"{first.year:04d}" if first else ""


def month_of(value: str, words: Words) -> str:
    """Return the name of the month in which a date of month or day precision lies, else an empty string."""
    known = edtf.parse(value)
    if not known or not known.earliest or known.precision not in ("day", "month"):
        return ""
    return month_name(known.earliest.month, words)


def shape_of(value: str) -> Shape:
    """Return how a date is drawn, by how exactly it is known; empty for what is no date.

    A season is drawn as a month is, a century as a decade. What lasts is a span; `since` and `until` have one end.
    """
    known = edtf.parse(value)
    if not known:
        return ""
    if "/" in value:
        return "span" if known.earliest and known.latest else "since" if known.earliest else "until"
    return SHAPES.get(known.precision, "decade")
