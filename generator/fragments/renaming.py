"""Puts other ids of people in the place of those that are there. A reading or fragments come in, the same go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import PersonFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model import Fragment, Mark, QuoteFound, Reading

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


def with_ids(reading: Reading, refs: Mapping[str, str]) -> Reading:
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


def renamed(fragments: Iterable[Fragment], refs: Mapping[str, str]) -> Iterator[Fragment]:
    """Yield fragments with the ids in their marks replaced."""
    for fragment in fragments:
        yield replace(fragment, marks=tuple(_mark(mark, refs) for mark in fragment.marks))


def _mark(mark: Mark, refs: Mapping[str, str]) -> Mark:
    return replace(mark, attrs={key: other_ids(key, value, refs) for key, value in mark.attrs.items()})


def other_ids(key: str, value: str, refs: Mapping[str, str]) -> str:
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
