"""Two wordings, word by word: strings come in, the stretches that they share and do not share go out.

What both begin and end with is taken off first, so that a long quotation with a small change is compared in time that
grows with its length; where much changed, the rest is shown whole rather than matched at any price.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# A word with what joins its letters, or a run of blanks, or one sign. Scripts without blanks between words are
# compared by the letter.
_NO_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_NO_BLANKS}]|[^\W{_NO_BLANKS}]+(?:[’'\-.,][^\W{_NO_BLANKS}]+)*|\s+|[^\w\s]")
MOST = 1_000_000  # pairs of words that are matched; beyond that the change is shown whole

Run = tuple[list[str], bool]


class Piece(NamedTuple):
    """A stretch of a wording, and whether the other one has it."""

    text: str
    shared: bool


def word_diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both wordings in pieces, whose texts together are the wordings, character for character."""
    one, other = TOKEN.findall(before), TOKEN.findall(after)
    head = _shared(one, other)
    tail = _shared(one[head:][::-1], other[head:][::-1])
    first, last = (one[:head], True), (one[len(one) - tail :], True)
    old, new = _matched(one[head : len(one) - tail], other[head : len(other) - tail])
    return _pieces([first, *old, last]), _pieces([first, *new, last])


def _shared(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _matched(one: list[str], other: list[str]) -> tuple[list[Run], list[Run]]:
    if len(one) * len(other) > MOST:
        return [(one, False)], [(other, False)]
    before: list[Run] = []
    after: list[Run] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        # A lone blank between two changes belongs to them: nobody reads a change word for word with holes.
        same = what == "equal" and any(token.strip() for token in one[a:b])
        before.append((one[a:b], same))
        after.append((other[c:d], same))
    return before, after


def _pieces(runs: list[Run]) -> list[Piece]:
    found: list[Piece] = []
    for tokens, shared in runs:
        text = "".join(tokens)
        if found and found[-1].shared == shared:
            found[-1] = Piece(found[-1].text + text, shared)
        elif text:
            found.append(Piece(text, shared))
    return found
