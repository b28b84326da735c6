"""The evidence line of a story: how many of its quotations are verbatim, and who is said to have spoken them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.newsroom.silences import is_attributed
from generator.publish.story_views import EvidenceView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Quote


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


def strongest(quotes: Sequence[Quote]) -> Quote | None:
    """Return the quotation to show for a story: spoken by somebody named, direct, stated, and of a good length.

    None where nobody's words are established.
    """
    named = [quote for quote in quotes if quote.speaker and is_attributed(quote) and not quote.withdrawn]
    return min(named, key=_rank, default=None)


GOOD_LENGTH = 120


def _rank(quote: Quote) -> tuple[bool, bool, int, int]:
    length = quote.span.end - quote.span.start
    return quote.kind != "direct", quote.basis != "stated", abs(length - GOOD_LENGTH), quote.span.start
