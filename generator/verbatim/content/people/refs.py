"""Compares names, finds who bears which id in one story, and replaces the ids of people in marks and readings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from verbatim.core.quotation_marks import DOUBLE
from verbatim.model import PERSON_KINDS, Fragment, Mark, Span
from verbatim.model.reading import PersonFound, QuoteFound, Reading

# A form of address makes a mention longer, not fuller.
ADDRESS = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady)\b\.?\s+)+")
NICKNAME = re.compile(rf"(?<=\w)\s[{DOUBLE}][^{DOUBLE}]{{1,60}}[{DOUBLE}]\s(?=\w)")
APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
ONE = ("ref", "of", "speaker")  # attributes that name one person
SEVERAL = ("candidates", "people")  # attributes that name several, separated by spaces
REMOVED_ID = re.compile(r"removed-[0-9a-f]{16}")


def is_removed(ref: str) -> bool:
    """Return whether an id stands in place of that of somebody of whom everything was taken back."""
    return REMOVED_ID.fullmatch(ref) is not None


def fullest(texts: Iterable[str]) -> str:
    """Return the fullest of several mentions: most words, then most letters, forms of address not counted.

    Of two that differ in capitals alone, PORT SAREN is only how a dateline writes Port Saren. The first wins among
    equals. Empty if there is none.
    """
    return max(dict.fromkeys(texts), key=_fullness, default="")


@lru_cache(maxsize=8192)  # the same people come back from story to story
def _fullness(text: str) -> tuple[int, int, bool]:
    bare = without_address(text)
    return len(bare.split()), len(bare), not bare.isupper()


def without_address(text: str) -> str:
    """Return a mention without the forms of address before it, and without a nickname in quotation marks."""
    return without_nickname(ADDRESS.sub("", text))


def without_nickname(name: str) -> str:
    """Return a name without the nickname that stands in marks within it: Ivo Marr for Ivo “The Crane” Marr."""
    return NICKNAME.sub(" ", name) if any(mark in name for mark in DOUBLE) else name


def folded(name: str) -> str:
    """Return a name as names are compared: no form of address, one kind of blank and apostrophe, no capitals."""
    return " ".join(without_address(name).translate(APOSTROPHES).split()).casefold()


def is_full(name: str, kind: str) -> bool:
    """Return whether a folded name can identify its bearer by itself: a person's has at least two words."""
    return bool(name) and (kind != "person" or len(name.split()) > 1)


def names_in(fragments: Iterable[Fragment]) -> dict[str, list[str]]:
    """Return what the texts call each person, by id, in order; of those who were removed nothing."""
    found: dict[str, list[str]] = {}
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind in PERSON_KINDS and (ref := mark.attrs.get("ref", "")) and not is_removed(ref):
                found.setdefault(ref, []).append(fragment.words(mark))
    return found


class Bearer(NamedTuple):
    """The bearer of an id in one story: the kind that most marks give, the names, the roles, how many mentions.

    `name` is the fullest mention, `full` that one folded, `names` all mentions that are full names, folded; `first` is
    the place of the first mention. Of somebody whom only attributes name, all of these are empty.
    """

    ref: str
    kind: str
    full: str = ""
    names: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    name: str = ""
    first: Span = Span(0, 0)
    mentions: int = 0


def bearers_of(fragments: Iterable[Fragment]) -> dict[str, Bearer]:
    """Return the bearer of each id that a mention in these fragments gives."""
    texts: dict[str, list[str]] = defaultdict(list)
    first: dict[str, Span] = {}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    for fragment in fragments:
        for mark in fragment.marks if fragment.source else ():
            words, place = fragment.words(mark), fragment.in_source(mark.span)
            if mark.kind in PERSON_KINDS and (ref := mark.attrs.get("ref")):
                texts[ref].append(words)
                first[ref] = min(place, first.get(ref, place))
                kinds[ref][mark.kind] += 1
            elif mark.kind == "role" and (ref := mark.attrs.get("of")):
                roles[ref][" ".join(words.split())] = None
    bearers = {}
    for ref, mentions in texts.items():
        kind, name = kinds[ref].most_common(1)[0][0], fullest(mentions)
        names = {one for text in dict.fromkeys(mentions) if is_full(one := folded(text), kind)} | {folded(name)}
        told = tuple(roles.get(ref, ()))
        bearers[ref] = Bearer(ref, kind, folded(name), frozenset(names), told, name, first[ref], len(mentions))
    return bearers


def people_in(reading: Reading, text: str) -> tuple[PersonFound, ...]:
    """Return the people of a reading, and the speakers that attributions name and the reading does not count."""
    known = {person.id for person in reading.people}
    named: dict[str, PersonFound] = {}
    for row in reading.quotes:
        if row.speaker_id and row.speaker and row.via and row.speaker_id not in known:
            person = named.get(row.speaker_id) or PersonFound(row.speaker_id, row.speaker, "person", ())
            is_mention = row.via.of(text) in row.speaker and row.via not in person.mentions
            named[person.id] = replace(person, mentions=(*person.mentions, row.via)) if is_mention else person
    return (*reading.people, *named.values())


def rename_in_reading(reading: Reading, refs: Mapping[str, str]) -> Reading:
    """Return a reading with the ids of people in `refs` replaced."""
    names = {person.name for person in reading.people}
    return replace(
        reading,
        people=tuple(replace(person, id=refs.get(person.id, person.id)) for person in reading.people),
        quotes=tuple(_rename_in_quote(row, refs, names) for row in reading.quotes),
        dates=tuple(replace(date, people=tuple(_unique(date.people, refs))) for date in reading.dates),
    )


def _rename_in_quote(row: QuoteFound, refs: Mapping[str, str], names: set[str]) -> QuoteFound:
    candidates = tuple(one if one in names else refs.get(one, one) for one in row.candidates)  # a name, or an id
    speaker = refs.get(row.speaker_id, row.speaker_id) if row.speaker_id else row.speaker_id
    return replace(row, speaker_id=speaker, candidates=candidates)


def rename_in_fragment(fragment: Fragment, refs: Mapping[str, str]) -> Fragment:
    """Return a fragment with the ids in its marks replaced."""
    marks = [
        replace(mark, attrs={key: rename_in_value(key, value, refs) for key, value in mark.attrs.items()})
        for mark in fragment.marks
    ]
    return replace(fragment, marks=tuple(marks))


def rename_in_value(key: str, value: str, refs: Mapping[str, str]) -> str:
    """Return an attribute's value with the ids of people in it replaced; unchanged if it names none of them."""
    if key in ONE:
        return refs.get(value, value)
    ids = value.split() if key in SEVERAL else []
    return " ".join(_unique(ids, refs)) if any(one in refs for one in ids) else value


def _unique(ids: Iterable[str], refs: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(refs.get(one, one) for one in ids))


def ids_in(mark: Mark) -> Iterator[str]:
    """Yield the ids of people that a mark names."""
    for key, value in mark.attrs.items():
        yield from [value] if key in ONE and value else value.split() if key in SEVERAL else ()
