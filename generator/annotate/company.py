"""Is a name the one subject of its verb, and nobody else's complement? Evidence, a source and its verb come in.

Somebody close to NAME said · everyone but NAME said · it was not NAME who said: NAME said nothing there. NAME and NAME
said · NAME or NAME said: the text does not say which of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue
from generator.annotate.direction import is_past
from generator.annotate.phrase import LINKS, is_adverb, is_role

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase

_LINKS = frozenset(("than", "about", "like", "except", "besides"))
_NEAR = frozenset(("close", "loyal", "known", "next", "near", "related", "opposed"))
_ALL = frozenset(("everyone", "everybody", "anyone", "anybody", "nobody", "all", "none", "each"))
_JOINING = frozenset(("and", "or", "nor"))
_ROLE = frozenset(("word", "det", "adj", "poss"))
_ROLE_REACH = 6
_REACH = 12
_CLAUSE = 40  # tokens: no clause has as many before its second subject
_LINK_REACH = 4  # words from “for” to the comma behind “the former mayor”
_VERBS = 3  # words of a relative clause before its object


def is_linked(e: Evidence, source: Phrase, verb: int) -> bool:
    """Tell whether a name before its verb belongs to another noun, which is the subject, or is denied to be it."""
    at, floor = source.first - 1, e.floor(verb)
    if source.form == "pronoun":
        return False
    if source.first > verb:
        return source.form == "name" and _modifies(e, source)
    if source.form == "description":
        return _ends_in_a_verb(e, source)
    if _is_of_a_role(e, source) or _may_be_the_holders(e, source):
        return True
    return at >= floor and _follows_a_link(e, at, floor) and _is_finite(e, source, verb)


def _modifies(e: Evidence, source: Phrase) -> bool:
    """Tell whether a name after its verb belongs to a noun: said Lund ally NAME, said the actor playing NAME."""
    coming = e.tokens[source.last + 1 : min(source.last + 3, e.ceiling(source.first))]
    if [token.kind for token in coming] == ["word", "name"] and not is_adverb(coming[0].low):
        return True
    held = e.tokens[source.first : source.last]
    return any(token.kind == "word" and token.low.endswith("ing") and not is_role(token.low) for token in held)


def _ends_in_a_verb(e: Evidence, source: Phrase) -> bool:
    """Tell whether what was read as a description is a name and its verb: the mill that NAME founded."""
    held = e.tokens[source.first : source.last]
    return bool(held) and all(token.kind == "name" for token in held) and is_past(e.tokens[source.last].low)


def _follows_a_link(e: Evidence, at: int, floor: int) -> bool:
    """Tell whether the word at `at`, before a name, ties it to another noun, or denies it."""
    before = e.tokens[at]
    if any(token.low == "behalf" for token in e.tokens[max(floor, at - 1) : at + 1]):
        return True
    if before.kind == "neg" or before.low.endswith("self") or before.low == "signed":
        return True
    if before.low == "but":
        return any(token.low in _ALL for token in e.tokens[max(floor, at - _REACH) : at])
    if before.low == "to":
        return at > floor and e.tokens[at - 1].low in _NEAR
    return before.low in _LINKS or _is_object(e, at, floor)


def _may_be_the_holders(e: Evidence, source: Phrase) -> bool:
    """Tell whether a name set off may be that of whom a role is for: a spokesman for the mayor, NAME, said."""
    comma = source.head_first - 1
    if comma - 1 <= source.first or e.tokens[comma].low != ",":
        return False
    before = range(max(source.first, comma - _LINK_REACH), comma - 1)
    return e.tokens[comma - 1].low in lang.words("roles") and any(e.tokens[one].low in LINKS for one in before)


def _is_object(e: Evidence, at: int, floor: int) -> bool:
    """Tell whether a verb before the name has it for an object: a doctor treating NAME, a person who knows NAME."""
    before = e.tokens[at]
    if before.kind != "word" or at <= floor or is_role(before.low):
        return False
    return before.low.endswith("ing") or any(token.kind == "rel" for token in e.tokens[max(floor, at - _VERBS) : at])


def _is_finite(e: Evidence, source: Phrase, verb: int) -> bool:
    """Tell whether the name has a verb of its own, unlike in “footage of NAME saying”, “NAME’s claim”."""
    told = cue(e.tokens[verb].low)
    return told is not None and told.form != "ing" and all(t.kind != "poss" for t in e.tokens[source.last + 1 : verb])


def _is_of_a_role(e: Evidence, source: Phrase) -> bool:
    """Tell whether a role that is another's bears the name: the widow of the mayor NAME."""
    first = source.head_first
    return first > source.first and e.tokens[first].kind == "det" and e.tokens[first - 1].low == "of"


def is_joint(e: Evidence, source: Phrase, verb: int) -> bool:
    """Tell whether the verb has several subjects, of which the source is one that is named."""
    coming = e.tokens[source.last + 1 : source.last + 3]
    apposed = len(coming) > 1 and coming[0].low == "," and coming[1].kind == "name"
    if source.form != "name" and not (source.form == "description" and source.first < verb and apposed):
        return False
    return _joined_after(e, source, verb) if source.first > verb else _joined_before(e, source, verb)


def _joined_before(e: Evidence, source: Phrase, verb: int) -> bool:
    floor, at = e.floor(verb), source.first - 1
    if at > floor and e.tokens[at].low == "," and source.last + 1 < verb:  # her deputy, NAME,
        least = max(floor, at - _ROLE_REACH)
        at -= 1
        while at > least and e.tokens[at].kind in _ROLE:
            at -= 1
    if at <= floor or e.tokens[at].low not in _JOINING or _are_roles(e, source, at):
        return False
    return not any(_is_verb(e, one) for one in range(max(floor, at - _CLAUSE), at))


def _are_roles(e: Evidence, source: Phrase, joining: int) -> bool:
    """Tell whether two roles of one are joined: academic and professor NAME."""
    titled = e.tokens[joining + 1].low in lang.words("roles")
    return titled and source.head_last > joining + 1 and e.tokens[joining - 1].kind in ("word", "adj")


def _joined_after(e: Evidence, source: Phrase, verb: int) -> bool:
    for at in range(source.last + 1, min(source.last + _REACH, e.ceiling(verb) - 1)):
        token = e.tokens[at]
        if token.low in _JOINING and (at == source.last + 1 or e.tokens[at - 1].low == ","):
            return _ends_with(e, at + 1)
        if (
            token.kind in ("quote", "rel", "dash", "conj")
            or (token.kind == "punct" and token.low != ",")
            or _is_verb(e, at)
        ):
            return False
    return False


def _ends_with(e: Evidence, first: int) -> bool:
    """Tell whether a name at `first`, with or without a role, ends the clause."""
    other = e.phrase_from(first)
    if other is None or other.form != "name":
        return False
    return other.last + 1 >= e.ceiling(first) or e.tokens[other.last + 1].kind in ("punct", "quote")


def _is_verb(e: Evidence, at: int) -> bool:
    token = e.tokens[at]
    if token.kind == "aux":
        return True
    return token.kind == "word" and (
        is_past(token.low) or cue(token.low) is not None or token.low in lang.words("verbs")
    )
