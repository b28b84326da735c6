"""Which names a text holds. Tokens come in, `Name` mentions go out, each with what its surroundings tell of its kind.

Titles, peoples and roles before a name are no part of it, but are kept as evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.phrases import apposed_gender, gender_of, is_body_of, plain, role_before, title_end
from verbatim.model import PersonKind, Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from verbatim.annotate.text.tokens import Token


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_COURTESY = frozenset({"mr", "mrs", "ms", "mx", "miss", "dr", "sir", "lord", "lady", "dame"})
_MODIFIERS = frozenset({"former", "acting", "deputy", "vice", "state", "assistant", "democrat", "republican", "chief"})
_LONGEST = 9
_SHORT = 2
_ACRONYM = range(2, 7)
_AGE = 2
_SINGULAR = frozenset({"is", "was", "has", "does", "’s", "'s"})  # “the Vell Rovers, who are”: a team takes a plural


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a name. `words` are its tokens; `title` the span of the title or role in capitals before it.

    `kind` is empty where the mention alone does not tell. `gender` is m or f where a title or first name tells.
    """

    span: Span
    words: tuple[str, ...]
    kind: PersonKind | None
    gender: str
    title: Span | None
    courtesy: bool
    token: int
    quoted: bool
    role: Span | None = None


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words, small words inside a name included: first and last index."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "name":
            at += 1
            continue
        last = at
        while last - at < _LONGEST and (step := _step(tokens, at, last)):
            last += step
        yield at, last
        at = last + 1


def _step(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return how many tokens further the name goes on: 0 where it ends."""
    coming = tokens[last + 1 : last + 4]
    if not coming or coming[0].opens:
        return 0
    if coming[0].kind == "name":
        return 1
    if len(coming) > 1 and coming[1].kind == "name" and not coming[1].opens:
        if is_body_of(tokens[last], coming):
            return 2
        if coming[0].low in lang.words("particles"):
            return 2
        institution = any(t.text in lang.words("organisations") for t in tokens[first : last + 1])
        if institution and coming[0].low in ("of", "for", "on") and coming[1].text not in lang.words("peoples"):
            return 2
    return 0


def _skip_peoples(tokens: Sequence[Token], first: int, last: int) -> int:
    if any(t.text in lang.words("organisations") for t in tokens[first : last + 1]):
        return first
    while first < last and tokens[first].text in lang.words("peoples"):
        first += 1
    return first


def _known_kind(text: str, words: Sequence[str]) -> PersonKind | None:
    if text in lang.words("places"):
        return "place"
    if text in lang.words("outlets") or text.removeprefix("The ") in lang.words("outlets"):
        return "organisation"
    if (
        "&" in words
        or words[-1] in lang.words("organisations")
        or any(w in lang.words("organisations") for w in words[:-1] if len(words) > _SHORT)
    ):
        return "organisation"
    if len(words) > 1 and words[0] in lang.words("firstnames"):
        return "person"
    if len(words) == 1 and words[0].isupper() and len(words[0].replace(".", "")) in _ACRONYM:
        return "organisation"
    return None


def _person_around(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether the words around a name show that it is a person's: a role, an age, a party, a verb of saying."""
    before = tokens[first - 1] if first and not tokens[first].opens else None
    if before is not None and before.kind == "word" and before.low in lang.words("roles"):
        return True
    after = tokens[last + 1 : last + 5]
    if not after or after[0].opens:
        return False
    if after[0].low == "(" and len(after) > 1 and after[1].low in ("d", "r", "d-", "r-", "i"):
        return True
    if after[0].low == "," and len(after) > _SHORT:
        if last > first and after[1].low == "who" and after[2].low in _SINGULAR:
            return True
        return after[1].kind == "num" and len(after[1].text) == _AGE and after[2].low == ","
    return False


def _name(
    text: str, tokens: Sequence[Token], run: tuple[int, int], surnames: Container[str], *, quoted: bool
) -> Name | None:
    first, last = run
    start = title_end(tokens, first, last, surnames)
    if start > last:
        return None
    title = tokens[first:start]
    if not title:
        start = _skip_peoples(tokens, first, last)
    words = tuple(re.sub(r" (?=[’'])", "", " ".join(t.text for t in tokens[start : last + 1])).split())
    span = Span(tokens[start].start, tokens[last].end)
    if len(words) == 1 and (words[0] in lang.words("peoples") or (_common(tokens, start) and words[0] not in surnames)):
        return None
    kind = _known_kind(span.of(text), words)
    if any(plain(t.text) not in _MODIFIERS for t in title):
        kind = "person"
    if kind is None and _person_around(tokens, start, last):
        kind = "person"
    before = tokens[first - 1] if first and not tokens[first].opens else None
    courtesy = bool(title) and plain(title[-1].text) in _COURTESY
    holder = Span(title[0].start, title[-1].end) if title else None
    gender = gender_of(title, before, words) or (apposed_gender(tokens, first, last) if kind != "organisation" else "")
    return Name(span, words, kind, gender, holder, courtesy, start, quoted, role_before(tokens, first))


def _common(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a lone capitalised word is a verb or an opening word, and no name."""
    low = tokens[at].low
    return low in lang.words("roles") or (cue(low) is not None and bool(tokens[at].opens))


def surnames(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the last words of full names that begin with a first name: the Dean of Howard Dean."""
    runs = [(first, last) for first, last in _runs(tokens) if last > first]
    given = lang.words("firstnames")
    return frozenset(tokens[last].text for first, last in runs if any(t.text in given for t in tokens[first:last]))


def names(text: str, tokens: Sequence[Token], surnames: Container[str], *, quoted: bool) -> list[Name]:
    """Return the names among `tokens` in order; `quoted` says whether they stand inside a quotation."""
    found = (_name(text, tokens, run, surnames, quoted=quoted) for run in _runs(tokens))
    return [name for name in found if name]
