"""Draws what cards share, as text-only SVG: lines of words, slices with their places, rules, the site's name."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from markupsafe import escape as escaped

from verbatim.core.i18n import ENGLISH, Words
from verbatim.publish.cards.lines import Face, TextLine, balanced_lines, filled_lines
from verbatim.publish.html import UNSHOWABLE, picture_of
from verbatim.publish.urls import span_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verbatim.publish.payloads.elements import Slice


# A drawing has the names of the theme's tokens, which `coloured` replaces by a look's colours. These are the default's.
PAPER, INK, SOFT, HAIR = "--paper", "--ink", "--soft", "--rule"
QUOTE, PERSON, WASH, MOMENT = "--quote", "--person", "--person-wash", "--moment"
COLOURS = {
    "paper": "#fbfaf6", "ink": "#17191e", "soft": "#595b63", "rule": "#dcd8cc",
    "quote": "#b3261e", "person": "#3d3a9c", "person-wash": "#ecebfa", "moment": "#0b5d66",
}  # fmt: skip
# Words are escaped, so that this finds nothing in them.
_NAMED = re.compile(r'\b(fill|stroke)="--([a-z-]+)"')
_INSERTED = re.compile(r"<ins\b[^>]*>[^<]*</ins>")
_CONTROL = re.compile(r'<span class="control" data-control="([0-9a-f]{1,6})">[^<]*</span>')
_SIZE = re.compile(r'(?P<head><svg [^<>]*?)\bwidth="(?P<width>\d+)" height="(?P<height>\d+)"')
_TAG = re.compile(r"<[^<>]*>")


class CardFormat(NamedTuple):
    """A format of cards: the size, the margins, and the places of the parts from top to bottom, in pixels.

    `words` are the top and bottom of the quotation, `sizes` the sizes for it, largest first, and `largest` the one to
    begin with, by `QuoteView.step`.
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


TOMBSTONE, TOMBSTONE_ROW, HAPPENED, HAPPENED_ROW = 60, 72, 30, 42  # sizes and distances of a tombstone's lines
TOMBSTONE_AT, BETWEEN = 110, 20  # from the top of the words to the title, and from the title on
TITLE_ROWS, HAPPENED_ROWS = 3, 5  # lines at most
COLUMN = 300  # at the right, for the source's name and the date
WIDE = CardFormat(
    width=1200, height=630, left=104, right=1104, rule=62,
    words=(96, 412), sizes=(100, 88, 76, 66, 58, 52, 46, 40, 36, 32), largest=(100, 88, 66, 52, 46),
    person=488, room=1000 - COLUMN - 24, source=488, hairlines=(552,),
    trust=594, trust_at="right", trust_size=21, wordmark=594, name_size=30, scale=1,
)  # fmt: skip
SQUARE = CardFormat(
    width=1080, height=1080, left=96, right=1000, rule=88,
    words=(132, 700), sizes=(120, 108, 96, 84, 74, 66, 58, 52, 46, 42, 38, 34), largest=(120, 108, 84, 66, 58),
    person=784, room=904, source=1000, hairlines=(858, 930),
    trust=903, trust_at="left", trust_size=25, wordmark=1010, name_size=40, scale=1.25,
)  # fmt: skip


class Faces(NamedTuple):
    """The four faces of a card: large words, small words, labels, strong labels."""

    display: Face
    text: Face
    label: Face
    strong: Face

    def cover(self, text: str) -> bool:
        """Return whether every face has a glyph for each character of the text."""
        return all(face.covers(text) for face in self)


class Canvas(NamedTuple):
    """What all cards of an edition share: faces, format, the words of the interface, the site's name."""

    faces: Faces
    frame: CardFormat = WIDE
    words: Words = ENGLISH
    name: str = ""

    def says(self, message: str) -> str:
        """Return a message in the language of the interface."""
        return self.words.gettext(message)


class Style(NamedTuple):
    """How a line is set: its face, its size in pixels, its colour, and which end of it is at x."""

    face: Face
    size: float
    fill: str
    anchor: str = "start"

    def fits(self, width: float) -> float:
        """Return a width in pixels as em of this size."""
        return width / self.size


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


def plain_words(words: Slice) -> str:
    """Return a slice's printed words as plain text: without corrections, pictures of controls read back."""
    markup = _CONTROL.sub(lambda match: chr(int(match[1], 16)), _INSERTED.sub("", str(words["words"])))
    return html.unescape(_TAG.sub("", markup))


def place_attributes(story: str, start: int, end: int) -> str:
    """Return the attributes that say where an element's words are in the source."""
    return f'data-story="{escape_xml(story)}" data-char="{start},{end}"'


def text_line(x: float, y: float, style: Style, content: str) -> str:
    """Return a line whose content is markup."""
    anchor = "" if style.anchor == "start" else f' text-anchor="{style.anchor}"'
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{style.face.family}" font-size="{style.size:g}"'
        f' fill="{style.fill}"{anchor}>{content}</text>'
    )


def plain_line(x: float, y: float, style: Style, text: str, width: float) -> str:
    """Return a line of plain text, truncated to `width` pixels; nothing for an empty text."""
    return text_line(x, y, style, escape_xml(truncated(text, style, width))) if text else ""


def truncated(text: str, style: Style, width: float) -> str:
    """Return a text, cut at a word with “…” where it is wider than `width` pixels."""
    if style.face.width(text) <= style.fits(width):
        return text
    first = filled_lines(text, style.face, style.fits(width) - style.face.width("…"))[0]
    return text[: first.end].rstrip(" ,;:.–—-") + "…"


