"""Sets words in lines for pictures: where each line stands, how large it is, of which place in a source it is.

Text is broken by the widths of letters. A picture is a template of the theme (`templates/cards/`) with blocks of such
lines. Its colours are names of the theme's tokens, which `coloured` replaces by those of a look.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from math import fsum
from typing import NamedTuple

from markupsafe import Markup

from verbatim.core.i18n import ENGLISH, Words
from verbatim.publish.html import UNSHOWABLE, picture_of
from verbatim.publish.refs import Slice
from verbatim.publish.urls import span_of

# A no-break space (U+00A0, U+202F, U+2007) counts as a letter; a dash or hyphen ends a piece.
_BLANKS = " \\t\\n\\r\\x0b\\x0c\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000"
_PIECE = re.compile(f"(?:[—–-]*[^{_BLANKS}—–-]+[—–-]*|[—–-]+)?[{_BLANKS}]*")
_BLANK_CODES = frozenset(code for code in range(0x3001) if re.fullmatch(f"[{_BLANKS}]", chr(code)))
_AS_BLANK = str.maketrans("\t\n\r", "   ")
NARROWEST = 0.55  # of the full measure: lines get no narrower than this to make the last one longer
STEPS = 7  # of the search for the measure


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A typeface at one weight: the advance of each of its characters in em, and what is added to each."""

    family: str
    advances: Mapping[int, float]
    tracking: float = 0.0

    def covers(self, text: str) -> bool:
        """Return whether the face has a glyph for every character, blanks aside."""
        return {*map(ord, set(text))} - _BLANK_CODES <= self.advances.keys()

    def width(self, text: str) -> float:
        """Return the advance of a text in em without kerning: a line end as a blank, a missing glyph as 1 em."""
        letters = map(ord, text.translate(_AS_BLANK))
        return fsum(map(self.advances.get, letters, repeat(1.0))) + self.tracking * len(text)


class TextLine(NamedTuple):
    """A line of a text: `text[start:end]`, its trailing blanks included."""

    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    end: int
    bare: float
    full: float


