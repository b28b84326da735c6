"""Drawn timelines. Lengths are in CSS pixels, places in per cent of the width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

if TYPE_CHECKING:
    from verbatim.newsroom.timeline import Unit
    from verbatim.publish.payloads.elements import MomentView
    from verbatim.publish.refs import DateView, PersonRef, Shape
    from verbatim.publish.urls import Crumb


Meaning = Literal[
    "day", "month", "year", "decade", "span", "since", "until", "about",
    "planned", "denied", "undated", "overlap", "broken", "published", "ahead",
]  # fmt: skip
Align = Literal["start", "middle", "end"]


class GapView(TypedDict):
    """The time between two rows."""

    count: int  # of `unit`, in words
    unit: Unit  # of the words
    about: bool  # whether one of the dates is approximate
    overlap: bool  # the dates may be the same time: no time is drawn, and there are no words
    broken: bool  # longer than the scale can hold: the line is cut
    length: float  # pixels


class ScaleView(TypedDict):
    """The scale of a timeline: `count` of `unit` are `length` pixels."""

    count: int  # how many
    unit: Unit  # of what
    length: int  # pixels


class TimelineRow(TypedDict):
    """A row of a timeline: a moment, or the day of publication."""

    moment: MomentView | None  # either this
    published: DateView | None  # or this
    gap: GapView | None  # the time since the row above
    ahead: bool  # whether it lies after its story's publication
    same: bool  # whether its date is that of the row above
    again: bool  # whether the sentence of the row above tells it


class LineView(TypedDict):
    """A whole timeline."""

    rows: list[TimelineRow]  # earliest first
    undated: list[MomentView]  # moments without a date
    marks: list[Meaning]  # what a key has to explain
    scale: ScaleView | None  # None without gaps


class ShortLine(NamedTuple):
    """The newest rows of a timeline, as many as a frame has room for."""

    rows: list[TimelineRow]  # earliest first
    undated: list[MomentView]  # moments without a date, as many as there is room for
    left_out: int  # moments that only the whole timeline shows


class StripMark(TypedDict):
    """A moment on a strip."""

    x: float  # where it begins
    width: float  # 0 for a day
    lane: int  # 0 is the line; days stack above it (-1, -2, …), what is less exact lies below (1, 2, …)
    shape: Shape  # how it is drawn
    about: bool  # whether its date is approximate
    ahead: bool  # whether it lies after its story's publication


class RoomView(TypedDict):
    """How many marks lie on each other above and below a strip's line."""

    above: int  # lanes
    below: int  # lanes


class TickView(TypedDict):
    """A labelled place on a strip."""

    x: float  # per cent
    date: DateView  # its label
    align: Align  # keeps the label within the strip


class ToldDate(TypedDict):
    """A date of a person's moments, as a link."""

    date: DateView  # the date
    url: str  # its first moment
    count: int  # its moments


class PersonLine(TypedDict):
    """One person's moments on a strip, and as links."""

    person: PersonRef  # who it is
    moments: list[MomentView]  # in order of time
    dates: list[ToldDate]  # theirs, each once
    marks: list[StripMark]  # the same, drawn
    room: RoomView  # what the marks need


class StripView(TypedDict):
    """A timeline drawn at one scale and without a break."""

    marks: list[StripMark]  # the dated moments on the axis
    before: DateView | None  # the earliest, where it lies so far before the text that it stands off the axis
    after: DateView | None  # the last, where it lies far behind
    ticks: list[TickView]  # labels of the axis
    published: float | None  # place of the story's publication
    room: RoomView  # what the marks need
    people: list[PersonLine]  # those named in several moments, on an axis of their own
    people_ticks: list[TickView]  # labels of that axis


class BarView(TypedDict):
    """A bar of a density strip."""

    x: float  # per cent
    width: float  # per cent
    height: float  # pixels


class SpanView(TypedDict):
    """A year in the overview, or a decade of few moments."""

    date: DateView  # the year or the decade
    url: str  # empty for a decade
    moments: int  # how many
    loose: int  # moments whose source gives no month
    bars: list[BarView]  # many moments, by month
    marks: list[StripMark]  # few moments, one by one
    room: RoomView  # what the marks need
    years: list[Crumb]  # the links of a decade
    empty: int  # years without a moment between it and the row before it in time


class GroupView(TypedDict):
    """The rows of one month."""

    date: DateView | None  # None where the source gives no month
    anchor: str  # its id on the page, may be empty
    rows: list[TimelineRow]  # in order of time


class PeriodLink(TypedDict):
    """A link to the page of a month."""

    date: DateView  # the month
    url: str  # its page
    moments: int  # how many


class PeriodView(TypedDict):
    """The page of a year or a month."""

    date: DateView  # the year or the month
    moments: int  # how many
    groups: list[GroupView]  # its moments by month
    marks: list[Meaning]  # what a key has to explain
    scale: ScaleView | None  # None without gaps
    months: list[PeriodLink]  # of a year with so many moments that each month has a page
    earlier: Crumb | None  # the page before, where there is one
    later: Crumb | None  # the page after, where there is one
