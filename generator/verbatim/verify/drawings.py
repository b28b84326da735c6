"""Checks the picture cards that a site has as drawings: their words, and that nothing in them hides or moves any.

A drawing is read as XML, as browsers read it. A closed list says which elements and attributes it may have.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING

from verbatim.verify.facts.cards import fault_of_drawn
from verbatim.verify.markup.appearance import REMOVE, Oddity
from verbatim.verify.markup.documents import MarkupError, XmlDocument
from verbatim.verify.markup.passages import blocks
from verbatim.verify.markup.walk import Kind, Walk
from verbatim.verify.quotations import UNPLACED, PageCheck, check_sequences, misspelt_echoes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.verify.markup.documents import Document
    from verbatim.verify.markup.walk import StartTag
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
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")
_CANVAS = re.compile(r"0 0 (\d{1,5}) (\d{1,5})")


class DrawingWalk(Walk):
    """The walk through a drawing, which also follows where its words are."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, _grammar)
        self.canvas = (inf, inf)
        self.paper = ""
        self.last_line = 0.0  # of the text that is open

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
        self.last_line = line


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
    for text in blocks(page.parsed.loose_text):
        for fact in misspelt_echoes(text, "a line", check):
            check.fault(file, 0, fact, UNPLACED)
    page.check_appearance()
    check_sequences(page)
    page.check_loose()
