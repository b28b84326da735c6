"""Drawn timelines. Lengths are in CSS pixels, places in per cent of the width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

if TYPE_CHECKING:
    from verbatim.newsroom.timeline import Unit
    from verbatim.publish.payloads.elements import Crumb, DateView, MomentView, PersonRef, Shape


Meaning = Literal[
    "day", "month", "year", "decade", "span", "since", "until", "about",
    "planned", "denied", "undated", "overlap", "broken", "published", "ahead",
]  # fmt: skip
Align = Literal["start", "middle", "end"]


class GapView(TypedDict):
    """The time between two rows."""

    count: int  # of `unit`, in words
    unit: Unit
    about: bool
    overlap: bool  # the dates may be the same time: no time is drawn, and there are no words
    broken: bool  # longer than the scale can hold: the line is cut
    length: float


class ScaleView(TypedDict):
    """The scale of a timeline: `count` of `unit` are `length` pixels."""

    count: int
    unit: Unit
    length: int


class TimelineRow(TypedDict):
    """A row of a timeline: a moment, or the day of publication."""

    moment: MomentView | None  # either this
    published: DateView | None  # or this
    gap: GapView | None  # the time since the row above
    ahead: bool  # whether it lies after its story's publication
    same: bool  # whether its date is that of the row above


class LineView(TypedDict):
    """A whole timeline."""

    rows: list[TimelineRow]  # earliest first
    undated: list[MomentView]
    marks: list[Meaning]  # what a key has to explain
    scale: ScaleView | None  # None without gaps


class ShortLine(NamedTuple):
    """The newest rows of a timeline, as many as a frame has room for."""

    rows: list[TimelineRow]  # earliest first
    undated: list[MomentView]
    left_out: int  # moments that only the whole timeline shows


class StripMark(TypedDict):
    """A moment on a strip."""

    x: float  # where it begins
    width: float  # 0 for a day
    lane: int  # 0 is the line; days stack above it (-1, -2, …), what is less exact lies below (1, 2, …)
    shape: Shape
    about: bool
    ahead: bool


class RoomView(TypedDict):
    """How many marks lie on each other above and below a strip's line."""

    above: int
    below: int


class TickView(TypedDict):
    """A labelled place on a strip."""

    x: float
    date: DateView
    align: Align  # keeps the label within the strip


class PersonLine(TypedDict):
    """One person's moments on a strip, and as links."""

    person: PersonRef
    moments: list[MomentView]
    marks: list[StripMark]
    room: RoomView


class StripView(TypedDict):
    """A timeline drawn whole, at one scale and without a break."""

    marks: list[StripMark]
    ticks: list[TickView]
    published: float | None  # place of the story's publication
    room: RoomView
    people: list[PersonLine]


class BarView(TypedDict):
    """A bar of a density strip."""

    x: float
    width: float  # per cent
    height: float  # pixels


class SpanView(TypedDict):
    """A year in the overview, or a decade of few moments."""

    date: DateView
    url: str  # empty for a decade
    moments: int
    loose: int  # moments whose source gives no month
    bars: list[BarView]  # many moments, by month
    marks: list[StripMark]  # few moments, one by one
    room: RoomView
    years: list[Crumb]  # the links of a decade
    empty: int  # years without a moment between it and the row before it in time


class GroupView(TypedDict):
    """The rows of one month."""

    date: DateView | None  # None where the source gives no month
    anchor: str
    rows: list[TimelineRow]


class PeriodLink(TypedDict):
    """A link to the page of a month."""

    date: DateView
    url: str
    moments: int


class PeriodView(TypedDict):
    """The page of a year or a month."""

    date: DateView
    moments: int
    groups: list[GroupView]
    marks: list[Meaning]  # what a key has to explain
    scale: ScaleView | None
    months: list[PeriodLink]  # of a year with so many moments that each month has a page
    earlier: Crumb | None
    later: Crumb | None
