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


def _is_role(low: str) -> bool:
    return low in lang.words("roles") or low.removesuffix("s") in lang.words("roles")


def _after(e: Evidence, name: Name) -> Span | None:
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
    if not held or e.tokens[at + 2].kind not in ("det", "word", "name", "adj", "adv"):
        return None
    return Span(e.tokens[at + 2].start, e.tokens[last - 1].end)


def _before(e: Evidence, name: Name) -> Span | None:
    """Return the title or role that stands directly before a name, without courtesies such as Mr."""
    first = name.token
    title = name.title
    if title is not None and not name.courtesy:
        return title
    floor = e.floor(first)
    at = first - 1
    if at < floor or not _is_role(e.tokens[at].low) or e.tokens[at].kind not in ("word", "name"):
        return None
    while at - 1 >= floor and e.tokens[at - 1].kind in ("word", "name", "adj") and not e.tokens[at].opens:
        at -= 1
    return Span(e.tokens[at].start, e.tokens[first - 1].end)


def roles(e: Evidence, figure: Figure) -> tuple[RoleFound, ...]:
    """Return the roles of a figure in order of place, each wording once."""
    found: dict[str, RoleFound] = {}
    for name in figure.mentions:
        if name.quoted:
            continue
        for span in (_before(e, name), _after(e, name)):
            if span is not None:
                words = " ".join(span.of(e.text).split())
                found.setdefault(words.lower(), RoleFound(span, words))
    return tuple(sorted(found.values(), key=lambda role: role.span))
