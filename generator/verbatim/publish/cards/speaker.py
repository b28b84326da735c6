"""Who spoke, on a card: a QuoteView and the faces come in, a disc, a name and a role as SVG go out.

The role is in the source's own words, with their place. Where nobody is established the card says so, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.core.i18n import msgid
from verbatim.publish.cards.svg import (
    COLUMN,
    INK,
    PERSON,
    QUOTE,
    SOFT,
    WASH,
    Faces,
    Line,
    Sheet,
    Style,
    cut,
    escape,
    filled,
    line,
    lines,
    narrowed,
    plain_line,
    slice_block,
    slice_line,
    slice_rows,
    words_of,
)

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.publish.payloads.elements import DateView, QuoteView, Slice, StoryRef


# ---- publish/card_people.py

RADIUS, BESIDE = 36, 24  # of the disc, and the room between it and the name; here and below times the frame's scale
NAME, ROLE, MARK = 30, 24, 28
TWO = 2  # lines of a role or a reason at most
SECOND = 1.22  # the distance of a second line, in sizes
NOBODY, UNNAMED = msgid("Speaker not established"), msgid("Described, not named, in the source")
ELSEWHERE, DESCRIBED = msgid("Named on the page"), msgid("Described on the page")
_SOMEONE = "M{x} {y}m-9 -8a9 9 0 1 0 18 0a9 9 0 1 0 -18 0m-8 27c2-10 8-15 17-15s15 5 17 15"


def draw_speaker(quote: QuoteView, sheet: Sheet) -> str:
    """Return the disc and the lines beside it."""
    if not established(quote):
        return _nobody(quote["why"], sheet)
    return _named(quote, sheet) if quote["speaker"] else _unnamed(quote["said_by"], sheet)


def established(quote: QuoteView) -> bool:
    """Tell whether the text establishes who spoke, be it by name or by a description."""
    return quote["basis"] != "none" and bool(quote["speaker"] or quote["said_by"])


def disc(at: tuple[float, float], radius: float, monogram: str, faces: Faces, kind: str = "person") -> str:
    """Return somebody's disc with the letters of the name, where the faces have them; an organisation's is square."""
    x, y = at
    style = Style(faces.text, round(0.84 * radius), PERSON, "middle")
    drawn = plain_line(x, y + 0.28 * radius, style, monogram, 2 * radius) if faces.cover(monogram) else ""
    if kind == "organisation":
        edge, bend = 1.4 * radius, f"{0.3 * radius:g}"
        sides = f"h{edge:g}q{bend} 0 {bend} {bend}v{edge:g}q0 {bend} -{bend} {bend}h{-edge:g}q-{bend} 0 -{bend} -{bend}"
        square = f"M{x - edge / 2:g} {y - radius:g}{sides}v{-edge:g}q0 -{bend} {bend} -{bend}z"
        return f'<path fill="{WASH}" d="{square}"/>{drawn}'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{WASH}"/>{drawn}'


def _middle(sheet: Sheet) -> tuple[float, float]:
    return sheet.frame.left + RADIUS * sheet.frame.scale, sheet.frame.person


def _indent(sheet: Sheet) -> float:
    return sheet.frame.left + (2 * RADIUS + BESIDE) * sheet.frame.scale


def _room(sheet: Sheet) -> float:
    return sheet.frame.room - (2 * RADIUS + BESIDE) * sheet.frame.scale


def _leading(sheet: Sheet) -> float:
    """Return the height of a line under the name."""
    return ROLE * SECOND * sheet.frame.scale


def _name(sheet: Sheet) -> Style:
    return Style(sheet.faces.strong, NAME * sheet.frame.scale, INK)


def _small(sheet: Sheet) -> Style:
    return Style(sheet.faces.text, ROLE * sheet.frame.scale, SOFT)


def _first(sheet: Sheet, below: int) -> float:
    """Return the baseline of the name above so many lines, all together centred beside the disc."""
    return sheet.frame.person + NAME * 0.36 * sheet.frame.scale - below * _leading(sheet) / 2 - (3 if below else 0)


def _under(sheet: Sheet, below: int) -> tuple[float, float]:
    """Return where the first of so many lines under the name begins."""
    return _indent(sheet), _first(sheet, below) + _leading(sheet) + 3


def _named(quote: QuoteView, sheet: Sheet) -> str:
    speaker, role, room = quote["speaker"], quote["role"], _room(sheet)
    if speaker is None:
        return ""
    label = speaker["name"] if sheet.faces.cover(speaker["name"]) else sheet.says(ELSEWHERE)
    small = _small(sheet)
    rows = slice_rows(role, small, room, TWO) if role and sheet.faces.cover(words_of(role)) else []
    under = slice_block(_under(sheet, len(rows)), _leading(sheet), small, role, rows) if role else ""
    name = narrowed(label, _name(sheet), room)
    drawn = disc(_middle(sheet), RADIUS * sheet.frame.scale, speaker["monogram"], sheet.faces, speaker["kind"])
    return drawn + plain_line(_indent(sheet), _first(sheet, len(rows)), name, label, room) + under


def _nobody(reason: str, sheet: Sheet) -> str:
    """Return that nobody is established, and why."""
    (x, y), scale = _middle(sheet), sheet.frame.scale
    ring = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS * scale - 1:g}" fill="none" stroke="{QUOTE}" stroke-width="3"'
        f' stroke-dasharray="8 6"/>'
    )
    mark = line(x, y + 0.36 * MARK * scale, Style(sheet.faces.text, MARK * scale, QUOTE, "middle"), "?")
    why, style, room = reason[:1].upper() + reason[1:], _small(sheet), _room(sheet)
    broken = lines(why, style.face, style.fits(room)) if why and sheet.faces.cover(why) else []
    rows = [why[place.start : place.end].rstrip() for place in broken[: TWO - 1]]
    rows += [cut(why[place.start :], style, room) for place in broken[TWO - 1 : TWO]]
    left, top = _under(sheet, len(rows))
    under = (line(left, top + at * _leading(sheet), style, escape(row)) for at, row in enumerate(rows))
    name = _name(sheet)
    return ring + mark + plain_line(left, _first(sheet, len(rows)), name, sheet.says(NOBODY), room) + "".join(under)


def _unnamed(said_by: Slice | None, sheet: Sheet) -> str:
    """Return the source's own description of the speaker, in its place, and that it names nobody."""
    (x, y), room = _middle(sheet), _room(sheet)
    figure = f'<path d="{_SOMEONE.format(x=x, y=y)}" fill="none" stroke="{PERSON}" stroke-width="3"/>'
    at, name = (_indent(sheet), _first(sheet, 1)), _name(sheet)
    under = plain_line(*_under(sheet, 1), _small(sheet), sheet.says(UNNAMED), room)
    drawn = disc((x, y), RADIUS * sheet.frame.scale, "", sheet.faces) + figure + under
    if said_by is None or not sheet.faces.cover(words_of(said_by)):
        return drawn + plain_line(*at, name, sheet.says(DESCRIBED), room)
    broken = filled(words_of(said_by), name.face, name.fits(room - name.size))
    more = "…" if len(broken) > 1 else ""
    shown = Line(0, len(words_of(said_by)[: broken[0].end].rstrip()))
    return drawn + slice_line(at, name, said_by, shown, more)


