"""The drawing of a card in SVG elements: words and places come in, markup goes out. No font, no file is touched."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape as escaped

from generator.publish.card_frame import WIDE, Frame
from generator.publish.shown import UNSHOWABLE, picture_of
from generator.publish.wrap import Face, Line, filled, lines
from generator.words import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.publish.views import Slice

# A drawing names its colours as the theme's tokens do; `coloured` puts in those of a look. These are the broadsheet's.
PAPER, INK, SOFT, HAIR = "--paper", "--ink", "--soft", "--rule"
QUOTE, PERSON, WASH, MOMENT = "--quote", "--person", "--person-wash", "--moment"
COLOURS = {
    "paper": "#fbfaf6", "ink": "#17191e", "soft": "#595b63", "rule": "#dcd8cc",
    "quote": "#b3261e", "person": "#3d3a9c", "person-wash": "#ecebfa", "moment": "#0b5d66",
}  # fmt: skip
# Words are escaped, so that no text can hold an attribute.
_NAMED = re.compile(r'\b(fill|stroke)="--([a-z-]+)"')
_INSERTED = re.compile(r"<ins\b[^>]*>[^<]*</ins>")
_CONTROL = re.compile(r'<span class="control" data-control="([0-9a-f]{1,6})">[^<]*</span>')
_TAG = re.compile(r"<[^<>]*>")


class Faces(NamedTuple):
    """The four faces of a card: large words, small words, labels, strong labels."""

    display: Face
    text: Face
    label: Face
    strong: Face

    def cover(self, text: str) -> bool:
        """Tell whether every face has a letter for each character of the text."""
        return all(face.covers(text) for face in self)


class Sheet(NamedTuple):
    """What a card is drawn on and with: the faces, the format, the words of the interface, the site's name."""

    faces: Faces
    frame: Frame = WIDE
    words: Words = ENGLISH
    name: str = ""

    def says(self, message: str) -> str:
        """Return the words for a msgid."""
        return self.words.gettext(message)


class Style(NamedTuple):
    """How a line is set: its face, its size in pixels, its colour, and the end that its x is of."""

    face: Face
    size: float
    fill: str
    anchor: str = "start"

    def fits(self, width: float) -> float:
        """Return how many em of this size fit into so many pixels."""
        return width / self.size


def coloured(drawing: str, colours: Mapping[str, str]) -> str:
    """Return a drawing with colours in the places of their names."""
    return _NAMED.sub(lambda found: f'{found[1]}="{colours[found[2]]}"', drawing)


def escape(text: str) -> str:
    """Escape text for an element of XML; CR is written so that a parser keeps it, other controls as marked pictures."""
    whole = html.escape(text).replace("\r", "&#13;")
    return UNSHOWABLE.sub(lambda found: _pictured(found[0]), whole)


def _pictured(character: str) -> str:
    return f'<tspan data-control="{ord(character):02x}">{picture_of(character)}</tspan>'


def words_of(words: Slice) -> str:
    """Return a slice's printed words as plain text, pictures of controls read back, corrections' new words left out."""
    markup = _CONTROL.sub(lambda found: chr(int(found[1], 16)), _INSERTED.sub("", str(words["words"])))
    return html.unescape(_TAG.sub("", markup))


def place_of(story: str, start: int, end: int) -> str:
    """Return the attributes that say where the words of an element are from."""
    return f'data-story="{escape(story)}" data-char="{start},{end}"'


def line(x: float, y: float, style: Style, content: str) -> str:
    """Return a line of text; `content` is markup."""
    anchor = "" if style.anchor == "start" else f' text-anchor="{style.anchor}"'
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{style.face.family}" font-size="{style.size:g}"'
        f' fill="{style.fill}"{anchor}>{content}</text>'
    )


def plain_line(x: float, y: float, style: Style, text: str, width: float) -> str:
    """Return a line of plain text, cut at a word with “…” where it is wider than `width`; empty where it is empty."""
    return line(x, y, style, escape(cut(text, style, width))) if text else ""


def cut(text: str, style: Style, width: float) -> str:
    """Return `text`, or its first words and “…” where it is wider than `width` pixels."""
    if style.face.width(text) <= style.fits(width):
        return text
    first = filled(text, style.face, style.fits(width) - style.face.width("…"))[0]
    return text[: first.end].rstrip(" ,;:.–—-") + "…"


def slice_line(at: tuple[float, float], style: Style, words: Slice, span: Line, more: str = "") -> str:
    """Return a line that shows the characters `span` of a slice, with its place; `more` is text after it."""
    text = words_of(words)[span.start : span.end]
    start = int(words["char"].partition(",")[0]) + span.start
    place = place_of(words["story"], start, start + len(text))
    return line(*at, style, f"<tspan {place}>{escape(text)}</tspan>{escape(more)}")


def slice_from(words: Slice, start: int) -> Slice:
    """Return a slice from its character `start` on, its words plain."""
    begin, _, end = words["char"].partition(",")
    place = f"{int(begin) + start},{end}"
    return {**words, "char": place, "words": escaped(words_of(words)[start:])}


def slice_rows(words: Slice, style: Style, width: float, most: int) -> list[tuple[Line, str]]:
    """Return the lines of a slice, at most so many, each with what stands after it: “…” where the slice goes on."""
    text = words_of(words)
    broken = lines(text, style.face, style.fits(width))
    if len(broken) > most:
        broken = filled(text, style.face, style.fits(width) - style.face.width("…"))[:most]
    bare = [Line(row.start, row.start + len(text[row.start : row.end].rstrip())) for row in broken]
    return [(row, "…" if row is bare[-1] and broken[-1].end < len(text) else "") for row in bare]


def slice_block(
    at: tuple[float, float], leading: float, style: Style, words: Slice, rows: list[tuple[Line, str]]
) -> str:
    """Return the lines that `slice_rows` gave, one under the other."""
    x, y = at
    return "".join(slice_line((x, y + number * leading), style, words, *row) for number, row in enumerate(rows))


def narrowed(text: str, style: Style, width: float, least: float = 0.75) -> Style:
    """Return the style smaller where the text is wider than `width`, though not smaller than `least` of its size."""
    needed = style.face.width(text)
    return style._replace(size=max(least * style.size, min(style.size, width / needed))) if needed else style
