"""Labels of a transcript: NAME: words. `Evidence` comes in, the label's phrase goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.annotate.clauses import Phrase
    from generator.annotate.evidence import Evidence


def label(e: Evidence, at: int) -> Phrase | None:
    """Return the label inside the quotation at the token `at`; None where it has none."""
    del e, at
    return None
