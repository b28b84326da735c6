"""What the annotator found, as marks on the source. A text and its `Reading` come in, marks in its offsets go out.

Marks nest and never cross: where two would, the later one is cut at the edge of the outer; the words never are. A
quotation's marks carry its group as id until the fragments are cut, since only then its parts can be counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.fragments.spans import DEEPEST
from generator.model import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model import DateFound, MarkKind, NumberFound, PersonFound, QuoteFound, Reading

# What stands around a direct quotation's words and belongs to its mark.
OPENERS = ("``", "''", "“", "„", "«", "»", "‹", "‘", "‚", '"', "'", "「", "『", "”")
CLOSERS = ("''", "”", "“", "»", "«", "›", "’", '"', "'", "」", "』")
# Of marks on the same stretch, which is the outer one.
RANK = {"quote": 0, "moment": 1, "role": 2, "person": 3, "organisation": 3, "place": 3, "number": 4, "was": 5}


def marks_of(text: str, reading: Reading) -> tuple[Mark, ...]:
    """Return the marks for a whole text in order, outer before inner, none crossing another."""
    found = [
        *_quotes(reading, text),
        *(mark for person in reading.people for mark in _people(person)),
        *(_moment(date) for date in reading.dates if date.moment),
        *(_number(number) for number in reading.numbers if number.key),
    ]
    return tuple(_without_lost(nested(found), {person.id for person in reading.people}, text))


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
        yield replace(mark, attrs={key: value for key, value in attrs.items() if value})


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
    candidates = [ids[name] for name in row.candidates if name in ids]
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


class _Laid:
    """A mark whose end may still be cut."""

    def __init__(self, mark: Mark, end: int) -> None:
        self.mark = mark
        self.end = end

    def cut(self) -> Mark:
        return replace(self.mark, span=Span(self.mark.span.start, self.end))


def nested(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Order marks, each that crosses an outer one cut at its edge; a quotation keeps its words, names give way.

    Marks that an outer one says already, and those nested too deep to be read back, are left out.
    """
    opened: list[_Laid] = []
    laid: list[_Laid] = []
    for mark in sorted(marks, key=_outer_first):
        while opened and opened[-1].end <= mark.span.start:
            opened.pop()
        new = _Laid(mark, mark.span.end)
        while opened and opened[-1].end < new.end:
            if mark.kind == "quote" and opened[-1].mark.kind != "quote":
                opened.pop().end = mark.span.start
            else:
                new.end = opened[-1].end
        if mark.span.start < new.end and len(opened) < DEEPEST and not _said_already(new.cut(), opened):
            opened.append(new)
            laid.append(new)
    return tuple(one.cut() for one in laid)


def _said_already(mark: Mark, around: Iterable[_Laid]) -> bool:
    """Tell whether an enclosing mark of the same words, of the same quotation or the same kind of name says it."""
    naming: tuple[MarkKind, ...] = ("person", "organisation", "place")
    return any(
        (outer.mark.kind in naming and mark.kind in naming)
        or (outer.mark.kind == mark.kind and (outer.cut().span == mark.span or outer.mark.id == mark.id != ""))
        for outer in around
    )


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.span.start, -mark.span.end, RANK[mark.kind]
