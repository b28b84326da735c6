"""Who says something of a story. Its quotations and a slice come in, a person's id goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Quote, Span


def teller(quotes: Iterable[Quote], span: Span) -> str:
    """Return the id of the one in whose words or reported words `span` stands whole; empty without one.

    Where quotations of two speakers hold it, or one whose speaker is not established, nobody is named.
    """
    holding = [one for one in quotes if not one.withdrawn and any(part.words.covers(span) for part in one.parts)]
    speakers = {one.speaker if one.basis != "none" else "" for one in holding}
    return speakers.pop() if len(speakers) == 1 else ""
