"""The shape of a noun phrase, and what single words tell of it. Words come in, yes or no goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.token import Token

REACH = 40
LINKS = frozenset({"of", "for", "at", "in", "from", "with", "on", "to", "against", "by"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: token indices, last included.

    `head_first`..`head_last` is the phrase without what follows its head (“of …”); `form` tells a pronoun, a name
    and a description apart; `denied` whether the verb that it was read for is.
    """

    first: int
    last: int
    head_first: int
    head_last: int
    form: str
    denied: bool = False


def is_role(low: str) -> bool:
    """Tell whether a word may stand before a name as a role, a title or a kind of body."""
    plain = low.rstrip(".")
    return any(word in lang.words(name) for name in ("roles", "titles") for word in (plain, plain.removesuffix("s")))


def is_adverb(low: str) -> bool:
    """Tell whether a word in small letters is an adverb by its ending."""
    return low.endswith("ly") and low not in lang.words("ly_nouns")


def is_finite(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a word inside a would-be noun phrase is a verb: “he says the early”, not “the reported”."""
    if tokens[at].low in lang.words("verbs"):
        return True
    told = cue(tokens[at].low)
    if told is None or told.form not in ("past", "s") or told.takes == "demand":
        return False
    return at > floor and tokens[at - 1].kind in ("name", "pron", "pron2", "word")
