"""What a text does not establish. Quotations and moments come in, silences with their reasons go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Moment, Quote

NO_SPEAKER = "the text does not say who spoke"
NO_DATE = "the text gives no date that can be placed"


@dataclass(frozen=True, slots=True)
class Silence:
    """One thing not established: a quotation's speaker or a moment's date. One of the two is set."""

    quote: Quote | None
    moment: Moment | None
    why: str


def is_attributed(quote: Quote) -> bool:
    """Tell whether the text establishes who spoke, by name or by its own description."""
    return quote.basis != "none" and bool(quote.speaker or quote.said_by)


def silences_of(quotes: Iterable[Quote], moments: Iterable[Moment]) -> list[Silence]:
    """Return what is not established: first the quotations, then the moments, each in order of the text."""
    spoken = [Silence(quote, None, quote.why or NO_SPEAKER) for quote in quotes if not _settled(quote)]
    placed = [Silence(None, moment, moment.why or NO_DATE) for moment in moments if not moment.date]
    return spoken + placed


def _settled(quote: Quote) -> bool:
    return is_attributed(quote) or bool(quote.withdrawn)
