"""The reading as a plain JSON object: the machine interface. A text and its reading come in, a dictionary goes out.

The keys and their order are stable, and other programs score and reuse them: a key is never renamed or taken away,
and its meaning never changes; a new one may be added behind the others of its object. Offsets are code points of
`text` as it came in. `published` is repeated as given.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from verbatim.core.slugs import mint

if TYPE_CHECKING:
    from verbatim.model import DateFound, NumberFound, PersonFound, QuoteFound, Reading, Span


_FIRST_WORDS = 12


def _place(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def first_words(words: str) -> str:
    """Return the first words of a quotation as written, from which its id is proposed."""
    return " ".join(words.split()[:_FIRST_WORDS])


def _quote_ids(story: str, text: str, quotes: tuple[QuoteFound, ...]) -> list[str]:
    """Return a proposed id for each row, one a group; rows of one group share it."""
    seen: Counter[str] = Counter()
    given: dict[str, str] = {}
    taken: set[str] = set()
    for quote in quotes:
        if quote.group not in given:
            words = first_words(quote.span.of(text))
            seen[words] += 1
            given[quote.group] = mint(story, words, seen[words], taken)
            taken.add(given[quote.group])
    return [given[quote.group] for quote in quotes]


def _quote(text: str, quote: QuoteFound, proposed: str) -> dict[str, Any]:
    return {
        "id": proposed,
        "group": quote.group,
        **_place(text, quote.span),
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_id": quote.speaker_id,
        "speaker_start": quote.via.start if quote.via else None,
        "speaker_end": quote.via.end if quote.via else None,
        "basis": quote.basis,
        "candidates": list(quote.candidates),
        "why": quote.why,
    }


def _date(text: str, found: DateFound) -> dict[str, Any]:
    return {**_place(text, found.span), "value": found.value, "basis": found.basis, "why": found.why}


def _person(text: str, person: PersonFound) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "roles": [{"text": role.text, "start": role.span.start, "end": role.span.end} for role in person.roles],
        "mentions": [_place(text, span) for span in person.mentions],
    }


def _number(text: str, number: NumberFound) -> dict[str, Any]:
    return {**_place(text, number.span), "means": _place(text, number.means)}


def as_json(story: Any, text: str, published: str | None, reading: Reading) -> dict[str, Any]:
    """Return the object that `annotate` prints for one document; `story` is its id, of any JSON type."""
    ids = _quote_ids(str(story), text, reading.quotes)
    return {
        "id": story,
        "text": text,
        "published": published,
        "quotes": [_quote(text, quote, proposed) for quote, proposed in zip(reading.quotes, ids, strict=True)],
        "dates": [_date(text, found) for found in reading.dates],
        "people": [_person(text, person) for person in reading.people],
        "numbers": [_number(text, number) for number in reading.numbers],
    }