# ---- publish/card_source.py

LABEL, SMALL, ROW = 20, 17, 26  # pixels: the name and the date, whose date it is, from line to line
TWO_CARD_SOURCE = 2
BASES = {"source": "", "editor": msgid("date added by the editors"), "unknown": msgid("publication date not known")}


def draw_source(story: StoryRef, sheet: Sheet) -> str:
    """Return the source's name, the date, and whose date it is, at the right; the story's title where no name is."""
    named = next((name for name in (story["source_name"], story["title_text"]) if name and sheet.faces.cover(name)), "")
    scale = sheet.frame.scale
    label = Style(sheet.faces.label, LABEL * scale, SOFT, "end")
    small = label._replace(size=SMALL * scale)
    strong = label._replace(face=sheet.faces.strong)
    date, basis = date_rows(story["date"], BASES[story["date_basis"]], sheet.words)
    dated = [(style, text) for style, text in ((label, date), (small, basis)) if text]
    width, row = COLUMN * scale, ROW * scale
    title = _two_lines(named, strong, width)
    top = sheet.frame.source + 7 - (len(title) + len(dated) - 1) * row / 2
    after = top + len(title) * row
    return _rows(title, strong, (sheet.frame.right, top), row) + "".join(
        plain_line(sheet.frame.right, after + at * row, *said, width) for at, said in enumerate(dated)
    )


def date_rows(date: DateView, basis: str, words: Words) -> tuple[str, str]:
    """Return a date, empty where none is known, and whose it is, empty where it is the source's."""
    said = words.gettext(basis) if basis else ""
    return ("", said) if basis == BASES["unknown"] else (date["human"], said)


def _rows(texts: list[str], style: Style, place: tuple[float, float], row: float) -> str:
    """Return lines that belong together as one text, so that what reads the drawing reads them in one."""
    x, top = place
    spans = (f'<tspan x="{x:g}" y="{top + at * row:g}">{escape(text)}</tspan>' for at, text in enumerate(texts))
    return line(x, top, style, '<tspan display="none"> </tspan>'.join(spans)) if texts else ""


def _two_lines(text: str, style: Style, width: float) -> list[str]:
    broken = lines(text, style.face, style.fits(width))
    if len(broken) > TWO_CARD_SOURCE:
        broken = filled(text, style.face, style.fits(width))
    first = [text[place.start : place.end].rstrip() for place in broken[:1]]
    return first + [cut(text[place.start :], style, width) for place in broken[1:2]]
