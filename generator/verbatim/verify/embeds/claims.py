"""Finds the part of a card's text that claims to be the quotation, and how it differs from the words.

A card reads `“words” — who said them. where`. Since sanitisers remove its tags, the claim is found by what is left:
the edges of blocks, quotation marks, the dash. Of all candidates the one nearest to the words counts, including
anything that an editor inserted.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.verify.embeds.cards import BREAK, cards, flat
from verbatim.verify.embeds.text import WordToken, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.verify.embeds.cards import EmbeddedCard, Form
    from verbatim.verify.embeds.published import PublishedSite
    from verbatim.verify.embeds.text import Kind


MOST_STARTS, MOST_ENDS = 12, 12
CUT, BETWEEN = "…", "·"  # in the name of a frame: an omission, and what separates the words from the speaker
Verdict = Literal["verbatim", "part", "hidden", "altered", "out of date", "withdrawn", "moved", "unknown"]
SLACK = 8  # quotation marks, which do not count as differing words


class CardText(NamedTuple):
    """A card's text: visible, as tokens, and the indexes of the tokens that begin a block."""

    visible: str
    tokens: list[WordToken]
    edges: frozenset[int]


class Claim(NamedTuple):
    """The tokens that claim to be the quotation, without marks; the original text; what precedes and follows them."""

    tokens: list[WordToken]
    raw: str
    before: list[WordToken]
    credit: list[WordToken]
    cost: int


def text_of(region: str) -> CardText:
    """Parse a card's text, in which BREAK separates blocks."""
    blocks = [block for one in region.split(BREAK) if (block := visible(one))]
    found: list[WordToken] = []
    edges, at = set(), 0
    for block in blocks:
        edges.add(len(found))
        found += [WordToken(one.same, one.raw, one.start + at, one.end + at) for one in tokens(block)]
        at += len(block) + 1
    return CardText(" ".join(blocks), found, frozenset(edges))


def claim(text: CardText, wanted: list[WordToken], *, bounded: bool, last: bool = False) -> Claim:
    """Return the part of a text that is nearest to `wanted`; with `last`, one that ends where the text does."""
    words = without_marks(wanted)
    odd = (len(wanted) - len(words)) % 2
    ends = [len(text.tokens)] if last else _ends(text, odd)
    best = Claim([], "", [], text.tokens, len(words) + 1)
    pairs = [(start, end) for start in _starts(text, bounded, len(words)) for end in ends if end > start]
    for start, end in sorted(pairs, key=lambda pair: abs(pair[1] - pair[0] - len(wanted))):
        if abs(end - start - len(wanted)) > best.cost + SLACK:
            break
        tried = _candidate(text, start, end, words)
        best = min(best, tried, key=lambda one: (one.cost, -len(one.tokens)))
    return best


def _candidate(text: CardText, start: int, end: int, words: list[WordToken]) -> Claim:
    part = text.tokens[start:end]
    claimed = without_marks(part)
    while claimed and claimed[-1].is_dash and not (words and words[-1].is_dash):
        claimed.pop()
    raw = text.visible[part[0].start : part[-1].end]
    return Claim(claimed, raw, text.tokens[:start], text.tokens[end:], _cost(words, claimed))


def _cost(words: list[WordToken], claimed: list[WordToken]) -> int:
    """Return how many words and signs differ between two runs."""
    first, second = [one.same for one in words], [one.same for one in claimed]
    if first == second:
        return 0
    parts = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in parts if kind != "equal")


def _starts(text: CardText, bounded: bool, length: int) -> list[int]:  # noqa: FBT001
    """Return where the words may begin: in loose text also at a block's edge, after a colon, at an opening mark."""
    if bounded:
        return [0]
    found, inside = {0}, False
    for at, one in enumerate(text.tokens):
        if at in text.edges or (at and text.tokens[at - 1].same == ":" and not inside):
            found.add(at)
        if one.is_mark:
            found |= set() if inside else {at}
            inside = not inside
    near = len(text.tokens) - length
    return sorted(sorted(found, key=lambda at: abs(at - near))[:MOST_STARTS])


