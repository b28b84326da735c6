"""A quotation as a picture, wide or square. A QuoteView and the sheet come in, a text-only SVG goes out.

The words are never cropped: they are set smaller, and a very long quotation is cut at a word and says so. What the
faces have no letters for is not drawn as boxes: the card says that it stands on the page. The rule at the head tells
the kinds apart: straight over verbatim words, a wave over a paraphrase, thin where the speaker is inferred, broken
where nobody is established.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_ink import QUOTE, SOFT, Sheet, Style, escape, line, plain_line, words_of
from generator.publish.card_page import hairlines, page, wordmark
from generator.publish.card_people import draw_speaker, established
from generator.publish.card_source import draw_source
from generator.publish.card_trust import draw_trust, trust
from generator.publish.card_words import draw_words
from generator.publish.wrap import lines
from generator.words import msgid

if TYPE_CHECKING:
    from generator.publish.card_frame import Frame
    from generator.publish.views import QuoteView

THICK, THIN, DASHED = 6, 2, "16 10"
WAVE, SWELL = 25, 7  # half a wave's length and its height, in pixels
APART = 36  # at least between the site's name and the trust marks
TOLD, TOLD_HIGH = 22, 40  # what is said above a paraphrase: its size, and the room that it takes
UNSHOWN = msgid("This quotation is in letters that a picture of ours cannot show. The words are on the page.")
PARAPHRASE = msgid("Told in the source’s words, not quoted")


def svg(quote: QuoteView, sheet: Sheet) -> str:
    """Return the card of a quotation that is not withdrawn."""
    shown = sheet.faces.cover(words_of(quote["whole"]))
    labels = trust(quote, sheet.words)
    beside = sheet.frame.trust_at == "right"
    room = sheet.frame.measure * (0.78 if beside else 1)
    marks, wide = draw_trust(labels if shown else labels[1:], sheet, room)
    return page(
        sheet,
        f"Quotation card {quote['id']}",
        _rule(quote, sheet.frame),
        _words(quote, sheet) if shown else _unshown(sheet),
        draw_speaker(quote, sheet),
        draw_source(quote["story"], sheet),
        hairlines(sheet.frame),
        wordmark(sheet, sheet.frame.measure - wide - APART if beside else sheet.frame.room / 2),
        marks,
    )


def _words(quote: QuoteView, sheet: Sheet) -> str:
    """Return the words; above a paraphrase, that it is one."""
    if quote["kind"] != "indirect":
        return draw_words(quote, sheet)
    top, bottom = sheet.frame.words
    lower = sheet._replace(frame=sheet.frame._replace(words=(top + round(TOLD_HIGH * sheet.frame.scale), bottom)))
    style = Style(sheet.faces.strong, TOLD * sheet.frame.scale, SOFT)
    said = plain_line(sheet.frame.left, top + style.size, style, sheet.says(PARAPHRASE), sheet.frame.measure)
    return said + draw_words(quote, lower)


def _rule(quote: QuoteView, frame: Frame) -> str:
    """Return the rule at the head: thin where inferred; where nobody is established, dashes or single swells."""
    place, sure = f"M{frame.left} {frame.rule}", established(quote)
    dashes = "" if sure or quote["kind"] == "indirect" else f' stroke-dasharray="{DASHED}"'
    path = _swells(frame.measure, 0 if sure else WAVE) if quote["kind"] == "indirect" else f"H{frame.right}"
    width = THIN if sure and quote["basis"] == "inferred" else THICK
    return f'<path fill="none" stroke="{QUOTE}" stroke-width="{width}"{dashes} d="{place}{path}"/>'


def _swells(width: int, apart: int) -> str:
    one = f"q{WAVE / 2:g} {-2 * SWELL} {WAVE} 0t{WAVE} 0"
    return f"m{apart} 0".join([one] * ((width + apart) // (2 * WAVE + apart)))


def _unshown(sheet: Sheet) -> str:
    style, said, frame = Style(sheet.faces.text, 44, SOFT), sheet.says(UNSHOWN), sheet.frame
    broken = lines(said, style.face, style.fits(frame.measure))
    placed = ((frame.words[0] + 94 + at * 58, said[row.start : row.end].rstrip()) for at, row in enumerate(broken))
    return "".join(line(frame.left, y, style, escape(text)) for y, text in placed)
