"""What the source says somebody is: titles before a name, appositions after it. Names come in, `RoleFound` go out."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.model import RoleFound, Span

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.names.mentions import Name
    from verbatim.annotate.names.people import Figure


# ---- annotate/roles_ahead.py

_LONGEST_ROLES_AHEAD = 8
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
    while first > floor and comma - first < _LONGEST_ROLES_AHEAD and e.tokens[first - 1].kind in _WITHIN:
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


# ---- annotate/roles.py

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


# ---- annotate/kinds.py

_LONGEST_KINDS = 3


def settle_kinds(e: Evidence, speaking: Container[str | None], ids: Mapping[Figure, str]) -> None:
    """Give a kind to every figure without one that has a role or speaks."""
    for figure in e.cast.figures:
        if figure.kind is None and figure.words[-1] not in lang.words("things"):
            figure.kind = "person" if _has_role(e, figure) else figure.kind
        if figure.kind is None and ids[figure] in speaking:
            figure.kind = "person" if _like_a_person(figure) else "organisation"


def _has_role(e: Evidence, figure: Figure) -> bool:
    return len(figure.words) > 1 and any(apposition(e, name) for name in figure.mentions if not name.quoted)


def _like_a_person(figure: Figure) -> bool:
    words = figure.name.split()
    return 1 < len(words) <= _LONGEST_KINDS and words[0] != "The" and not any(word.isupper() for word in words[-1:])
