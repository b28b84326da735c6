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
    from verbatim.publish.payloads.elements import DateView, PersonRef, QuoteView, Slice, StoryRef


RADIUS, BESIDE = 36, 24  # of the disc, and the gap between it and the name; all sizes are times the frame's scale
NAME, ROLE, MARK = 30, 24, 28
TWO = 2  # lines at most of a role, a reason, a source
SECOND = 1.22  # the distance of a second line, in sizes
NAMED_BY_EDITORS = msgid("Named by the editors")
UNESTABLISHED, UNNAMED = msgid("Speaker not established"), msgid("Described, not named, in this sentence")
ELSEWHERE, DESCRIBED = msgid("Name on the page"), msgid("Description on the page")
LABEL, SMALL, ROW = 20, 17, 26  # pixels: the source's name and the date, the date's basis, from line to line
BASES = {
    "source": "",
    "file": msgid("date from the file’s name"),
    "editor": msgid("date added by the editors"),
    "unknown": msgid("publication date unknown"),
}
_FIGURE = "M{x} {y}m-9 -8a9 9 0 1 0 18 0a9 9 0 1 0 -18 0m-8 27c2-10 8-15 17-15s15 5 17 15"


def draw_speaker(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the disc of a quotation's speaker and the lines beside it."""
    if quote["standing"] == "unread":
        return _unread(quote["why"], canvas)
    if quote["standing"] == "none":
        return _unestablished(quote["why"], canvas)
    speaker = quote["speaker"]
    return _named(speaker, quote["role"], canvas) if speaker else _described(quote, canvas)


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


class _Lines:
    """The places and styles of the disc and of the lines beside it."""

    def __init__(self, canvas: svg.Canvas) -> None:
        frame, scale = canvas.frame, canvas.frame.scale
        self.radius = RADIUS * scale
        self.middle = (frame.left + self.radius, frame.person)
        self.left = frame.left + (2 * RADIUS + BESIDE) * scale
        self.room = frame.room - (2 * RADIUS + BESIDE) * scale
        self.leading = ROLE * SECOND * scale
        self.name = svg.Style(canvas.faces.strong, NAME * scale, svg.INK)
        self.small = svg.Style(canvas.faces.text, ROLE * scale, svg.SOFT)
        self._baseline = frame.person + NAME * 0.36 * scale

    def first(self, below: int) -> float:
        """Return the baseline of the name above `below` lines, all of them centred beside the disc."""
        return self._baseline - below * self.leading / 2 - (3 if below else 0)

    def under(self, below: int) -> tuple[float, float]:
        """Return where the first of `below` lines under the name begins."""
        return self.left, self.first(below) + self.leading + 3


def _named(speaker: PersonRef, role: Slice | None, canvas: svg.Canvas) -> str:
    """Return the speaker's disc, the name, and the role, or the one that the editors give, on at most two lines."""
    lines = _Lines(canvas)
    label = speaker["name"] if canvas.faces.cover(speaker["name"]) else canvas.says(ELSEWHERE)
    if given := speaker["role"]:
        texts = two_lines(given["line"], lines.small, lines.room) if canvas.faces.cover(given["line"]) else []
        count, under = len(texts), plain_rows(texts, lines.small, lines.under(len(texts)), lines.leading)
    else:
        shown = role if role and canvas.faces.cover(svg.plain_words(role)) else None
        rows = svg.slice_rows(shown, lines.small, lines.room, TWO) if shown else []
        count = len(rows)
        block = svg.slice_block(lines.under(count), lines.leading, lines.small, shown, rows) if shown else ""
        under = svg.claimed("role", block)
    drawn = disc(lines.middle, lines.radius, speaker["monogram"], canvas.faces, speaker["kind"])
    name = svg.narrowed(label, lines.name, lines.room)
    whole = svg.escape_xml(cut := svg.truncated(label, name, lines.room))
    marked = f'<tspan data-speaker="{speaker["id"]}">{whole}</tspan>' if cut == speaker["name"] else whole
    return drawn + svg.text_line(lines.left, lines.first(count), name, marked) + under


def _unread(reason: str, canvas: svg.Canvas) -> str:
    """Return that the language of the text is not read for speakers."""
    small, frame = _Lines(canvas).small, canvas.frame
    if not canvas.faces.cover(reason):
        return ""
    rows = two_lines(reason, small, frame.room)
    leading = small.size * SECOND
    top = frame.person + (small.size - (len(rows) - 1) * leading) / 2
    return plain_rows(rows, small, (frame.left, top), leading)


def _unestablished(reason: str, canvas: svg.Canvas) -> str:
    """Return that no speaker is established, and why."""
    lines, scale = _Lines(canvas), canvas.frame.scale
    (x, y), room, small = lines.middle, lines.room, lines.small
    ring = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS * scale - 1:g}" fill="none" stroke="{svg.QUOTE}" stroke-width="3"'
        f' stroke-dasharray="8 6"/>'
    )
    style = svg.Style(canvas.faces.text, MARK * scale, svg.QUOTE, "middle")
    mark = svg.text_line(x, y + 0.36 * MARK * scale, style, "?")
    why = reason[:1].upper() + reason[1:]
    broken = balanced_lines(why, small.face, small.fits(room)) if why and canvas.faces.cover(why) else []
    rows = [why[place.start : place.end].rstrip() for place in broken[: TWO - 1]]
    rows += [svg.truncated(why[place.start :], small, room) for place in broken[TWO - 1 : TWO]]
    name = svg.plain_line(lines.left, lines.first(len(rows)), lines.name, canvas.says(UNESTABLISHED), room)
    left, top = lines.under(len(rows))
    under = [svg.text_line(left, top + at * lines.leading, small, svg.escape_xml(row)) for at, row in enumerate(rows)]
    return ring + mark + name + "".join(under)