def balanced_lines(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> list[TextLine]:
    """Break a text into as few lines of at most `measure` em as possible, and these as even as possible.

    A new line begins at each offset in `forced`. A word wider than a line is broken.
    """
    pieces = _pieces(text, face, measure)
    least = len(_filled(pieces, measure, forced))
    widest = max((piece.bare for piece in pieces), default=0)
    low, high = measure * NARROWEST, measure
    for _ in range(STEPS):
        middle = (low + high) / 2
        if widest <= middle and len(_filled(pieces, middle, forced)) == least:
            high = middle
        else:
            low = middle
    return _filled(pieces, high, forced)


def filled_lines(text: str, face: Face, measure: float) -> list[TextLine]:
    """Break a text into lines as full as possible, for callers who keep only the first ones."""
    return _filled(_pieces(text, face, measure), measure, frozenset())


def line_count(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> int:
    """Return the number of lines of at most `measure` em that a text needs."""
    return len(_filled(_pieces(text, face, measure), measure, forced))


def _pieces(text: str, face: Face, measure: float) -> list[_Piece]:
    """Return the pieces between which a line may end; one wider than a line is cut."""
    whole = _measured(text, face)
    if all(piece.bare <= measure for piece in whole):
        return whole
    return [part for piece in whole for part in _cut(text, piece.start, piece.end, face, measure)]


@lru_cache(maxsize=8)
def _measured(text: str, face: Face) -> list[_Piece]:
    # Cached, since one text is tried in many sizes.
    return [
        _Piece(match.start(), match.end(), face.width(match[0].rstrip()), face.width(match[0]))
        for match in _PIECE.finditer(text)
        if match[0]
    ]


def _cut(text: str, start: int, end: int, face: Face, measure: float) -> list[_Piece]:
    bare = face.width(text[start:end].rstrip())
    if bare <= measure or end - start == 1:
        return [_Piece(start, end, bare, face.width(text[start:end]))]
    at, used = start, 0.0
    while at < end and (used := used + face.width(text[at])) <= measure:
        at += 1
    at = max(at, start + 1)
    head = face.width(text[start:at])
    return [_Piece(start, at, head, head), *(_cut(text, at, end, face, measure) if at < end else [])]


def _filled(pieces: Sequence[_Piece], measure: float, forced: frozenset[int]) -> list[TextLine]:
    lines: list[TextLine] = []
    start, used = 0, 0.0
    for piece in pieces:
        if piece.start > start and (used + piece.bare > measure or piece.start in forced):
            lines.append(TextLine(start, piece.start))
            start, used = piece.start, 0.0
        used += piece.full
    return [*lines, TextLine(start, pieces[-1].end)] if pieces else []


PAPER, SUNK, INK, SOFT, NOTE = "--paper", "--sunk", "--ink", "--soft", "--note"
QUOTE, PERSON, MOMENT = "--quote", "--person", "--moment"
COLOURS = {
    "paper": "#fbfaf6", "sunk": "#f3f0e7", "ink": "#17191e", "soft": "#595b63", "rule": "#dcd8cc", "quote": "#b3261e",
    "person": "#3d3a9c", "person-wash": "#ecebfa", "moment": "#0b5d66", "note": "#7a5b00", "note-wash": "#f8f1dc",
}  # fmt: skip
# Words are escaped, so that this finds nothing in them.
_NAMED = re.compile(r'\b(fill|stroke)="--([a-z-]+)"')
_INSERTED = re.compile(r"<ins>.*?</ins>")
_CONTROL = re.compile(r'<span class="control" data-control="([0-9a-f]{1,6})">[^<]*</span>')
_SIZE = re.compile(r'(?P<head><svg [^<>]*?)\bwidth="(?P<width>\d+)" height="(?P<height>\d+)"')
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN_BLANKS = re.compile(r"(\s+)(?=\s)")
_OR_AT_END = re.compile(r"(\s+)(?=\s|$)")
RISE = 0.34  # of a line's middle above its baseline, in sizes
NOTHING: Mapping[str, str] = {}


class Faces(NamedTuple):
    """The four faces of a picture: large words, small words, labels, strong labels."""

    display: Face
    text: Face
    label: Face
    strong: Face

    def cover(self, text: str) -> bool:
        """Return whether every face has a glyph for each character of the text."""
        return all(face.covers(text) for face in self)


class Canvas(NamedTuple):
    """What all pictures of an edition share: faces, the words of the interface, the site’s name."""

    faces: Faces
    words: Words = ENGLISH
    name: str = ""

    def says(self, message: str) -> str:
        """Return a message in the language of the interface."""
        return self.words.gettext(message)


class Style(NamedTuple):
    """How lines are set: face, size in pixels, colour, which end of them is at x, their distance in sizes."""

    face: Face
    size: float
    fill: str = INK
    leading: float = 1.3
    anchor: str = "start"

    def fits(self, width: float) -> float:
        """Return a width in pixels as em of this size."""
        return width / self.size


class Run(NamedTuple):
    """Letters of a line, escaped; `about` has what they are for verify, as `char` of `data-char`.

    `tone` is a class of the templates: a quotation mark, what stands between pieces, old and new words.
    """

    words: Markup
    about: Mapping[str, str] = NOTHING
    tone: str = ""


class TextBlock(NamedTuple):
    """Lines one below the other, from the baseline of the first at `y`; `about` holds for all of them."""

    style: Style
    rows: Sequence[Sequence[Run]] = ()
    about: Mapping[str, str] = NOTHING
    x: float = 0
    y: float = 0
    direction: str = "ltr"

    @property
    def leading(self) -> float:
        """The distance of two lines in pixels."""
        return self.style.size * self.style.leading

    @property
    def height(self) -> float:
        """The room that the lines take in pixels."""
        return len(self.rows) * self.leading

    @property
    def top(self) -> float:
        """The upper edge of the first line's room."""
        return self.y - self.leading / 2 - RISE * self.style.size

    def shows(self, text: str) -> bool:
        """Return whether these are the words of a text, uncut."""
        return "".join(run.words for row in self.rows for run in row) == spaced(text)

    def at(self, x: float, top: float) -> TextBlock:
        """Return the same in a place: `top` is the upper edge of the first line's room."""
        return self._replace(x=x, y=round(top + self.leading / 2 + RISE * self.style.size, 1))


def coloured(drawing: str, colours: Mapping[str, str]) -> str:
    """Return a drawing with the names of colours replaced by colours."""
    return _NAMED.sub(lambda match: f'{match[1]}="{colours[match[2]]}"', drawing)


def scaled(drawing: str, width: int) -> str:
    """Return a drawing in another width; what is drawn keeps its places."""
    found = _SIZE.match(drawing)
    height = round(int(found["height"]) * width / int(found["width"])) if found else 0
    return f'{found["head"]}width="{width}" height="{height}"{drawing[found.end() :]}' if found else drawing


def escape_xml(text: str) -> str:
    """Escape text for XML, CR as a reference that parsers keep, other controls as marked pictures."""
    whole = html.escape(text).replace("\r", "&#13;")
    return UNSHOWABLE.sub(
        lambda control: f'<tspan data-control="{ord(control[0]):02x}">{picture_of(control[0])}</tspan>', whole
    )


def spaced(text: str, *, is_end: bool = True) -> Markup:
    """Escape text; of several blanks in a row only the last is visible, and none at the end of a line.

    The others are kept but hidden: in a right-to-left line an engine would set those at its end at its beginning.
    """
    hidden = _OR_AT_END if is_end else _HIDDEN_BLANKS
    if not hidden.search(text):
        return Markup(escape_xml(text))  # noqa: S704  just escaped
    drawn = (
        f'<tspan display="none">{escape_xml(piece)}</tspan>' if at % 2 else escape_xml(piece)
        for at, piece in enumerate(hidden.split(text))
    )
    return Markup("".join(drawn))  # noqa: S704  just escaped


def plain_words(words: Slice) -> str:
    """Return a slice's printed words as plain text: without corrections, pictures of controls read back."""
    markup = _CONTROL.sub(lambda match: chr(int(match[1], 16)), _INSERTED.sub("", str(words["words"])))
    return html.unescape(_TAG.sub("", markup))


def place(story: str, start: int, end: int) -> dict[str, str]:
    """Return what says where letters are in the source."""
    return {"story": story, "char": f"{start},{end}"}


def _rows(text: str, style: Style, width: float, most: int) -> tuple[list[TextLine], bool]:
    """Return at most so many lines of a text, and whether it goes on: the last has room for “…” then."""
    broken = balanced_lines(text, style.face, style.fits(width))
    if len(broken) <= most:
        return broken, False
    rest = filled_lines(text, style.face, style.fits(width) - style.face.width("…"))[:most]
    last = rest[-1]
    return [*rest[:-1], TextLine(last.start, last.start + len(text[last.start : last.end].rstrip(" ,;:.–—-")))], True


def set_text(text: str, style: Style, width: float, most: int = 1, **about: str) -> TextBlock:
    """Return a text on at most `most` lines, the last cut at a word where it goes on."""
    if not text:
        return TextBlock(style)
    rows, is_cut = _rows(text, style, width, most)
    runs = [[Run(spaced(text[row.start : row.end]))] for row in rows]
    if is_cut:
        runs[-1].append(Run(Markup("…")))
    return TextBlock(style, runs, about)


def set_slice(words: Slice, style: Style, width: float, most: int = 1, start: int = 0) -> TextBlock:
    """Return a slice with its place in the source on at most `most` lines, from an offset in it on."""
    text, first = plain_words(words)[start:], span_of(words).start + start
    rows, is_cut = _rows(text, style, width, most)
    if not is_cut:
        whole = place(words["story"], first, first + len(text))
        return TextBlock(style, [[Run(spaced(text[row.start : row.end]))] for row in rows], whole)
    runs = [[Run(spaced(text[row.start : row.end]), place(words["story"], first + row.start, first + row.end))]
            for row in rows]  # fmt: skip
    return TextBlock(style, [*runs[:-1], [*runs[-1], Run(Markup("…"))]])


def shown_of(text: str, style: Style, width: float, most: int) -> int:
    """Return how many characters of a text are on so many lines."""
    return _rows(text, style, width, most)[0][-1].end


def narrowed(text: str, style: Style, width: float, least: float = 0.75) -> Style:
    """Return the style in a size in which the text fits `width` pixels, at least `least` of its own size."""
    needed = style.face.width(text)
    return style._replace(size=max(least * style.size, min(style.size, width / needed))) if needed else style


def stacked(blocks: Sequence[tuple[float, TextBlock]], x: float, bottom: float) -> list[TextBlock]:
    """Return blocks one below the other so that the last ends at `bottom`; each that has lines has room above it."""
    top, placed = bottom - stack_height(blocks), []
    for above, one in blocks:
        top += above if one.rows else 0
        placed.append(one.at(x, top))
        top += one.height
    return placed


def stack_height(blocks: Sequence[tuple[float, TextBlock]]) -> float:
    """Return the room that `stacked` takes for these."""
    return sum(above + one.height for above, one in blocks if one.rows)


# What every picture has at its foot


class Foot(NamedTuple):
    """The site's name at the left; at the right what readers can do with the picture, and where."""

    name: TextBlock
    lines: Sequence[TextBlock]
    mark: str = ""  # an icon before the lines
    mark_fill: str = SOFT
    mark_at: tuple[float, float] = (0, 0)


CHECK, ADDRESS, BRAND = 24, 20, 30  # sizes
ICON, GAP = 22, 10  # of the mark before the lines
APART = 36  # pixels at least between the site's name and the lines


def foot(canvas: Canvas, lines: Sequence[str], line: tuple[float, float, float], mark: str = "") -> Foot:
    """Return the foot below a line, given by its ends and its height: what is said is set against the right edge."""
    faces, (left, right, rule) = canvas.faces, line
    sizes = [(faces.label, CHECK, INK), (faces.label, ADDRESS, SOFT)]
    told = [one for one in lines if one and faces.cover(one)]
    width = (right - left) * 0.62
    styles = [narrowed(one, Style(*size), width) for one, size in zip(told, sizes, strict=False)]
    blocks = [set_text(one, style, width + 1) for one, style in zip(told, styles, strict=True)]
    wide = max((style.face.width(one) * style.size for one, style in zip(told, styles, strict=True)), default=0)
    ys = [rule + 41, rule + 69] if len(told) > 1 else [rule + 54]
    x = round(right - min(wide, width), 1)
    placed = [one._replace(x=x, y=y) for one, y in zip(blocks, ys, strict=False)]
    room = x - (ICON + GAP if mark else 0) - APART - left
    brand = Style(faces.display, BRAND)
    name = TextBlock(brand)
    if canvas.name and faces.cover(canvas.name):
        shown = set_text(canvas.name, narrowed(f"“{canvas.name}", brand, room), room, site="")
        opening = Run(Markup("“"), {"site": ""}, "mark")
        name = shown._replace(rows=[[opening, *shown.rows[0]]], x=left, y=rule + 54)
    return Foot(name, placed, mark, mark_at=(x - ICON - GAP, rule + 46 - ICON / 2))
