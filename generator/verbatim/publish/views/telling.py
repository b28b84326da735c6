"""Chooses the words by which a strip of speakers lets somebody be heard: few, telling, and never turned by what is cut.

A quotation is shown whole where it is short. Of a long one the first sentence may stand for it where nothing shows that
the next takes it back.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from verbatim.publish.claims import claim_of, first_sentence, runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.model import Quote, Span
    from verbatim.publish.edition import Edition

FEWEST_WORDS, ENOUGH_WORDS = 4, 7  # fewer than four are often held at a distance; seven tell something
COMFORTABLE, SHORT = 60, 160  # characters: the best length, and what is always shown whole
DEAR = 60  # characters that count against words that are partly quoted, corrected, worked out, or very few
CUT = 4 * DEAR  # against a cut: whole words of the same person are better, whatever they are


class TellingWords(NamedTuple):
    """A quotation with its pieces that are shown: the less they cost the better."""

    cost: int
    quote: Quote
    words: tuple[Span, ...]
    is_cut: bool  # whether more words of the quotation follow

    @property
    def length(self) -> int:
        """How many characters are shown."""
        return _length(self.words)


def telling(edition: Edition, quotes: Iterable[Quote]) -> TellingWords | None:
    """Return the words that tell most in few; None where none may stand without their sentence, or they are too few."""
    found = filter(None, map(partial(_told, edition), quotes))
    return min(found, key=lambda one: one.cost, default=None)


def _told(edition: Edition, quote: Quote) -> TellingWords | None:
    claim, text = claim_of(edition, quote), edition.newsroom.stories[quote.story].text
    if not claim.stands_alone or not claim.words:
        return None
    words, length = claim.words, _length(claim.words)
    is_parted = len(runs(text, words)) != len(words)  # by paragraphs, each of which has a mark of its own
    if (length > SHORT or is_parted) and (first := first_sentence(edition, quote, SHORT)):
        words = first
    is_cut, length = words != claim.words, _length(words)
    count = sum(len(piece.of(text).split()) for piece in words)
    if count < FEWEST_WORDS:
        return None
    dear = sum((claim.form == "partly", quote.basis != "stated", bool(quote.corrections), count < ENOUGH_WORDS))
    away = length if length >= COMFORTABLE else 2 * COMFORTABLE - length
    return TellingWords(DEAR * dear + CUT * (is_cut or length > SHORT) + away, quote, words, is_cut)


def _length(words: Iterable[Span]) -> int:
    return sum(piece.end - piece.start for piece in words)
