"""What the templates may count on: drawn timelines, plain data. Lengths are in CSS pixels, places in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from verbatim.newsroom.timeline import Unit
    from verbatim.publish.payloads.elements import Crumb, DateView, MomentView, PersonRef, Shape


Meaning = Literal[
    "day", "month", "year", "decade", "span", "since", "until", "about",
    "planned", "denied", "undated", "overlap", "broken", "published", "ahead",
]  # fmt: skip
Align = Literal["start", "middle", "end"]


class GapView(TypedDict):
    """The time between two rows: `count` of `unit` in words, `length` drawn.

    `broken`: longer than the scale can hold, so that the line is cut. `overlap`: the two dates may be the same time,
    so that no time is drawn, and there are no words.
    """

    count: int
    unit: Unit
    about: bool
    overlap: bool
    broken: bool
    length: float


class ScaleView(TypedDict):
    """How much time a piece of the line of `length` stands for: `count` of `unit`."""

    count: int
    unit: Unit
    length: int


class TimelineRow(TypedDict):
    """A row of a timeline: a moment, or the day of publication. One of the two is set.

    `gap` is the time since the row above. `ahead`: it lies after the publication of its story. `same`: its date is
    that of the row above.
    """

    moment: MomentView | None
    published: DateView | None
    gap: GapView | None
    ahead: bool
    same: bool


class LineView(TypedDict):
    """A whole timeline: dated rows earliest first, what has no date, the marks in use, the scale (None: no gaps)."""

    rows: list[TimelineRow]
    undated: list[MomentView]
    marks: list[Meaning]
    scale: ScaleView | None


class StripMark(TypedDict):
    """A moment on a strip: where it begins, and how wide it is (0: a day).

    `lane` counts down from the line for what is less exact than a day, from 1; days stand on the line, 0, or, where
    there are several, above it, -1 and so on.
    """

    x: float
    width: float
    lane: int
    shape: Shape
    about: bool
    ahead: bool


class RoomView(TypedDict):
    """How many marks stand on each other: above a strip's line, and below it."""

    above: int
    below: int


class TickView(TypedDict):
    """A labelled place on a strip; `align` keeps the label within it."""

    x: float
    date: DateView
    align: Align


class PersonLine(TypedDict):
    """One person's moments on the strip above, and as links."""

    person: PersonRef
    moments: list[MomentView]
    marks: list[StripMark]
    room: RoomView


class StripView(TypedDict):
    """A timeline drawn whole, at one scale and without a break; `published` is the place of its publication."""

    marks: list[StripMark]
    ticks: list[TickView]
    published: float | None
    room: RoomView
    people: list[PersonLine]


class BarView(TypedDict):
    """A bar of a density strip: place and width in per cent, height in pixels."""

    x: float
    width: float
    height: float


class SpanView(TypedDict):
    """A year, or a decade of few moments, in the overview. `loose`: moments whose source gives no month.

    Few moments are drawn each (`marks`), many as bars. `url` is empty for a decade, whose `years` are its links.
    `empty` is how many years without a moment lie between it and the one that comes before it in time.
    """

    date: DateView
    url: str
    moments: int
    loose: int
    bars: list[BarView]
    marks: list[StripMark]
    room: RoomView
    years: list[Crumb]
    empty: int


class GroupView(TypedDict):
    """Rows of one month; `date` is None for those whose source gives no month."""

    date: DateView | None
    anchor: str
    rows: list[TimelineRow]


class PeriodLink(TypedDict):
    """A link to the page of a month, with its number of moments."""

    date: DateView
    url: str
    moments: int


class PeriodView(TypedDict):
    """What the page of a year or a month shows. `months`: the pages of a long year's months."""

    date: DateView
    moments: int
    groups: list[GroupView]
    marks: list[Meaning]
    scale: ScaleView | None
    months: list[PeriodLink]
    earlier: Crumb | None
    later: Crumb | None
