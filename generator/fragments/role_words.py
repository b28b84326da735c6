"""Can two roles be one person's? Roles as sources word them come in, a likeness goes out.

Two roles are alike where they share a word that tells something: an office, an organisation, a place. One office in
two organisations or places is two roles: many people are mayors.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.annotate import lang
from generator.fragments.fullest import without_address

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]{2,}")
APART, UNTOLD, ALIKE = 0, 1, 2


class Told(NamedTuple):
    """What a role tells: its words in small letters, and among them those that name a body or place, or a people."""

    words: frozenset[str]
    names: frozenset[str]
    peoples: frozenset[str]


def likeness(these: Iterable[str], those: Iterable[str]) -> int:
    """Return ALIKE where one of `these` roles is like one of `those`, APART where none is.

    UNTOLD where either side has no role; a form of address is none.
    """
    here, there = ([told_by(role) for role in dict.fromkeys(roles) if _is_role(role)] for roles in (these, those))
    if not here or not there:
        return UNTOLD
    return ALIKE if any(_alike(one, other) for one in here for other in there) else APART


@lru_cache(maxsize=4096)
def told_by(role: str) -> Told:
    """Return what a role tells; closed words, *former* and the like, and *University* and the like tell nothing."""
    words = [word for word in WORD.findall(role) if not _empty(word)]
    peoples = frozenset(word.lower() for word in words if word in lang.words("peoples"))
    names = frozenset(word.lower() for word in words if word[0].isupper() and not _office(word.lower())) - peoples
    return Told(frozenset(_singular(word.lower()) for word in words), names, peoples)


def _is_role(role: str) -> bool:
    return bool(without_address(f"{role} ").strip())


def _empty(word: str) -> bool:
    low = word.lower()
    return (
        low in lang.pairs("closed")
        or low in lang.words("role_modifiers")
        or word.title() in lang.words("organisations")
    )


def _office(low: str) -> bool:
    return any(form in lang.words(name) for form in (low, _singular(low)) for name in ("roles", "titles"))


def _singular(low: str) -> str:
    return low.removesuffix("s")


def _alike(one: Told, other: Told) -> bool:
    return bool(one.words & other.words) and not (
        _disjoint(one.names, other.names) or _disjoint(one.peoples, other.peoples)
    )


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)
