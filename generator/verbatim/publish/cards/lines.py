"""Breaks text into lines by the widths of letters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from math import fsum
from typing import NamedTuple

# A no-break space (U+00A0, U+202F, U+2007) counts as a letter; a dash or hyphen ends a piece.
_BLANKS = " \\t\\n\\r\\x0b\\x0c\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000"
_PIECE = re.compile(f"(?:[—–-]*[^{_BLANKS}—–-]+[—–-]*|[—–-]+)?[{_BLANKS}]*")
_BLANK_CODES = frozenset(code for code in range(0x3001) if re.fullmatch(f"[{_BLANKS}]", chr(code)))
_AS_BLANK = str.maketrans("\t\n\r", "   ")
NARROWEST = 0.55  # of the full measure: lines get no narrower than this to make the last one longer
STEPS = 7  # of the search for the measure


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A typeface at one weight: the advance of each of its characters in em, and what is added to each."""

    family: str
    advances: Mapping[int, float]
    tracking: float = 0.0

    def covers(self, text: str) -> bool:
        """Return whether the face has a glyph for every character, blanks aside."""
        return {*map(ord, set(text))} - _BLANK_CODES <= self.advances.keys()

    def width(self, text: str) -> float:
        """Return the advance of a text in em without kerning: a line end as a blank, a missing glyph as 1 em."""
        letters = map(ord, text.translate(_AS_BLANK))
        return fsum(map(self.advances.get, letters, repeat(1.0))) + self.tracking * len(text)


class TextLine(NamedTuple):
    """A line of a text: `text[start:end]`, its trailing blanks included."""

    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    end: int
    bare: float
    full: float


def balanced_lines(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> list[TextLine]:
    """Break a text into as few lines of at most `measure` em as possible, and these as even as possible.

    A new line begins at each offset in `forced`. A word wider than a line is broken.
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


def filled_lines(text: str, face: Face, measure: float) -> list[TextLine]:
    """Break a text into lines as full as possible, for callers who keep only the first ones."""
    return _filled(_pieces(text, face, measure), measure, frozenset())


def line_count(text: str, face: Face, measure: float, forced: frozenset[int] = frozenset()) -> int:
    """Return the number of lines of at most `measure` em that a text needs."""
    return len(_filled(_pieces(text, face, measure), measure, forced))


def _pieces(text: str, face: Face, measure: float) -> list[_Piece]:
    """Return the pieces between which a line may end; one wider than a line is cut."""
    whole = _measured(text, face)
    if all(piece.bare <= measure for piece in whole):
        return whole
    return [part for piece in whole for part in _cut(text, piece.start, piece.end, face, measure)]


@lru_cache(maxsize=8)
def _measured(text: str, face: Face) -> list[_Piece]:
    # Cached, since one text is tried in many sizes.
    return [
        _Piece(match.start(), match.end(), face.width(match[0].rstrip()), face.width(match[0]))
        for match in _PIECE.finditer(text)
        if match[0]
    ]


def _cut(text: str, start: int, end: int, face: Face, measure: float) -> list[_Piece]:
    bare = face.width(text[start:end].rstrip())
    if bare <= measure or end - start == 1:
        return [_Piece(start, end, bare, face.width(text[start:end]))]
    at, used = start, 0.0
    while at < end and (used := used + face.width(text[at])) <= measure:
        at += 1
    at = max(at, start + 1)
    head = face.width(text[start:at])
    return [_Piece(start, at, head, head), *(_cut(text, at, end, face, measure) if at < end else [])]


def _filled(pieces: Sequence[_Piece], measure: float, forced: frozenset[int]) -> list[TextLine]:
    lines: list[TextLine] = []
    start, used = 0, 0.0
    for piece in pieces:
        if piece.start > start and (used + piece.bare > measure or piece.start in forced):
            lines.append(TextLine(start, piece.start))
            start, used = piece.start, 0.0
        used += piece.full
    return [*lines, TextLine(start, pieces[-1].end)] if pieces else []
