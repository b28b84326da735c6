"""Line breaking by the real widths of letters. A text and a face come in, the places of its lines go out.

A line keeps the blank at which it ends, so that the lines joined are the text, character for character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A blank that does not break a line (U+00A0, U+202F, U+2007) is a letter here; a dash or hyphen ends a piece.
_BLANKS = " \\t\\n\\r\\x0b\\x0c\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000"
_PIECE = re.compile(f"(?:[—–-]*[^{_BLANKS}—–-]+[—–-]*|[—–-]+)?[{_BLANKS}]*")
_BLANK = re.compile(f"[{_BLANKS}]")
_AS_BLANK = str.maketrans("\t\n\r", "   ")
NARROWEST = 0.55  # of the full measure: a last line may be made longer by narrowing the others, but not below this
STEPS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A typeface at one weight: the advance of each character that it has, in em, letter-spacing included."""

    family: str
    advances: Mapping[int, float]

    def covers(self, text: str) -> bool:
        """Tell whether the face has a letter for every character, blanks apart."""
        return all(ord(char) in self.advances or _BLANK.match(char) for char in text)

    def width(self, text: str) -> float:
        """Return the advance of a text in em, a line end as a blank; what is not there counts one, kerning nothing."""
        return sum(self.advances.get(ord(char), 1.0) for char in text.translate(_AS_BLANK))


class Line(NamedTuple):
    """A line: `text[start:end]`, the blanks at its end included."""

    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    end: int
    bare: float
    full: float


def lines(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> list[Line]:
    """Break `text` into lines of at most `measure` em, as even as the least number of lines allows.

    At each offset in `forced` a new line begins. A piece wider than a line is broken within.
    """
    pieces = _pieces(text, face, measure)
    least = len(_filled(pieces, measure, forced))
    widest = max((piece.bare for piece in pieces), default=0)
    low, high = measure * NARROWEST, measure
    for _ in range(STEPS):
        middle = (low + high) / 2
        if widest <= middle and len(_filled(pieces, middle, forced)) == least:
            high = middle
        else:
            low = middle
    return _filled(pieces, high, forced)


def filled(text: str, face: Face, measure: float) -> list[Line]:
    """Break `text` into lines each as full as it gets, as is right where only the first lines are kept."""
    return _filled(_pieces(text, face, measure), measure, frozenset())


def fewest(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> int:
    """Return on how many lines of at most `measure` em a text goes."""
    return len(_filled(_pieces(text, face, measure), measure, forced))


def _pieces(text: str, face: Face, measure: float) -> list[_Piece]:
    """Return the text in pieces that are not parted, but for one that is wider than a line."""
    whole = _measured(text, face)
    if all(piece.bare <= measure for piece in whole):
        return whole
    return [part for piece in whole for part in _cut(text, piece.start, piece.end, face, measure)]


@lru_cache(maxsize=8)
def _measured(text: str, face: Face) -> list[_Piece]:
    """Return the pieces with their widths, which one text is asked for in many sizes."""
    return [
        _Piece(found.start(), found.end(), face.width(found[0].rstrip()), face.width(found[0]))
        for found in _PIECE.finditer(text)
        if found[0]
    ]


def _cut(text: str, start: int, end: int, face: Face, measure: float) -> list[_Piece]:
    """Return one piece, or several where it is wider than a line."""
    bare = face.width(text[start:end].rstrip())
    if bare <= measure or end - start == 1:
        return [_Piece(start, end, bare, face.width(text[start:end]))]
    at, used = start, 0.0
    while at < end and (used := used + face.width(text[at])) <= measure:
        at += 1
    at = max(at, start + 1)
    head = face.width(text[start:at])
    return [_Piece(start, at, head, head), *(_cut(text, at, end, face, measure) if at < end else [])]


def _filled(pieces: Sequence[_Piece], measure: float, forced: frozenset[int]) -> list[Line]:
    """Fill line after line."""
    found: list[Line] = []
    start, used = 0, 0.0
    for piece in pieces:
        if piece.start > start and (used + piece.bare > measure or piece.start in forced):
            found.append(Line(start, piece.start))
            start, used = piece.start, 0.0
        used += piece.full
    return [*found, Line(start, pieces[-1].end)] if pieces else []
