"""Reads quarters, halves and seasons. A setting comes in, the placed date goes out, None where it is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from generator import edtf
from generator.annotate import date_periods, lang
from generator.annotate.date_words import digits, ordinal

if TYPE_CHECKING:
    from generator.annotate.date_setting import Placed, Setting

_LAST_QUARTER = 4
_LAST_HALF = 2


def _ended(value: str, today: date) -> bool:
    known = edtf.parse(value)
    return bool(known and known.latest and known.latest < today)


def _quarter_year(setting: Setting, number: int, today: date) -> int:
    """Return the year of a quarter without one: the last that has ended, looking ahead the next that has not."""
    years = range(today.year - 1, today.year + 2)
    over = [year for year in years if _ended(date_periods.quarter(year, number), today)]
    if setting.sign.direction == "future":
        return next(year for year in years if year not in over)
    return over[-1]


def quarter(setting: Setting) -> Placed | None:
    """Read “the third quarter of 2006”, “Q3 2006”, “third-quarter”, as an interval of months."""
    parts = setting.expression
    number = digits(parts["quarter"]) if parts["quarter"] else ordinal(parts["ordinal"])
    if number > _LAST_QUARTER:
        return None
    loose = "~" if parts["fiscal"] or parts["fiscal_to"] else ""
    if parts["year"]:
        year = int(parts["year"])
    elif not setting.today:
        return setting.unknown()
    else:
        year = setting.today.year + setting.step() if parts["which"] else _quarter_year(setting, number, setting.today)
    first, last = date_periods.quarter(year, number).split("/")
    value = f"{first}{loose}/{last}{loose}"
    return setting.stated(value, "the quarter and the year") if parts["year"] else setting.inferred(value)


def half(setting: Setting) -> Placed | None:
    """Read “the first half of 2006”, “H1 2006”, as an interval of months."""
    parts = setting.expression
    number = digits(parts["half"]) if parts["half"] else ordinal(parts["ordinal"])
    if number > _LAST_HALF:
        return None
    if parts["year"]:
        return setting.stated(date_periods.months(int(parts["year"]), 6 * number - 5, 6), "the half and the year")
    if not setting.today:
        return setting.unknown()
    return setting.inferred(date_periods.months(setting.today.year + setting.step(), 6 * number - 5, 6))


def _season_year(setting: Setting, number: int, today: date) -> int:
    """Return the year of a season without one: “last” has ended, “next” is to begin, else by the direction."""
    first = 3 * (number - 20)
    begun = today.year if date(today.year, first, 1) <= today else today.year - 1
    under_way = not _ended(f"{begun:04d}-{number}", today)
    which = setting.expression["which"].lower()
    if which in {"last", "this past"}:
        return begun - 1 if under_way else begun
    if which in {"next", "this coming"}:
        return begun + 1
    if which == "this":
        return begun if under_way or (begun == today.year and setting.sign.direction == "past") else begun + 1
    return begun if under_way or setting.sign.direction != "future" else begun + 1


def season(setting: Setting) -> Placed | None:
    """Read “the summer of 2006”, “last winter”, “in the spring”, as an EDTF season of the northern half.

    It is none where any such season is meant.
    """
    number = int(lang.pairs("seasons")[setting.expression["season"].lower()])
    if setting.expression["year"]:
        return setting.stated(f"{setting.expression['year']}-{number}", "the season and the year")
    if _is_any(setting):
        return None
    if not setting.today:
        return setting.unknown()
    return setting.inferred(f"{_season_year(setting, number, setting.today):04d}-{number}", looking=True)


def _is_any(setting: Setting) -> bool:
    """Tell whether every such season is meant: “in winter the road is closed”, “the island is full in summer”."""
    if setting.words.lower() != setting.expression["season"].lower():
        return False
    verb, words = setting.sign, setting.text[setting.sentence.start : setting.sign.at].split()
    return not verb.word or (verb.direction == "past" and words[-1:] in (["is"], ["are"]))


READERS = {"quarter": quarter, "half": half, "season": season}
