"""Makes strips: the moments of a story or a topic drawn whole, at one scale, and a lane of it for each person."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core import dates as edtf
from verbatim.newsroom.timeline import dated, is_long_before
from verbatim.publish.payloads.timeline import Align, PersonLine, RoomView, StripMark, StripView, TickView, ToldDate
from verbatim.publish.refs import date_view, person_ref
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from verbatim.model import Moment, Story
    from verbatim.publish.edition import Edition

# In per cent.
FROM, TO = 2.0, 98.0
APART = 1.0  # between two bars of a lane, and between two days that do not stand on each other
NEAR_AN_EDGE = 14
FEWEST = 3  # moments that are worth a strip
LANES = 4
LEVELS = 14  # days on each other, at most
PEOPLE_AT_MOST = 12


class Axis(NamedTuple):
    """The days, as ordinals, that a strip runs from and to, and where these are, in per cent."""

    first: int
    last: int
    start: float = FROM
    end: float = TO

    def x(self, day: int) -> float:
        """Return the place of a day in per cent; what lies outside is at the edge."""
        day = min(max(day, self.first), self.last)
        return round(self.start + (self.end - self.start) * (day - self.first) / (self.last - self.first), 2)


def strip_view(edition: Edition, story: Story) -> StripView | None:
    """Return the strip of a story's dated moments; None where they are few, or all of one day."""
    return strip_of(edition, edition.moments_by_story.get(story.id, []), story.date)


def strip_of(edition: Edition, all_moments: Iterable[Moment], publication: str = "") -> StripView | None:
    """Return the strip of moments with a date; `publication` (EDTF) is marked where it is known.

    The axis is the matter's own time: what lies over a year from the publication would push the rest together.
    """
    moments = dated(all_moments)
    near = [
        one for one in moments if not (is_long_before(one.date, publication) or is_long_before(publication, one.date))
    ]
    shown = near if len(near) >= FEWEST else moments
    days = [_extent(value) for value in [*(moment.date for moment in shown), publication] if value]
    if len(moments) < FEWEST or min(first for first, _ in days) == max(last for _, last in days):
        return None
    axis = Axis(min(first for first, _ in days), max(last for _, last in days))
    marks = strip_marks(edition, shown, axis)
    people = _by_person(edition, moments)
    lanes = _axis_of_lanes(people, axis)
    first, last = moments[0], max(moments, key=lambda one: _extent(one.date)[1])
    return StripView(
        marks=marks,
        before=date_view(first.date, edition.site.words) if first not in shown else None,
        after=date_view(last.date, edition.site.words) if last not in shown else None,
        ticks=ticks_of(edition, axis),
        published=axis.x(_extent(publication)[0]) if publication else None,
        room=room(marks),
        people=[_lane(edition, name, own, lanes) for name, own in people],
        people_ticks=ticks_of(edition, lanes) if people else [],
    )


def _extent(value: str) -> tuple[int, int]:
    """Return the first and the last day of a date; of a date with one end, that end twice."""
    known = edtf.parse(value)
    first, last = (known.earliest, known.latest) if known else (None, None)
    ends = [day.toordinal() for day in (first or last, last or first) if day]
    return ends[0], ends[-1]


def strip_marks(edition: Edition, moments: Iterable[Moment], axis: Axis) -> list[StripMark]:
    """Return the mark of each moment; moments are in order of time."""
    lanes, levels = [0.0] * LANES, [0.0] * LEVELS
    found: dict[str, StripMark] = {}
    for moment in moments:
        first, last = _extent(moment.date)
        view = moment_view(edition, moment)
        x, width = axis.x(first), round(axis.x(last) - axis.x(first), 2)
        lane = -_free(levels, x, 0) if view["shape"] == "day" else 1 + _free(lanes, x, width)
        about = bool(view["date"] and view["date"]["approximate"])
        found[moment.id] = StripMark(x=x, width=width, lane=lane, shape=view["shape"], about=about, ahead=view["ahead"])
    return list(found.values())


def _free(edges: list[float], x: float, width: float) -> int:
    """Return the first lane that is free at `x`, the last where none is, and occupy it."""
    lane = next((at for at, edge in enumerate(edges) if edge <= x), len(edges) - 1)
    edges[lane] = x + width + APART
    return lane


