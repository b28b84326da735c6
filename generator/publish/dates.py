"""Dates for readers and machines. EDTF comes in, a `DateView` goes out."""

from __future__ import annotations

from functools import lru_cache

from generator import edtf
from generator.publish.views import DateView


@lru_cache(maxsize=4096)
def date_view(value: str) -> DateView:
    """Return a partial date in words and in the form that `<time datetime>` takes."""
    known = edtf.parse(value)
    return DateView(
        edtf=value,
        machine=edtf.machine(value),
        human=edtf.human(value),
        precision=known.precision if known else "unknown",
        approximate=bool(known and (known.approximate or known.uncertain)),
    )


def year_of(value: str) -> str:
    """Return the year in which a date begins, four digits; empty where it has no beginning."""
    known = edtf.parse(value)
    first = known.earliest or known.latest if known else None
    return f"{first.year:04d}" if first else ""


def month_of(value: str) -> str:
    """Return the English name of the month in which a date of month or day precision lies, else an empty string."""
    known = edtf.parse(value)
    if not known or not known.earliest or known.precision not in ("day", "month"):
        return ""
    return edtf.human(f"{known.earliest:%Y-%m}").partition(" ")[0]
