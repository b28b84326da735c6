"""What the source says somebody is: titles before a name, appositions after it. Names come in, `RoleFound` go out."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue
from generator.annotate.roles_ahead import ahead
from generator.model import RoleFound, Span

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.names import Name
    from generator.annotate.people import Figure

_LONGEST = 30
_LIST = 14
_OFFICE = 4
_OFFICE_OF = ("of", "at", "for")
_HEADS = ("det", "word", "name", "adj")
_STOPS = (",", ";", ".", "—", "–", "(", "?", "!")


def _is_role(low: str) -> bool:
    return low in lang.words("roles") or low.removesuffix("s") in lang.words("roles")


def apposition(e: Evidence, name: Name) -> Span | None:
    """Return the apposition after a name that holds a role: “, the head of …,”."""
    found = _inserted(e, name)
    if found is None:
        return None
    # What comes after an “and” may be somebody else: Ada Vell, Jon Marr and the mayor.
    first = takewhile(lambda token: token.kind != "and", e.tokens[found.start : found.end])
    return _place(e, found) if any(_is_role(token.low) for token in first) else None


def _office(e: Evidence, name: Name) -> Span | None:
    """Return the apposition after a person's name that names an office which no list holds."""
    found = _inserted(e, name)
    return _place(e, found) if found is not None and _is_office(e, found.start, found.end) else None


def _inserted(e: Evidence, name: Name) -> Span | None:
    """Return the tokens between the comma after a name and what ends the phrase, where it may describe somebody."""
    at = name.token
    while at < len(e.tokens) and e.tokens[at].end < name.span.end:
        at += 1
    ceiling = e.ceiling(at)
    if at + 2 >= ceiling or e.tokens[at + 1].low != "," or e.tokens[at + 2].kind not in _HEADS:
        return None
    if cue(e.tokens[at + 2].low) is not None:
        return None
    last = at + 2
    while last < ceiling and last - at < _LONGEST and e.tokens[last].low not in _STOPS:
        if e.tokens[last].kind in ("rel", "conj", "quote", "pron", "aux"):
            break
        last += 1
    return Span(at + 2, last) if last > at + 2 else None


def _place(e: Evidence, tokens: Span) -> Span:
    return Span(e.tokens[tokens.start].start, e.tokens[tokens.end - 1].end)


def _is_office(e: Evidence, start: int, end: int) -> bool:
    """Tell whether a phrase names an office that no list holds: “the keeper of Sund” between a name and a stop."""
    tokens = e.tokens[start:end]
    if tokens[0].low != "the" or end >= len(e.tokens) or e.tokens[end].low not in (",", ".", ";"):
        return False
    noun = next((at for at, token in enumerate(tokens) if token.low in _OFFICE_OF), 0)
    return 1 < noun <= _OFFICE and all(token.kind == "word" and token.low == token.text for token in tokens[1:noun])


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


def _beside(e: Evidence, name: Name) -> tuple[Span | None, ...]:
    """Return the appositions of a name outside quotations: after it, and before it."""
    return () if name.quoted else (apposition(e, name) or _office(e, name), ahead(e, name))


def roles(e: Evidence, figure: Figure) -> tuple[RoleFound, ...]:
    """Return the roles of a person in order of place, each wording once; other figures have none."""
    found: dict[str, RoleFound] = {}
    for name in figure.mentions if figure.kind == "person" else []:
        for span in (_before(e, name), *_beside(e, name)):
            if span is not None:
                words = " ".join(span.of(e.text).split())
                found.setdefault(words.lower(), RoleFound(span, words))
    return tuple(sorted(found.values(), key=lambda role: role.span))
