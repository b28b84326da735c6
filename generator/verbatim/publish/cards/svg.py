"""The drawing of a card in SVG elements: words and places come in, markup goes out. No font, no file is touched."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from markupsafe import escape as escaped

from verbatim.core.i18n import ENGLISH, Words
from verbatim.publish.html import UNSHOWABLE, picture_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.publish.payloads.elements import Slice


# ---- publish/wrap.py

# A blank that does not break a line (U+00A0, U+202F, U+2007) is a letter here; a dash or hyphen ends a piece.
_BLANKS = " \\t\\n\\r\\x0b\\x0c\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000"
_PIECE = re.compile(f"(?:[—–-]*[^{_BLANKS}—–-]+[—–-]*|[—–-]+)?[{_BLANKS}]*")
_BLANK = re.compile(f"[{_BLANKS}]")
_AS_BLANK = str.maketrans("\t\n\r", "   ")
NARROWEST = 0.55  # of the full measure: a last line may be made longer by narrowing the others, but not below this
STEPS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A typeface at one weight: the advance of each character that it has, in em, letter-spacing included."""

    family: str
    advances: Mapping[int, float]

    def covers(self, text: str) -> bool:
        """Tell whether the face has a letter for every character, blanks apart."""
        return all(ord(char) in self.advances or _BLANK.match(char) for char in text)

    def width(self, text: str) -> float:
        """Return the advance of a text in em, a line end as a blank; what is not there counts one, kerning nothing."""
        return sum(self.advances.get(ord(char), 1.0) for char in text.translate(_AS_BLANK))


class Line(NamedTuple):
    """A line: `text[start:end]`, the blanks at its end included."""

    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    end: int
    bare: float
    full: float


def lines(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> list[Line]:
    """Break `text` into lines of at most `measure` em, as even as the least number of lines allows.

    At each offset in `forced` a new line begins. A piece wider than a line is broken within.
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


def filled(text: str, face: Face, measure: float) -> list[Line]:
    """Break `text` into lines each as full as it gets, as is right where only the first lines are kept."""
    return _filled(_pieces(text, face, measure), measure, frozenset())


def fewest(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> int:
    """Return on how many lines of at most `measure` em a text goes."""
    return len(_filled(_pieces(text, face, measure), measure, forced))


def _pieces(text: str, face: Face, measure: float) -> list[_Piece]:
    """Return the text in pieces that are not parted, but for one that is wider than a line."""
    whole = _measured(text, face)
    if all(piece.bare <= measure for piece in whole):
        return whole
    return [part for piece in whole for part in _cut(text, piece.start, piece.end, face, measure)]


@lru_cache(maxsize=8)
def _measured(text: str, face: Face) -> list[_Piece]:
    """Return the pieces with their widths, which one text is asked for in many sizes."""
    return [
        _Piece(found.start(), found.end(), face.width(found[0].rstrip()), face.width(found[0]))
        for found in _PIECE.finditer(text)
        if found[0]
    ]


def _cut(text: str, start: int, end: int, face: Face, measure: float) -> list[_Piece]:
    """Return one piece, or several where it is wider than a line."""
    bare = face.width(text[start:end].rstrip())
    if bare <= measure or end - start == 1:
        return [_Piece(start, end, bare, face.width(text[start:end]))]
    at, used = start, 0.0
    while at < end and (used := used + face.width(text[at])) <= measure:
        at += 1
    at = max(at, start + 1)
    head = face.width(text[start:at])
    return [_Piece(start, at, head, head), *(_cut(text, at, end, face, measure) if at < end else [])]


def _filled(pieces: Sequence[_Piece], measure: float, forced: frozenset[int]) -> list[Line]:
    """Fill line after line."""
    found: list[Line] = []
    start, used = 0, 0.0
    for piece in pieces:
        if piece.start > start and (used + piece.bare > measure or piece.start in forced):
            found.append(Line(start, piece.start))
            start, used = piece.start, 0.0
        used += piece.full
    return [*found, Line(start, pieces[-1].end)] if pieces else []


# ---- publish/card_frame.py


class Frame(NamedTuple):
    """A format: its size, its margins, and the places of its parts from top to bottom.

    `words` is the room of the quotation; `sizes` are those that it may be set in, largest first, and `largest` the one
    that it begins with, by `QuoteView.step`. `column` is the width kept at the right of the speaker for the source.
    """

    width: int
    height: int
    left: int
    right: int
    rule: int
    words: tuple[int, int]
    sizes: tuple[int, ...]
    largest: tuple[int, int, int, int, int]
    person: int  # the middle of the speaker's disc
    room: int  # for the speaker, the disc included
    source: int  # the middle of the lines that name the source
    hairlines: tuple[int, ...]
    trust: int  # the baseline of the trust marks
    trust_at: Literal["left", "right"]
    trust_size: int
    wordmark: int  # the baseline of the site's name
    name_size: int
    scale: float  # of everything that is not the words: a square card is looked at smaller

    @property
    def measure(self) -> int:
        """The width of the text."""
        return self.right - self.left


COLUMN = 300  # at the right, for the source's name and the date
WIDE = Frame(
    width=1200, height=630, left=104, right=1104, rule=62,
    words=(96, 412), sizes=(100, 88, 76, 66, 58, 52, 46, 40, 36, 32), largest=(100, 88, 66, 52, 46),
    person=488, room=1000 - COLUMN - 24, source=488, hairlines=(552,),
    trust=594, trust_at="right", trust_size=21, wordmark=594, name_size=30, scale=1,
)  # fmt: skip
SQUARE = Frame(
    width=1080, height=1080, left=96, right=1000, rule=88,
    words=(132, 700), sizes=(120, 108, 96, 84, 74, 66, 58, 52, 46, 42, 38, 34), largest=(120, 108, 84, 66, 58),
    person=784, room=904, source=1000, hairlines=(858, 930),
    trust=903, trust_at="left", trust_size=25, wordmark=1010, name_size=40, scale=1.25,
)  # fmt: skip


# ---- publish/card_ink.py

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


# ---- publish/card_page.py


def page(sheet: Sheet, title: str, *parts: str) -> str:
    """Return a whole drawing: the paper, and the parts on it."""
    width, height = sheet.frame.width, sheet.frame.height
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"',
            f' xml:space="preserve"><title>{escape(title)}</title>',
            f'<path fill="{PAPER}" d="M0 0h{width}v{height}H0z"/>',
            *parts,
            "</svg>\n",
        )
    )


def hairlines(frame: Frame) -> str:
    """Return the thin lines that part a card's foot from what stands above it."""
    drawn = "".join(f"M{frame.left} {y}H{frame.right}" for y in frame.hairlines)
    return f'<path stroke="{HAIR}" stroke-width="2" d="{drawn}"/>'


def wordmark(sheet: Sheet, width: float) -> str:
    """Return the site's name with its mark, at most so many pixels wide; nothing where the faces lack its letters."""
    if not sheet.name or not sheet.faces.cover(sheet.name):
        return ""
    style = Style(sheet.faces.display, sheet.frame.name_size, INK)
    style = narrowed(sheet.name, style, width)
    mark = f'<tspan aria-hidden="true" fill="{QUOTE}">“</tspan>'
    said = cut(sheet.name, style, width)
    return line(sheet.frame.left - 0.36 * style.size, sheet.frame.wordmark, style, mark + escape(said))
