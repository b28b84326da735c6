"""The evidence line of a story: how many of its quotations are verbatim, and who is said to have spoken them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.newsroom.silences import is_attributed
from generator.publish.story_views import EvidenceView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Person, Quote

GOOD_LENGTH = 120


def evidence(quotes: Sequence[Quote]) -> EvidenceView:
    """Count the quotations that stand (direct and mixed; withdrawn ones left out), paraphrases apart."""
    standing = [quote for quote in quotes if not quote.withdrawn]
    spoken = [quote for quote in standing if quote.kind != "indirect"]
    return EvidenceView(
        quotations=len(spoken),
        verbatim=sum(not quote.corrections for quote in spoken),
        stated=sum(is_attributed(quote) and quote.basis == "stated" for quote in spoken),
        inferred=sum(is_attributed(quote) and quote.basis == "inferred" for quote in spoken),
        none=sum(not is_attributed(quote) for quote in spoken),
        corrected=sum(bool(quote.corrections) for quote in spoken),
        paraphrases=len(standing) - len(spoken),
    )


def strongest(quotes: Sequence[Quote], people: Mapping[str, Person]) -> Quote | None:
    """Return the quotation to show for a story: somebody's own, direct, stated, and of a good length.

    None where nobody's words are established.
    """
    named = [quote for quote in quotes if quote.speaker and is_attributed(quote) and not quote.withdrawn]
    return min(named, key=lambda quote: _rank(quote, people[quote.speaker]), default=None)


def _rank(quote: Quote, speaker: Person) -> tuple[bool, bool, bool, int, int]:
    length = quote.span.end - quote.span.start
    off = abs(length - GOOD_LENGTH)
    return quote.kind == "indirect", speaker.kind != "person", quote.basis != "stated", off, quote.span.start
