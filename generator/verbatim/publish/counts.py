"""Puts numbers of several texts that count one thing side by side, and draws them from zero up at their texts' dates.

Only numbers are drawn whose words leave no doubt about the amount, of texts whose date is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.core import dates as edtf
from verbatim.model import Number, Span
from verbatim.newsroom.topics import Topic
from verbatim.publish import refs
from verbatim.publish.axis import Align, Axis, TickView, align
from verbatim.publish.edition import Edition
from verbatim.publish.story_card import NumberView, number_view

FEWEST = 3
ENGLISH = "en"
FROM, TO = 7.0, 93.0  # per cent of the width
HEIGHT = 150  # pixels of the tallest mark
# Labels are set for the narrowest screen that shows one: its width, a letter's, a line's, in pixels.
NARROW, LETTER, LINE, ABOVE = 340, 6.2, 15, 11
LIFTS, LONGEST = 4, 24  # how many lines a label may be lifted; its letters


class CountedView(NamedTuple):
    """A number of one text, beside the same thing's in others."""

    number: NumberView  # the number, and the phrase that says what it counts
    story: refs.StoryRef  # the text
    anchor: str  # its row's place in the page


class ChartMark(NamedTuple):
    """A number drawn at the date of its text."""

    anchor: str  # the place of its row
    x: float  # per cent of the width
    y: float  # pixels from the top
    label: refs.Slice | None  # the number in the source's words; None where it would cover others
    label_y: float  # of the label's line, in pixels
    align: Align  # of the label, at its mark
    lifted: bool  # whether the label stands higher than its mark, and a line leads to it


class ChartView(NamedTuple):
    """Numbers drawn in time, on a scale that begins at zero."""

    marks: list[ChartMark]  # earliest first
    zero: float  # where zero is, in pixels from the top
    ticks: list[TickView]  # dates that are written below


class CountView(NamedTuple):
    """One thing that several texts count."""

    counted: list[CountedView]  # earliest text first
    by_editors: bool  # whether the editors put them together, not the words' likeness
    chart: ChartView | None  # None where fewer than three have a date and an amount, or all have one date

    @classmethod
    def of(cls, edition: Edition, topic: Topic, group: Sequence[Number]) -> CountView:
        """Return a topic's numbers that count one thing."""
        order = {name: at for at, name in enumerate(topic.stories)}
        numbers = sorted(group, key=lambda number: (order[number.story], number.span))
        by_editors = {(place.story, place.span) for one in topic.file.numbers or () for place in one.places}
        stories = edition.newsroom.stories
        return cls(
            counted=[
                CountedView(number_view(edition, one), refs.story_ref(edition, stories[one.story]), _anchor(one))
                for one in numbers
            ],
            by_editors=any((one.story, one.span) in by_editors for one in numbers),
            chart=_chart(edition, numbers),
        )


class _Plotted(NamedTuple):
    number: Number
    day: int
    value: Decimal


class _Box(NamedTuple):
    left: float
    right: float
    y: float

    def meets(self, other: _Box) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not apart and abs(self.y - other.y) < LINE


def _anchor(number: Number) -> str:
    """Return the place of a number's row in its topic's page."""
    return f"number-{number.story}-{number.span.start}"


def amount_in(edition: Edition, number: Number) -> Quantity | None:
    """Return what a number amounts to; None where its words are of another language, or could mean something else."""
    story = edition.newsroom.stories[number.story]
    return quantity_of(story.text, number.span) if story.lang.partition("-")[0] == ENGLISH else None


def _chart(edition: Edition, numbers: Sequence[Number]) -> ChartView | None:
    """Return the chart of numbers that count one thing; None where too few have a date and an amount in one unit."""
    plotted = sorted(_plotted(edition, numbers), key=lambda one: (one.day, one.number.story, one.number.span))
    days = [one.day for one in plotted]
    if len(plotted) < FEWEST or days[0] == days[-1]:
        return None
    axis, most = Axis(days[0], days[-1], FROM, TO), max(one.value for one in plotted)
    points = [(axis.x(one.day), round(HEIGHT * float(one.value / most), 1)) for one in plotted]
    labels = [refs.marked_slice(edition, one.number.story, one.number.span) for one in plotted]
    lifts = list(_lifts(points, labels))
    top = max(height + ABOVE + LINE * (lift or 0) for (_, height), lift in zip(points, lifts, strict=True)) + LINE
    marks = [
        _mark(one.number, point, label, lift, top)
        for one, point, label, lift in zip(plotted, points, labels, lifts, strict=True)
    ]
    return ChartView(marks, round(top, 1), axis.ticks(edition))


