"""How far a card can be trusted, in words with their marks: a QuoteView comes in, labels go out, then their SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.publish.card_ink import INK, RIGHT, SOFT, Faces, Style, line
from generator.words import msgid

if TYPE_CHECKING:
    from generator.publish.views import QuoteView
    from generator.words import Words

SIZE, MARK, GAP = 20, 22, 30
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


def draw_trust(labels: list[Label], faces: Faces, y: float) -> str:
    """Return the labels on the baseline `y`, ending at the right margin."""
    drawn, x = [], float(RIGHT)
    for label in reversed(labels):
        width = faces.label.width(label.words) * SIZE
        text = f'<tspan data-trust="{label.mark}">{label.words}</tspan>'
        drawn.append(line(x, y, Style(faces.label, SIZE, INK, "end"), text))
        x -= width + MARK + 6
        scale = f'transform="translate({x:.1f} {y - 17}) scale({MARK / 16:g})"'
        drawn.append(f'<g fill="{SOFT}" stroke="{SOFT}" {scale}>{_DRAWN[label.mark]}</g>')
        x -= GAP
    return "".join(drawn)
