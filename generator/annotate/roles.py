"""What the source says somebody is: titles before a name, appositions after it. Names come in, `RoleFound` go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.model import RoleFound, Span

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.names import Name
    from generator.annotate.people import Figure

_LONGEST = 30
_LIST = 14


def _is_role(low: str) -> bool:
    return low in lang.words("roles") or low.removesuffix("s") in lang.words("roles")


def apposition(e: Evidence, name: Name) -> Span | None:
    """Return the apposition after a name: “, the head of …,”."""
    at = name.token
    while at < len(e.tokens) and e.tokens[at].end < name.span.end:
        at += 1
    ceiling = e.ceiling(at)
    if at + 2 >= ceiling or e.tokens[at + 1].low != ",":
        return None
    last = at + 2
    held = False
    while (
        last < ceiling and last - at < _LONGEST and e.tokens[last].low not in (",", ";", ".", "—", "–", "(", "?", "!")
    ):
        if e.tokens[last].kind in ("rel", "conj", "quote", "pron", "aux"):
            break
        held = held or _is_role(e.tokens[last].low)
        last += 1
    if not held or e.tokens[at + 2].kind not in ("det", "word", "name", "adj"):
        return None
    return Span(e.tokens[at + 2].start, e.tokens[last - 1].end)


def _before(e: Evidence, name: Name) -> Span | None:
    """Return the title or role that stands directly before a name, without courtesies such as Mr."""
    if name.title is not None:
        return None if name.courtesy else name.title
    return name.role or _shared(e, name)


def _shared(e: Evidence, name: Name) -> Span | None:
    """Return the title in the plural that also introduces this name: Prime Ministers A of X and B of Y."""
    if name.quoted:
        return None
    floor, joined = e.floor(name.token), False
    for at in range(name.token - 1, max(floor, name.token - _LIST) - 1, -1):
        token = e.tokens[at]
        joined = joined or token.low in ("and", ",")
        if joined and token.low.endswith("s") and token.low.removesuffix("s") in lang.words("titles"):
            first = at
            while first > floor and e.tokens[first - 1].low in lang.words("titles"):
                first -= 1
            return Span(e.tokens[first].start, token.end)
        if token.kind not in ("name", "and", "prep", "punct"):
            return None
    return None


def roles(e: Evidence, figure: Figure) -> tuple[RoleFound, ...]:
    """Return the roles of a person in order of place, each wording once; other figures have none."""
    found: dict[str, RoleFound] = {}
    for name in figure.mentions if figure.kind == "person" else []:
        for span in (_before(e, name), None if name.quoted else apposition(e, name)):
            if span is not None:
                words = " ".join(span.of(e.text).split())
                found.setdefault(words.lower(), RoleFound(span, words))
    return tuple(sorted(found.values(), key=lambda role: role.span))
