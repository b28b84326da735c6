"""What is said of a card: a verdict, and what it rests on."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.embeds_check.claim import Claim
    from generator.embeds_check.found import Form
    from generator.embeds_check.words import Token

Verdict = Literal["verbatim", "altered", "out of date", "withdrawn", "moved", "unknown"]


class Difference(NamedTuple):
    """Words of the source, and what stands in their place; either may be empty."""

    source: str
    card: str

    def __str__(self) -> str:
        if not self.card:
            return f"leaves out “{self.source}”"
        return f"“{self.source}” has become “{self.card}”" if self.source else f"adds “{self.card}”"


class Finding(NamedTuple):
    """The verdict on one card. `facts` are what it rests on, `notes` what else there is to know."""

    line: int
    form: Form
    verdict: Verdict
    id: str
    url: str = ""
    facts: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


def differences(wanted: list[Token], held: list[Token]) -> Iterator[Difference]:
    """Yield the runs of words that differ, in order of the source."""
    said = [one for one in wanted if not one.is_mark]
    parts = SequenceMatcher(None, [one.same for one in said], [one.same for one in held], autojunk=False)
    for kind, a, b, c, d in parts.get_opcodes():
        if kind != "equal":
            yield Difference(_raw(said[a:b]), _raw(held[c:d]))


def _raw(run: list[Token]) -> str:
    made = ""
    for before, one in zip([None, *run], run, strict=False):
        made += (" " if before and one.start > before.end else "") + one.raw
    return made


def typographic(words: str, wanted: list[Token], claim: Claim) -> str:
    """Tell which signs of a card's words have another form than in the source; empty where there are none.

    Which marks stand round the words is the card's own affair, but for straight ones that the source does not have.
    """
    said = [one for one in wanted if not one.is_mark]
    changed = dict.fromkeys(
        (a, b)
        for one, other in zip(said, claim.tokens, strict=True)
        for a, b in (zip(one.raw, other.raw, strict=True) if len(one.raw) == len(other.raw) else [(one.raw, other.raw)])
        if a != b
    )
    told = [f"{a} is {b}" for a, b in changed]
    straight = ["quotation marks are straight"] if '"' in claim.raw and '"' not in words else []
    return ", ".join([*told, *straight])
