"""What can be a source in “according to …”. A phrase comes in, yes or no goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase

_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_LISTS = ("roles", "groups", "witnesses", "saying_nouns")


def is_source(e: Evidence, phrase: Phrase) -> bool:
    """Tell whether “according to” this phrase names a source, and not a plan or somebody's own priorities."""
    if phrase.form != "description":
        return phrase.form == "name"
    if e.tokens[phrase.first].low in _POSSESSIVE and e.tokens[phrase.first + 1].low == "own":
        return False
    low = e.tokens[phrase.head_last].low
    return any(word in lang.words(name) for name in _LISTS for word in (low, low.removesuffix("s")))
