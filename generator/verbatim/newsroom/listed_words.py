"""Reads the lists of words that speak for a page of somebody, or against it, and splits sentences into tokens for them.

A list's value names the rule that a word shows; after a comma, how it is read where that is not the list's way; after
“with”, words of which one must stand near it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.model import Span

OPENING = frozenset(("office", "title", "function", "work"))

_LISTS = {
    "public_roles": "role", "private_nouns": "noun", "private_adjectives": "adjective", "private_verbs": "subject",
    "private_things": "thing", "private_states": "state", "public_belongings": "belonging", "public_acts": "act",
}  # fmt: skip
_TOKEN = re.compile(r"[’']s\b|\d{1,3}(?:,\d{3})++|[^\W_]++(?:[-‑.’'&](?!s\b)[^\W_]++)*+|\S")
_MOST_REMEMBERED = 10_000  # words


class Sense(NamedTuple):
    """What a listed word may be: how it is read, the rule it shows, and words of which one must stand near it."""

    way: str
    rule: str
    near: frozenset[str] = frozenset()
    plural: bool = False


class MarkedName(NamedTuple):
    """A marked name; `who` is empty for a place or a body."""

    start: int
    end: int
    who: str
    kind: str


class SentenceWord(NamedTuple):
    """A token of a sentence. A marked name is one token: `named` is its kind, `who` its person.

    `kind` is the class of a word of the closed classes, else `verb`, `adv` or "".
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    who: str = ""
    named: str = ""

    @property
    def is_verb(self) -> bool:
        """Whether it is an auxiliary or a verb of reporting."""
        return self.kind in ("aux", "verb")

    @property
    def is_plain(self) -> bool:
        """Whether it may be a noun or an adjective, in small letters."""
        return not self.kind and self.text[0].islower()

    @property
    def is_capital(self) -> bool:
        """Whether it may be part of a name or of a title."""
        return bool(self.named) or (self.kind in ("", "verb") and self.text[0].isupper())


@cache
def senses() -> Mapping[str, tuple[Sense, ...]]:
    """Return the senses of every listed word, plurals of nouns included."""
    found: dict[str, tuple[Sense, ...]] = {}
    for name, usual in _LISTS.items():
        for word, value in lang.pairs(name).items():
            read, _, near = value.partition(" with ")
            rule, _, way = read.partition(", ")
            sense = Sense(way or usual, rule, frozenset(near.split()))
            found[word] = (*found.get(word, ()), sense)
            if usual in ("role", "noun"):
                plural = _plural(word)
                found[plural] = (*found.get(plural, ()), sense._replace(plural=True))
    return MappingProxyType(found)


def _plural(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeou" else f"{word}s"


@lru_cache(maxsize=_MOST_REMEMBERED)
def is_public_role(low: str) -> bool:
    """Return whether a word, in small letters, is listed as a public role."""
    return any(sense.way == "role" for sense in senses().get(low, ()))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _read(word: str) -> tuple[str, str]:
    """Return a word in small letters, and its kind."""
    low = word.lower().replace("’", "'")
    kind = lang.pairs("closed").get(low, "")
    if kind in ("neg", "time") or (not kind and low.endswith("ly") and low not in lang.words("ly_nouns")):
        return low, kind or "adv"
    return low, kind or ("verb" if cue(low) is not None else "")


def tokens(text: str, place: Span, names: Sequence[MarkedName]) -> list[SentenceWord]:
    """Return the tokens of a sentence; a full stop within it belongs to an abbreviation and is left out."""
    words: list[SentenceWord] = []
    at = place.start
    following = bisect_left(names, (place.start,))
    while following < len(names) and (name := names[following]).start < place.end:
        following += 1
        if name.start >= at:
            words += _plain_tokens(text, at, name.start, place.end)
            own = text[name.start : name.end]
            words.append(SentenceWord(name.start, name.end, own, own.lower(), "name", name.who, name.kind))
            at = name.end
    words += _plain_tokens(text, at, place.end, place.end)
    return words


def _plain_tokens(text: str, start: int, end: int, last: int) -> Iterator[SentenceWord]:
    for one in _TOKEN.finditer(text, start, end):
        begins, ends = one.span()
        own = one[0]
        if own != "." or ends == last:
            low, kind = _read(own)
            yield SentenceWord(begins, ends, own, low, kind)
