"""Which fragments a text still holds. Its blocks and the fragments on disk come in, slices with their fragments go out.

A block that fragments in a row make up whole, word for word, keeps them, wherever it now stands: names, edits and
the cuts that an editor chose survive.
"""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.fragments.held import Held
    from generator.model import Block

HEAD = 16  # code points by which a fragment's beginning is looked up
TRIES = 4  # fragments with the same beginning that are tried for one block


class Fitted(NamedTuple):
    """A fragment on disk and the slice of the new text that has its words."""

    span: Span
    held: Held


def fit(text: str, blocks: Iterable[Block], held: Sequence[Held]) -> list[Fitted]:
    """Return the fragments that still fit, in order of the new text."""
    shelf = _Shelf(held)
    return [fitted for block in blocks for fitted in shelf.take(text, block.span)]


class _Shelf:
    """Fragments by how they begin, each taken once."""

    def __init__(self, held: Sequence[Held]) -> None:
        self.held = held
        self.words = [one.known.text for one in held]
        self.left = [True] * len(held)
        self.by_head: dict[str, deque[int]] = defaultdict(deque)
        for at, words in enumerate(self.words):
            self.by_head[words[:HEAD]].append(at)

    def take(self, text: str, block: Span) -> list[Fitted]:
        """Return the fragments that make up the block, and count them as taken; none where they do not."""
        for first in self._candidates(text[block.start : min(block.end, block.start + HEAD)]):
            spans = self._tiles(text, block, first)
            if spans:
                for at in range(first, first + len(spans)):
                    self.left[at] = False
                return [Fitted(span, self.held[first + at]) for at, span in enumerate(spans)]
        return []

    def _candidates(self, head: str) -> Iterator[int]:
        for length in range(len(head), 0, -1):
            shelved = self.by_head.get(head[:length], deque())
            while shelved and not self.left[shelved[0]]:
                shelved.popleft()
            yield from [at for at in islice(shelved, TRIES) if self.left[at]]

    def _tiles(self, text: str, block: Span, first: int) -> list[Span]:
        spans: list[Span] = []
        at = block.start
        for number in range(first, len(self.words)):
            words = self.words[number]
            if not self.left[number] or not text.startswith(words, at, block.end):
                return []
            spans.append(Span(at, at + len(words)))
            at += len(words)
            while at < block.end and text[at].isspace():
                at += 1
            if at == block.end:
                return spans
        return []
