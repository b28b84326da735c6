"""Labels of a transcript or a post: NAME: words. A quotation comes in, the place of its label goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.model import Span

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence

_LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z.’'-]++(?: [A-Z][A-Z.’'-]++){0,4}+)(?: \([^()\n]{1,40}\))?: ?")
_STAGE = re.compile(r"\([A-Z .,]++\)\.?")


def label(e: Evidence, index: int) -> tuple[Span, Span] | None:
    """Return the label of the quotation at `index` and its words without it; None where it has none."""
    inner = e.quotes[index].inner
    if (own := e.quotes[index].label) is not None:
        return own, inner
    found = _LABEL.match(e.text, inner.start, inner.end)
    if found is None or found.end() >= inner.end:
        return None
    colon = e.text.rindex(":", found.start(), found.end())
    return Span(found.start(), colon), Span(found.end(), inner.end)


def bare(words: str) -> tuple[str, str]:
    """Return a label's name without titles and roles before it, and m or f where one of them tells."""
    split = words.split()
    gender = ""
    while len(split) > 1 and (rank := split[0].lower().rstrip(".")) in lang.words("titles") | lang.words("roles"):
        gender = gender or lang.pairs("titles").get(rank, "")
        del split[0]
    return " ".join(split), gender


def is_stage_direction(words: str) -> bool:
    """Tell whether the words are a transcript's note, (CROSSTALK) or (LAUGHTER)."""
    return _STAGE.fullmatch(words) is not None
