"""The name in apposition to a description: “its director, Ada Vell”. A phrase comes in, a name or nothing goes out.

A comma closes an apposition as one opens it, where the sentence does not end; without it, or where “and” or another
name follows, the name may as well belong to what comes next, and is not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.phrase import is_role

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.names import Name
    from generator.annotate.phrase import Phrase

_DEFINITE = frozenset({"the", "its", "his", "her", "their", "our", "my", "your"})
_GOES_ON = frozenset({"and", "or", "as"})
_CLOSES = frozenset({".", ";"})


def apposed(e: Evidence, phrase: Phrase) -> Name | None:
    """Return the full name of somebody that is set between commas right after a role; None where that is not sure."""
    comma = phrase.last + 1
    if comma + 1 >= e.ceiling(phrase.first) or e.tokens[comma].low != "," or not _one_holds(e, phrase):
        return None
    start = e.tokens[comma + 1].start
    found = [name for name in e.names_within(start, e.tokens[e.ceiling(phrase.first) - 1].end) if _whole(name, start)]
    return found[0] if found and _closed(e, found[0]) else None


def _whole(name: Name, start: int) -> bool:
    """Tell whether a name begins there and is somebody's given and family name."""
    return name.span.start == start and len(name.words) > 1 and name.kind in ("person", None) and not name.quoted


def _one_holds(e: Evidence, phrase: Phrase) -> bool:
    """Tell whether the phrase is a role that one holds: “the rector of the university”, not “according to a friend”."""
    if phrase.first and e.tokens[phrase.first - 1].low in ("to", "per"):
        return False
    return e.tokens[phrase.first].low in _DEFINITE and is_role(e.tokens[phrase.head_last].low)


def _closed(e: Evidence, name: Name) -> bool:
    after = name.token
    while after < len(e.tokens) and e.tokens[after].end <= name.span.end:
        after += 1
    if after >= e.ceiling(name.token) or e.tokens[after].low in _CLOSES:
        return True
    follows = e.tokens[after + 1] if after + 1 < e.ceiling(name.token) else None
    return e.tokens[after].low == "," and (follows is None or (follows.low not in _GOES_ON and follows.kind != "name"))
