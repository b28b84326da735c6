"""Insertions between a subject and its verb: NAME, a lawyer who lives in Vell, said.

Tokens and the insertion's last mark come in, the noun phrase before it goes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.nouns_before import noun_phrase_before, simple_before
from generator.annotate.phrase import REACH, Phrase, is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.token import Token

_PARENTHESIS_REACH = 12
_LONG = 2


def before_insertion(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase before the insertion that ends at `at`, stepping over several in a row."""
    opening = _apposition_start(tokens, at, floor)
    if opening is None:
        return None
    outer = ending_at(tokens, opening - 1, floor)
    if outer is None:
        return None
    listed = outer.first > floor and tokens[outer.first - 1].low in (",", "and")
    if outer.form == "description" and not listed and (named := _apposed(tokens, outer, opening, at)) is not None:
        return named
    return _past_details(tokens, outer, at, floor)


def _past_details(tokens: Sequence[Token], outer: Phrase, at: int, floor: int) -> Phrase:
    """Return the name that further details follow, `outer` where it is no detail itself."""
    edge = outer.first - 1
    if tokens[edge].low == "and" and edge - 1 > floor and (first := simple_before(tokens, edge - 1, floor)):
        edge = first[0] - 1
    if _is_detail(tokens, outer) and edge > floor and tokens[edge].kind in ("prep", "punct"):
        edge -= tokens[edge].kind == "prep"
        if edge > floor and tokens[edge].low == tokens[at].low:
            return _over(tokens, edge, floor) or outer
    return outer


def _apposition_start(tokens: Sequence[Token], comma: int, floor: int) -> int | None:
    """Return the comma or dash that opens the insertion which `comma` closes."""
    for at in range(comma - 1, max(floor, comma - REACH), -1):
        if tokens[at].begins:
            return None
        if tokens[at].low == tokens[comma].low and at + 1 < comma and _may_insert(tokens, at, comma):
            return at
    return None


def _may_insert(tokens: Sequence[Token], opening: int, closing: int) -> bool:
    before, inner = tokens[opening - 1], tokens[opening + 1]
    if before.kind not in ("name", "word", "punct", "num", "pron"):
        return False
    if before.kind == "punct" and before.low != ")":
        return False
    if inner.kind in ("det", "rel", "prep", "num", "name", "adj"):
        return True
    last = tokens[closing - 1]
    return inner.kind == "word" and (
        inner.low.endswith(("ing", "ed")) or is_role(inner.low) or is_role(last.low) or closing - opening > _LONG
    )


def _over(tokens: Sequence[Token], comma: int, floor: int) -> Phrase | None:
    """Return the name before a detail that begins after `comma`: NAME, 59, of Ashton, Md., said."""
    found = ending_at(tokens, comma - 1, floor)
    if found is None or found.form == "pronoun":
        return None
    if _is_detail(tokens, found) and found.first - 1 > floor:
        edge = found.first - 1 - (tokens[found.first - 1].kind == "prep")
        return _over(tokens, edge, floor) if tokens[edge].low == tokens[comma].low else None
    return found if found.form == "name" else None


def _is_detail(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase only tells more of somebody: a place, an age, a role without a name."""
    words = " ".join(t.text for t in tokens[phrase.head_first : phrase.head_last + 1])
    if words in lang.words("places") or tokens[phrase.head_last].kind == "num":
        return True
    return phrase.form == "description" and not tokens[phrase.first].opens


def _apposed(tokens: Sequence[Token], outer: Phrase, opening: int, closing: int) -> Phrase | None:
    """Return the name that a description introduces between commas: the group's head, NAME, said."""
    inner = noun_phrase_before(tokens, closing - 1, opening + 1)
    if inner is None or inner.form != "name" or inner.first != opening + 1:
        return None
    if not is_role(tokens[outer.head_last].low) and tokens[outer.first - 1].kind != "rel":
        return None
    return Phrase(outer.first, inner.last, inner.head_first, inner.head_last, "name")


def ending_at(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `at`, a parenthesis after it stepped over: NAME (D-Vell)."""
    if at < floor:
        return None
    if tokens[at].low == ")":
        opening = _parenthesis_start(tokens, at, floor)
        return noun_phrase_before(tokens, opening - 1, floor) if opening is not None and opening > floor else None
    return noun_phrase_before(tokens, at, floor)


def _parenthesis_start(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    for at in range(closing - 1, max(floor, closing - _PARENTHESIS_REACH) - 1, -1):
        if tokens[at].low == "(":
            return at
    return None
