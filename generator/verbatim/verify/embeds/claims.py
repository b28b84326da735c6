"""Which part of a card's text claims to be the quotation. Text and the words wanted come in; the claim goes out.

A card reads `“words” — who said them. where`. Sanitisers take its tags away, so that the claim is found by what is
left: the edges of blocks, quotation marks, the dash. Of all parts that may be meant, the one nearest to the words
counts; what an editor put into it counts with it.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.verify.embeds.cards import BREAK, cards, flat
from verbatim.verify.embeds.text import Token, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.verify.embeds.cards import Card, Form
    from verbatim.verify.embeds.published import Published, Row


# ---- embeds_check/claim.py

MOST_STARTS, MOST_ENDS = 12, 12
SLACK = 8  # marks, which are not counted among the words that differ


class Text(NamedTuple):
    """A card's text: visible, its tokens, and the numbers of the tokens with which a block begins."""

    visible: str
    tokens: list[Token]
    edges: frozenset[int]


class Claim(NamedTuple):
    """The tokens that claim to be the quotation, without marks, as they stood there; what is before and behind them."""

    tokens: list[Token]
    raw: str
    before: list[Token]
    credit: list[Token]
    cost: int


def text_of(region: str) -> Text:
    """Return a card's text, its blocks parted by BREAK, ready to be looked at."""
    blocks = [visible(block) for block in region.split(BREAK)]
    found: list[Token] = []
    edges, at = set(), 0
    for block in (one for one in blocks if one):
        edges.add(len(found))
        found += [Token(one.same, one.raw, one.start + at, one.end + at) for one in tokens(block)]
        at += len(block) + 1
    return Text(" ".join(one for one in blocks if one), found, frozenset(edges))


def claim(text: Text, wanted: list[Token], *, bounded: bool, last: bool = False) -> Claim:
    """Return the part of a text that is nearest to `wanted`; `last`: that ends where the text does."""
    said = [one for one in wanted if not one.is_mark]
    odd = (len(wanted) - len(said)) % 2
    ends = [len(text.tokens)] if last else _ends(text, odd)
    best = Claim([], "", [], text.tokens, len(said) + 1)
    pairs = [(start, end) for start in _starts(text, bounded, len(said)) for end in ends if end > start]
    for start, end in sorted(pairs, key=lambda pair: abs(pair[1] - pair[0] - len(wanted))):
        if abs(end - start - len(wanted)) > best.cost + SLACK:
            break
        tried = _claimed(text, start, end, said)
        best = min(best, tried, key=lambda one: (one.cost, -len(one.tokens)))
    return best


def _claimed(text: Text, start: int, end: int, said: list[Token]) -> Claim:
    part = text.tokens[start:end]
    held = [one for one in part if not one.is_mark]
    while held and held[-1].is_dash and not (said and said[-1].is_dash):
        held.pop()
    raw = text.visible[part[0].start : part[-1].end]
    return Claim(held, raw, text.tokens[:start], text.tokens[end:], cost(said, held))


def cost(said: list[Token], held: list[Token]) -> int:
    """Return how many words and signs differ between two runs."""
    first, second = [one.same for one in said], [one.same for one in held]
    if first == second:
        return 0
    parts = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in parts if kind != "equal")


def _starts(text: Text, bounded: bool, length: int) -> list[int]:  # noqa: FBT001
    """Return where the words may begin: of loose text also at a block's edge, behind a colon, at an opening mark."""
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


def _ends(text: Text, odd: int) -> list[int]:
    """Return where the words may end: at a block's edge, before a dash or a bracket, where no mark is left open."""
    found = {len(text.tokens), *(edge for edge in text.edges if edge)}
    for at, one in enumerate(text.tokens):
        if at and ((one.is_dash and text.visible[one.end : one.end + 1] == " ") or one.same in ("(", "·")):
            found.add(at)
    marks = [0]
    for one in text.tokens:
        marks.append(marks[-1] + one.is_mark)
    closed = [end for end in found if marks[end] % 2 == odd]
    return sorted(closed or found)[-MOST_ENDS:]


# ---- embeds_check/reading.py

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


# ---- embeds_check/verdict.py

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
