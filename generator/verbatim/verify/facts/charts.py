"""Holds what a chart draws to the table that stands under it, the source's words, and the dates of its texts.

A mark is a link to its row: it begins at zero, is as high as the number in the row says, and stands where the date of
the row's text is. The caption says how many of the rows are drawn.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from verbatim.verify.markup.parsed_page import MarkupPlace
from verbatim.verify.markup.walk import is_plot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from verbatim.verify.facts.dates import Dates
    from verbatim.verify.markup.parsed_page import ParsedPage

if TYPE_CHECKING:
    TextOf = Callable[[str], str | None]  # the text of a story's source

FEWEST = 3
WITHIN = 0.11  # pixels, or per cent of the width, by which rounding may move a mark
SHOWN = 40  # characters of a number in a message
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_AMOUNT = re.compile(r"(\D?) ?(\d[\d,]*+(?:\.\d+)?)(.*)", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURES = re.compile(r"\d+")


class Drawn(NamedTuple):
    """What is measured of a number: how much of what, and the day, as an ordinal."""

    value: Decimal
    unit: str
    day: int


class _PlotMark:
    """A mark: the row that it leads to, its lines and dots, and the label that follows it."""

    def __init__(self, at: int, row: str) -> None:
        self.at, self.row = at, row
        self.stems: list[Mapping[str, str | None]] = []
        self.dots: list[Mapping[str, str | None]] = []
        self.label: Mapping[str, str | None] | None = None


class _TableRow:
    """A row of the table: where its number is in a source, and whose date it shows."""

    def __init__(self) -> None:
        self.number: Mapping[str, str | None] | None = None
        self.dated = ""


class _Plot:
    """A chart with its caption and the rows of its table."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.base: Mapping[str, str | None] = {}
        self.marks: list[_PlotMark] = []
        self.caption = ""
        self.rows: dict[str, _TableRow] = {}


class _ChartReader:
    """Reads the charts of a document: a plot, then what follows it in its figure."""

    def __init__(self) -> None:
        self.found: list[_Plot] = []
        self._elements = -1
        self._open: list[str] = []
        self._figure = 0  # depth of the figure that holds the last plot; 0 outside of one
        self._row: _TableRow | None = None

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note an element."""
        self._elements += 1
        self._open.append(name)
        if name == "svg" and is_plot(attributes):
            self.found.append(_Plot(self._elements))
            self._figure = max((at for at, one in enumerate(self._open, start=1) if one == "figure"), default=1)
        elif self._figure and "svg" in self._open:
            self._start_drawn(name, attributes)
        elif self._figure:
            self._start_told(name, attributes)

    def _start_drawn(self, name: str, attributes: Mapping[str, str | None]) -> None:
        chart = self.found[-1]
        if name == "a":
            chart.marks.append(_PlotMark(self._elements, (attributes.get("href") or "").removeprefix("#")))
        elif name == "line" and "a" not in self._open and attributes.get("x2") == "100%":
            chart.base = attributes
        elif name == "line" and chart.marks and attributes.get("class") != "chart__leader":
            chart.marks[-1].stems += [attributes] if "a" in self._open else []
        elif name == "circle" and chart.marks:
            chart.marks[-1].dots.append(attributes)
        elif name == "text" and "data-char" in attributes and chart.marks:
            chart.marks[-1].label = attributes

    def _start_told(self, name: str, attributes: Mapping[str, str | None]) -> None:
        if name == "tr" and attributes.get("id"):
            self._row = self.found[-1].rows[str(attributes["id"])] = _TableRow()
        elif self._row and "th" in self._open and "data-char" in attributes and not self._row.number:
            self._row.number = attributes
        elif self._row and attributes.get("data-dated"):
            self._row.dated = str(attributes["data-dated"])

    def text(self, text: str) -> None:
        """Note what the caption says."""
        if self._figure and "figcaption" in self._open:
            self.found[-1].caption += text

    def end(self, name: str) -> None:
        """Note the end of an element."""
        self._open.pop()
        if name == "tr":
            self._row = None
        if len(self._open) < self._figure:
            self._figure = 0


def faults_of_charts(parsed: ParsedPage, text_of: TextOf, dates: Dates) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield where a chart draws other amounts or dates than its table has, and how; most pages draw none."""
    if not parsed.has_plot:
        return
    reader = _ChartReader()
    parsed.document.read(reader)
    for chart in reader.found:
        measured = [(mark, _measured(chart.rows.get(mark.row), text_of, dates)) for mark in chart.marks]
        for mark, drawn in measured:
            if isinstance(drawn, str):
                yield MarkupPlace(mark.at), f"a mark of the chart {drawn}"
        known = [(mark, drawn) for mark, drawn in measured if isinstance(drawn, Drawn)]
        if len(known) < FEWEST:
            yield MarkupPlace(chart.at), f"a chart draws {len(known)} numbers, and fewer than {FEWEST} show nothing"
        else:
            yield from _faults_of_marks(chart, known)
        yield from _faults_of_caption(chart)


