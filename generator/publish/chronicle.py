"""The moments of all listed stories by year and month: which pages there are, and what stands on each.

Every year in which a moment begins has its page. A year of more than A_PAGE moments has a page for each month too,
and keeps on its own those whose source gives no month; a month of more than A_PAGE goes on from page to page. So
addresses stay while a newsroom grows, and there are as many pages as there are months with news, or full pages.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import edtf
from generator.newsroom.timeline import dated
from generator.publish.dates import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Moment
    from generator.publish.edition import Edition

A_PAGE = 60
NO_MONTH = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a month: `value` is its EDTF date; `moments` are in order; `months` the months of a long year."""

    value: str
    moments: tuple[Moment, ...]
    months: tuple[Period, ...] = ()

    @property
    def url(self) -> str:
        """The address of its first page: `timeline/2031/`, `timeline/2031/03/`."""
        return f"timeline/{self.value.replace('-', '/')}/"

    @property
    def shown(self) -> tuple[Moment, ...]:
        """What its own pages show: of a long year, what belongs to no month."""
        return tuple(one for one in self.moments if not month_key(one)) if self.months else self.moments


def years(edition: Edition) -> list[Period]:
    """Return the years of the listed stories' moments, earliest first."""
    found: dict[str, list[Moment]] = {}
    for moment in listed_moments(edition):
        if year := year_of(moment.date):
            found.setdefault(year, []).append(moment)
    return [_year(year, found[year]) for year in sorted(found)]


def listed_moments(edition: Edition) -> list[Moment]:
    """Return the dated moments of the listed stories, earliest first; for nobody to change."""
    return edition.once(_listed_moments, "", None)


def _listed_moments(edition: Edition, _: None) -> list[Moment]:
    return dated(moment for moment in edition.newsroom.moments if moment.story in edition.listed)


def month_key(moment: Moment) -> str:
    """Return the month in which a moment begins, as `2031-03`; empty where its date has none."""
    return _month_of(moment.date)


@lru_cache(maxsize=1 << 14)
def _month_of(value: str) -> str:
    first = next(end for end in value.split("/") if end not in ("", ".."))
    known = edtf.parse(first)
    if not known or not known.earliest or known.precision not in ("day", "month", "season"):
        return NO_MONTH
    return f"{known.earliest.year:04d}-{known.earliest.month:02d}"


def by_month(moments: Sequence[Moment]) -> dict[str, list[Moment]]:
    """Return moments by the month in which they begin, in their order; those without a month are left out."""
    found: dict[str, list[Moment]] = {}
    for moment in moments:
        if month := month_key(moment):
            found.setdefault(month, []).append(moment)
    return dict(sorted(found.items()))


def people_in(moments: Sequence[Moment], most: int) -> list[tuple[str, int]]:
    """Return who is named in two moments or more, and in how many, most first."""
    counted = Counter(name for moment in moments for name in moment.people)
    several = [(name, count) for name, count in counted.items() if count > 1]
    return sorted(several, key=lambda one: (-one[1], one[0]))[:most]


def _year(year: str, moments: list[Moment]) -> Period:
    if len(moments) <= A_PAGE:
        return Period(year, tuple(moments))
    months = tuple(Period(month, tuple(held)) for month, held in by_month(moments).items())
    return Period(year, tuple(moments), months)
