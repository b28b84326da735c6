"""Finds the roles of a person: a title before the name, a description set off behind it or before it.

A role is a whole phrase that one person may hold: no body, no clause, no list of several, nothing that a quotation or a
length cuts off in the middle.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.phrases import is_role
from verbatim.model import RoleFound, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.names.mentions import Name
    from verbatim.annotate.names.people import Figure, SentenceTokens
    from verbatim.annotate.text.tokens import Token

_LONGEST_APPOSITION = 30
_LONGEST_ROLE_BEFORE = 8
_LONGEST_LIST = 14
_LONGEST_OFFICE = 4
_APPOSITION_STARTS = ("det", "word", "name", "adj")
_APPOSITION_STOPS = (",", ";", ".", "—", "–", "(", "?", "!")
_ROLE_WORDS = ("word", "adj", "name", "poss", "num", "hyphen")
_NAME_CLOSERS = (",", ".", ";", ")", "—", "–")
_COMMA = 2  # tokens from a name to what follows its comma
_UNFINISHED = ("prep", "det", "to", "conj", "poss", "that", "rel", "aux")
_LINKS = ("including", "like", "than", "named", "called")
_COUNTED = ("one", "some", "another")


def roles(text: SentenceTokens, figure: Figure) -> tuple[RoleFound, ...]:
    """Return the roles of a person in order of place, each wording once; other figures have none."""
    by_wording: dict[str, RoleFound] = {}
    for name in figure.mentions if figure.kind == "person" else []:
        spans = [_title_or_role(text, name)]
        if not name.quoted:
            spans += [_role_after(text, name), _role_before_comma(text, name)]
        for span in spans:
            if span is not None:
                words = " ".join(span.of(text.text).split())
                by_wording.setdefault(words.lower(), RoleFound(span, words))
    return tuple(sorted(by_wording.values(), key=lambda role: role.span))


def _title_or_role(text: SentenceTokens, name: Name) -> Span | None:
    """Return the title or role directly before a name, without courtesies such as Mr."""
    if name.title is not None:
        return None if name.courtesy else name.title
    return name.role or _shared_title(text, name)


def _shared_title(text: SentenceTokens, name: Name) -> Span | None:
    """Return the plural title that introduces this name among others: Prime Ministers A of X and B of Y."""
    if name.quoted:
        return None
    floor, joined = text.floor(name.token), False
    for at in range(name.token - 1, max(floor, name.token - _LONGEST_LIST) - 1, -1):
        token = text.tokens[at]
        joined = joined or token.low in ("and", ",")
        plural = token.low.endswith("s") and token.low.removesuffix("s") in lang.words("titles")
        if plural and text.tokens[at + 1].kind != "name":
            return None  # the candidates, NAME and NAME: not said of each alone
        if joined and plural:
            first = at
            while first > floor and text.tokens[first - 1].low in lang.words("titles"):
                first -= 1
            return Span(text.tokens[first].start, token.end)
        if token.kind not in ("name", "and", "prep", "punct"):
            return None
    return None


def _role_after(text: SentenceTokens, name: Name) -> Span | None:
    """Return the apposition after a name that holds a role: “, the head of …,”."""
    inserted = apposition(text, name)
    if inserted is None or not (has_role(text, inserted) or _is_office(text, inserted)):
        return None
    end = _whole_end(text, inserted)
    return Span(text.tokens[inserted.start].start, text.tokens[end - 1].end) if end else None


def apposition(text: SentenceTokens, name: Name) -> Span | None:
    """Return the token indices between the comma after a name and the end of the phrase, where it may describe it."""
    tokens, at = text.tokens, name.token
    while at < len(tokens) and tokens[at].end < name.span.end:
        at += 1
    ceiling = text.ceiling(at)
    first = last = at + 2
    if first >= ceiling or tokens[at + 1].low != "," or tokens[first].kind not in _APPOSITION_STARTS:
        return None
    if cue(tokens[first].low) is not None:
        return None
    while last < min(ceiling, at + _LONGEST_APPOSITION) and tokens[last].low not in _APPOSITION_STOPS:
        if tokens[last].kind in ("rel", "that", "conj", "quote", "pron", "aux"):
            break
        last += 1
    return Span(first, last) if last > first else None


def has_role(text: SentenceTokens, inserted: Span) -> bool:
    """Return whether the head of an apposition is a listed role: before any “and”, and nobody's “approval rating”.

    Behind a preposition it is somebody else's, but for “one of several critics”.
    """
    tokens = text.tokens[inserted.start : inserted.end]
    bare = tokens[0].kind != "det"
    if _is_clause(tokens) or (bare and _names_another(tokens)):
        return False
    counted = tokens[0].low in _COUNTED or tokens[0].kind == "num"
    head = list(takewhile(lambda token: token.kind != "and" and (counted or token.kind != "prep"), tokens))
    owned = max((at for at, token in enumerate(head) if token.kind == "poss"), default=-1)
    return any({token.low, token.low.removesuffix("s")} & lang.words("roles") for token in head[owned + 1 :])


def _names_another(tokens: Sequence[Token]) -> bool:
    """Return whether a role right before a name is another person's, in a list: NAME, banker NAME and mayor NAME.

    A possessive's name is only whose the role is: Mayor NAME’s adviser.
    """
    for at, (role, name) in enumerate(pairwise(tokens)):
        low = role.low.rstrip(".")
        if role.kind == "prep" and [token.low for token in tokens[at : at + 2]] != ["of", "state"]:
            return False
        held = {low, low.removesuffix("s")} & (lang.words("roles") | lang.words("titles") | {"state"})
        if held and name.kind == "name" and not is_role(name.low) and name.text not in lang.words("organisations"):
            return all(token.kind != "poss" for token in tokens[at:])
    return False


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Return whether an apposition is a clause of its own: “adviser NAME says”."""
    for before, token in pairwise(tokens):
        verb = cue(token.low)
        finite = verb is not None and verb.takes == "speech" and verb.form in ("past", "s")
        if finite and before.kind == "name" and token.kind == "word":
            return True
    return False


