"""The words of a quotation without its marks. A text and a marked span come in, the words' span goes out."""

from __future__ import annotations

from generator.model import QuoteKind, Span
from generator.text import stripped

# Every closer that newsrooms write for an opener; two straight apostrophes are how wire services type a mark.
PAIRS = {
    "“": ("”", "“"),
    "„": ("“", "”", "‟"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’",),
    "‚": ("‘", "’"),
    '"': ('"',),
    "''": ("''", '"'),
    "``": ("''",),
    "'": ("'",),
    "「": ("」",),
    "『": ("』",),
}
LONGEST = 2  # characters of an opener
# What may close a piece whose opener stands in an earlier one; never an apostrophe, which ends plurals too.
CLOSERS = ("”", "»", '"', "''", "」", "』")
OPENERS = {"”": "“„", "»": "«", '"': '"', "''": "`", "」": "「", "』": "『"}


def words(text: str, span: Span, kind: QuoteKind) -> Span:
    """Return the stretch of `span` within its outer quotation marks.

    Only a direct quotation has outer marks: those of a mixed one stand among its words. Each end is looked at by
    itself, since a quotation that runs on into the next paragraph is opened here and closed there.
    """
    whole = stripped(text, span)
    if kind != "direct":
        return whole
    opener = _opener(text, whole)
    inner = stripped(text, Span(whole.start + len(opener), whole.end))
    closer = _closer(text, inner, opener)
    bare = stripped(text, Span(inner.start, inner.end - len(closer)))
    return bare if bare.start < bare.end else whole


def _opener(text: str, span: Span) -> str:
    """Return the mark that `span` begins with; of two, the longer one."""
    held = text[span.start : min(span.start + LONGEST, span.end)]
    return held if held in PAIRS else held[:1] if held[:1] in PAIRS else ""


def _closer(text: str, span: Span, opener: str) -> str:
    held = span.of(text)
    if opener:
        return next((mark for mark in PAIRS[opener] if held.endswith(mark)), "")
    found = next((mark for mark in CLOSERS if held.endswith(mark)), "")
    if found and any(mark in held[: -len(found)] for mark in OPENERS[found]):
        return ""
    return found
