"""Whom a description means: “the senator” where exactly one senator is on stage. Names come in, figures go out.

The evidence is the titles and roles that the text itself puts beside its names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.annotate import lang

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure
    from generator.annotate.phrase import Phrase

_ABBREVIATED = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor"}
_REACH = 6


def _role(low: str) -> str:
    plain = low.rstrip(".")
    plain = _ABBREVIATED.get(plain, plain)
    return plain if plain in lang.words("roles") else ""


def holders(e: Evidence) -> dict[str, tuple[Figure, ...]]:
    """Return, by role, the figures that the text gives it, before a name or in apposition after one."""
    found: dict[str, dict[Figure, None]] = defaultdict(dict)
    for name in e.names:
        bearers = e.cast.named(name.span.start)
        if name.quoted or len(bearers) != 1 or bearers[0].kind != "person":
            continue
        for role in _roles_at(e, name.token, name.span.end):
            found[role][bearers[0]] = None
    return {role: tuple(figures) for role, figures in found.items()}


def _roles_at(e: Evidence, token: int, end: int) -> set[str]:
    """Return the roles that stand right before a name, or after it between commas."""
    floor = e.floor(token)
    roles = set()
    at = token - 1
    while at >= max(floor, token - _REACH) and e.tokens[at].kind in ("name", "word", "adj"):
        roles.add(_role(e.tokens[at].low))
        at -= 1
    after = token
    while after < len(e.tokens) and e.tokens[after].end <= end:
        after += 1
    if after < len(e.tokens) and e.tokens[after].low == ",":
        at = after + 1
        while at < min(e.ceiling(token), after + _REACH + 3) and e.tokens[at].kind in (
            "det",
            "name",
            "word",
            "adj",
            "poss",
        ):
            roles.add(_role(e.tokens[at].low))
            at += 1
    return roles - {""}


def meant(e: Evidence, held: dict[str, tuple[Figure, ...]], phrase: Phrase) -> Figure | None:
    """Return the one figure that “the ROLE” can mean; None for “a ROLE”, and where none or several hold it."""
    first = e.tokens[phrase.first].low
    before = e.tokens[phrase.first - 1].low if phrase.first else ""
    if "the" not in (first, before):
        return None
    figures = held.get(_role(e.tokens[phrase.head_last].low), ())
    return figures[0] if len(figures) == 1 else None
