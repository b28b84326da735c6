"""Where a quotation stands, on a card: a StoryRef and the sheet come in, the source's name and its date go out as SVG.

Whose date it is, the source's or the editors', is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_frame import COLUMN
from generator.publish.card_ink import SOFT, Sheet, Style, cut, escape, line, plain_line
from generator.publish.wrap import filled, lines
from generator.words import msgid

if TYPE_CHECKING:
    from generator.publish.views import DateView, StoryRef
    from generator.words import Words

LABEL, SMALL, ROW = 20, 17, 26  # pixels: the name and the date, whose date it is, from line to line
TWO = 2
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
    if len(broken) > TWO:
        broken = filled(text, style.face, style.fits(width))
    first = [text[place.start : place.end].rstrip() for place in broken[:1]]
    return first + [cut(text[place.start :], style, width) for place in broken[1:2]]