def _ends(text: CardText, odd: int) -> list[int]:
    """Return where the words may end: at a block's edge, before a dash or a bracket, with no mark left open."""
    found = {len(text.tokens), *(edge for edge in text.edges if edge)}
    for at, one in enumerate(text.tokens):
        if at and ((one.is_dash and text.visible[one.end : one.end + 1] == " ") or one.same in ("(", "·")):
            found.add(at)
    marks = [0]
    for one in text.tokens:
        marks.append(marks[-1] + one.is_mark)
    closed = [end for end in found if marks[end] % 2 == odd]
    return sorted(closed or found)[-MOST_ENDS:]


class ClaimReading(NamedTuple):
    """A card's claim, and the words that it is compared with."""

    claim: Claim
    wanted: list[WordToken]


def read(card: EmbeddedCard, words: str) -> ClaimReading:
    """Find what a card claims; a frame's name has only the beginning of the words."""
    text, wanted = text_of(card.text), tokens(visible(words))
    if card.form != "frame":
        return ClaimReading(claim(text, wanted, bounded=card.bounded), wanted)
    at = next((i for i, one in enumerate(text.tokens) if one.same in (CUT, BETWEEN)), len(text.tokens))
    claimed, said = without_marks(text.tokens[:at]), without_marks(wanted)
    if text.tokens[at : at + 1] and text.tokens[at].same == CUT:
        said = said[: len(claimed)]
    return ClaimReading(Claim(claimed, "", [], text.tokens[at:], _cost(said, claimed)), said)


def offered_card(kind: Kind, name: str, published: PublishedSite) -> EmbeddedCard | None:
    """Return the card that the site offers today; None where it offers none."""
    return next(iter(cards(flat(published.form(kind, name)))), None) if name else None


def without_marks(run: list[WordToken]) -> list[WordToken]:
    """Return a run without its quotation marks."""
    return [one for one in run if not one.is_mark]


def contains(run: list[WordToken], part: list[WordToken]) -> bool:
    """Return whether a run contains the words of another, one after the other."""
    words, wanted = ([one.same for one in without_marks(each)] for each in (run, part))
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


class Difference(NamedTuple):
    """Words of the source, and those in their place; either may be empty."""

    source: str
    card: str

    def __str__(self) -> str:
        if not self.card:
            return f"leaves out “{self.source}”"
        return f"“{self.source}” has become “{self.card}”" if self.source else f"adds “{self.card}”"


class Finding(NamedTuple):
    """The verdict on one card: `facts` are its reasons, `notes` any further remarks."""

    line: int
    form: Form
    verdict: Verdict
    id: str
    url: str = ""
    facts: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


def differences(wanted: list[WordToken], claimed: list[WordToken]) -> Iterator[Difference]:
    """Yield the runs of words that differ, in order of the source."""
    words = without_marks(wanted)
    parts = SequenceMatcher(None, [one.same for one in words], [one.same for one in claimed], autojunk=False)
    for kind, a, b, c, d in parts.get_opcodes():
        if kind != "equal":
            yield Difference(spelled(words[a:b]), spelled(claimed[c:d]))


def spelled(run: list[WordToken]) -> str:
    """Return a run as it was written, a blank where there was any."""
    made = ""
    for before, one in zip([None, *run], run, strict=False):
        made += (" " if before and one.start > before.end else "") + one.raw
    return made


def typography(words: str, wanted: list[WordToken], claim: Claim) -> str:
    """Return which signs of a card's words have another form than in the source; empty where none has.

    The marks around the words are the card's own affair, except straight ones that the source does not have.
    """
    changed = dict.fromkeys(
        (a, b)
        for one, other in zip(without_marks(wanted), claim.tokens, strict=True)
        for a, b in (zip(one.raw, other.raw, strict=True) if len(one.raw) == len(other.raw) else [(one.raw, other.raw)])
        if a != b
    )
    signs = [f"{a} is {b}" for a, b in changed]
    straight = ["quotation marks are straight"] if '"' in claim.raw and '"' not in words else []
    return ", ".join([*signs, *straight])
