"""A timeline drawn whole on one strip, at one scale and without a break. Moments come in, places in per cent go out.

The rows below it are cut where nothing happened for long; the strip shows how far apart things really lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator import edtf
from generator.newsroom.timeline import dated
from generator.publish.dates import date_view
from generator.publish.refs import person_ref
from generator.publish.ticks import tick_dates
from generator.publish.timeline_views import Align, PersonLine, RoomView, StripMark, StripView, TickView
from generator.publish.timelines import moment_view, published

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model import Moment, Story
    from generator.publish.edition import Edition

FEWEST = 3  # moments that are worth a strip
FROM, TO = 2.0, 98.0
LANES = 4
LEVELS = 14  # days on each other, at most
APART = 1.0  # per cent between two bars of a lane, and between two days that do not stand on each other
PEOPLE_AT_MOST = 12
NEAR_AN_EDGE = 14


class Axis(NamedTuple):
    """The days that a strip runs from and to."""

    first: int
    last: int

    def x(self, day: int) -> float:
        """Return the place of a day in per cent; what lies outside is at the edge."""
        day = min(max(day, self.first), self.last)
        return round(FROM + (TO - FROM) * (day - self.first) / (self.last - self.first), 2)


def strip_view(edition: Edition, story: Story) -> StripView | None:
    """Return the strip of a story's dated moments; None for few of them, and where all are of one day."""
    moments = dated(edition.moments_by_story.get(story.id, []))
    days = [_extent(value) for value in [*(moment.date for moment in moments), published(story)] if value]
    if len(moments) < FEWEST or min(first for first, _ in days) == max(last for _, last in days):
        return None
    axis = Axis(min(first for first, _ in days), max(last for _, last in days))
    marks = strip_marks(edition, moments, axis)
    return StripView(
        marks=list(marks.values()),
        ticks=[_tick(edition, value, axis) for value in tick_dates(axis.first, axis.last)],
        published=axis.x(_extent(story.date)[0]) if published(story) else None,
        room=room(marks.values()),
        people=_people(edition, moments, axis),
    )


def _extent(value: str) -> tuple[int, int]:
    """Return the first and last day of a date; of what has one end, that end."""
    known = edtf.parse(value)
    first, last = (known.earliest, known.latest) if known else (None, None)
    ends = [day.toordinal() for day in (first or last, last or first) if day]
    return ends[0], ends[-1]


def strip_marks(edition: Edition, moments: Sequence[Moment], axis: Axis) -> dict[str, StripMark]:
    """Return each moment's mark by its id, for moments in order."""
    lanes, levels = [0.0] * LANES, [0.0] * LEVELS
    found: dict[str, StripMark] = {}
    for moment in moments:
        first, last = _extent(moment.date)
        view = moment_view(edition, moment)
        x, width = axis.x(first), round(axis.x(last) - axis.x(first), 2)
        lane = -_free(levels, x, 0) if view["shape"] == "day" else 1 + _free(lanes, x, width)
        about = bool(view["date"] and view["date"]["approximate"])
        found[moment.id] = StripMark(x=x, width=width, lane=lane, shape=view["shape"], about=about, ahead=view["ahead"])
    return found


def room(marks: Iterable[StripMark]) -> RoomView:
    """Return the room that marks need above and below their line."""
    lanes = [0, *(mark["lane"] for mark in marks)]
    return RoomView(above=-min(lanes), below=max(lanes))


def _free(edges: list[float], x: float, width: float) -> int:
    """Return the first place whose edge lies before x, the last where none does, and move its edge."""
    place = next((at for at, edge in enumerate(edges) if edge <= x), len(edges) - 1)
    edges[place] = x + width + APART
    return place


def _tick(edition: Edition, value: str, axis: Axis) -> TickView:
    x = axis.x(_extent(value)[0])
    align: Align = "start" if x < NEAR_AN_EDGE else "end" if x > TO - NEAR_AN_EDGE else "middle"
    return TickView(x=x, date=date_view(value, edition.site.words), align=align)


def _people(edition: Edition, moments: Sequence[Moment], axis: Axis) -> list[PersonLine]:
    """Return the lines of those named in two moments or more, most moments first, then by name."""
    held: dict[str, list[Moment]] = {}
    for moment in moments:
        for name in moment.people:
            held.setdefault(name, []).append(moment)
    several = [(name, own) for name, own in held.items() if len(own) > 1]
    several.sort(key=lambda one: (-len(one[1]), edition.newsroom.people[one[0]].name.casefold(), one[0]))
    return [_line(edition, name, own, axis) for name, own in several[:PEOPLE_AT_MOST]]


def _line(edition: Edition, name: str, moments: Sequence[Moment], axis: Axis) -> PersonLine:
    marks = list(strip_marks(edition, moments, axis).values())
    return PersonLine(
        person=person_ref(edition, name),
        moments=[moment_view(edition, moment) for moment in moments],
        marks=marks,
        room=room(marks),
    )
