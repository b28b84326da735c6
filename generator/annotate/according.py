"""“According to NAME, …”: whose words, and which. `Evidence` and the place of “according” come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.contents import LONGEST, after_dateline, sentence_end, trimmed
from generator.annotate.sources import is_source

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase
    from generator.model import Span


def accord(e: Evidence, at: int) -> tuple[Phrase, tuple[Span, ...]] | None:
    """Return for “according to” at `at` the source and the words told."""
    ceiling = e.ceiling(at)
    if e.tokens[at].low != "according" or at + 2 >= ceiling or e.tokens[at + 1].low != "to":
        return None
    source = e.phrase_from(at + 2)
    if source is None or not is_source(e, source):
        return None
    floor, last = after_dateline(e, e.floor(at)), sentence_end(e, at)
    if last - floor > LONGEST:
        return None
    if at == floor:
        comma = next((i for i in range(source.last + 1, last) if e.tokens[i].low == ","), None)
        span = trimmed(e, comma + 1, last) if comma is not None else None
    else:
        span = trimmed(e, floor, at)
    return (source, (span,)) if span else None
