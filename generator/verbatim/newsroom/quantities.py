"""Reads what a number amounts to, where its words leave no doubt: “97 million crowns”, “4,100 claims”, “12.5 percent”.

A number that is hedged, denied, compared or part of a range amounts to nothing that could be drawn, and so does one in
words. The words are the source's; nobody but the chart of a topic uses what is read here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verbatim.model import Span

_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?"  # three digits after a point may be thousands
_SCALE = r"(?: (?:thousand|million|billion|trillion))?"
_AMOUNT = re.compile(
    rf"(?P<sign>[$€£¥₹]) ?(?P<money>{_FIGURES})(?P<scaled>{_SCALE})|(?P<digits>{_FIGURES})(?P<scale>{_SCALE})"
    r"(?P<share> ?%| percent| per cent)?(?P<word> [^\W\d_]+)?"
)
_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORD = re.compile(r"[^\W_]+")
_NEXT = re.compile(r"[ \u00a0-]([^\W\d_]+)")
LOOKBACK, WORDS_BEFORE = 60, 3  # code points, and words of the sentence, before a number
# Words before a number that make it another: hedges, comparisons, parts, differences, what it was before or is not.
_HEDGES = """
about above additional almost another approximately around at below between beyond by circa close double estimated
exceed exceeded exceeding exceeds extra fewer formerly former from further half increase initially instead least less
more most near nearer nearly no not once originally over per percent previously quarter quarters rather roughly some
than third thirds times triple twice under until up
"""
HEDGES = frozenset(_HEDGES.split())
_AFTER = re.compile(r"[ \u00a0]?(?:[-–—+/]|\+|(?:or|plus|odd|times|and (?:a )?half|out of|in \d|of \d|to \d)\b|to \d)")


class Quantity(NamedTuple):
    """What a number amounts to, and of what: a currency's sign, `%`, or the word counted, without its plural."""

    value: Decimal
    unit: str


def quantity_of(text: str, span: Span) -> Quantity | None:
    """Return what the English words at a place amount to; None where they could mean something else."""
    found = _AMOUNT.fullmatch(span.of(text))
    if not found or _is_hedged(text, span):
        return None
    scale = (found["scaled"] or found["scale"] or "").strip()
    value = Decimal((found["money"] or found["digits"]).replace(",", "")).scaleb(_SCALES[scale])
    unit = _unit(found, text, span.end)
    return Quantity(value, unit) if unit and value > 0 else None


def _unit(found: re.Match[str], text: str, end: int) -> str:
    if found["sign"]:
        return found["sign"]
    if found["share"]:
        return "" if found["word"] else "%"  # percentage points are no share
    after = _NEXT.match(text, end)
    word = (found["word"] or (after[1] if after else "")).strip().casefold()
    return "" if word in _SCALES else word.removesuffix("s")


def _is_hedged(text: str, span: Span) -> bool:
    before = text[max(0, span.start - LOOKBACK) : span.start]
    clause = re.split(r"[.;:!?()\n]", before)[-1]
    words = _WORD.findall(clause.casefold())[-WORDS_BEFORE:]
    return not HEDGES.isdisjoint(words) or bool(_AFTER.match(text, span.end))
