"""Who spoke, on a card: a QuoteView and the faces come in, a disc, a name and a role as SVG go out.

The role is in the source's own words, with their place. Where nobody is established the card says so, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_ink import (
    INK,
    LEFT,
    PERSON,
    SOFT,
    WASH,
    Faces,
    Style,
    cut,
    escape,
    line,
    plain_line,
    slice_line,
    words_of,
)
from generator.publish.wrap import Line, filled, lines
from generator.words import msgid

if TYPE_CHECKING:
    from generator.publish.views import QuoteView, Slice
    from generator.words import Words

RADIUS = 36
MIDDLE = 488  # the disc's centre
INDENT = LEFT + 2 * RADIUS + 24
NAME, ROLE = 30, 24
TWO = 2  # lines of a role or a reason at most
SECOND = 1.22  # the distance of a second line, in sizes
NOBODY, UNNAMED = msgid("Speaker not established"), msgid("Described, not named, in the source")
ELSEWHERE, DESCRIBED = msgid("Named on the page"), msgid("Described on the page")
_SOMEONE = "M{x} {y}m-9 -8a9 9 0 1 0 18 0a9 9 0 1 0 -18 0m-8 27c2-10 8-15 17-15s15 5 17 15"


def draw_speaker(quote: QuoteView, faces: Faces, width: float, words: Words) -> str:
    """Return the disc and the lines beside it, which are at most `width` pixels wide, the disc included."""
    room = width - (INDENT - LEFT)
    name = Style(faces.strong, NAME, INK)
    if quote["basis"] == "none" or not (quote["speaker"] or quote["said_by"]):
        return _nobody(quote["why"], words.gettext(NOBODY), faces, name, room)
    if quote["speaker"]:
        label = quote["speaker"]["name"] if faces.cover(quote["speaker"]["name"]) else words.gettext(ELSEWHERE)
        under, two = _role(quote["role"], faces, room)
        name = _narrowed(label, name, room)
        return _disc(quote["speaker"]["monogram"], faces) + plain_line(INDENT, _first(two), name, label, room) + under
    return _unnamed(quote["said_by"], faces, name, room, words)


def _narrowed(label: str, style: Style, room: float) -> Style:
    """Set a long name smaller, though not by more than a quarter."""
    width = style.face.width(label)
    return style._replace(size=max(0.75 * style.size, min(style.size, room / width))) if width else style


def _first(two: int) -> float:
    """Return the baseline of the name above so many lines, all together centred beside the disc."""
    return MIDDLE + NAME * 0.36 - two * ROLE * SECOND / 2 - (3 if two else 0)


def _role(role: Slice | None, faces: Faces, room: float) -> tuple[str, int]:
    """Return the role on one or two lines, and on how many; none where the source gives none, or none can be drawn."""
    if role is None or not faces.cover(words_of(role)):
        return "", 0
    style = Style(faces.text, ROLE, SOFT)
    text = words_of(role)
    broken = lines(text, style.face, style.fits(room))
    if len(broken) > TWO:
        broken = filled(text, style.face, style.fits(room) - style.face.width("…"))[:TWO]
    more = "…" if broken[-1].end < len(text) else ""
    last = Line(broken[-1].start, broken[-1].start + len(text[slice(*broken[-1])].rstrip()))
    top = _first(len(broken)) + ROLE * SECOND + 3
    drawn = [
        slice_line((INDENT, top + at * ROLE * SECOND), style, role, place, more if place is last else "")
        for at, place in enumerate([*broken[:-1], last])
    ]
    return "".join(drawn), len(broken)


def _nobody(reason: str, label: str, faces: Faces, name: Style, room: float) -> str:
    ring = (
        f'<circle cx="{LEFT + RADIUS}" cy="{MIDDLE}" r="{RADIUS - 1}" fill="none" stroke="{SOFT}" stroke-width="2"'
        f' stroke-dasharray="6 5"/>'
    )
    mark = line(LEFT + RADIUS, MIDDLE + 10, Style(faces.strong, 28, SOFT, "middle"), "?")
    why, style = _sentence(reason), Style(faces.text, ROLE, SOFT)
    broken = lines(why, style.face, style.fits(room)) if why and faces.cover(why) else []
    rows = [why[place.start : place.end].rstrip() for place in broken[: TWO - 1]]
    rows += [cut(why[place.start :], style, room) for place in broken[TWO - 1 : TWO]]
    top = _first(len(rows)) + ROLE * SECOND + 3
    under = (line(INDENT, top + at * ROLE * SECOND, style, escape(row)) for at, row in enumerate(rows))
    return ring + mark + plain_line(INDENT, _first(len(rows)), name, label, room) + "".join(under)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unnamed(said_by: Slice | None, faces: Faces, name: Style, room: float, words: Words) -> str:
    """Return the source's own description of the speaker, in its place, and that it names nobody."""
    ring = f'<circle cx="{LEFT + RADIUS}" cy="{MIDDLE}" r="{RADIUS}" fill="{WASH}"/>'
    figure = f'<path d="{_SOMEONE.format(x=LEFT + RADIUS, y=MIDDLE)}" fill="none" stroke="{PERSON}" stroke-width="3"/>'
    small, said = Style(faces.text, ROLE, SOFT), words.gettext(UNNAMED)
    under = plain_line(INDENT, _first(1) + ROLE * SECOND + 3, small, said, room)
    if said_by is None or not faces.cover(words_of(said_by)):
        return ring + figure + plain_line(INDENT, _first(1), name, words.gettext(DESCRIBED), room) + under
    broken = filled(words_of(said_by), name.face, name.fits(room - NAME))
    more = "…" if len(broken) > 1 else ""
    shown = Line(0, len(words_of(said_by)[: broken[0].end].rstrip()))
    return ring + figure + slice_line((INDENT, _first(1)), name, said_by, shown, more) + under


def _disc(monogram: str, faces: Faces) -> str:
    disc = f'<circle cx="{LEFT + RADIUS}" cy="{MIDDLE}" r="{RADIUS}" fill="{WASH}"/>'
    style = Style(faces.strong, 26, PERSON, "middle")
    drawn = faces.cover(monogram)
    return disc + (plain_line(LEFT + RADIUS, MIDDLE + 9, style, monogram, 2 * RADIUS) if drawn else "")
