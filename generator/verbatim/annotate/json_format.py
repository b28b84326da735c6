"""Writes a reading as plain JSON, the format of `verbatim annotate` that other programs score and reuse.

The keys and their order are stable: a key is never renamed or removed, and its meaning never changes; a new one may
be added after the others of its object. Offsets are code points of `text` as it came in.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from verbatim.annotate.quotations.marked import MARKS
from verbatim.core.slugs import mint
from verbatim.model import Span
from verbatim.model.reading import PersonFound, QuoteFound, Reading

_FIRST_WORDS = 12


def as_json(story: Any, text: str, published: str | None, reading: Reading) -> dict[str, Any]:
    """Return the object for one document; `story` is its id, of any JSON type, `published` is repeated as given."""
    quotes = without_pieces(text, reading.quotes)
    ids = _proposed_ids(str(story), text, quotes)
    return {
        "id": story,
        "text": text,
        "published": published,
        "quotes": [{"id": ids[quote.group], **quote_row(text, quote)} for quote in quotes],
        "dates": [
            {**_place(text, date.span), "value": date.value, "basis": date.basis, "why": date.why}
            for date in reading.dates
        ],
        "people": [_person(text, person) for person in reading.people],
        "numbers": [{**_place(text, number.span), "means": _place(text, number.means)} for number in reading.numbers],
    }


def without_pieces(text: str, quotes: Sequence[QuoteFound]) -> tuple[QuoteFound, ...]:
    """Return the quotations, with one row for pieces that only a mark parts which opens the words again."""
    rows: list[QuoteFound] = []
    for quote in quotes:
        last = rows[-1] if rows else None
        if last is not None and quote.kind == last.kind == "direct" and quote.group == last.group:
            gap = text[last.span.end : quote.span.start]
            if "\n" not in gap and gap.strip() in MARKS:
                rows[-1] = replace(last, span=Span(last.span.start, quote.span.end))
                continue
        rows.append(quote)
    return tuple(rows)


def _place(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _proposed_ids(story: str, text: str, quotes: tuple[QuoteFound, ...]) -> dict[str, str]:
    """Return a proposed id for each group of quotations, from the first words of its first row."""
    seen: Counter[str] = Counter()
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for quote in quotes:
        if quote.group not in ids:
            words = " ".join(quote.span.of(text).split()[:_FIRST_WORDS])
            seen[words] += 1
            ids[quote.group] = mint(story, words, seen[words], taken)
            taken.add(ids[quote.group])
    return ids


def quote_row(text: str, quote: QuoteFound) -> dict[str, Any]:
    """Return the object for one quotation, without its proposed id."""
    return {
        "group": quote.group,
        **_place(text, quote.span),
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_id": quote.speaker_id,
        "speaker_start": quote.via.start if quote.via else None,
        "speaker_end": quote.via.end if quote.via else None,
        "basis": quote.basis,
        "grade": quote.grade,
        "candidates": list(quote.candidates),
        "why": quote.why,
    }


def _person(text: str, person: PersonFound) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "roles": [{"text": role.text, "start": role.span.start, "end": role.span.end} for role in person.roles],
        "mentions": [_place(text, span) for span in person.mentions],
    }
