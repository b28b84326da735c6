"""Which lines are the turns of a transcript or an interview. Paragraphs come in, `Turn`s go out.

One line “Name: words” may be anything: a headline, a list, a correction. The form is certain only where lines of it
follow each other, their labels come in turn, and one of them is somebody whom the text names elsewhere; or where
Q is answered by A.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.annotate import lang
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

QUESTION, ANSWER = "Q", "A"
_LABEL = re.compile(
    r"(?:\*\*|__)?(?P<name>[^\W\d_][^\s:()*]{0,30}+(?: [^\s:()*_]{1,30}+){0,5}+)(?: \([^()\n]{1,60}+\))?"
    r"(?:\*\*|__)?:(?:\*\*|__)?[ \t\u00a0]++(?=[^\s\d])"
)
_FEWEST = 3


class Turn(NamedTuple):
    """A paragraph that begins with a label: its number, the label's name without a role, and the words after it."""

    paragraph: int
    label: Span
    words: Span
    name: str


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return every paragraph that has the form of a turn, in order; a number after a label is a result or a score."""
    found = []
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match and _is_name(match["name"]):
            label = Span(match.start("name"), match.end("name"))
            found.append(Turn(number, label, Span(match.end(), paragraph.end), match["name"]))
    return found


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word in lang.words("particles") for word in words.split())


def _runs(found: Sequence[Turn]) -> Iterator[list[Turn]]:
    """Yield the turns that follow each other without another paragraph between them."""
    for _, run in groupby(enumerate(found), key=lambda pair: pair[1].paragraph - pair[0]):
        yield [turn for _, turn in run]


def is_exchange(run: Sequence[Turn]) -> bool:
    """Tell whether lines that follow each other have the form of talk: a label comes again after another."""
    names = [turn.name for turn in run]
    if (QUESTION, ANSWER) in pairwise(names):
        return True
    returned = any(a == c != b for a, b, c in zip(names, names[1:], names[2:], strict=False))
    return len(names) >= _FEWEST and returned


def exchanged(found: Sequence[Turn]) -> list[Turn]:
    """Return the turns that may be talk by their form alone."""
    return [turn for run in _runs(found) if is_exchange(run) for turn in run]


def certain(found: Sequence[Turn], known: Callable[[str], bool]) -> list[Turn]:
    """Return the turns that are talk; `known` tells whether a label names somebody whom the text names elsewhere.

    Within a run only labels that come again or are known count: “Correction: …” at its end is no turn.
    """
    kept: list[Turn] = []
    for run in _runs(found):
        often = Counter(turn.name for turn in run)
        if (QUESTION, ANSWER) in pairwise(turn.name for turn in run):
            kept += [t for t in run if t.name in (QUESTION, ANSWER) or (often[t.name] > 1 and known(t.name))]
        elif is_exchange(run) and any(known(name) for name in often):
            kept += [turn for turn in run if often[turn.name] > 1 or known(turn.name)]
    return kept
