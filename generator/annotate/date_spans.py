"""Reads months, years, decades, centuries and their edges. A setting comes in, the placed date goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import edtf
from generator.annotate import date_periods, lang
from generator.annotate.date_words import full_year, month_number, ordinal
from generator.annotate.date_year import year_of

if TYPE_CHECKING:
    from generator.annotate.date_setting import Placed, Setting

_UP_TO = frozenset(("by", "until", "till", "before", "through"))
_LONGEST_RUN = 100


def month(setting: Setting) -> Placed | None:
    """Read “March 2019”, “late March last year”."""
    parts = setting.expression
    number = month_number(parts["month"])
    year = parts["year"] or (str(full_year(parts["short"])) if parts["short"] else "")
    if year:
        return setting.stated(f"{year}-{number:02d}", "the month and the year")
    if not setting.today:
        return setting.unknown()
    return setting.inferred(f"{setting.today.year + setting.step():04d}-{number:02d}")


def months_in_year(setting: Setting) -> Placed | None:
    """Read “October-December 2006”, as an interval."""
    first, last = month_number(setting.expression["month"]), month_number(setting.expression["month_to"])
    year = setting.expression["year"]
    return setting.stated(f"{year}-{first:02d}/{year}-{last:02d}", "the months and the year") if first < last else None


def month_alone(setting: Setting) -> Placed | None:
    """Read “in March”, “late March”."""
    if not setting.today:
        return setting.unknown()
    number = month_number(setting.expression["month"])
    year = year_of(number, 0, setting.today, setting.sign.direction)
    return setting.inferred(f"{year:04d}-{number:02d}" if year else None, looking=True)


def year_alone(setting: Setting) -> Placed | None:
    """Read “2019”, “early 2019”."""
    return setting.stated(setting.expression["year"], "the year")


def short_year(setting: Setting) -> Placed | None:
    """Read “in ’98”."""
    return setting.stated(f"{full_year(setting.expression['short']):04d}", "the year")


def fiscal_year(setting: Setting) -> Placed | None:
    """Read “fiscal 2006”: about that year, since fiscal years begin on different days."""
    return setting.stated(setting.expression["year"] + "~", "the fiscal year, which may begin on another day")


def two_years(setting: Setting) -> Placed | None:
    """Read “2005-06”, “2005/06”, as an interval of years."""
    first, short = int(setting.expression["year"]), int(setting.expression["short"] or 0)
    last = int(setting.expression["year_to"] or first - first % 100 + short + (100 if short < first % 100 else 0))
    longest = 1 if "/" in setting.words else _LONGEST_RUN
    return setting.stated(f"{first}/{last}", "the years") if 0 < last - first <= longest else None


def decade(setting: Setting) -> Placed | None:
    """Read “the 1990s”, “the ’90s”, “the sixties”; “the 1800s” are a century."""
    parts = setting.expression
    if parts["tens"]:
        tens = parts["tens"][:4]
        value = f"{tens[:2]}XX" if tens.endswith("00") and tens < "2000" else f"{tens[:3]}X"
    else:
        two = parts["short"] or lang.pairs("decades")[parts["decade"].lower()]
        if two[1:] != "0":
            return None
        value = f"{full_year(two) if parts['short'] else 1900 + int(two)}"[:3] + "X"
    return setting.stated(value, "the decade")


def century(setting: Setting) -> Placed | None:
    """Read “the 19th century” as the years that begin with 18."""
    return setting.stated(f"{ordinal(setting.expression['century']) - 1:02d}XX", "the century")


def _edge_period(setting: Setting) -> tuple[str | None, bool]:
    """Return the period whose edge is meant, and whether the text itself gives it."""
    parts, today = setting.expression, setting.today
    if parts["month"]:
        number = month_number(parts["month"])
        year = int(parts["year"] or 0) or (today and year_of(number, 0, today, setting.sign.direction))
        return (f"{year:04d}-{number:02d}" if year else None), bool(parts["year"])
    if parts["year"]:
        return parts["year"], True
    of = date_periods.unit(parts["unit"])
    return (date_periods.period(of, today, setting.step()) if today else None), False


def edge(setting: Setting) -> Placed | None:
    """Read “the end of the year”: behind “by” or “until” the last day of it, else all of it."""
    if setting.expression["unit"].lower().startswith(("day", "hour")):
        return None
    value, given = _edge_period(setting)
    known = edtf.parse(value) if value else None
    if not value or not known:
        return setting.unknown()
    if setting.expression["edge"].lower() == "end" and setting.before in _UP_TO and known.latest:
        value = known.latest.isoformat()
    return setting.stated(value, "the period and its edge") if given else setting.inferred(value)


READERS = {
    "month": month, "months_in_year": months_in_year, "month_alone": month_alone, "part_of_month": month_alone,
    "year_alone": year_alone, "part_of_year": year_alone, "short_year": short_year, "two_years": two_years,
    "fiscal_year": fiscal_year, "decade": decade, "century": century, "edge": edge,
}  # fmt: skip