def _described(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the source's own description of the speaker with its place, and that it names no one."""
    lines, said_by = _Lines(canvas), quote["said_by"]
    note = canvas.says(NAMED_BY_EDITORS if quote["basis"] == "editor" else UNNAMED)
    (x, y), room, name = lines.middle, lines.room, lines.name
    figure = f'<path d="{_FIGURE.format(x=x, y=y)}" fill="none" stroke="{svg.PERSON}" stroke-width="3"/>'
    under = svg.plain_line(*lines.under(1), lines.small, note, room)
    drawn, at = disc((x, y), lines.radius, "", canvas.faces) + figure + under, (lines.left, lines.first(1))
    if said_by is None or not canvas.faces.cover(svg.plain_words(said_by)):
        return drawn + svg.plain_line(*at, name, canvas.says(DESCRIBED), room)
    words = svg.plain_words(said_by)
    broken = filled_lines(words, name.face, name.fits(room - name.size))
    shown = TextLine(0, len(words[: broken[0].end].rstrip()))
    return drawn + svg.slice_line(at, name, said_by, shown, "…" if len(broken) > 1 else "")


def draw_source(story: StoryRef, canvas: svg.Canvas) -> str:
    """Return the source's name or else the story's title, the date, and whose date it is, at the right."""
    names = (name for name in (story["source_name"], story["title_text"]) if name and canvas.faces.cover(name))
    scale = canvas.frame.scale
    label = svg.Style(canvas.faces.label, LABEL * scale, svg.SOFT, "end")
    small = label._replace(size=SMALL * scale)
    strong = label._replace(face=canvas.faces.strong)
    date, basis = date_rows(story["date"], BASES[story["date_basis"]], canvas.words)
    dated = [(style, text) for style, text in ((label, date), (small, basis)) if text]
    width, row = svg.COLUMN * scale, ROW * scale
    title = two_lines(next(names, ""), strong, width)
    top = canvas.frame.source + 7 - (len(title) + len(dated) - 1) * row / 2
    after = top + len(title) * row
    return plain_rows(title, strong, (canvas.frame.right, top), row) + "".join(
        svg.plain_line(canvas.frame.right, after + at * row, *text, width) for at, text in enumerate(dated)
    )


def date_rows(date: DateView, basis: str, words: Words) -> tuple[str, str]:
    """Return a date, empty where unknown, and its basis, empty where it is the source's."""
    note = words.gettext(basis) if basis else ""
    return ("", note) if basis == BASES["unknown"] else (date["human"], note)


def plain_rows(texts: list[str], style: svg.Style, place: tuple[float, float], row: float) -> str:
    """Return lines as one text element, so that a program that reads the drawing reads them in one."""
    x, top = place
    spans = (f'<tspan x="{x:g}" y="{top + at * row:g}">{svg.escape_xml(text)}</tspan>' for at, text in enumerate(texts))
    return svg.text_line(x, top, style, '<tspan display="none"> </tspan>'.join(spans)) if texts else ""


def two_lines(text: str, style: svg.Style, width: float) -> list[str]:
    """Return a plain text broken into at most two lines, the second truncated where it is too long."""
    broken = balanced_lines(text, style.face, style.fits(width))
    if len(broken) > TWO:
        broken = filled_lines(text, style.face, style.fits(width))
    first = [text[place.start : place.end].rstrip() for place in broken[:1]]
    return first + [svg.truncated(text[place.start :], style, width) for place in broken[1:2]]