def _plotted(edition: Edition, numbers: Sequence[Number]) -> Iterator[_Plotted]:
    """Yield the numbers that can be drawn together: those in the unit that most have."""
    read: list[tuple[Number, int, Quantity]] = []
    for number in numbers:
        story = edition.newsroom.stories[number.story]
        known = edtf.parse(story.date) if story.date else None
        amount = amount_in(edition, number)
        if amount and known and known.earliest and known.precision == "day":
            read.append((number, known.earliest.toordinal(), amount))
    units = Counter(amount.unit for _, _, amount in read).most_common(1)
    yield from (_Plotted(number, day, amount.value) for number, day, amount in read if amount.unit == units[0][0])


def _lifts(points: Sequence[tuple[float, float]], labels: Sequence[refs.Slice]) -> Iterator[int | None]:
    """Yield by how many lines each label is lifted, so that it covers no other and no mark; None where it does."""
    stems = [_Box(NARROW * x / 100 - 4, NARROW * x / 100 + 4, height) for x, height in points]
    taken: list[_Box] = []
    for at, ((x, height), label) in enumerate(zip(points, labels, strict=True)):
        width, place = LETTER * len(label["words"]), NARROW * x / 100
        left = place - {"start": 6.0, "middle": width / 2, "end": width - 6.0}[align(x)]
        others = [stem for other, stem in enumerate(stems) if other != at]
        fits = len(label["words"]) <= LONGEST and "<" not in label["words"]
        boxes = (_Box(left, left + width, height + ABOVE + LINE * lift) for lift in range(LIFTS if fits else 0))
        free = (
            (lift, box)
            for lift, box in enumerate(boxes)
            if not any(map(box.meets, taken)) and not any(_crosses(stem, box) for stem in others)
        )
        lift, box = next(free, (None, None))
        taken += [box] if box else []
        yield lift


def _crosses(stem: _Box, label: _Box) -> bool:
    """Return whether a mark, which reaches from zero to its height, stands behind a label."""
    return label.left < stem.right and stem.left < label.right and label.y - ABOVE < stem.y + ABOVE / 2


def _mark(number: Number, point: tuple[float, float], label: refs.Slice, lift: int | None, base: float) -> ChartMark:
    x, height = point
    return ChartMark(
        anchor=_anchor(number),
        x=x,
        y=round(base - height, 1),
        label=label if lift is not None else None,
        label_y=round(base - height - ABOVE - LINE * (lift or 0), 1),
        align=align(x),
        lifted=bool(lift),
    )


# What the words of a number amount to

_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?"  # three digits after a point may be thousands
_SCALE = r"(?: (?:thousand|million|billion|trillion))?"
_AMOUNT = re.compile(
    rf"(?P<sign>[$€£¥₹]) ?(?P<money>{_FIGURES})(?P<scaled>{_SCALE})|(?P<digits>{_FIGURES})(?P<scale>{_SCALE})"
    r"(?P<share> ?%| percent| per cent)?(?P<word> [^\W\d_]+)?"
)
_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORD = re.compile(r"[^\W_]+")
_NEXT = re.compile(r"[ \u00a0-]([^\W\d_]+)")
LOOKBACK, WORDS_BEFORE = 60, 3  # code points, and words of the sentence, before a number
_AFTER = re.compile(r"[ \u00a0]?(?:[-–—+/]|\+|(?:or|plus|odd|times|and (?:a )?half|out of|in \d|of \d|to \d)\b|to \d)")


class Quantity(NamedTuple):
    """What a number amounts to, and of what: a currency's sign, `%`, or the word counted, without its plural."""

    value: Decimal
    unit: str


def quantity_of(text: str, span: Span) -> Quantity | None:
    """Return what the English words at a place amount to; None where they could mean something else."""
    found = _AMOUNT.fullmatch(span.of(text))
    if not found or _is_hedged(text, span):
        return None
    scale = (found["scaled"] or found["scale"] or "").strip()
    value = Decimal((found["money"] or found["digits"]).replace(",", "")).scaleb(_SCALES[scale])
    unit = _unit(found, text, span.end)
    return Quantity(value, unit) if unit and value > 0 else None


def _unit(found: re.Match[str], text: str, end: int) -> str:
    if found["sign"]:
        return found["sign"]
    if found["share"]:
        return "" if found["word"] else "%"  # percentage points are no share
    after = _NEXT.match(text, end)
    word = (found["word"] or (after[1] if after else "")).strip().casefold()
    return "" if word in _SCALES else word.removesuffix("s")


def _is_hedged(text: str, span: Span) -> bool:
    before = text[max(0, span.start - LOOKBACK) : span.start]
    clause = re.split(r"[.;:!?()\n]", before)[-1]
    words = _WORD.findall(clause.casefold())[-WORDS_BEFORE:]
    return not lang.words("number_hedges").isdisjoint(words) or bool(_AFTER.match(text, span.end))
