"""Checks the picture cards that a site has as drawings: their words, and that nothing in them hides or moves any.

A drawing is read as XML, as browsers read it. A closed list says which elements and attributes it may have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from verbatim.verify.facts.cards import fault_of_drawn
from verbatim.verify.markup.appearance import REMOVE, Oddity
from verbatim.verify.markup.documents import MarkupError, XmlDocument
from verbatim.verify.markup.parsed_page import Kind, MarkupPlace
from verbatim.verify.markup.passages import blocks
from verbatim.verify.markup.walk import Walk
from verbatim.verify.quotations import UNPLACED, PageCheck, check_sequences, misspelt_echoes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.markup.documents import Document
    from verbatim.verify.markup.parsed_page import ParsedPage, StartTag
    from verbatim.verify.reference import File, SiteCheck


ELEMENTS = frozenset(("svg", "title", "g", "path", "circle", "rect", "line", "text", "tspan"))
ATTRIBUTES = frozenset(
    (
        "aria-hidden", "cx", "cy", "d", "data-char", "data-control", "data-story", "data-trust", "direction", "display",
        "fill", "font-family", "font-size", "height", "lang", "r", "role", "stroke", "stroke-dasharray",
        "stroke-linecap", "stroke-width", "text-anchor", "transform", "unicode-bidi", "viewBox", "width", "x", "x1",
        "x2", "xml:lang", "xml:space", "y", "y1", "y2",
    )
)  # fmt: skip
RUNNING = frozenset(("a", "animate", "animateTransform", "foreignObject", "handler", "script", "set"))
TEXTS = frozenset(("text", "tspan"))
SMALLEST = 9  # pixels: what nobody can read in a card
ROUNDING = 2  # pixels, by which the places of a line's parts may differ
SHAPES = frozenset(("path", "rect", "circle"))
NARROW = 0.45  # of a line's height: the least width of a letter, so that no line is taken for longer than it is
WIDEST = 12  # pixels of a line
# What our cards draw: straight lines, a box with round corners, waves, the sign of a speaker without a name.
_STROKE = re.compile(r"M([\d.]{1,9}) ([\d.]{1,9})([HV])([\d.]{1,9})")
_STROKES = re.compile(r"(?:M[\d.]{1,9} [\d.]{1,9}[HV][\d.]{1,9})+")
_CORNER = r"q-?[\d.]{1,9} -?[\d.]{1,9} -?[\d.]{1,9} -?[\d.]{1,9}"
_ROUNDED = re.compile(
    r"M([\d.]{1,9}) ([\d.]{1,9})h([\d.]{1,9})q([\d.]{1,9}) 0 [\d.]{1,9} [\d.]{1,9}v([\d.]{1,9})"
    rf"{_CORNER}h-[\d.]{{1,9}}{_CORNER}v-[\d.]{{1,9}}{_CORNER}z"
)
_SMALL = r"-?\d{1,2}(?:\.\d{1,3})?"
_BUST = re.compile(
    rf"M([\d.]{{1,9}}) ([\d.]{{1,9}})m{_SMALL} {_SMALL}(?:a{_SMALL} {_SMALL} 0 1 0 {_SMALL} 0){{2}}"
    rf"m{_SMALL} {_SMALL}c{_SMALL}(?:[ ]?{_SMALL}){{5}}s{_SMALL}(?:[ ]?{_SMALL}){{3}}"
)
_WAVES = re.compile(r"M[\d.]{1,9} [\d.]{1,9}(?:q[\d.]{1,9} -?[\d.]{1,9} [\d.]{1,9} 0t[\d.]{1,9} 0(?:m0 0)?)+")
_NUMBERS = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")
_CANVAS = re.compile(r"0 0 (\d{1,5}) (\d{1,5})")


_Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class _DrawnLine:
    """A line of words in a drawing: where it begins, middles or ends, by its anchor, and how many characters it has."""

    x: float
    y: float
    size: float
    anchor: str
    length: int = 0

    def meets(self, box: _Box) -> bool:
        """Return whether a box lies over the line."""
        width = self.length * self.size * NARROW
        left = self.x - (width if self.anchor == "end" else width / 2 if self.anchor == "middle" else 0)
        return box[0] < left + width and box[2] > left and box[1] < self.y and box[3] > self.y - self.size / 2


def _boxes_of(name: str, given: Mapping[str, str]) -> Iterator[_Box]:
    """Yield what a shape covers, each stroke of a line by itself; everything where that cannot be told."""
    if name == "rect":
        left, top, width, height = (_number(given.get(key, "0")) for key in ("x", "y", "width", "height"))
        yield (left, top, left + width, top + height)
    elif name == "circle":
        x, y, radius = (_number(given.get(key, "0")) for key in ("cx", "cy", "r"))
        yield (x - radius, y - radius, x + radius, y + radius)
    elif _STROKES.fullmatch(path := given.get("d", "")):
        half = _number(given.get("stroke-width", "1")) / 2
        for x, y, way, end in ((float(a), float(b), way, float(c)) for a, b, way, c in _STROKE.findall(path)):
            right, bottom = (end, y) if way == "H" else (x, end)
            yield (min(x, right) - half, min(y, bottom) - half, max(x, right) + half, max(y, bottom) + half)
    elif found := _ROUNDED.fullmatch(path):
        left, top, width, edge, height = map(float, found.groups())
        yield (left - edge, top, left + width + edge, top + height + 2 * edge)
    elif _BUST.fullmatch(path):
        yield _box_of_bust([float(one) for one in _NUMBERS.findall(path)])
    elif not _WAVES.fullmatch(path):
        yield (-inf, -inf, inf, inf)


def _box_of_bust(numbers: Sequence[float]) -> _Box:
    """Return what a sign of a speaker covers: a head of two arcs, and shoulders of two curves below it."""
    x, y, to_head, across, radius = *numbers[:2], numbers[2:4], numbers[9], max(map(abs, numbers[4:6]))
    head, shoulders, curves = (x + to_head[0], y + to_head[1]), numbers[18:20], numbers[20:]
    begin = (head[0] + shoulders[0], head[1] + shoulders[1])
    middle = (begin[0] + curves[4], begin[1] + curves[5])
    points = [begin, *((begin[0] + curves[at], begin[1] + curves[at + 1]) for at in (0, 2, 4))]
    points += [(middle[0] + curves[at], middle[1] + curves[at + 1]) for at in (6, 8)]
    points += [(middle[0] * 2 - begin[0] - curves[2], middle[1] * 2 - begin[1] - curves[3])]  # of `s`: the mirrored one
    reach = abs(across) + radius
    points += [(head[0] - reach, head[1] - reach), (head[0] + reach, head[1] + reach)]
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


class DrawingWalk(Walk):
    """The walk through a drawing, which also follows where its words are."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, _grammar)
        self.canvas = (inf, inf)
        self.paper = ""
        self.last_line = 0.0  # of the text that is open
        self._lines: list[_DrawnLine] = []
        self._shapes: list[tuple[MarkupPlace, str, _Box, list[_DrawnLine]]] = []
        self._moved = 0  # depth of a group that is moved; 0 if none

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note a start tag, and what is odd in it."""
        super().start(name, attributes)
        if name not in ELEMENTS or not ATTRIBUTES.issuperset(attributes):
            odd = (
                f"an element <{name[:40]}>"
                if name not in ELEMENTS
                else f"an attribute {min({*attributes} - ATTRIBUTES)}"
            )
            self.add_odd(Oddity(f"{odd} is in no card of ours, and can hide words or add some", REMOVE))
        if name == "svg":
            size = _CANVAS.fullmatch(attributes.get("viewBox") or "")
            self.canvas = (float(size[1]), float(size[2])) if size else self.canvas
        elif not self.paper and attributes.get("fill"):
            self.paper = attributes["fill"] or ""
        if name in TEXTS:
            self._check_text(name, attributes)
        elif name in SHAPES:
            self._note_shape(name, attributes)
        if "transform" in attributes:
            self._moved = self._moved or len(self.names)
            if name != "g":
                self.add_odd(Oddity("words or shapes are moved by a transform of their own", REMOVE))

    def end(self, name: str) -> None:
        """Note the end of an element."""
        super().end(name)
        self._moved = self._moved if self._moved <= len(self.names) else 0

    def text(self, text: str) -> None:
        """Note text, and how long its line is."""
        super().text(text)
        if self._lines and TEXTS.intersection(self.names[-1:]):
            self._lines[-1].length += len(text)

    def _note_shape(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note what a shape covers: of a filled one the words before it, of a mere line also those that come later."""
        given = {key: value or "" for key, value in attributes.items()}
        if not self._moved:
            place = MarkupPlace(self.elements)
            is_line = name == "path" and bool(_STROKES.fullmatch(given.get("d", "")))
            lines = self._lines if is_line else self._lines[:]
            self._shapes += [(place, name, box, lines) for box in _boxes_of(name, given)]
        if _number(given.get("stroke-width", "1")) > WIDEST:
            self.add_odd(Oddity("a line is so wide that it can cover words", REMOVE))

    def run(self) -> ParsedPage:
        """Walk to the end, and see which shapes lie over words."""
        parsed = super().run()
        for place, name, box, lines in self._shapes:
            if any(line.meets(box) for line in lines):
                parsed.odd.append((place, Oddity(f"a <{name}> is drawn over words", REMOVE)))
        return parsed

    def _check_text(self, name: str, attributes: Mapping[str, str | None]) -> None:
        if attributes.get("display") == "none":
            self.only_signs()
        if attributes.get("fill") == self.paper or attributes.get("fill") in ("none", "transparent"):
            self.add_odd(Oddity("words have the colour of the paper", REMOVE))
        size = attributes.get("font-size")
        if size is not None and _number(size) < SMALLEST:
            self.add_odd(Oddity("words are too small to be read", REMOVE))
        x, y = (attributes.get(key) for key in ("x", "y"))
        outside = any(
            at is not None and not 0 <= _number(at) <= edge for at, edge in zip((x, y), self.canvas, strict=True)
        )
        line = self.last_line if y is None else _number(y)
        if outside or (name == "tspan" and line < self.last_line - ROUNDING):
            self.add_odd(Oddity("words stand outside of the card, or above those that they follow", REMOVE))
        if self._moved:
            self.add_odd(Oddity("words are moved by a transform", REMOVE))
        self.last_line = line
        if name == "text" or x is not None:
            before = self._lines[-1] if self._lines and name == "tspan" else _DrawnLine(0.0, 0.0, 0.0, "start")
            anchor = attributes.get("text-anchor") or (before.anchor if name == "tspan" else "start")
            height = _number(size) if size is not None else before.size
            self._lines.append(_DrawnLine(_number(x or "0"), line, height, anchor))


