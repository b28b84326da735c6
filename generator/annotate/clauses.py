"""Who or what a verb belongs to. Narrative tokens and a verb's place come in, a subject's `Phrase` goes out.

A shallow reading: noun phrases are walked token by token, apposition and relative clauses between commas are
stepped over, and what cannot be read that way gives None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.token import Token

_REACH = 40
_NOUNISH = frozenset({"name", "word", "num", "adj", "poss", "time", "quote"})
_LINKS = frozenset({"of", "for", "at", "in", "from", "with", "on", "to", "against", "by"})
_SKIPPED = frozenset({"adv", "aux", "neg", "time"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: token indices, last included. `head_first`..`head_last` is the noun phrase without what
    follows its head (“of …”); `form` tells a pronoun, a name and a description apart."""

    first: int
    last: int
    head_first: int
    head_last: int
    form: str
    denied: bool = False


def _is_role(low: str) -> bool:
    """Tell whether a word may stand before a name as a role, a title or a kind of body."""
    plain = low.rstrip(".")
    return any(word in lang.words(name) for name in ("roles", "titles") for word in (plain, plain.removesuffix("s")))


def _name_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where the run of capitalised words that ends at `last` begins."""
    first = last
    while first - 1 >= floor:
        before = tokens[first - 1]
        if before.kind == "name" and not tokens[first].opens:
            first -= 1
        elif before.low in lang.words("particles") and first - 2 >= floor and tokens[first - 2].kind == "name":
            first -= 2
        else:
            break
    return first


def _role_words_before(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Return the start of the role that stands directly before a name: “presidential candidate” Ann Lee."""
    if first <= floor or tokens[first].opens or tokens[first - 1].kind not in ("word", "adj"):
        return first
    if not _is_role(tokens[first - 1].low):
        return first
    at = first - 1
    while at > floor and not tokens[at].opens and tokens[at - 1].kind in ("word", "name", "adj", "poss", "num"):
        if tokens[at - 1].kind == "word" and cue(tokens[at - 1].low) and tokens[at - 1].low.endswith("ed"):
            break
        at -= 1
    if at > floor and tokens[at - 1].kind == "det" and not tokens[at].opens:
        at -= 1
    return at


def _with_article(tokens: Sequence[Token], first: int, floor: int) -> int:
    article = first > floor and not tokens[first].opens and tokens[first - 1].low in ("the", "a", "an")
    return first - 1 if article else first


def _simple_before(tokens: Sequence[Token], last: int, floor: int) -> tuple[int, str] | None:
    """Return where the noun phrase without “of …” that ends at `last` begins, and its form."""
    token = tokens[last]
    if token.kind == "pron":
        return last, "pronoun"
    if token.kind == "pron2":
        return last, "description"
    if token.kind == "name":
        first = _name_start(tokens, last, floor)
        return _with_article(tokens, _role_words_before(tokens, first, floor), floor), "name"
    if token.kind == "det" and token.low in ("some", "many", "most", "both", "all", "several", "one", "another"):
        return last, "description"
    if token.kind not in ("word", "num", "adj"):
        return None
    at = last
    while at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind in _NOUNISH - {"time"}:
        if _is_finite(tokens, at - 1, floor) or _is_speech(tokens, at - 1, floor):
            break
        at -= 1
    if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
        at -= 1
        if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
            at -= 1
    return at, "description"


