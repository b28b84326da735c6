"""Gives a kind to names that show none by their own words, from the evidence around their mentions.

A role or a family name used alone makes a person; shares or staff an organisation; “in” before it or
“province” after it a place. Without evidence a name stays without a kind.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.names.people import SentenceTokens, apposition, has_role

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from verbatim.annotate.names.mentions import Name
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.text.tokens import Token
    from verbatim.model import PersonKind

_LONGEST_NAME = 3
_LOCATIVE = frozenset(("in", "near", "outside", "northern", "southern", "eastern", "western", "central", "downtown"))
_REGIONS_AFTER = frozenset(("province", "county", "district", "island", "peninsula", "region", "airport", "prefecture"))
_REGIONS_BEFORE = frozenset(("city", "town", "village", "province", "port", "island", "suburb", "capital", "region"))
_STAFF = frozenset(
    ("shares", "stock", "spokesman", "spokeswoman", "spokesperson", "executive", "executives", "employees", "officials",
     "shareholders", "customers", "users", "subsidiary", "headquarters", "board", "factory", "plant", "stores")
)  # fmt: skip
_ABSTRACT = ("ism", "ics", "tion", "ment", "ness", "ing", "logy", "ship")
_HELD = frozenset(("shares", "stake", "subsidiary", "unit", "division", "employees", "shareholders"))


def settle_kinds(text: SentenceTokens, speaking: Container[str | None], ids: Mapping[Figure, str]) -> None:
    """Give a kind to every figure without one whose mentions show it, or whose id is among those `speaking`."""
    common = {token.low for token in text.tokens if token.kind == "word"}
    for figure, identifier in ids.items():
        if figure.kind is None:
            figure.kind = _described(text, figure) or _around(text, figure, common)
        if figure.kind is None and identifier in speaking:
            words = figure.name.split()
            personal = 1 < len(words) <= _LONGEST_NAME and words[0] != "The" and not words[-1].isupper()
            figure.kind = "person" if personal else "organisation"


def _described(text: SentenceTokens, figure: Figure) -> PersonKind | None:
    if figure.words[-1] in lang.words("things") or len(figure.words) == 1:
        return None
    inserted = (apposition(text, name) for name in figure.mentions if not name.quoted)
    return "person" if any(span and has_role(text, span) for span in inserted) else None


def _around(text: SentenceTokens, figure: Figure, common: Container[str]) -> PersonKind | None:
    """Return the kind that most mentions show by the words beside them; None where none does or two are level."""
    votes = Counter(kind for name in figure.mentions if not name.quoted and (kind := _shown(text.tokens, name)))
    if figure.words[-1].lower() not in common and _is_called_by_family_name(text.tokens, figure):
        votes["person"] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _shown(tokens: Sequence[Token], name: Name) -> PersonKind | None:
    last = name.token
    while last + 1 < len(tokens) and tokens[last].end < name.span.end:
        last += 1
    before = [token.low for token in tokens[max(0, name.token - 2) : name.token]]
    if tokens[name.token].opens:
        before = []
    after = [token.low for token in tokens[last + 1 : last + 4]]
    if after[:1] and after[0] in ("’s", "'s", "’", "'"):
        after = after[1:]
    if after[:1] and after[0] in _STAFF:
        return "organisation"
    if len(before) > 1 and before[1] in ("of", "in", "by", "at") and before[0] in _HELD:
        return "organisation"
    if (after[:1] and after[0] in _REGIONS_AFTER) or (before[-1:] == ["of"] and before[0] in _REGIONS_BEFORE):
        return "place"
    return "place" if _is_located(tokens, name, before, last) else None


def _is_located(tokens: Sequence[Token], name: Name, before: Sequence[str], last: int) -> bool:
    """Return whether a short name stands where only a place does: “in Sund, Norway,”, “near Sund.”."""
    if not before or before[-1] not in _LOCATIVE or len(name.words) > _LONGEST_NAME - 1:
        return False
    if len(name.words[0]) == 1 or name.words[-1].endswith(_ABSTRACT) or name.words[0] in lang.words("months"):
        return False
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    return (
        following is None
        or following.kind in ("punct", "prep", "and", "dash", "to", "aux", "conj")
        or (following.kind == "word" and following.low in lang.words("past_verbs"))
    )


def _is_called_by_family_name(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a full name comes back as its last word alone, without an article."""
    if not 1 < len(figure.words) <= _LONGEST_NAME or figure.words[-1] in lang.words("things"):
        return False
    alone = [n for n in figure.mentions if len(n.words) == 1 and n.words[0] == figure.words[-1]]
    return bool(alone) and not any(n.token and tokens[n.token - 1].kind == "det" for n in alone)
