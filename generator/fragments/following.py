"""Where the words of a paragraph stand that was changed, split or joined. Two texts come in, pairs of slices go out."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"\w+|[^\w\s]")
FEWEST = 3  # words in a row that are taken for the same ones; one alone may stand anywhere
SHARE = 0.5  # of the shorter text's words that two texts have in common where one came from the other


def related(one: str, other: str) -> bool:
    """Tell whether one text may hold words that come from the other."""
    here, there = Counter(TOKEN.findall(one)), Counter(TOKEN.findall(other))
    common = (here & there).total()
    return common >= FEWEST and common >= SHARE * min(here.total(), there.total())


def followed(old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """Yield, in order, stretches of words that stand in both texts, white space between them included."""
    here, there = _tokens(old), _tokens(new)
    # Its “autojunk” begins no stretch at a word that stands everywhere: otherwise a long run of one is quadratic.
    words = SequenceMatcher(None, [span.of(old) for span in here], [span.of(new) for span in there])
    for block in words.get_matching_blocks():
        if block.size >= min(FEWEST, len(here), len(there)):
            a, b = here[block.a : block.a + block.size], there[block.b : block.b + block.size]
            yield from _unbroken(old, new, a, b)


def _tokens(text: str) -> list[Span]:
    return [Span(*found.span()) for found in TOKEN.finditer(text)]


def _unbroken(old: str, new: str, here: list[Span], there: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield equal words in runs between which the white space is equal too."""
    first = 0
    for at in range(len(here)):
        last = at + 1 == len(here)
        if last or old[here[at].end : here[at + 1].start] != new[there[at].end : there[at + 1].start]:
            yield Span(here[first].start, here[at].end), Span(there[first].start, there[at].end)
            first = at + 1
