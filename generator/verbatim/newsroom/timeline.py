"""Orders moments, joins repeated ones, measures gaps between dates, and lists what the sources do not establish.

A date less precise than a day sorts at the start of its period: “2015” before “3 January 2015”. Of two periods that
begin together the shorter comes first. A date only known to lie before another comes first of all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from verbatim.core import dates as edtf
from verbatim.core.dates import PartialDate
from verbatim.model import Moment, Quote
from verbatim.newsroom.attributions import is_open

Unit = Literal["day", "week", "month", "year"]
DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
# From this many days on, the next longer unit reads better.
UP_TO: tuple[tuple[Unit, int], ...] = (("day", 14), ("week", 60), ("month", 700))
_UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_KNOWN_BY: dict[str, Unit] = {"day": "day", "month": "month", "season": "month"}  # else years
A_YEAR = 366  # days
NO_SPEAKER = "We did not find who spoke"
NO_DATE = "We did not find its date"


def dated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments that have a date, earliest first; those of one day by time, then in the order of the text."""
    return sorted(
        (moment for moment in moments if moment.date),
        key=lambda one: (edtf.sort_key(one.date), edtf.time_of_day(one.date), one.story, one.words),
    )


def undated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments without a date, in the order of the text."""
    return [moment for moment in moments if not moment.date]


def is_after(value: str, published: str) -> bool:
    """Return whether the whole of a date lies after the day, month or year of publication."""
    known, then = edtf.parse(value), edtf.parse(published)
    return bool(known and then and known.earliest and then.latest and known.earliest > then.latest)


def is_long_before(value: str, published: str) -> bool:
    """Return whether the whole of a date lies over a year before publication; False where either is not known."""
    known, then = edtf.parse(value), edtf.parse(published)
    last = (known.latest or known.earliest) if known else None
    return bool(last and then and then.earliest and (then.earliest - last).days > A_YEAR)


def with_places_joined(places: Sequence[Moment], pairs: Iterable[tuple[str, str]]) -> list[Moment]:
    """Return moments in order of the text, a single one for all places that `pairs` of ids say are of the same event.

    Each has the words of the place with a date, then with a time of day, then with the longest sentence. Everybody
    named in any place takes part.
    """
    groups = {place.id: [place] for place in places}
    for one, other in pairs:
        fewer, more = sorted((groups[one], groups[other]), key=len)
        if fewer is not more:
            more += fewer
            groups |= dict.fromkeys((place.id for place in fewer), more)
    different = {id(group): group for group in groups.values()}
    return sorted(map(_joined, different.values()), key=lambda moment: moment.words)


def across_stories(moments: Sequence[Moment], pairs: Iterable[tuple[str, str]]) -> list[Moment]:
    """Return the moments of several stories, a single one for all that `pairs` of ids say are the same event."""
    places = [replace(place, several=()) for moment in moments for place in moment.places]
    told_twice = [(moment.id, place.id) for moment in moments for place in moment.also]
    return with_places_joined(places, [*told_twice, *pairs])


def _joined(group: list[Moment]) -> Moment:
    if len(group) == 1:
        return group[0]
    several = tuple(sorted(group, key=lambda place: (place.story, place.words)))
    people = dict.fromkeys(name for place in several for name in place.people)
    picture = next((place.picture for place in several if place.picture), None)
    return replace(max(several, key=_fullness), people=tuple(people), several=several, picture=picture)


def _fullness(place: Moment) -> tuple[bool, bool, int]:
    length = place.sentence.end - place.sentence.start
    return bool(place.date), bool(edtf.time_of_day(place.date)), length


class Gap(NamedTuple):
    """The time between two dates."""

    days: int  # for drawing
    number: int  # of `unit`, in words
    unit: Unit  # of the words
    about: bool  # unless both dates are exact
    overlap: bool = False  # whether the dates may be the same time: no time is drawn, and there are no words


def gap_between(earlier: str, later: str) -> Gap | None:
    """Return the time from one date to the next; None within one day, or where either is not a date.

    It begins where an interval ends, and no unit is shorter than what is known of the dates: years have no months.
    """
    first, second = _ends(earlier)[-1], _ends(later)[0]
    if not first or not second or not first.latest or not second.earliest:
        return None
    exact = _is_exact(first) and _is_exact(second)
    if second.earliest <= first.latest and not (exact and second.earliest == first.latest):
        return Gap(0, 0, "day", about=True, overlap=True)
    days = _midpoint(second) - _midpoint(first)
    least = max(_UNITS.index(_KNOWN_BY.get(one.precision, "year")) for one in (first, second))
    unit: Unit = next((unit for unit, limit in UP_TO if days < limit and _UNITS.index(unit) >= least), "year")
    return Gap(days, round(days / DAYS[unit]), unit, about=not exact) if days else None


def _ends(value: str) -> list[PartialDate | None]:
    """Return the ends of an interval that are known, or the one date; never empty."""
    return [edtf.parse(end) for end in value.split("/") if end not in ("", "..")] or [None]


def _is_exact(date: PartialDate) -> bool:
    return date.precision == "day" and not date.approximate and not date.uncertain


def _midpoint(date: PartialDate) -> int:
    if not date.earliest or not date.latest:
        return 0
    return (date.earliest.toordinal() + date.latest.toordinal()) // 2


@dataclass(frozen=True, slots=True)
class Unestablished:
    """Something that the source does not establish: the speaker of `quote` or the date of `moment`."""

    quote: Quote | None
    moment: Moment | None
    why: str


def unestablished(quotes: Iterable[Quote], moments: Iterable[Moment]) -> list[Unestablished]:
    """Return the quotations without a speaker, then the moments without a date, each in the order of the text."""
    open_quotes = (quote for quote in quotes if is_open(quote) and not quote.withdrawn)
    return [
        *(Unestablished(quote, None, quote.why or NO_SPEAKER) for quote in open_quotes),
        *(Unestablished(None, moment, moment.why or NO_DATE) for moment in undated(moments)),
    ]