class PictureWalk(Walk):
    """The walk through a picture, which may look in any way, and runs and shows nothing else."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, _grammar)

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note a start tag, and what in it could run or show something else."""
        super().start(name, attributes)
        runs = name in RUNNING or any(key.startswith("on") for key in attributes)
        elsewhere = (attributes.get(key) or "#" for key in ("href", "xlink:href"))
        if runs or not all(one.startswith(("#", "data:image/")) for one in elsewhere):
            self.add_odd(Oddity(f"<{name[:40]}> can run or show what is not checked", REMOVE))


@lru_cache(maxsize=1 << 12)
def _number(value: str) -> float:
    return float(value) if _NUMBER.fullmatch(value) else -1.0


def _grammar(found: StartTag, walk: Walk) -> Sequence[Kind]:
    del walk
    if "data-char" in found.attributes:
        return ("slice",)
    if found.name == "title":
        return ("name",)
    return ("ornament",) if found.attributes.get("aria-hidden") == "true" else ()


def check_drawing(file: File, check: SiteCheck) -> None:
    """Check one SVG card."""
    _check(file, check, DrawingWalk)


def check_picture(file: File, check: SiteCheck) -> None:
    """Check an SVG that is no card, such as an icon or an editor's picture."""
    _check(file, check, PictureWalk)


def _check(file: File, check: SiteCheck, walk: type[DrawingWalk | PictureWalk]) -> None:
    try:
        page = PageCheck(file, walk(XmlDocument(file.text)).run(), check)
    except MarkupError as error:
        check.fault(file, error.line, str(error), REMOVE)
        return
    for element in page.parsed.elements:
        if element.kind == "slice":
            page.check_slice(element)
    if fact := fault_of_drawn(page.parsed, file.path, check.speakers):
        check.fault(file, 0, fact)
    for fact in check.questions.faults_of_drawing(page.parsed, file.path):
        check.fault(file, 0, fact)
    lines = blocks(page.parsed.loose_text)
    if check.naming and (fact := check.naming.pictures.fault_of_lines(file.path, lines)):
        check.fault(file, 0, fact)
    for text in lines:
        for fact in misspelt_echoes(text, "a line", check):
            check.fault(file, 0, fact, UNPLACED)
    page.check_appearance()
    check_sequences(page)
    page.check_loose()
