"""How far a card can be trusted, in words with their marks: a QuoteView comes in, labels go out, then their SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.publish.card_ink import INK, SOFT, Sheet, Style, escape, line
from generator.words import msgid

if TYPE_CHECKING:
    from generator.publish.views import QuoteView
    from generator.words import Words

MARK, AFTER, GAP = 1.1, 0.3, 1.5  # a mark's size, the room after it and between labels, in sizes of the words
SMALLEST = 17
_BASES = {
    "stated": msgid("Attribution stated"),
    "inferred": msgid("Attribution inferred"),
    "none": msgid("Attribution not established"),
}
# The site's marks, each on a grid of 16, as the theme's icons draw them.
_DRAWN = {
    "verbatim": '<path d="m2.5 8.6 3.6 3.7 7.4-8.6" fill="none" stroke-width="2"/>',
    "corrected": '<path d="m3 12.5 5-8.3 5 8.3" fill="none" stroke-width="1.8"/>',
    "paraphrase": '<path d="M1.8 9.6c2-3.4 4-3.4 6.2-1.4s4.2 2 6.2-1.6" fill="none" stroke-width="1.8"/>',
    "stated": '<circle cx="8" cy="8" r="4.6"/>',
    "inferred": '<circle cx="8" cy="8" r="4.6" fill="none" stroke-width="1.4"/>'
    '<path stroke="none" d="M8 3.4a4.6 4.6 0 0 1 0 9.2z"/>',
    "none": '<circle cx="8" cy="8" r="4.9" fill="none" stroke-width="1.5" stroke-dasharray="2.3 1.55"/>',
    "editors": '<path d="M3 13.2 3.6 10l7-7 2.5 2.4-7 7.1z" fill="none" stroke-width="1.4"/>',
}


class Label(NamedTuple):
    """A mark and its words."""

    mark: str
    words: str


def trust(quote: QuoteView, words: Words) -> list[Label]:
    """Return what holds of the words, then of the attribution. A corrected quotation is never called verbatim."""
    if quote["corrections"]:
        first = Label("corrected", words.gettext("Corrected, see the page"))
    elif quote["kind"] == "indirect":
        first = Label("paraphrase", words.gettext("Paraphrase, as the source has it"))
    else:
        first = Label("verbatim", words.gettext("Verbatim"))
    basis = quote["basis"] if quote["speaker"] or quote["said_by"] else "none"
    by_hand = [Label("editors", words.gettext("Edited by hand"))] if quote["edited"] else []
    return [first, Label(basis, words.gettext(_BASES[basis])), *by_hand]


def draw_trust(labels: list[Label], sheet: Sheet, room: float) -> tuple[str, float]:
    """Return the labels in their place on the card, at most `room` pixels wide, and how wide they are."""
    frame, face = sheet.frame, sheet.faces.label
    widths = [MARK + AFTER + face.width(label.words) for label in labels]
    needed = sum(widths) + GAP * (len(labels) - 1)
    size = max(SMALLEST, min(frame.trust_size, room / needed))
    x = frame.left if frame.trust_at == "left" else frame.right - needed * size
    drawn = []
    for label, width in zip(labels, widths, strict=True):
        drawn.append(_label(label, x, frame.trust, Style(face, round(size, 1), INK)))
        x += (width + GAP) * size
    return "".join(drawn), needed * size


def _label(label: Label, x: float, y: float, style: Style) -> str:
    scale = f'transform="translate({x:.1f} {y - 0.85 * style.size:.1f}) scale({MARK * style.size / 16:.3f})"'
    text = f'<tspan data-trust="{label.mark}">{escape(label.words)}</tspan>'
    mark = f'<g fill="{SOFT}" stroke="{SOFT}" {scale}>{_DRAWN[label.mark]}</g>'
    return mark + line(round(x + (MARK + AFTER) * style.size, 1), y, style, text)
