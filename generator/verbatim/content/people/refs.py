"""Who bears which id in one story. Fragments come in, a `Bearer` for each `ref` goes out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verbatim.model import PersonFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verbatim.model import Fragment, Mark, QuoteFound, Reading


# ---- fragments/fullest.py

# A form of address makes a mention longer, not fuller.
ADDRESS = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady)\b\.?\s+)+")

MENTIONS = 8192  # of which it is remembered how full they are: the same people come back from story to story


def fullest(texts: Iterable[str]) -> str:
    """Return the fullest of several mentions: most words, then most letters, forms of address not counted.

    Of equals the first wins. Empty where there is none.
    """
    return max(dict.fromkeys(texts), key=_fullness, default="")


def without_address(text: str) -> str:
    """Return a mention without the forms of address before it."""
    return ADDRESS.sub("", text)


@lru_cache(maxsize=MENTIONS)
def _fullness(text: str) -> tuple[int, int]:
    bare = without_address(text)
    return len(bare.split()), len(bare)


# ---- fragments/bearers.py

KINDS = ("person", "organisation", "place")
APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
FULL = 2  # words that a person's full name has at least


class Bearer(NamedTuple):
    """Somebody or something as the marks of one story tell: the kind that most marks give, the names, the roles.

    `full` is the fullest mention, `names` are all those that could be one; both as `folded` returns them.
    """

    ref: str
    kind: str
    full: str
    names: frozenset[str]
    roles: tuple[str, ...]


def folded(name: str) -> str:
    """Return a name as it is compared: no form of address, one kind of blank and apostrophe, any case."""
    return " ".join(without_address(name).translate(APOSTROPHES).split()).casefold()


def is_full(name: str, kind: str) -> bool:
    """Tell whether a folded name can stand for somebody by itself: a person's has two words or more."""
    return bool(name) and (kind != "person" or len(name.split()) >= FULL)


def bearers_of(fragments: Iterable[Fragment]) -> dict[str, Bearer]:
    """Return who bears each id that a mention in these fragments gives, by id."""
    texts: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    for fragment in fragments:
        for mark in fragment.marks if fragment.source else ():
            words = mark.span.of(fragment.text)
            if mark.kind in KINDS and (ref := mark.attrs.get("ref")):
                texts[ref].append(words)
                kinds[ref][mark.kind] += 1
            elif mark.kind == "role" and (ref := mark.attrs.get("of")):
                roles[ref][" ".join(words.split())] = None
    return {ref: _bearer(ref, kinds[ref].most_common(1)[0][0], texts[ref], roles.get(ref, {})) for ref in texts}


def _bearer(ref: str, kind: str, texts: list[str], roles: Mapping[str, None]) -> Bearer:
    full = folded(fullest(texts))
    names = {name for text in dict.fromkeys(texts) if is_full(name := folded(text), kind)}
    return Bearer(ref, kind, full, frozenset({full, *names}), tuple(roles))


# ---- fragments/renaming.py

ONE = ("ref", "of", "speaker")  # attributes that name one person
SEVERAL = ("candidates", "people")  # and those that name several, with spaces between


def people_in(reading: Reading) -> tuple[PersonFound, ...]:
    """Return the people of a reading, and the speakers whom an attribution names and who are not among them."""
    known = {person.id for person in reading.people}
    named: dict[str, PersonFound] = {}
    for row in reading.quotes:
        if row.speaker_id and row.speaker and row.via and row.speaker_id not in known:
            found = PersonFound(row.speaker_id, row.speaker, "person", (row.via,))
            named.setdefault(row.speaker_id, found)
    return (*reading.people, *named.values())


def rename_in_reading(reading: Reading, refs: Mapping[str, str]) -> Reading:
    """Return a reading with the ids of its people replaced; those not in `refs` stay."""
    names = {person.name for person in reading.people}
    return replace(
        reading,
        people=tuple(replace(person, id=refs.get(person.id, person.id)) for person in reading.people),
        quotes=tuple(_said(row, refs, names) for row in reading.quotes),
        dates=tuple(replace(date, people=tuple(_each(date.people, refs))) for date in reading.dates),
    )


def _said(row: QuoteFound, refs: Mapping[str, str], names: set[str]) -> QuoteFound:
    """Return a row renamed; a candidate is told by name or by id."""
    candidates = tuple(one if one in names else refs.get(one, one) for one in row.candidates)
    speaker = refs.get(row.speaker_id, row.speaker_id) if row.speaker_id else row.speaker_id
    return replace(row, speaker_id=speaker, candidates=candidates)


def rename_in_fragments(fragments: Iterable[Fragment], refs: Mapping[str, str]) -> Iterator[Fragment]:
    """Yield fragments with the ids in their marks replaced."""
    for fragment in fragments:
        yield replace(fragment, marks=tuple(_mark(mark, refs) for mark in fragment.marks))


def _mark(mark: Mark, refs: Mapping[str, str]) -> Mark:
    return replace(mark, attrs={key: rename_in_value(key, value, refs) for key, value in mark.attrs.items()})


def rename_in_value(key: str, value: str, refs: Mapping[str, str]) -> str:
    """Return an attribute's value with the ids of people in it replaced; as it is where it names none of them."""
    if key in ONE:
        return refs.get(value, value)
    ids = value.split() if key in SEVERAL else []
    return " ".join(_each(ids, refs)) if any(one in refs for one in ids) else value


def ids_in(mark: Mark) -> Iterator[str]:
    """Yield the ids of people that a mark names."""
    for key, value in mark.attrs.items():
        yield from [value] if key in ONE and value else value.split() if key in SEVERAL else ()


def _each(ids: Iterable[str], refs: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(refs.get(one, one) for one in ids))
