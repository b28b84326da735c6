"""What the annotator found, as marks on the source. A text and its `Reading` come in, marks in its offsets go out.

Marks nest and never cross: where two would, the later one is cut at the edge of the outer; the words never are. A
quotation's marks carry its group as id until the fragments are cut, since only then its parts can be counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import DateFound, MarkKind, NumberFound, PersonFound, QuoteFound, Reading

# What stands around a direct quotation's words and belongs to its mark.
OPENERS = ("``", "''", "“", "„", "«", "»", "‹", "‘", "‚", '"', "'", "「", "『", "”")
CLOSERS = ("''", "”", "“", "»", "«", "›", "’", '"', "'", "」", "』")
# Of marks on the same stretch, which is the outer one.
RANK = {"quote": 0, "moment": 1, "role": 2, "person": 3, "organisation": 3, "place": 3, "number": 4, "was": 5}


def marks_of(text: str, reading: Reading) -> tuple[Mark, ...]:
    """Return the marks for a whole text in order, outer before inner, none crossing another."""
    found = [
        *_quotes(text, reading.quotes),
        *(mark for person in reading.people for mark in _people(person)),
        *(_moment(date) for date in reading.dates if date.moment),
        *(_number(number) for number in reading.numbers if number.key),
    ]
    return nested(found)


def _quotes(text: str, rows: Iterable[QuoteFound]) -> Iterator[Mark]:
    """Yield a mark for each row, the words quoted in a mixed quotation left to its mark."""
    rows = list(rows)
    mixed = [row for row in rows if row.kind == "mixed"]
    for row in rows:
        if row.kind == "direct":
            if not any(outer.group == row.group and outer.span.covers(row.span) for outer in mixed):
                yield Mark(with_marks(text, row.span), "quote", row.group, _said(row))
        else:
            yield Mark(row.span, "quote", row.group, _said(row))


def with_marks(text: str, span: Span) -> Span:
    """Widen a direct quotation's words by the quotation marks that stand right around them."""
    opener = next((mark for mark in OPENERS if text.endswith(mark, max(0, span.start - len(mark)), span.start)), "")
    closer = next((mark for mark in CLOSERS if text.startswith(mark, span.end)), "")
    return Span(span.start - len(opener), span.end + len(closer))


def _said(row: QuoteFound) -> dict[str, str]:
    """Return a quotation's attributes, in the order in which they are written."""
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
    if row.candidates:
        attrs["candidates"] = " ".join(row.candidates)
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


def nested(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Order marks, and cut each that crosses an outer one at its edge; what is left without words goes."""
    open_marks: list[Mark] = []
    out: list[Mark] = []
    for mark in sorted(marks, key=_outer_first):
        while open_marks and open_marks[-1].span.end <= mark.span.start:
            open_marks.pop()
        edge = open_marks[-1].span.end if open_marks else mark.span.end
        kept = Mark(Span(mark.span.start, min(mark.span.end, edge)), mark.kind, mark.id, mark.attrs)
        if kept.span.start < kept.span.end and not _said_already(kept, open_marks):
            open_marks.append(kept)
            out.append(kept)
    return tuple(out)


def _said_already(mark: Mark, around: list[Mark]) -> bool:
    """Tell whether an enclosing mark of the same words, or of the same kind of name, says it already."""
    naming: tuple[MarkKind, ...] = ("person", "organisation", "place")
    return any(
        (outer.kind in naming and mark.kind in naming) or (outer.kind == mark.kind and outer.span == mark.span)
        for outer in around
    )


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.span.start, -mark.span.end, RANK[mark.kind]
