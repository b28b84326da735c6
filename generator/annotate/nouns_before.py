"""Noun phrases read backwards, from their last word. Tokens and a place come in, a `Phrase` goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue
from generator.annotate.phrase import LINKS, REACH, Phrase, is_finite, is_role
from generator.annotate.titles import is_body_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.token import Token

_NOUNISH = frozenset({"name", "word", "num", "adj", "poss", "quote"})
_BEFORE_NAME = frozenset({"word", "name", "adj", "poss", "num"})
_ALONE = frozenset({"some", "many", "most", "both", "all", "several", "one", "another", "those"})


def _name_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where the run of capitalised words that ends at `last` begins."""
    first = last
    while first - 1 >= max(floor, last - REACH):
        before = tokens[first - 1]
        if before.kind == "name" and not tokens[first].opens:
            first -= 1
        elif first - 2 >= floor and _joins(tokens, first):
            first -= 2
        else:
            break
    return first


def _joins(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether the small word before `first` stands inside a name: Ann de Lee, the Farmers’ Association."""
    outer, small = tokens[first - 2], tokens[first - 1]
    return is_body_of(outer, tokens[first - 1 : first + 1]) or (
        outer.kind == "name" and small.low in lang.words("particles")
    )


def _role_words_before(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Return the start of the role that stands directly before a name: “presidential candidate” Ann Lee."""
    if first <= floor or tokens[first].opens or tokens[first - 1].kind not in ("word", "adj"):
        return first
    if not is_role(tokens[first - 1].low):
        return first
    at = first - 1
    while at > max(floor, first - REACH) and not tokens[at].opens and tokens[at - 1].kind in _BEFORE_NAME:
        if tokens[at - 1].kind == "word" and cue(tokens[at - 1].low) and tokens[at - 1].low.endswith("ed"):
            break
        at -= 1
    if at > floor and tokens[at - 1].kind == "det" and not tokens[at].opens:
        at -= 1
    return at


def _with_article(tokens: Sequence[Token], first: int, floor: int) -> int:
    article = first > floor and not tokens[first].opens and tokens[first - 1].low in ("the", "a", "an")
    return first - 1 if article else first


def simple_before(tokens: Sequence[Token], last: int, floor: int) -> tuple[int, str] | None:
    """Return where the noun phrase without “of …” that ends at `last` begins, and its form."""
    token = tokens[last]
    if token.kind == "pron":
        return last, "pronoun"
    if token.kind == "pron2":
        return last, "description"
    if token.kind == "name":
        first = _name_start(tokens, last, floor)
        return _with_article(tokens, _role_words_before(tokens, first, floor), floor), "name"
    if token.kind == "det" and token.low in _ALONE:
        return last, "description"
    if token.kind not in ("word", "num", "adj"):
        return None
    return _description_start(tokens, last, floor), "description"


def _description_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where a description begins, its article or the like included."""
    at = last
    while at - 1 >= max(floor, last - REACH) and not tokens[at].opens and tokens[at - 1].kind in _NOUNISH:
        if is_finite(tokens, at - 1, floor) or _is_speech(tokens, at - 1, floor):
            break
        at -= 1
    if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
        at -= 1
        if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
            at -= 1
    return at


def _is_speech(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a quotation is no part of the noun phrase after it, as a title is: the “…” host."""
    return tokens[at].kind == "quote" and (at == floor or tokens[at - 1].kind not in ("det", "adj", "poss", "name"))


def noun_phrase_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, its “of …” and “for …” included."""
    read = simple_before(tokens, last, floor)
    if read is None:
        return None
    first, form = read
    found = Phrase(first, last, first, last, form)
    while form != "pronoun" and first - 2 >= floor and not tokens[first].opens and tokens[first - 1].low in LINKS:
        if tokens[first - 1].opens:
            break
        outer = simple_before(tokens, first - 2, floor)
        if outer is None or outer[1] == "pronoun" or (form == "name" and _introduces(tokens, outer[0], floor)):
            break
        if outer[1] == "description" and not _could_head(tokens, outer[0], first - 2):
            break
        if tokens[first - 1].low == "of" and is_role(tokens[first - 2].low) and bears_a_title(tokens, found):
            found = Phrase(outer[0], last, found.head_first, found.head_last, found.form)
        else:
            found = Phrase(outer[0], last, outer[0], first - 2, outer[1])
        first = outer[0]
    return found


def _introduces(tokens: Sequence[Token], first: int, floor: int) -> bool:
    """Tell whether a noun phrase stands behind a preposition that opens the sentence: “In a letter to” NAME."""
    return first - 1 == floor and tokens[floor].kind == "prep"


def bears_a_title(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase is the rest of a title and a name, which heads it: Secretary of “State Ann Lee”.

    Where it begins with the first name, or with a title of its own, somebody else is whom the role tells of.
    """
    held = tokens[phrase.head_first : phrase.head_last]
    if not held or (is_role(held[0].low) and held[0].low not in lang.words("groups")):
        return False
    given = [at for at, token in enumerate(held) if token.text in lang.words("firstnames")]
    return bool(given) and given[0] > 0


def _could_head(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether words may be a noun phrase that “of …” belongs to, and not a verb and its object."""
    if tokens[first].kind == "det" or is_role(tokens[last].low):
        return True
    return bool(tokens[first].opens) or tokens[last].low.endswith("s")


def noun_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, without what it depends on; None where there is none."""
    read = simple_before(tokens, last, floor)
    return Phrase(read[0], last, read[0], last, read[1]) if read else None
