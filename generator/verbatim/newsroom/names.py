"""Finds the part of a name by which an index sorts it: a family name, an organisation's or a place's without article.

No rule knows every name. In doubt it is the last word; `Sort-As` in the person's file overrides it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.model import Person, Span
from verbatim.newsroom.people import folded, script_of

ARTICLES = frozenset(("the", "der", "die", "das"))
# Behind a family name: Ada Vell Jr., Charles III; a lone I or V only behind a single word, since it may be an initial.
BEHIND = frozenset(("jr", "sr", "esq", "phd", "md", "qc", "kc", "mp", "obe", "cbe"))
NUMERAL = re.compile(r"[IVX]{2,5}")
NAMED_AFTER_FATHERS = ("вич", "вна")  # a Russian patronymic, behind the given name
JOINING = frozenset(("y", "i", "e"))  # joins two family names: Ortega y Gasset
OTHER_PARTICLES = frozenset(("das", "zu", "zur", "af", "av", "vom"))
KEPT = frozenset(("bin", "ibn", "ben", "bint"))  # “son of”, “daughter of”: sorted with it
# Joined to a name, passed over in sorting: al-Assad, d'Estaing.
PREFIX = re.compile(r"(?:[Aa]l|[Ee]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]r|[Aa]d|[Aa]t|[Uu]l)-(?=[^\W_])|d['’](?=[^\W_])|ال(?=\w)")
LAST_WORD = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC")  # scripts of “given family”
_INITIAL = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = r"(?:iang|iong|uang|ang|eng|ong|ing|iao|ian|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|a|e|i|u)"
PINYIN = re.compile(rf"(?:{_INITIAL}{_FINAL}|[bpmfwy]o){{1,3}}")
KOREAN = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}")  # Ki-moon, as only the given names there are written


class SortKey(NamedTuple):
    """What sorts a name: its family name and the rest, both without case, accents and particles."""

    family: str
    rest: str


def sort_key(person: Person) -> SortKey:
    """Return what an index sorts a person, an organisation or a place by."""
    if person.sort_as:
        return SortKey(folded(person.sort_as), folded(person.name))
    part = sorted_part(person)
    family = PREFIX.sub("", part.of(person.name), count=1)
    words = family.split()
    while len(words) > 1 and words[0].islower() and words[0] not in KEPT:
        del words[0]
    spans = _word_spans(person.name)
    first = spans[_without_titles(person.name, spans)[0]].start if spans else 0
    return SortKey(folded(" ".join(words)), folded(f"{person.name[first : part.start]} {person.name[part.end :]}"))


def index_letter(person: Person) -> str:
    """Return the capital under which an index lists a name; “#” for a name that begins with no letter."""
    first = sort_key(person).family[:1].upper()[:1]
    return first if first.isalpha() else "#"


def sorted_part(person: Person) -> Span:
    """Return the part of a name that an index sorts it by, its particles included; lists show it as the family name."""
    name = person.name
    if person.sort_as:
        at = name.find(person.sort_as)
        return Span(at, at + len(person.sort_as)) if at >= 0 else Span(0, len(name))
    words = _word_spans(name)
    if person.kind != "person":
        article = len(words) > 1 and _low(name, words[0]) in ARTICLES
        return Span(words[1].start if article else 0, len(name))
    first, last = _without_titles(name, words)
    if last - first < len(("given", "family")):
        return Span(words[first].start, words[last - 1].end) if words else Span(0, len(name))
    begin, end = _family([words[at].of(name) for at in range(first, last)])
    return Span(words[first + begin].start, words[first + end - 1].end)


def _word_spans(name: str) -> list[Span]:
    return [Span(*found.span()) for found in re.finditer(r"\S+", name)]


def _without_titles(name: str, words: Sequence[Span]) -> tuple[int, int]:
    """Return which words are left without titles before the name, and numerals and the like behind it."""
    first, last = 0, len(words)
    while last - first > 1 and _low(name, words[first]) in lang.words("titles"):
        first += 1
    while last - first > 1 and _stands_behind(words[last - 1].of(name), is_second=last - first == len("II")):
        last -= 1
    return first, last


def _stands_behind(word: str, *, is_second: bool) -> bool:
    bare = word.strip(".,").replace(".", "")
    return bare.casefold() in BEHIND or bool(NUMERAL.fullmatch(bare)) or (is_second and word in ("I", "V"))


def _low(name: str, word: Span) -> str:
    return word.of(name).rstrip(".").casefold()


def _family(words: Sequence[str]) -> tuple[int, int]:
    """Return which of several words are the family name; all where a name is sorted as it is written."""
    if script_of(words[-1][-1]) not in LAST_WORD or "of" in words:
        return 0, len(words)
    if _comes_first(words):
        return 0, 1
    for at in range(1, len(words) - 1):
        if _is_particle(words[at]):
            joins = words[at] in JOINING and at > 1
            return (at - 1 if joins else at), len(words)
    return len(words) - 1, len(words)


def _is_particle(word: str) -> bool:
    """Return whether a word within a name begins the family name: “von” or “De”, but “Al” and “Ben” are given names."""
    inherited = (lang.words("particles") | OTHER_PARTICLES) - KEPT - {"al"}
    return word in inherited or word in KEPT or word in JOINING or word == "al" or word.lower() in inherited


def _comes_first(words: Sequence[str]) -> bool:
    """Return whether the family name stands before the given name, as the rest of the name shows."""
    if words[-1].endswith(NAMED_AFTER_FATHERS) and len(words) > len(("family", "given")):
        return True
    if len(words) > len(("family", "given")):
        return lang.pairs("family_names_first").get(folded(words[0])) == "vi"
    if KOREAN.fullmatch(words[1]):
        return True
    is_chinese = lang.pairs("family_names_first").get(folded(words[0])) == "zh"
    return is_chinese and PINYIN.fullmatch(folded(words[1])) is not None
