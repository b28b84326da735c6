"""Which year a day or month without one belongs to. A month, perhaps a day, and the publication come in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.annotate.date_periods import add_months

if TYPE_CHECKING:
    from generator.annotate.direction import Direction

_FAR = timedelta(days=300)


def _candidates(month: int, day: int, today: date) -> list[tuple[date, date]]:
    """Return the first and last day of the month, or the day twice, in the years around `today`."""
    found = []
    for year in range(max(today.year - 4, 1), min(today.year + 5, date.max.year)):
        try:
            first = date(year, month, day or 1)
        except ValueError:
            continue
        found.append((first, first if day else add_months(first, 1) - timedelta(days=1)))
    return found


def _distance(first: date, last: date, today: date) -> int:
    return max((first - today).days, (today - last).days, 0)


def _nearest(spans: list[tuple[date, date]], today: date) -> date:
    return min(spans, key=lambda span: (_distance(span[0], span[1], today), span[0]))[0]


def year_of(month: int, day: int, today: date, towards: Direction) -> int | None:
    """Return the year of `month` (and `day`, 0 for none) seen from `today`; None where no year has that day.

    Looking back it is the last that has begun, looking ahead the next that has not ended, else the nearest. A day
    that would lie most of a year away is taken as the nearest all the same: news names the year of such days.
    """
    spans = _candidates(month, day, today)
    if not spans:
        return None
    back = [span for span in spans if span[0] <= today]
    ahead = [span for span in spans if span[1] >= today]
    if towards == "past" and back and not (day and today - back[-1][0] > _FAR):
        return back[-1][0].year
    if towards == "future" and ahead and not (day and ahead[0][0] - today > _FAR):
        return ahead[0][0].year
    return _nearest(spans, today).year


def year_with_weekday(month: int, day: int, weekday: int, today: date) -> int | None:
    """Return the year nearest to `today` in which the day falls on `weekday`; None where none near does."""
    fitting = [span for span in _candidates(month, day, today) if span[0].weekday() == weekday]
    return _nearest(fitting, today).year if fitting else None
