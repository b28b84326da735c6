"""What a walk through a page found: watched elements, loose text, attributes, scripts, and their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from verbatim.verify.markup.appearance import Oddity
    from verbatim.verify.markup.documents import Document


_RANGE = re.compile(r"(\d{1,12}),(\d{1,12})")


class StartTag(NamedTuple):
    """A start tag. One that is not `watched` holds nothing to verify, and its attributes are not kept."""

    name: str
    attributes: Mapping[str, str]
    void: bool


Held = Literal["slice", "words", "code", "version", "editors", "elsewhere", "foreign", "title"]
Told = Literal["card", "date", "heading", "label", "name", "ornament", "question", "quotation", "review", "speaker"]
Kind = Held | Told
HOLDING, SHOWN = frozenset(get_args(Held)), frozenset(("slice", "words"))  # not loose text; and with a closed list


class MarkupPlace(NamedTuple):
    """A place in markup: the number of the element that began last, and the line ends of the text since."""

    element: int
    lines: int = 0


@dataclass(slots=True)
class WatchedElement:
    """An element to check: `text` is its source words (slice, words) or its code, `loose` its other text.

    `within` is the watched element around it; `inside`: it lies within a slice; `folded`: a reader has to open
    something to see it. The numbers tell where its words, its loose text and the watched elements within it begin, and
    where the latter end. `inserted` are the words of corrections in it, which are not the source's. `offset` are the
    characters before it of the words in which a date stands.
    """

    kind: Kind
    tag: StartTag
    token: MarkupPlace
    depth: int
    within: WatchedElement | None
    inside: bool
    folded: bool
    pieces_from: int
    loose_from: int
    elements_from: int
    elements_to: int = 0
    text: str = ""
    loose: str = ""
    corrected: bool = False
    inserted: list[str] = field(default_factory=list)
    offset: int = 0


class WatchedTag(NamedTuple):
    """A start tag whose attributes were kept, its place, and the watched element around it."""

    tag: StartTag
    token: MarkupPlace
    within: WatchedElement | None


class SpokenText(NamedTuple):
    """An attribute of a watched tag that is shown or read aloud."""

    watched: WatchedTag
    name: str
    text: str


class ClassedElement(NamedTuple):
    """An element with a class that was asked for: its name, its classes, its place, and where its loose text begins."""

    name: str
    classes: frozenset[str]
    token: MarkupPlace
    loose_from: int


class CodePart(NamedTuple):
    """A script or a style in a page: its element's name and attributes, its text, and its place."""

    name: str
    attributes: Mapping[str, str | None]
    text: str
    token: MarkupPlace


@dataclass(slots=True)
class ParsedPage:
    """A page's watched elements in order of their end, its loose text, watched tags, scripts and styles."""

    document: Document
    grammar: Callable[[StartTag, Any], Sequence[Kind]]
    quoting: frozenset[str]
    elements: list[WatchedElement] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    tags: list[WatchedTag] = field(default_factory=list)
    spoken: list[SpokenText] = field(default_factory=list)
    loose_text: str = ""
    code: list[CodePart] = field(default_factory=list)
    loads: list[tuple[MarkupPlace, str]] = field(default_factory=list)  # addresses of what it loads
    links: list[WatchedTag] = field(default_factory=list)  # to publishers' pages
    odd: list[tuple[MarkupPlace, Oddity]] = field(default_factory=list)
    heads: list[tuple[MarkupPlace, Mapping[str, str | None]]] = field(default_factory=list)  # its <link>s
    mentions: list[tuple[MarkupPlace, Mapping[str, str | None], WatchedElement]] = field(default_factory=list)
    classed: list[ClassedElement] = field(default_factory=list)
    has_plot: bool = False  # a chart is drawn in it

    def line(self, token: MarkupPlace) -> int:
        """Return the line of a place, from 1."""
        return line_of(self.document, token)


def line_of(document: Document, token: MarkupPlace) -> int:
    """Return the line of a place in a document, from 1."""
    return document.line_of(token.element, end=token.lines > 0) + token.lines


class SourceSlice(NamedTuple):
    """Code points `start` to `end` of the source of `story`."""

    story: str
    start: int
    end: int

    def covers(self, other: SourceSlice) -> bool:
        """Return whether `other` lies within this slice."""
        return self.story == other.story and self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{self.story}.txt#char={self.start},{self.end}"


def placed(attributes: Mapping[str, str]) -> SourceSlice | None:
    """Read `data-story` and `data-char`; None where they do not name a slice."""
    match = _RANGE.fullmatch(attributes.get("data-char", ""))
    story = attributes.get("data-story", "")
    return SourceSlice(story, int(match[1]), int(match[2])) if match and story else None
