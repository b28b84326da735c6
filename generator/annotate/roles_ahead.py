"""The apposition before a name: “Brask's coach, Petra Vance, …”. A name comes in, the role's span goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.model import Span

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.names import Name

_LONGEST = 8
_WITHIN = ("word", "adj", "name", "poss", "num", "hyphen")
_ENDS = (",", ".", ";", ")", "—", "–")


def ahead(e: Evidence, name: Name) -> Span | None:
    """Return the role before the comma before a name; None in a list, where the comma joins two people."""
    comma = name.token - 1
    floor = e.floor(name.token)
    if comma - 1 < floor or e.tokens[comma].low != "," or e.tokens[comma - 1].low not in lang.words("roles"):
        return None
    if not _closed(e, name):
        return None
    first = comma - 1
    while first > floor and comma - first < _LONGEST and e.tokens[first - 1].kind in _WITHIN:
        first -= 1
    opened = first > floor and e.tokens[first - 1].kind == "det" and e.tokens[first - 1].low != "a"
    owned = any(token.kind == "poss" for token in e.tokens[first : comma - 1])
    if not opened and not owned:
        return None
    start = first - 1 if opened else first
    return Span(e.tokens[start].start, e.tokens[comma - 1].end)


def _closed(e: Evidence, name: Name) -> bool:
    """Tell whether a mark closes the apposition after the name, and no second name or “and” makes it a list."""
    at = name.token
    while at < len(e.tokens) and e.tokens[at].end <= name.span.end:
        at += 1
    if at >= len(e.tokens) or e.tokens[at].low not in _ENDS:
        return False
    after = e.tokens[at + 1] if at + 1 < len(e.tokens) else None
    return after is None or e.tokens[at].low != "," or after.kind not in ("name", "and", "det")
