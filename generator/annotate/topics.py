"""Whom a pronoun does not mean in its own sentence: somebody asked about, or the one it does something to.

Evidence and a pronoun's token come in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure

_ASKED = frozenset(("asked", "questioned", "pressed", "quizzed", "speaking", "talking"))
_NAME_REACH = 3
_OBJECT_REACH = 4


def asked_about(e: Evidence, shown: Sequence[tuple[int, Figure]], index: int) -> list[Figure]:
    """Return who of those `shown` the sentence says somebody was asked about, or by: Asked about NAME, he …."""
    first = e.floor(index)
    if e.tokens[first].low not in _ASKED:
        return []
    return [figure for at, figure in shown if first < at < index and _is_topic(e, first, at)]


def _is_topic(e: Evidence, first: int, at: int) -> bool:
    return any(token.low in ("about", "by") for token in e.tokens[max(first, at - _NAME_REACH) : at])


def does_it_to_another(e: Evidence, index: int) -> bool:
    """Tell whether the pronoun at `index` has another for its object: … and he called her …."""
    return any(_is_object(e, at) for at in range(index + 1, min(index + _OBJECT_REACH, e.ceiling(index) - 1)))


def _is_object(e: Evidence, at: int) -> bool:
    """Tell whether a token is an object: “her” is one where no noun of hers follows."""
    token, coming = e.tokens[at], e.tokens[at + 1]
    return token.low in ("him", "them") or (token.low == "her" and coming.kind in ("quote", "that", "punct", "to"))
