"""Word lists of a language, and the forms of its reporting verbs.

A language is a folder and a list is `<name>.txt` in it, one entry a line, with an optional value after ` = `.
`#` opens a comment. To add a language, add a folder with the same files.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

from verbatim.model import Span

Takes = Literal["speech", "aside", "judge", "demand", "think", "show"]
Form = Literal["base", "s", "past", "ing"]

_SHORTEST_CAPITALS = 3
_MOST_REMEMBERED = 10_000  # words


@cache
def pairs(name: str, lang: str = "en") -> Mapping[str, str]:
    """Return the entries of a list with their values, in file order; an entry without one has an empty value."""
    raw = resources.files(__package__).joinpath(lang, f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in raw.split("\n"))
    entries = (line.partition(" = ") for line in lines if line)
    return MappingProxyType({key.strip(): value.strip() for key, _, value in entries})


@cache
def words(name: str, lang: str = "en") -> frozenset[str]:
    """Return the entries of a list without their values."""
    return frozenset(pairs(name, lang))


@cache
def short(name: str) -> frozenset[str]:
    """Return the words of one line of `short_lists.txt`."""
    return frozenset(pairs("short_lists")[name].split())


@cache
def reach(name: str) -> int:
    """Return a number of words of `reaches.txt`."""
    return int(pairs("reaches")[name])


@cache
def places() -> frozenset[str]:
    """Return the names of places: countries, regions and well-known cities, and the cities of a gazetteer."""
    return words("places") | words("cities")


def listed_place(name: str) -> bool:
    """Return whether a list has a name as a place's; in capitals throughout too, as headlines and datelines have it."""
    return name in places() or (name.isupper() and len(name) > _SHORTEST_CAPITALS and name.title() in places())


_NICKNAME = re.compile(
    r"""[ ]((?:[“"«]|'')(?:(?:[Tt]he|[Ee]l|[Ll]a)[ ])?[A-Z][\w-]{0,20}(?:[ ][A-Z][\w-]{0,20})?"""
    r"""(?:[”"»]|''))(?=[ ][A-Z])"""
)
_LONGEST_FIRST_NAME = 20


def nicknames(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the nicknames between two places, with their marks, that stand within a name: Ivo “The Crane” Marr."""
    for found in _NICKNAME.finditer(text, start, end):
        before = text[max(start, found.start() - _LONGEST_FIRST_NAME) : found.start()].split()
        if before and (before[-1] in words("firstnames") or (len(before[-1]) == len("J.") and before[-1][1] == ".")):
            yield Span(*found.span(1))


_ENDINGS = (
    ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("ers", ""), ("ers", "e"), ("er", ""), ("er", "e"),
)  # fmt: skip
_NOUN_ENDINGS = (
    ("al", ""), ("al", "e"), ("ment", ""), ("ion", ""), ("ion", "e"), ("ation", ""), ("ation", "e"), ("ure", "e"),
    ("ance", ""), ("ance", "e"), ("ence", ""), ("ence", "e"),
)  # fmt: skip
_SHORTEST_STEM = 3


@lru_cache(maxsize=_MOST_REMEMBERED)
def is_common(word: str) -> bool:
    """Return whether `word`, in lower case, is a common word of the language or a form of one, and no mere name."""
    known = words("common")
    if word in known or word in words("closed"):
        return True
    return any(stem in known for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """Return what `word` would be without an ending of inflection."""
    stems = (word[: -len(end)] + base for end, base in _ENDINGS if word.endswith(end))
    return (stem for stem in stems if len(stem) >= _SHORTEST_STEM)


@lru_cache(maxsize=_MOST_REMEMBERED)
def without_possessive(word: str) -> str:
    """Return a word without the ’s that says whose something is."""
    return word.removesuffix("’s").removesuffix("'s")


def base_form(word: str) -> str:
    """Return the common word that `word`, in lower case, is a form of: “closed”, “closing”, “closure” → “close”.

    A noun made from a verb is a form of that too. A word that is a form of none is returned as it is.
    """
    stems = {word, *_stems(word)}
    stems |= {stem[:-1] for stem in stems if stem[-1:] == stem[-2:-1]}  # planned, plann, plan
    stems |= {stem[: -len(end)] + base for stem in stems for end, base in _NOUN_ENDINGS if stem.endswith(end)}
    known = [stem for stem in stems if len(stem) >= _SHORTEST_STEM and stem in words("common")]
    # Of “fire” and “fir” that fired may be of, and of “hope” and “hop”, the one with an e: the other doubles its end.
    return min(known, key=lambda stem: (len(stem.removesuffix("e")), not stem.endswith("e"), stem), default=word)


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a reporting verb: its lemma, the kind of report it introduces, and which form it is."""

    lemma: str
    takes: Takes
    form: Form


def cue(word: str) -> Cue | None:
    """Return the reporting verb that `word`, in lower case, is a form of; None where it is none."""
    return _cues().get(word)


@cache
def _cues() -> Mapping[str, Cue]:
    cues: dict[str, Cue] = {}
    for lemma, value in pairs("saying").items():
        takes, *irregular = value.split()
        for word, form in _forms(lemma, irregular).items():
            cues.setdefault(word, Cue(lemma, takes, form))  # type: ignore[arg-type]  # checked by a test of the list
    return MappingProxyType(cues)


def _forms(lemma: str, irregular: list[str]) -> dict[str, Form]:
    if lemma.endswith("e"):
        third, past, participle = f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeou":
        third, past, participle = f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    else:
        sibilant = lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
        third, past, participle = f"{lemma}es" if sibilant else f"{lemma}s", f"{lemma}ed", f"{lemma}ing"
    doubled = f"{lemma}{lemma[-1]}"
    if irregular[:1] == [f"{doubled}ed"]:
        participle = f"{doubled}ing"
    return {lemma: "base", third: "s", participle: "ing", **dict.fromkeys(irregular or [past], "past")}
