"""Draws the speaker of a quotation (a disc, the name, the role) and its source on a card.

The role is in the source's own words, with their place. Where no speaker is established the card says so, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.core.i18n import msgid
from verbatim.publish.cards import svg
from verbatim.publish.cards.lines import TextLine, balanced_lines, filled_lines

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.publish.payloads.elements import DateView, QuoteView, Slice, StoryRef


RADIUS, BESIDE = 36, 24  # of the disc, and the gap between it and the name; all sizes are times the frame's scale
NAME, ROLE, MARK = 30, 24, 28
TWO = 2  # lines at most of a role, a reason, a source
SECOND = 1.22  # the distance of a second line, in sizes
NOBODY, UNNAMED = msgid("Speaker not established"), msgid("Described, not named, in the source")
ELSEWHERE, DESCRIBED = msgid("Named on the page"), msgid("Described on the page")
LABEL, SMALL, ROW = 20, 17, 26  # pixels: the source's name and the date, the date's basis, from line to line
BASES = {"source": "", "editor": msgid("date added by the editors"), "unknown": msgid("publication date not known")}
_SOMEONE = "M{x} {y}m-9 -8a9 9 0 1 0 18 0a9 9 0 1 0 -18 0m-8 27c2-10 8-15 17-15s15 5 17 15"


def draw_speaker(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the disc of a quotation's speaker and the lines beside it."""
    if not established(quote):
        return _nobody(quote["why"], canvas)
    return _named(quote, canvas) if quote["speaker"] else _unnamed(quote["said_by"], canvas)


def established(quote: QuoteView) -> bool:
    """Return whether the text establishes who spoke, by name or by a description."""
    return quote["basis"] != "none" and bool(quote["speaker"] or quote["said_by"])


def disc(at: tuple[float, float], radius: float, monogram: str, faces: svg.Faces, kind: str = "person") -> str:
    """Return a disc with the initials, where the faces have them; an organisation's is a square."""
    x, y = at
    style = svg.Style(faces.text, round(0.84 * radius), svg.PERSON, "middle")
    drawn = svg.plain_line(x, y + 0.28 * radius, style, monogram, 2 * radius) if faces.cover(monogram) else ""
    if kind == "organisation":
        edge, bend = 1.4 * radius, f"{0.3 * radius:g}"
        sides = f"h{edge:g}q{bend} 0 {bend} {bend}v{edge:g}q0 {bend} -{bend} {bend}h{-edge:g}q-{bend} 0 -{bend} -{bend}"
        square = f"M{x - edge / 2:g} {y - radius:g}{sides}v{-edge:g}q0 -{bend} {bend} -{bend}z"
        return f'<path fill="{svg.WASH}" d="{square}"/>{drawn}'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{svg.WASH}"/>{drawn}'


def _middle(canvas: svg.Canvas) -> tuple[float, float]:
    return canvas.frame.left + RADIUS * canvas.frame.scale, canvas.frame.person


def _indent(canvas: svg.Canvas) -> float:
    return canvas.frame.left + (2 * RADIUS + BESIDE) * canvas.frame.scale


def _room(canvas: svg.Canvas) -> float:
    return canvas.frame.room - (2 * RADIUS + BESIDE) * canvas.frame.scale


def _leading(canvas: svg.Canvas) -> float:
    return ROLE * SECOND * canvas.frame.scale


def _name(canvas: svg.Canvas) -> svg.Style:
    return svg.Style(canvas.faces.strong, NAME * canvas.frame.scale, svg.INK)


def _small(canvas: svg.Canvas) -> svg.Style:
    return svg.Style(canvas.faces.text, ROLE * canvas.frame.scale, svg.SOFT)


def _first(canvas: svg.Canvas, below: int) -> float:
    """Return the baseline of the name above `below` lines, all of them centred beside the disc."""
    return canvas.frame.person + NAME * 0.36 * canvas.frame.scale - below * _leading(canvas) / 2 - (3 if below else 0)


def _under(canvas: svg.Canvas, below: int) -> tuple[float, float]:
    """Return where the first of `below` lines under the name begins."""
    return _indent(canvas), _first(canvas, below) + _leading(canvas) + 3


def _named(quote: QuoteView, canvas: svg.Canvas) -> str:
    speaker, role, room = quote["speaker"], quote["role"], _room(canvas)
    if speaker is None:
        return ""
    label = speaker["name"] if canvas.faces.cover(speaker["name"]) else canvas.says(ELSEWHERE)
    small = _small(canvas)
    rows = svg.slice_rows(role, small, room, TWO) if role and canvas.faces.cover(svg.plain_words(role)) else []
    under = svg.slice_block(_under(canvas, len(rows)), _leading(canvas), small, role, rows) if role else ""
    name = svg.narrowed(label, _name(canvas), room)
    drawn = disc(_middle(canvas), RADIUS * canvas.frame.scale, speaker["monogram"], canvas.faces, speaker["kind"])
    return drawn + svg.plain_line(_indent(canvas), _first(canvas, len(rows)), name, label, room) + under


