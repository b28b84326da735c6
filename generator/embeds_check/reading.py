"""What a card says: a card and the words of a quotation come in, what it claims to be them goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.embeds_check.claim import Claim, claim, cost, text_of
from generator.embeds_check.flat import flat
from generator.embeds_check.found import cards
from generator.embeds_check.words import Token, tokens, visible

if TYPE_CHECKING:
    from generator.embeds_check.found import Card
    from generator.embeds_check.published import Published, Row

CUT, BETWEEN = "…", "·"  # in the name of a frame: what is left out, and what parts the words from the speaker


class Read(NamedTuple):
    """What a card says: its claim, and the words that it is held against."""

    claim: Claim
    wanted: list[Token]


def read(card: Card, words: str) -> Read:
    """Return what a card claims; a frame's name has only the beginning of the words."""
    text, wanted = text_of(card.text), tokens(visible(words))
    if card.form != "frame":
        return Read(claim(text, wanted, bounded=card.bounded), wanted)
    at = next((i for i, one in enumerate(text.tokens) if one.same in (CUT, BETWEEN)), len(text.tokens))
    held, said = without_marks(text.tokens[:at]), without_marks(wanted)
    if text.tokens[at : at + 1] and text.tokens[at].same == CUT:
        said = said[: len(held)]
    return Read(Claim(held, "", [], text.tokens[at:], cost(said, held)), said)


def offered(row: Row, published: Published) -> Card | None:
    """Return the card of a quotation that the site offers today; None where it offers none."""
    return next(iter(cards(flat(published.form("quote", row["id"])))), None) if row["id"] else None


def without_marks(run: list[Token]) -> list[Token]:
    """Return a run without its quotation marks, which are no words."""
    return [one for one in run if not one.is_mark]


def holds(run: list[Token], part: list[Token]) -> bool:
    """Tell whether a run has the words of another in it, one after the other."""
    held, wanted = ([one.same for one in without_marks(each)] for each in (run, part))
    return any(held[at : at + len(wanted)] == wanted for at in range(len(held)))