def room(marks: Iterable[StripMark]) -> RoomView:
    """Return the room that marks need above and below their line."""
    lanes = [0, *(mark["lane"] for mark in marks)]
    return RoomView(above=-min(lanes), below=max(lanes))


def _by_person(edition: Edition, moments: Sequence[Moment]) -> list[tuple[str, list[Moment]]]:
    """Return those whom two sentences or more name, places apart, with their moments: the most first, then by name."""
    by_person: dict[str, list[Moment]] = {}
    for moment in moments:
        for name in moment.people:
            by_person.setdefault(name, []).append(moment)
    people = edition.newsroom.people
    told = {name: {(moment.story, moment.sentence) for moment in own} for name, own in by_person.items()}
    several = [(name, own) for name, own in by_person.items() if len(told[name]) > 1 and people[name].kind != "place"]
    several.sort(key=lambda one: (-len(one[1]), people[one[0]].name.casefold(), one[0]))
    return several[:PEOPLE_AT_MOST]


def _axis_of_lanes(people: Iterable[tuple[str, Sequence[Moment]]], axis: Axis) -> Axis:
    """Return the axis that the lanes share: as long as they need, since what is far off would push them together."""
    days = [_extent(moment.date) for _, own in people for moment in own]
    if not days:
        return axis
    first, last = min(first for first, _ in days), max(last for _, last in days)
    return axis._replace(first=first, last=last) if first < last else axis


def _lane(edition: Edition, name: str, own: Sequence[Moment], axis: Axis) -> PersonLine:
    marks = strip_marks(edition, own, axis)
    views = [moment_view(edition, moment) for moment in own]
    told = [(one["date"], one["url"]) for one in views if one["date"]]
    groups = [list(group) for _, group in groupby(told, key=lambda one: one[0]["human"])]
    dates = [ToldDate(date=group[0][0], url=group[0][1], count=len(group)) for group in groups]
    return PersonLine(person=person_ref(edition, name), moments=views, dates=dates, marks=marks, room=room(marks))


def ticks_of(edition: Edition, axis: Axis) -> list[TickView]:
    """Return the dates that are written under an axis."""
    return [_tick(edition, value, axis) for value in tick_dates(axis.first, axis.last)]


def _tick(edition: Edition, value: str, axis: Axis) -> TickView:
    x = axis.x(_extent(value)[0])
    align: Align = "start" if x < NEAR_AN_EDGE else "end" if x > TO - NEAR_AN_EDGE else "middle"
    return TickView(x=x, date=date_view(value, edition.site.words), align=align)


def tick_dates(first: int, last: int) -> list[str]:
    """Return days, months or years between two days (ordinals): as many as fit the narrowest screen, finest first."""
    found: list[str] = []
    for unit in TICK_UNITS:
        for step in unit.steps:
            if last - first > (unit.most + 1) * step * unit.days:
                continue
            found = list(unit.between(date.fromordinal(first), date.fromordinal(last), step))
            if unit.fewest <= len(found) <= unit.most:
                return found
    return found


def _days(first: date, last: date, step: int) -> Iterator[str]:
    for day in range(first.toordinal(), last.toordinal() + 1, step):
        yield date.fromordinal(day).isoformat()


def months_between(first: date, last: date, step: int) -> Iterator[str]:
    """Yield the months that begin between two days, every so many of them."""
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(start + -start % step, last.year * 12 + last.month, step):
        yield f"{month // 12:04d}-{month % 12 + 1:02d}"


def _years(first: date, last: date, step: int) -> Iterator[str]:
    start = first.year + (first.timetuple().tm_yday > 1)
    for year in range(start + -start % step, last.year + 1, step):
        yield f"{year:04d}"


class TickUnit(NamedTuple):
    """A unit of at most `days` days, the steps in which it is labelled, how few labels suffice and how many fit."""

    between: Callable[[date, date, int], Iterator[str]]
    days: int
    steps: tuple[int, ...]
    fewest: int
    most: int


TICK_UNITS = (
    TickUnit(_days, 1, (1, 2, 5, 10), 2, 3),
    TickUnit(months_between, 31, (1, 2, 3, 6), 2, 3),
    TickUnit(_years, 366, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000), 0, 4),
)