def _measured(row: _TableRow | None, text_of: TextOf, dates: Dates) -> Drawn | str:
    """Return what a row says, from its source's words and its text's date; why not, where it says no such thing."""
    if row is None or row.number is None:
        return "leads to no number of the table below"
    story, char = (row.number.get(key) or "" for key in ("data-story", "data-char"))
    start, _, end = char.partition(",")
    text = text_of(story) or ""
    words = text[int(start) : int(end)] if start.isdecimal() and end.isdecimal() else ""
    amount = amount_of(words)
    if not amount:
        return f"draws “{words[:SHOWN]}”, which is no amount"
    day = dates.published(story) or ""
    if row.dated != story or not _DAY.fullmatch(day):
        return f"draws “{words[:SHOWN]}” at a date, and the day of its text, {story[:SHOWN]}, is not known"
    return Drawn(*amount, date.fromisoformat(day).toordinal())


def amount_of(words: str) -> tuple[Decimal, str] | None:
    """Return what words that begin with figures amount to, and of what as far as they say so."""
    found = _AMOUNT.fullmatch(words)
    if not found or found[1].isalpha():
        return None
    rest = found[3].split()
    power = SCALES[rest.pop(0)] if rest and rest[0] in SCALES else 0
    return Decimal(found[2].replace(",", "")).scaleb(power), found[1] or " ".join(rest).casefold().removesuffix("s")


def fault_of_amount(amount: object, words: str) -> str:
    """Return how an amount in data differs from the words at its place; empty for none."""
    read = amount_of(words)
    if amount is None or (isinstance(amount, int | float) and read and Decimal(str(amount)) == read[0]):
        return ""
    return f"the amount {str(amount)[:SHOWN]} is not that of “{words[:SHOWN]}”"


def _faults_of_marks(chart: _Plot, known: Sequence[tuple[_PlotMark, Drawn]]) -> Iterator[tuple[MarkupPlace, str]]:
    if len({drawn.unit for _, drawn in known if drawn.unit}) > 1:
        yield MarkupPlace(chart.at), "a chart draws numbers of different things on one scale"
    base = _number(chart.base.get("y1"))
    heights = [_height(mark, base) for mark, _ in known]
    places = [_number(mark.dots[0].get("cx")) if mark.dots else -1.0 for mark, _ in known]
    most = max(range(len(known)), key=lambda at: known[at][1].value)
    by_day = sorted(range(len(known)), key=lambda at: known[at][1].day)
    first, last = by_day[0], by_day[-1]
    days = known[last][1].day - known[first][1].day
    if min(heights) <= 0 or days <= 0 or places[last] <= places[first]:
        yield MarkupPlace(chart.at), "a chart does not draw its marks from zero up, and from the earliest to the latest"
        return
    for at, (mark, drawn) in enumerate(known):
        right = heights[most] * float(drawn.value / known[most][1].value)
        if abs(heights[at] - right) > WITHIN:
            fact = f"a mark of the chart is {heights[at]:g} high, and {right:.1f} is right for {mark.row[:SHOWN]}"
            yield MarkupPlace(mark.at), fact
        there = places[first] + (places[last] - places[first]) * (drawn.day - known[first][1].day) / days
        if abs(places[at] - there) > WITHIN:
            fact = f"a mark of the chart stands at {places[at]:g}%, and its date is at {there:.1f}%"
            yield MarkupPlace(mark.at), fact
        if fact := _fault_of_label(mark, chart.rows[mark.row]):
            yield MarkupPlace(mark.at), fact


def _height(mark: _PlotMark, base: float) -> float:
    """Return how high a mark is; -1 where its parts do not agree, or it does not begin at zero."""
    if len(mark.stems) != 1 or len(mark.dots) != 1:
        return -1.0
    stem, dot = mark.stems[0], mark.dots[0]
    is_upright = stem.get("x1") == stem.get("x2") == dot.get("cx")
    is_joined = stem.get("y2") == dot.get("cy") and _number(stem.get("y1")) == base
    return base - _number(dot.get("cy")) if is_upright and is_joined else -1.0


def _number(value: str | None) -> float:
    try:
        return float((value or "").removesuffix("%"))
    except ValueError:
        return -1.0


def _fault_of_label(mark: _PlotMark, row: _TableRow) -> str:
    label, number = mark.label, row.number or {}
    if label is None:
        return ""
    is_own = all(label.get(key) == number.get(key) for key in ("data-story", "data-char"))
    stands = mark.dots[0].get("cx") == label.get("x")
    return "" if is_own and stands else f"a mark of the chart has the label of another number than {mark.row[:SHOWN]}"


def _faults_of_caption(chart: _Plot) -> Iterator[tuple[MarkupPlace, str]]:
    told = {int(found) for found in _FIGURES.findall(chart.caption)}
    if told != {len(chart.marks), len(chart.rows)}:
        fact = f"a chart draws {len(chart.marks)} of {len(chart.rows)} numbers, and its caption says otherwise"
        yield MarkupPlace(chart.at), fact
