"""Chooses the words by which a strip of speakers lets somebody be heard: few, telling, and never turned by what is cut.

A quotation is shown whole where it is short. Of a long one the first sentence may stand for it, but only where nothing
shows that the next takes it back: “Nobody told us of any lamp. It was there all the same.”
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import lang
from verbatim.core.text import stripped
from verbatim.model import Span
from verbatim.publish.claims import claim_of, runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.model import Quote, Story
    from verbatim.publish.edition import Edition

FEWEST_WORDS, ENOUGH_WORDS = 4, 7  # fewer than four are often held at a distance; seven tell something
COMFORTABLE, SHORT = 60, 160  # characters: the best length, and what is always shown whole
DEAR = 60  # characters that count against words that are partly quoted, corrected, worked out, or very few
CUT = 4 * DEAR  # against a cut: whole words of the same person are better, whatever they are
WORD = re.compile(r"[\w']+|[?]")
BEGINNING = 5  # words of a sentence within which it says that it turns what was said before


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
    if (length > SHORT or is_parted) and (first := _first_sentence(edition, quote, words)):
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


def _first_sentence(edition: Edition, quote: Quote, words: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return what a quotation's first sentence has of its words; nothing where it may not stand for them.

    Corrected words are shown whole or not at all. Nothing is known of how languages but English turn a sentence.
    """
    story = edition.newsroom.stories[quote.story]
    known = edition.sentences(story)
    end = known.around(words[0].start)[1].end
    shown = tuple(stripped(story.text, Span(one.start, min(one.end, end))) for one in words if one.start < end)
    rest = next((stripped(story.text, Span(max(one.start, end), one.end)) for one in words if one.end > end), None)
    if rest is None or quote.corrections or _length(shown) > SHORT or not story.lang.startswith("en"):
        return ()
    following = Span(rest.start, known.around(rest.start)[1].end)
    return shown if _stands_for(_line(story, *shown), _line(story, following)) else ()


def _line(story: Story, *spans: Span) -> str:
    """Return words in small letters, each between blanks, with the question marks among them."""
    text = " ".join(span.of(story.text) for span in spans).lower().replace("’", "'").replace("n't", " not")
    words = " ".join(WORD.findall(text))
    return f" {words} "


def _stands_for(shown: str, following: str) -> bool:
    """Return whether a sentence may stand for itself and the next: it asks and supposes nothing and is not turned."""
    if "?" in shown or any(f" {word} " in shown for word in lang.words("supposing")):
        return False
    beginning = f" {' '.join(following.split()[:BEGINNING])} "
    places = {"anywhere": following}
    return not any(f" {word} " in places.get(where, beginning) for word, where in lang.pairs("turns").items())