def _nobody(reason: str, canvas: svg.Canvas) -> str:
    """Return that no speaker is established, and why."""
    (x, y), scale = _middle(canvas), canvas.frame.scale
    ring = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS * scale - 1:g}" fill="none" stroke="{svg.QUOTE}" stroke-width="3"'
        f' stroke-dasharray="8 6"/>'
    )
    mark = svg.text_line(
        x, y + 0.36 * MARK * scale, svg.Style(canvas.faces.text, MARK * scale, svg.QUOTE, "middle"), "?"
    )
    why, style, room = reason[:1].upper() + reason[1:], _small(canvas), _room(canvas)
    broken = balanced_lines(why, style.face, style.fits(room)) if why and canvas.faces.cover(why) else []
    rows = [why[place.start : place.end].rstrip() for place in broken[: TWO - 1]]
    rows += [svg.truncated(why[place.start :], style, room) for place in broken[TWO - 1 : TWO]]
    left, top = _under(canvas, len(rows))
    under = (
        svg.text_line(left, top + at * _leading(canvas), style, svg.escape_xml(row)) for at, row in enumerate(rows)
    )
    name = _name(canvas)
    return (
        ring + mark + svg.plain_line(left, _first(canvas, len(rows)), name, canvas.says(NOBODY), room) + "".join(under)
    )


def _unnamed(said_by: Slice | None, canvas: svg.Canvas) -> str:
    """Return the source's own description of the speaker with its place, and that it names no one."""
    (x, y), room = _middle(canvas), _room(canvas)
    figure = f'<path d="{_SOMEONE.format(x=x, y=y)}" fill="none" stroke="{svg.PERSON}" stroke-width="3"/>'
    at, name = (_indent(canvas), _first(canvas, 1)), _name(canvas)
    under = svg.plain_line(*_under(canvas, 1), _small(canvas), canvas.says(UNNAMED), room)
    drawn = disc((x, y), RADIUS * canvas.frame.scale, "", canvas.faces) + figure + under
    if said_by is None or not canvas.faces.cover(svg.plain_words(said_by)):
        return drawn + svg.plain_line(*at, name, canvas.says(DESCRIBED), room)
    broken = filled_lines(svg.plain_words(said_by), name.face, name.fits(room - name.size))
    more = "…" if len(broken) > 1 else ""
    shown = TextLine(0, len(svg.plain_words(said_by)[: broken[0].end].rstrip()))
    return drawn + svg.slice_line(at, name, said_by, shown, more)


def draw_source(story: StoryRef, canvas: svg.Canvas) -> str:
    """Return the source's name or else the story's title, the date, and whose date it is, at the right."""
    named = next(
        (name for name in (story["source_name"], story["title_text"]) if name and canvas.faces.cover(name)), ""
    )
    scale = canvas.frame.scale
    label = svg.Style(canvas.faces.label, LABEL * scale, svg.SOFT, "end")
    small = label._replace(size=SMALL * scale)
    strong = label._replace(face=canvas.faces.strong)
    date, basis = date_rows(story["date"], BASES[story["date_basis"]], canvas.words)
    dated = [(style, text) for style, text in ((label, date), (small, basis)) if text]
    width, row = svg.COLUMN * scale, ROW * scale
    title = _two_lines(named, strong, width)
    top = canvas.frame.source + 7 - (len(title) + len(dated) - 1) * row / 2
    after = top + len(title) * row
    return _rows(title, strong, (canvas.frame.right, top), row) + "".join(
        svg.plain_line(canvas.frame.right, after + at * row, *text, width) for at, text in enumerate(dated)
    )


def date_rows(date: DateView, basis: str, words: Words) -> tuple[str, str]:
    """Return a date, empty where unknown, and its basis, empty where it is the source's."""
    note = words.gettext(basis) if basis else ""
    return ("", note) if basis == BASES["unknown"] else (date["human"], note)


def _rows(texts: list[str], style: svg.Style, place: tuple[float, float], row: float) -> str:
    """Return lines as one text element, so that a program that reads the drawing reads them in one."""
    x, top = place
    spans = (f'<tspan x="{x:g}" y="{top + at * row:g}">{svg.escape_xml(text)}</tspan>' for at, text in enumerate(texts))
    return svg.text_line(x, top, style, '<tspan display="none"> </tspan>'.join(spans)) if texts else ""


def _two_lines(text: str, style: svg.Style, width: float) -> list[str]:
    broken = balanced_lines(text, style.face, style.fits(width))
    if len(broken) > TWO:
        broken = filled_lines(text, style.face, style.fits(width))
    first = [text[place.start : place.end].rstrip() for place in broken[:1]]
    return first + [svg.truncated(text[place.start :], style, width) for place in broken[1:2]]
