"""Finds the part of a card's text that claims to be the quotation, and how it differs from the words.

A card reads `“words” — who said them. where`. Since sanitisers remove its tags, the claim is found by what is left:
the edges of blocks, quotation marks, the dash. Of all candidates the one nearest to the words counts, including
anything that an editor inserted.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
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
LEAST_OF_PART = 3  # words: fewer are no part of anything in particular
MOST_SHOWN = 60  # characters of what is left out
STOPS = frozenset(".,;:!?")  # a sign with which a page may end the words, whatever the source has there


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


def date_of(text: str) -> str:
    """Return what of a text says when: from its first number to its last, with a word of a month beside one alone."""
    words = [one for one in tokens(visible(text)) if one.same[0].isalnum()]
    at = [number for number, one in enumerate(words) if one.same[0].isdigit()]
    if not at:
        return ""
    first = at[0] - 1 if len(at) == 1 and at[0] and words[at[0] - 1].same.isalpha() else at[0]
    return " ".join(one.same for one in words[first : at[-1] + 1])


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
    """Return a run as it was written, a blank where there was any, and between two blocks of a page."""
    made = ""
    for before, one in zip([None, *run], run, strict=False):
        made += (" " if before and one.start != before.end else "") + one.raw
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


# Part of a quotation: nothing is altered, but what is left out may turn the words, so it is never told as the whole


class Part(NamedTuple):
    """The claim that is part of a quotation, and which words these are."""

    claim: Claim
    fact: str


def part_of(card: EmbeddedCard, wanted: list[WordToken]) -> Part | None:
    """Return which part of a quotation's words a card has within its marks; None where it has others, or all of them.

    A card has one run of the words. In the page's own text those in marks in the last paragraph before the link count,
    whatever stands between them; passages that have nothing in common with the quotation are another's.
    """
    text = text_of(card.text if card.bounded else _last_block(card.text))
    words = without_marks(wanted)
    pairs = {(one.same, other.same) for one, other in pairwise(words)}
    passages = list(_marked(text.tokens))
    related = [one for one in passages if _runs_in(text.tokens[slice(*one)], pairs)]
    if not related:
        return None
    if card.bounded:
        runs = [_without_stop(without_marks(text.tokens[related[0][0] : related[-1][1]]))]
    else:
        runs = [run for one in related for run in _pieces(text.tokens[slice(*one)])]
    places = _in_order(runs, [one.same for one in words])
    if sum(end - start for start, end in places) < LEAST_OF_PART:
        return None
    first, last = related[0][0] - 1, related[-1][1] + 1
    left_out = _left_out(places, words)
    if not left_out or (card.bounded and first > 0):  # before the words of a block quotation there is nothing
        return None
    raw = text.visible[text.tokens[first].start : text.tokens[min(last, len(text.tokens)) - 1].end]
    claim = Claim([one for run in runs for one in run], raw, text.tokens[:first], text.tokens[last:], 0)
    told = " … ".join(spelled(words[start:end]) for start, end in places)
    return Part(claim, f"it quotes “{_clipped(told)}” and leaves out {left_out}")


def _last_block(text: str) -> str:
    return next((block for block in reversed(text.split(BREAK)) if block.strip()), "")


def _marked(tokens: list[WordToken]) -> Iterator[tuple[int, int]]:
    """Yield from where to where tokens stand within quotation marks."""
    opened = -1
    for at, one in enumerate(tokens):
        if one.is_mark:
            if opened >= 0:
                yield opened + 1, at
            opened = -1 if opened >= 0 else at


def _runs_in(tokens: list[WordToken], pairs: set[tuple[str, str]]) -> bool:
    """Return whether two words in a row are so in the quotation too."""
    return any((one.same, other.same) in pairs for one, other in pairwise(tokens))


def _pieces(tokens: list[WordToken]) -> Iterator[list[WordToken]]:
    """Yield the runs of words between omissions, without a stop at their end."""
    run: list[WordToken] = []
    for one in [*tokens, None]:
        if one is not None and one.same != CUT:
            run.append(one)
            continue
        if run := _without_stop(run):
            yield run
        run = []


def _without_stop(run: list[WordToken]) -> list[WordToken]:
    return run[:-1] if run and run[-1].same in STOPS else run


def _in_order(runs: list[list[WordToken]], words: list[str]) -> list[tuple[int, int]]:
    """Return where each run stands in the words, one after the other; nothing where one does not."""
    at, found = 0, list[tuple[int, int]]()
    for run in runs:
        wanted = [one.same for one in run]
        begins = (i for i in range(at, len(words) - len(wanted) + 1) if words[i] == wanted[0])
        start = next((i for i in begins if words[i : i + len(wanted)] == wanted), -1)
        if start < 0:
            return []
        at = start + len(wanted)
        found.append((start, at))
    return found


def _left_out(places: list[tuple[int, int]], words: list[WordToken]) -> str:
    """Return which words are left out, before, between and behind those that are quoted."""
    edges = [0, *(edge for place in places for edge in place), len(words)]
    gaps = [spelled(words[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return "; ".join(f"“{_clipped(gap)}”" for gap in gaps if any(map(str.isalnum, gap)))


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN].rsplit(' ', 1)[0]} …"


def with_date(finding: Finding, card: EmbeddedCard, published: PublishedSite) -> Finding:
    """Add that a card has another date than the one that the site offers today: in its link, or behind a picture."""
    kind = card.target.kind if card.target else "slice"
    today = offered_card("quote" if kind == "slice" else kind, finding.id, published)
    row = published.rows.get(finding.id)
    if today is None or finding.verdict not in ("verbatim", "part", "out of date"):
        return finding
    shown = card.linked
    if card.form == "picture" and row and isinstance(row.get("text"), str):
        shown = spelled(read(card, row["text"]).claim.credit)
    told, known = date_of(shown), date_of(today.linked)
    if not told or not known or told == known:
        return finding
    return finding._replace(verdict="altered", facts=(f"it is dated “{told}”; the site has “{known}”", *finding.facts))