def _whole_end(text: SentenceTokens, inserted: Span) -> int:
    """Return the index after the last token of an apposition that is a whole phrase; 0 where it is cut off.

    It is where a quotation follows (the author of “…”), where it is longer than any role, and where it ends in a
    preposition, an article or a possessive.
    """
    tokens, end = text.tokens, inserted.end
    while end - 1 > inserted.start and tokens[end - 1].kind in ("and", "adv"):
        end -= 1
    following = tokens[inserted.end].kind if inserted.end < text.ceiling(inserted.start) else ""
    based = inserted.end + 1 < len(tokens) and tokens[inserted.end + 1].low.endswith("-based")
    cut = following == "quote" or based or inserted.end - inserted.start >= _LONGEST_APPOSITION - _COMMA
    return 0 if cut or tokens[end - 1].kind in _UNFINISHED or tokens[end - 1].low in _LINKS else end


def _is_office(text: SentenceTokens, inserted: Span) -> bool:
    """Return whether an apposition is an office that no list holds: “the keeper of Sund” between a name and a stop."""
    tokens, end = text.tokens[inserted.start : inserted.end], inserted.end
    if tokens[0].low != "the" or end >= len(text.tokens) or text.tokens[end].low not in (",", ".", ";"):
        return False
    preposition = next((at for at, token in enumerate(tokens) if token.low in ("of", "at", "for")), 0)
    office = tokens[1:preposition]
    return 1 < preposition <= _LONGEST_OFFICE and all(t.kind == "word" and t.low == t.text for t in office)


def _role_before_comma(text: SentenceTokens, name: Name) -> Span | None:
    """Return the role before the comma before a name; None in a list, where the comma joins two people."""
    tokens, comma, floor = text.tokens, name.token - 1, text.floor(name.token)
    if comma - 1 < floor or tokens[comma].low != "," or tokens[comma - 1].low not in lang.words("roles"):
        return None
    if not _is_closed(tokens, name):
        return None
    first = comma - 1
    while first > floor and comma - first < _LONGEST_ROLE_BEFORE and tokens[first - 1].kind in _ROLE_WORDS:
        first -= 1
    definite = first > floor and tokens[first - 1].kind == "det" and tokens[first - 1].low != "a"
    if not definite and not any(token.kind == "poss" for token in tokens[first : comma - 1]):
        return None
    return Span(tokens[first - definite].start, tokens[comma - 1].end)


def _is_closed(tokens: Sequence[Token], name: Name) -> bool:
    """Return whether a mark closes the apposition after the name, and no second name or “and” makes it a list."""
    at = name.token
    while at < len(tokens) and tokens[at].end <= name.span.end:
        at += 1
    if at >= len(tokens) or tokens[at].low not in _NAME_CLOSERS:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or tokens[at].low != "," or after.kind not in ("name", "and", "det")
