"""A quotation as a picture of 1200 by 630 pixels. A QuoteView and the faces come in, a text-only SVG goes out.

The words are never cropped: they are set smaller, and a very long quotation is cut at a word and says so. What the
faces have no letters for is not drawn as boxes: the card says that it stands on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_ink import (
    COLOURS,
    HAIR,
    HEIGHT,
    INK,
    LEFT,
    PAPER,
    QUOTE,
    RIGHT,
    SOFT,
    WIDTH,
    Faces,
    Style,
    coloured,
    cut,
    escape,
    line,
    plain_line,
    words_of,
)
from generator.publish.card_people import MIDDLE, draw_speaker
from generator.publish.card_trust import draw_trust, trust
from generator.publish.card_words import draw_words
from generator.publish.wrap import filled, lines
from generator.words import ENGLISH, msgid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.publish.views import DateView, QuoteView, StoryRef
    from generator.words import Words

RULE, DASHED = 62, "16 10"
HAIRLINE, FOOT = 552, 594
COLUMN, ROW = 300, 26  # pixels at the right for the source's name and the date
UNSHOWN = msgid("This quotation is in letters that a picture of ours cannot show. The words are on the page.")
BASES = {"source": "", "editor": msgid("date added by the editors"), "unknown": msgid("publication date not known")}


def svg(
    quote: QuoteView,
    faces: Faces,
    wordmark: str = "Verbatim",
    words: Words = ENGLISH,
    colours: Mapping[str, str] = COLOURS,
) -> str:
    """Return the card of a quotation that is not withdrawn, in the `colours` of a look, by their tokens' names."""
    shown = faces.cover(words_of(quote["whole"]))
    title = f"Quotation card {escape(quote['id'])}"
    drawing = "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"',
            f' xml:space="preserve"><title>{title}</title><path fill="{PAPER}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>',
            _rule(quote),
            draw_words(quote, faces, words) if shown else _unshown(faces, words.gettext(UNSHOWN)),
            draw_speaker(quote, faces, RIGHT - LEFT - COLUMN - 24, words),
            _source(quote["story"], faces, words),
            f'<path stroke="{HAIR}" stroke-width="2" d="M{LEFT} {HAIRLINE}H{RIGHT}"/>',
            _wordmark(wordmark, faces),
            draw_trust(trust(quote, words) if shown else trust(quote, words)[1:], faces, FOOT),
            "</svg>\n",
        )
    )
    return coloured(drawing, colours)


def established(quote: QuoteView) -> bool:
    """Tell whether the text establishes who spoke, be it by name or by a description."""
    return quote["basis"] != "none" and bool(quote["speaker"] or quote["said_by"])


def _rule(quote: QuoteView) -> str:
    dashes = "" if established(quote) else f' stroke-dasharray="{DASHED}"'
    return f'<path stroke="{QUOTE}" stroke-width="6"{dashes} d="M{LEFT} {RULE}H{RIGHT}"/>'


def _unshown(faces: Faces, said: str) -> str:
    style = Style(faces.text, 44, SOFT)
    broken = lines(said, style.face, style.fits(RIGHT - LEFT))
    placed = ((190 + at * 58, said[place.start : place.end].rstrip()) for at, place in enumerate(broken))
    return "".join(line(LEFT, y, style, escape(text)) for y, text in placed)


def _source(story: StoryRef, faces: Faces, words: Words) -> str:
    """Return the source's name, the date, and whose date it is, at the right; the story's title where no name is."""
    named = next((name for name in (story["source_name"], story["title_text"]) if name and faces.cover(name)), "")
    label, small = Style(faces.label, 20, SOFT, "end"), Style(faces.label, 17, SOFT, "end")
    strong = label._replace(face=faces.strong)
    date, basis = _date_rows(story["date"], BASES[story["date_basis"]], words)
    dated = [(style, text) for style, text in ((label, date), (small, basis)) if text]
    title = _two_lines(named, strong)
    top = MIDDLE + 7 - (len(title) + len(dated) - 1) * ROW / 2
    after = top + len(title) * ROW
    return _rows(title, strong, top) + "".join(
        plain_line(RIGHT, after + at * ROW, *row, COLUMN) for at, row in enumerate(dated)
    )


def _rows(texts: list[str], style: Style, top: float) -> str:
    """Return lines that belong together as one text, so that what reads the drawing reads them in one."""
    spans = (f'<tspan x="{RIGHT}" y="{top + at * ROW:g}">{escape(text)}</tspan>' for at, text in enumerate(texts))
    return line(RIGHT, top, style, '<tspan display="none"> </tspan>'.join(spans)) if texts else ""


def _two_lines(text: str, style: Style) -> list[str]:
    broken = lines(text, style.face, style.fits(COLUMN))
    if len(broken) > 2:  # noqa: PLR2004
        broken = filled(text, style.face, style.fits(COLUMN))
    first = [text[place.start : place.end].rstrip() for place in broken[:1]]
    return first + [cut(text[place.start :], style, COLUMN) for place in broken[1:2]]


def _date_rows(date: DateView, basis: str, words: Words) -> tuple[str, str]:
    said = words.gettext(basis) if basis else ""
    return ("", said) if basis == BASES["unknown"] else (date["human"], said)


def _wordmark(wordmark: str, faces: Faces) -> str:
    if not faces.cover(wordmark):
        return ""
    mark = f'<tspan aria-hidden="true" fill="{QUOTE}">“</tspan>'
    return line(LEFT - 11, FOOT, Style(faces.display, 30, INK), mark + escape(wordmark))
