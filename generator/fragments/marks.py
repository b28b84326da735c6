"""What the annotator found, as marks on the source. A text and its `Reading` come in, marks in its offsets go out.

Marks nest and never cross: where two would, the later one is cut at the edge of the outer; the words never are. A
quotation's marks carry its group as id until the fragments are cut, since only then its parts can be counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.fragments.nesting import nested
from generator.model import Mark, Span
from generator.text import stripped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model import DateFound, NumberFound, PersonFound, QuoteFound, Reading

# What stands around a direct quotation's words and belongs to its mark.
OPENERS = ("``", "''", "“", "„", "«", "»", "‹", "‘", "‚", '"', "'", "「", "『", "”")
CLOSERS = ("''", "”", "“", "»", "«", "›", "’", '"', "'", "」", "』")


def marks_of(text: str, reading: Reading) -> tuple[Mark, ...]:
    """Return the marks for a whole text in order, outer before inner, none crossing another."""
    found = [
        *_quotes(reading, text),
        *(mark for person in reading.people for mark in _people(person)),
        *_named_speakers(reading, text),
        *(_moment(date) for date in reading.dates if date.moment),
        *(_number(number) for number in reading.numbers if number.key),
    ]
    named = {person.id for person in reading.people} | {row.speaker_id for row in reading.quotes if row.speaker_id}
    return tuple(_without_lost(nested(found), named, text))


def _named_speakers(reading: Reading, text: str) -> Iterator[Mark]:
    """Yield a mention for each speaker whom an attribution names and the reading does not count among its people."""
    known = {person.id for person in reading.people}
    mentions = {
        (row.via, row.speaker_id)
        for row in reading.quotes
        if row.via and row.speaker_id and row.speaker_id not in known and row.via.of(text) in (row.speaker or "")
    }
    for via, name in sorted(mentions):
        yield Mark(via, "person", "", {"ref": name})


def _without_lost(marks: Sequence[Mark], people: set[str], text: str) -> Iterator[Mark]:
    """Yield marks whose attributes name none of `people` whose every mention went: such an id would lead nowhere."""
    lost = people - {mark.attrs["ref"] for mark in marks if "ref" in mark.attrs}
    for mark in marks:
        attrs = dict(mark.attrs)
        if attrs.get("of", "") in lost:
            continue
        for key in ("candidates", "people"):
            if key in attrs:
                attrs[key] = " ".join(name for name in attrs[key].split(" ") if name not in lost)
        if attrs.get("speaker", "") in lost:
            attrs = {"said-by": _via(attrs, text), **{key: value for key, value in attrs.items() if key != "speaker"}}
        span = stripped(text, mark.span)
        if span.start < span.end:
            yield replace(mark, span=span, attrs={key: value for key, value in attrs.items() if value})


def _via(attrs: dict[str, str], text: str) -> str:
    start, _, end = attrs.get("via", "").partition(",")
    return text[int(start) : int(end)] if start and end else ""


def _quotes(reading: Reading, text: str) -> Iterator[Mark]:
    """Yield a mark for each row, the words quoted in a mixed quotation left to its mark."""
    rows = reading.quotes
    ids = {name: person.id for person in reading.people for name in (person.name, person.id)}
    mixed: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        if row.kind == "mixed":
            mixed[row.group].append(row.span)
    for row in rows:
        if row.kind != "direct":
            yield Mark(row.span, "quote", row.group, _said(row, ids))
        elif not any(outer.covers(row.span) for outer in mixed.get(row.group, ())):
            yield Mark(with_marks(text, row.span), "quote", row.group, _said(row, ids))


def with_marks(text: str, span: Span) -> Span:
    """Widen a direct quotation's words by the quotation marks that stand right around them."""
    opener = next((mark for mark in OPENERS if text.endswith(mark, max(0, span.start - len(mark)), span.start)), "")
    closer = next((mark for mark in CLOSERS if text.startswith(mark, span.end)), "")
    return Span(span.start - len(opener), span.end + len(closer))


def _said(row: QuoteFound, ids: Mapping[str, str]) -> dict[str, str]:
    """Return a quotation's attributes, in the order in which they are written; candidates are told by their `ids`."""
    attrs = {}
    if row.speaker_id:
        attrs["speaker"] = row.speaker_id
    elif row.speaker:
        attrs["said-by"] = row.speaker
    if row.via:
        attrs["via"] = f"{row.via.start},{row.via.end}"
    attrs["basis"] = row.basis
    if row.kind != "direct":
        attrs["kind"] = row.kind
    candidates = dict.fromkeys(ids[name] for name in row.candidates if name in ids)
    if candidates:
        attrs["candidates"] = " ".join(candidates)
    if row.why:
        attrs["why"] = row.why
    return attrs


def _people(person: PersonFound) -> Iterator[Mark]:
    for mention in person.mentions:
        yield Mark(mention, person.kind, "", {"ref": person.id})
    for role in person.roles:
        yield Mark(role.span, "role", "", {"of": person.id})


def _moment(date: DateFound) -> Mark:
    attrs = {"date": date.value} if date.value else {}
    attrs |= {"basis": date.basis, "why": date.why, "certainty": date.certainty}
    if date.people:
        attrs["people"] = " ".join(date.people)
    return Mark(date.span, "moment", "", attrs)


def _number(number: NumberFound) -> Mark:
    return Mark(number.span, "number", "", {"means": f"{number.means.start},{number.means.end}"})
