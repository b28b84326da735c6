"""Labels of a transcript: NAME: words. A quotation's words come in, the label's place goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import Span

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence

_LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z.’'-]++(?: [A-Z][A-Z.’'-]++){0,4}+)(?: \([^()\n]{1,40}\))?: ?")
_STAGE = re.compile(r"\([A-Z .,]++\)\.?")


def label(e: Evidence, index: int) -> tuple[Span, Span] | None:
    """Return the label that opens the quotation at `index` and the words after it; None where it has none."""
    inner = e.quotes[index].inner
    found = _LABEL.match(e.text, inner.start, inner.end)
    if found is None or found.end() >= inner.end:
        return None
    colon = e.text.rindex(":", found.start(), found.end())
    return Span(found.start(), colon), Span(found.end(), inner.end)


def is_stage_direction(words: str) -> bool:
    """Tell whether the words are a transcript's note, (CROSSTALK) or (LAUGHTER)."""
    return _STAGE.fullmatch(words) is not None
