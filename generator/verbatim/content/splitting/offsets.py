"""Finds fragments and runs of words that a newer text left unchanged, and moves offsets of the old text to the new."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from verbatim.content.store import FragmentPair
from verbatim.model import Block, Fragment, Mark, Span

PLACES = ("via", "means", "same")  # attributes whose value is a slice of the source
TOKEN = re.compile(r"\w+|[^\w\s]")
FEWEST = 3  # words in a row that count as the same ones; fewer may stand anywhere
SHARE = 0.5  # of the shorter text's words that two texts have in common if one came from the other
HEAD = 16  # code points by which a fragment's beginning is looked up
BLANKS = 2  # signs between two fragments of a text that follow each other
TRIES = 4  # fragments with the same beginning that are tried for one block


class OffsetMap:
    """Moves slices of the old source whose words are unbroken in the new one.

    `pairs` are slices of the old source, none overlapping another, each with the slice of the same words in the new.
    Those that follow each other in both, with blanks between, are one: a slice may reach over several.
    """

    def __init__(self, pairs: Iterable[tuple[Span, Span]]) -> None:
        self.pairs: list[tuple[Span, Span]] = []
        for old, new in sorted(pairs):
            first, moved = self.pairs[-1] if self.pairs else (old, new)
            is_next = 0 < old.start - first.end <= BLANKS and old.start - first.start == new.start - moved.start
            if is_next:
                self.pairs[-1] = Span(first.start, old.end), Span(moved.start, new.end)
            else:
                self.pairs.append((old, new))
        self.starts = [old.start for old, _ in self.pairs]

    def move(self, span: Span) -> Span | None:
        """Return where a slice is now; None if its words are gone."""
        at = bisect_right(self.starts, span.start) - 1
        if at < 0 or not self.pairs[at][0].covers(span):
            return None
        old, new = self.pairs[at]
        return span.shift(new.start - old.start)

    def move_value(self, value: str) -> str:
        """Return a slice written `a,b` moved; empty if its words are gone, or if it is not a slice."""
        before = Span.read(value)
        span = self.move(before) if before else None
        return span.char if span else ""

    def move_fragment(self, fragment: Fragment) -> Fragment:
        """Return a fragment with its own slice, if it still exists, and those that its marks name moved."""
        source = self.move(fragment.source) if fragment.source else None
        return replace(fragment, source=source or fragment.source, marks=tuple(map(self.move_mark, fragment.marks)))

    def move_mark(self, mark: Mark) -> Mark:
        """Return a mark with the slices in its attributes moved; those whose words are gone are left out."""
        attrs = {key: self.move_value(value) if key in PLACES else value for key, value in mark.attrs.items()}
        return replace(mark, attrs={key: value for key, value in attrs.items() if value or key not in PLACES})


class ExactMatch(NamedTuple):
    """A fragment on disk, and the slice of the new text that has its words."""

    span: Span
    pair: FragmentPair


def exact_matches(text: str, blocks: Iterable[Block], pairs: Sequence[FragmentPair]) -> list[ExactMatch]:
    """Return the fragments that together still make up a block, in order of the new text."""
    index = _FragmentIndex(pairs)
    return [match for block in blocks for match in index.take(text, block.span)]


class _FragmentIndex:
    """Fragments by their beginnings, each taken once."""

    def __init__(self, pairs: Sequence[FragmentPair]) -> None:
        self.pairs = pairs
        self.words = [pair.known.text for pair in pairs]
        self.left = [True] * len(pairs)
        self.by_head: dict[str, deque[int]] = defaultdict(deque)
        for at, words in enumerate(self.words):
            self.by_head[words[:HEAD]].append(at)

    def take(self, text: str, block: Span) -> list[ExactMatch]:
        """Return the fragments that make up the block and mark them as taken; none if they do not."""
        for first in self._candidates(text[block.start : min(block.end, block.start + HEAD)]):
            spans = self._tiles(text, block, first)
            if spans:
                for at in range(first, first + len(spans)):
                    self.left[at] = False
                return [ExactMatch(span, self.pairs[first + at]) for at, span in enumerate(spans)]
        return []

    def _candidates(self, head: str) -> Iterator[int]:
        for length in range(len(head), 0, -1):
            indexed = self.by_head.get(head[:length], deque())
            while indexed and not self.left[indexed[0]]:
                indexed.popleft()
            yield from [at for at in islice(indexed, TRIES) if self.left[at]]

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


def share_words(one: str, other: str) -> bool:
    """Return whether one text may contain words that come from the other."""
    here, there = Counter(TOKEN.findall(one)), Counter(TOKEN.findall(other))
    common = (here & there).total()
    return common >= FEWEST and common >= SHARE * min(here.total(), there.total())


def common_runs(old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """Yield, in order, the runs of words in both texts, with equal white space between the words."""
    here, there = ([Span(*found.span()) for found in TOKEN.finditer(text)] for text in (old, new))
    # difflib's “autojunk” starts no run at a word that is everywhere: without it, a long run of one is quadratic.
    matcher = SequenceMatcher(None, [span.of(old) for span in here], [span.of(new) for span in there])
    for block in matcher.get_matching_blocks():
        if block.size >= min(FEWEST, len(here), len(there)):
            first = 0
            for at in range(block.size):
                a, b, last = block.a + at, block.b + at, at + 1 == block.size
                if last or old[here[a].end : here[a + 1].start] != new[there[b].end : there[b + 1].start]:
                    yield (
                        Span(here[block.a + first].start, here[a].end),
                        Span(there[block.b + first].start, there[b].end),
                    )
                    first = at + 1
