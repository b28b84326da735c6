"""Finds that a page quotes part of a quotation: words of it in their order, and … wherever some are left out between.

Such a page alters nothing, but what it left out may turn the words. So it is told which words they are, and never as
the whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.verify.embeds.cards import BREAK
from verbatim.verify.embeds.claims import CUT, Claim, spelled, text_of, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.verify.embeds.cards import EmbeddedCard
    from verbatim.verify.embeds.text import WordToken

LEAST = 3  # words: fewer are no part of anything in particular
_MOST_SHOWN = 60  # characters of what is left out
_STOPS = frozenset(".,;:!?")  # a sign with which a page may end the words, whatever the source has there


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
    if sum(end - start for start, end in places) < LEAST:
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
    return run[:-1] if run and run[-1].same in _STOPS else run


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
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN].rsplit(' ', 1)[0]} …"
