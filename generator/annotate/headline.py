"""A headline that names its source: “words: NAME”. `Evidence` comes in, the words and the name go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.scenes import figure_of
from generator.model import Span

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase

_SHORTEST = 3  # a headline says something before it names who said it


def credited(e: Evidence) -> tuple[Span, Phrase] | None:
    """Return the words and the source of a headline that ends “: NAME”; None where the first paragraph is none."""
    last = next((i for i, p in enumerate(e.paragraph_of) if p), len(e.tokens)) - 1
    while last > 0 and e.tokens[last].low == ".":
        last -= 1
    colon = next((i for i in range(last, -1, -1) if e.tokens[i].low == ":"), -1)
    if colon < _SHORTEST or colon == last:
        return None
    source = e.phrase_from(colon + 1)
    if source is None or source.last != last or source.form != "name":
        return None
    figure = figure_of(e, source)
    if figure is None or figure.kind not in ("person", "organisation"):
        return None
    return Span(e.tokens[0].start, e.tokens[colon - 1].end), source