def _is_speech(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a quotation is no part of the noun phrase after it, as “Late Show” is in: the “…” host."""
    return tokens[at].kind == "quote" and (at == floor or tokens[at - 1].kind not in ("det", "adj", "poss", "name"))


def _is_speech(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a quotation is no part of the noun phrase after it, as a title is: the “…” host."""
    return tokens[at].kind == "quote" and (at == floor or tokens[at - 1].kind not in ("det", "adj", "poss", "name"))


def _is_finite(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a word inside a would-be noun phrase is a verb: “he says the early”, not “the reported”."""
    if tokens[at].low in lang.words("verbs"):
        return True
    told = cue(tokens[at].low)
    if told is None or told.form not in ("past", "s") or told.takes == "demand":
        return False
    return at > floor and tokens[at - 1].kind in ("name", "pron", "pron2", "word")


def _noun_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, its “of …” and “for …” included."""
    read = _simple_before(tokens, last, floor)
    if read is None:
        return None
    first, form = read
    found = Phrase(first, last, first, last, form)
    while form != "pronoun" and first - 2 >= floor and not tokens[first].opens and tokens[first - 1].low in _LINKS:
        if tokens[first - 1].opens:
            break
        outer = _simple_before(tokens, first - 2, floor)
        if outer is None or outer[1] == "pronoun":
            break
        if outer[1] == "description" and not _could_head(tokens, outer[0], first - 2):
            break
        if _is_role(tokens[first - 2].low) and _has_given_name(tokens, found):
            found = Phrase(outer[0], last, found.head_first, found.head_last, found.form)
        else:
            found = Phrase(outer[0], last, outer[0], first - 2, outer[1])
        first = outer[0]
    return found


def _has_given_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase holds a first name: “Secretary of State Ann Lee” is headed by its end."""
    return any(t.text in lang.words("firstnames") for t in tokens[phrase.head_first : phrase.head_last])


def _could_head(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether words may be a noun phrase that “of …” belongs to, and not a verb and its object."""
    if tokens[first].kind == "det" or _is_role(tokens[last].low):
        return True
    return bool(tokens[first].opens) or tokens[last].low.endswith("s")


def _skip_back(tokens: Sequence[Token], at: int, floor: int) -> tuple[int, bool] | None:
    """Step back over auxiliaries, adverbs and days before a verb; tell whether the verb is denied."""
    denied = False
    while at >= floor:
        token = tokens[at]
        if token.kind in _SKIPPED or (token.kind == "word" and token.low.endswith("ly") and at > floor):
            denied = denied or token.kind == "neg"
        elif (
            token.kind == "prep"
            and token.low in ("on", "in")
            and at + 1 < len(tokens)
            and tokens[at + 1].kind == "time"
        ):
            pass
        elif (
            token.kind == "poss"
            and tokens[at + 1].kind in ("adv", "neg", "word")
            and tokens[at + 1].low.endswith("ing")
        ):
            pass
        else:
            return at, denied
        if token.opens:
            return None
        at -= 1
    return None


def _apposition_start(tokens: Sequence[Token], comma: int, floor: int) -> int | None:
    """Return the comma or dash that opens the insertion which `comma` closes."""
    for at in range(comma - 1, max(floor, comma - _REACH), -1):
        if tokens[at].opens == 2:
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
        inner.low.endswith(("ing", "ed")) or _is_role(inner.low) or _is_role(last.low) or closing - opening > 2
    )


def _parenthesis_start(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    for at in range(closing - 1, max(floor, closing - 12) - 1, -1):
        if tokens[at].low == "(":
            return at
    return None


def _before_insertion(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase before the insertion that ends at `at`, stepping over several in a row."""
    opening = _apposition_start(tokens, at, floor)
    if opening is None:
        return None
    outer = _ending_at(tokens, opening - 1, floor)
    if outer is None:
        return None
    listed = outer.first > floor and tokens[outer.first - 1].low in (",", "and")
    if outer.form == "description" and not listed and (named := _apposed(tokens, outer, opening, at)) is not None:
        return named
    edge = outer.first - 1
    if tokens[edge].low == "and" and edge - 1 > floor and (first := _simple_before(tokens, edge - 1, floor)):
        edge = first[0] - 1
    if _is_detail(tokens, outer) and edge > floor and tokens[edge].kind in ("prep", "punct"):
        edge -= tokens[edge].kind == "prep"
        if edge > floor and tokens[edge].low == tokens[at].low:
            return _over(tokens, edge, floor) or outer
    return outer


def _over(tokens: Sequence[Token], comma: int, floor: int) -> Phrase | None:
    """Return the name before a detail that begins after `comma`: NAME, 59, of Ashton, Md., said."""
    found = _ending_at(tokens, comma - 1, floor)
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
    inner = _noun_before(tokens, closing - 1, opening + 1)
    if inner is None or inner.form != "name" or inner.first != opening + 1 or not _is_role(tokens[outer.head_last].low):
        return None
    return Phrase(outer.first, inner.last, inner.head_first, inner.head_last, "name")


def _ending_at(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    if at < floor:
        return None
    if tokens[at].low == ")":
        opening = _parenthesis_start(tokens, at, floor)
        return _noun_before(tokens, opening - 1, floor) if opening is not None and opening > floor else None
    return _noun_before(tokens, at, floor)


def noun_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, without what it depends on; None where there is none."""
    read = _simple_before(tokens, last, floor)
    return Phrase(read[0], last, read[0], last, read[1]) if read else None


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Phrase | None:
    """Return the subject that stands before the verb at `verb`, not reaching back past `floor`; None if unread."""
    if tokens[verb].opens == 2:
        return None
    skipped = _skip_back(tokens, verb - 1, floor)
    if skipped is None:
        return None
    at, denied = skipped
    token = tokens[at]
    if token.low in (",", "—", "–", "--", "-", "―"):
        found = _before_insertion(tokens, at, floor)
    elif token.kind == "rel" or token.low == "that":
        found = _ending_at(tokens, at - 2 if tokens[at - 1].low == "," else at - 1, floor) if at > floor else None
    elif token.low == ")":
        found = _ending_at(tokens, at, floor)
    else:
        found = _noun_before(tokens, at, floor)
    return Phrase(found.first, found.last, found.head_first, found.head_last, found.form, denied) if found else None


def subject_after(tokens: Sequence[Token], verb: int, ceiling: int) -> Phrase | None:
    """Return the subject that follows the verb at `verb` (“said Ann Lee”), not reaching past `ceiling`."""
    at = verb + 1
    while at < ceiling and tokens[at].kind in ("adv", "time") and not tokens[at].opens:
        at += 1
    if at >= ceiling or tokens[at].opens == 2:
        return None
    return phrase_from(tokens, at, ceiling)


def phrase_from(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that begins at `first`."""
    if tokens[first].kind == "pron":
        return Phrase(first, first, first, first, "pronoun")
    if tokens[first].kind == "pron2":
        return Phrase(first, first, first, first, "description")
    if tokens[first].kind not in ("det", "name", "word", "num", "adj"):
        return None
    last = _run_end(tokens, first, ceiling)
    if tokens[last].kind == "det":
        return None
    if _is_role(tokens[last].low) and last + 2 < ceiling and tokens[last + 1].low in ("of", "for"):
        further = _run_end(tokens, last + 2, ceiling) if tokens[last + 2].kind == "name" else last
        last = further if any(t.text in lang.words("firstnames") for t in tokens[last + 2 : further]) else last
    if tokens[last].kind == "name":
        return Phrase(first, last, first, last, "name")
    end = last
    while end + 2 < ceiling and tokens[end + 1].low in _LINKS and not tokens[end + 1].opens:
        start = end + 2
        if tokens[start].kind not in ("det", "name", "word", "num", "adj"):
            break
        end = _run_end(tokens, start, ceiling)
    return Phrase(first, end, first, last, "description")


def _run_end(tokens: Sequence[Token], first: int, ceiling: int) -> int:
    """Return where the noun phrase without “of …” that begins at `first` ends; after a name only a role goes on."""
    at = first
    while at + 1 < ceiling and at - first < _REACH:
        now, coming = tokens[at], tokens[at + 1]
        if coming.opens or coming.kind not in ("name", "word", "num", "adj", "poss", "quote"):
            if (
                coming.low not in lang.words("particles")
                or at + 2 >= ceiling
                or tokens[at + 2].kind != "name"
                or now.kind != "name"
            ):
                break
        if now.kind == "name" and coming.kind == "word" and not _role_ahead(tokens, at + 1, ceiling):
            break
        if coming.kind == "word" and (coming.low.endswith("ly") or _is_finite(tokens, at + 1, first)):
            break
        if coming.low in lang.words("verbs"):
            break
        if now.kind == "word" and coming.kind == "name" and at > first and now.low.endswith("ed"):
            return at - 1
        at += 1
    return at


def _role_ahead(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Tell whether the small words from `at` on end in a role: “campaign manager”."""
    for index in range(at, min(at + 4, ceiling)):
        if tokens[index].kind != "word" or tokens[index].opens:
            return False
        if _is_role(tokens[index].low):
            return True
    return False
