"""Finds somebody's words that tell most in few: whole where they are short, else their first sentence.

That stands for them where nothing shows that the next takes it back. Words that their speaker turns in the next breath
(“…,” she said, but she warned that …) are not heard alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.lang import base_form
from verbatim.annotate.text.tense import is_past
from verbatim.model import Quote, Span
from verbatim.publish.claims import claim_of, first_sentence, is_turned_after, runs
from verbatim.publish.edition import Edition

TELLING = re.compile(r"[^\W\d_][\w’'-]{3,}")
LONGEST = 320  # characters of somebody's words
FEWEST_WORDS, ENOUGH_WORDS = 4, 7  # fewer than four are often held at a distance; seven tell something
COMFORTABLE, SHORT = 60, 160  # characters: the best length, and what is always shown whole
JOINING = ("and ", "but ", "or ", "because ", "which ")  # what goes on from words that are not shown
DEAR = 60  # characters that count against words that are partly quoted, corrected, worked out, or very few
CUT = 4 * DEAR  # against a cut, and against pieces of a sentence: whole words of the same person are better
EMPTY, FEWEST_TELLING = 2 * CUT, 2  # against words of which fewer than two tell something: “It is so, I would say”


def heard(edition: Edition, said: Iterable[Quote]) -> TellingWords | None:
    """Return the telling words that may stand at a glance: short ones, which nothing after them turns."""
    best = telling(edition, said)
    return best if best and best.length <= LONGEST and not best.is_turned else None


class TellingWords(NamedTuple):
    """A quotation with its pieces that are shown: the less they cost the better."""

    cost: int
    quote: Quote
    words: tuple[Span, ...]
    is_cut: bool  # whether more words of the quotation follow
    is_turned: bool  # whether what follows the quotation in its paragraph may turn it

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
    words = claim.words
    is_parted = len(runs(text, words)) != len(words)  # by paragraphs, each of which has a mark of its own
    if (_length(words) > SHORT or is_parted) and (first := first_sentence(edition, quote, SHORT)):
        words = first
    is_cut, length = words != claim.words, _length(words)
    count = sum(len(piece.of(text).split()) for piece in words)
    is_piece = words[0].of(text)[:1].islower()  # “not to the mayor herself”
    is_english = edition.newsroom.stories[quote.story].lang.startswith("en")
    if is_piece and is_english and _begins_with_verb(words[0].of(text)):
        return None
    if count < (ENOUGH_WORDS if is_piece else FEWEST_WORDS) or words[0].of(text).lower().startswith(JOINING):
        return None
    is_turned = is_turned_after(edition, quote)
    is_empty = is_english and _telling(piece.of(text) for piece in words) < FEWEST_TELLING
    dear = sum((claim.form == "partly", quote.basis != "stated", bool(quote.corrections), count < ENOUGH_WORDS))
    away = length if length >= COMFORTABLE else 2 * COMFORTABLE - length
    is_pieced = claim.form == "partly" and len(words) > 1
    cut = CUT * (is_cut or length > SHORT) + 4 * CUT * is_turned + CUT * is_pieced + EMPTY * is_empty
    return TellingWords(DEAR * dear + cut + away, quote, words, is_cut, is_turned)


def _begins_with_verb(words: str) -> bool:
    """Return whether a piece of a sentence begins with its verb, so that its subject stands outside: “has to go”.

    Beside the name of whoever says it, the piece reads as if it were about them.
    """
    first = words.split(maxsplit=1)[0].strip(",;:").lower()
    if first in lang.words("auxiliaries"):
        return True
    if first in lang.words("closed"):
        return False  # something, during
    is_verb = first in lang.words("verbs") or base_form(first) in lang.words("verbs")
    return is_verb or is_past(first) or first.endswith("ing")


def _telling(words: Iterable[str]) -> int:
    """Return how many words tell something: four letters or more, and no article, pronoun, preposition and the like."""
    low = (word.lower().replace("’", "'") for one in words for word in TELLING.findall(one))
    return sum(word not in lang.words("closed") for word in low)


def _length(words: Iterable[Span]) -> int:
    return sum(piece.end - piece.start for piece in words)