def slice_line(at: tuple[float, float], style: Style, words: Slice, span: TextLine, more: str = "") -> str:
    """Return a line of a slice with its place in the source, and `more` after it."""
    text = plain_words(words)[span.start : span.end]
    start = span_of(words).start + span.start
    place = place_attributes(words["story"], start, start + len(text))
    return text_line(*at, style, f"<tspan {place}>{escape_xml(text)}</tspan>{escape_xml(more)}")


def slice_from(words: Slice, start: int) -> Slice:
    """Return a slice without its first `start` characters, its words plain."""
    span = span_of(words)
    return {**words, "char": f"{span.start + start},{span.end}", "words": escaped(plain_words(words)[start:])}


def slice_rows(words: Slice, style: Style, width: float, most: int) -> list[tuple[TextLine, str]]:
    """Return at most `most` lines of a slice, each with what follows it: “…” where the slice goes on."""
    text = plain_words(words)
    broken = balanced_lines(text, style.face, style.fits(width))
    if len(broken) > most:
        broken = filled_lines(text, style.face, style.fits(width) - style.face.width("…"))[:most]
    bare = [TextLine(row.start, row.start + len(text[row.start : row.end].rstrip())) for row in broken]
    return [(row, "…" if row is bare[-1] and broken[-1].end < len(text) else "") for row in bare]


def slice_block(
    at: tuple[float, float], leading: float, style: Style, words: Slice, rows: list[tuple[TextLine, str]]
) -> str:
    """Return the lines of `slice_rows`, one below the other."""
    x, y = at
    return "".join(slice_line((x, y + number * leading), style, words, *row) for number, row in enumerate(rows))


def claimed(claim: str, drawn: str) -> str:
    """Return a part of a drawing that makes a claim besides its words, as that they are a speaker's role."""
    return f'<g data-claim="{claim}">{drawn}</g>' if drawn else ""


def narrowed(text: str, style: Style, width: float, least: float = 0.75) -> Style:
    """Return the style in a size in which the text fits `width` pixels, at least `least` of its own size."""
    needed = style.face.width(text)
    return style._replace(size=max(least * style.size, min(style.size, width / needed))) if needed else style


def drawing(canvas: Canvas, title: str, *parts: str, **of: str) -> str:
    """Return a whole drawing: the parts on paper; `of` are ids of what it is about, as `quote="q-…"`."""
    width, height = canvas.frame.width, canvas.frame.height
    about = "".join(f' data-{name}="{one}"' for name, one in of.items())
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"',
            f'{about} xml:space="preserve"><title>{escape_xml(title)}</title>',
            f'<path fill="{PAPER}" d="M0 0h{width}v{height}H0z"/>',
            *parts,
            "</svg>\n",
        )
    )


def hairlines(frame: CardFormat) -> str:
    """Return the thin lines above a card's foot."""
    drawn = "".join(f"M{frame.left} {y}H{frame.right}" for y in frame.hairlines)
    return f'<path stroke="{HAIR}" stroke-width="2" d="{drawn}"/>'


def wordmark(canvas: Canvas, width: float) -> str:
    """Return the site's name with its mark, at most `width` pixels wide; nothing where the faces lack its letters."""
    if not canvas.name or not canvas.faces.cover(canvas.name):
        return ""
    style = narrowed(canvas.name, Style(canvas.faces.display, canvas.frame.name_size, INK), width)
    mark = f'<tspan aria-hidden="true" fill="{QUOTE}">“</tspan>'
    name = f'<tspan data-site="">{mark}{escape_xml(truncated(canvas.name, style, width))}</tspan>'
    return text_line(canvas.frame.left - 0.36 * style.size, canvas.frame.wordmark, style, name)


def tombstone_svg(title: str, happened: str, canvas: Canvas) -> str:
    """Return a card that says what is gone, in smaller letters what happened, and no quoted word.

    Pictures are shown elsewhere by their address: there it takes the place of the card.
    """
    frame = canvas.frame
    large = Style(canvas.faces.display, TOMBSTONE * frame.scale, INK)
    small = Style(canvas.faces.text, HAPPENED * frame.scale, SOFT)
    top = frame.words[0] + TOMBSTONE_AT * frame.scale
    drawn, end = _lines(title, large, canvas, (top, TOMBSTONE_ROW * frame.scale, TITLE_ROWS))
    below = (end + BETWEEN * frame.scale, HAPPENED_ROW * frame.scale, HAPPENED_ROWS)
    more, _ = _lines(happened, small, canvas, below)
    return drawing(
        canvas,
        title,
        f'<path fill="none" stroke="{SOFT}" stroke-width="2" d="M{frame.left} {frame.rule}H{frame.right}"/>',
        drawn,
        more,
        hairlines(frame),
        wordmark(canvas, frame.measure),
    )


def _lines(text: str, style: Style, canvas: Canvas, place: tuple[float, float, int]) -> tuple[str, float]:
    """Return a text from `place` (the first baseline, the distance of lines, how many at most), and the next baseline.

    Nothing where the faces lack its letters.
    """
    (first, row, most), frame = place, canvas.frame
    broken = balanced_lines(text, style.face, style.fits(frame.measure)) if canvas.faces.cover(text) else []
    shown = [text[one.start : one.end].rstrip() for one in broken[: most - 1]]
    shown += [truncated(text[one.start :], style, frame.measure) for one in broken[most - 1 : most]]
    drawn = (plain_line(frame.left, first + at * row, style, told, frame.measure) for at, told in enumerate(shown))
    return "".join(drawn), first + len(shown) * row
