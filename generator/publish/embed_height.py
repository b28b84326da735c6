"""How high a frame has to be: texts and the sizes of their letters come in, pixels go out, never too few.

Which fonts a reader has is not known, so that letters are taken for as wide as the widest of the usual ones. The sizes
are those of `embed.css`; a test in Chromium holds the two together.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

TALLEST = 1000  # above this a frame scrolls; WordPress allows no more
EM = 0.56  # the mean width of a letter of Georgia and Verdana, blanks among them, and a little
LOST = 4  # letters at a line's end, into which the next word does not fit
SIDES = 42  # the frame's paddings and borders, left and right

# All that are as wide as two, and others; none of the letters, dashes and quotation marks of most texts.
MAY_BE_WIDE = re.compile("[\u1100-\u1fff\u231a-\U0010ffff]")


class Letters(NamedTuple):
    """Letters of `size` pixels on lines of `line` times that."""

    size: float
    line: float


LABEL, SMALL = Letters(14, 1.45), Letters(13, 1.45)
TEXT = Letters(16, 1.45)
TITLE = Letters(24, 1.2)
WORDS = {1: Letters(30, 1.25), 2: Letters(26, 1.25), 3: Letters(22, 1.25), 4: Letters(19, 1.4), 5: Letters(17, 1.45)}
FOOT = 14 + 8 + 14 + 2  # above the last line, between its rule and it, below it, the borders
SUMMARY = 12 + 8 + LABEL.size * LABEL.line


def within(letters: Letters, width: int) -> Letters:
    """Return the letters in which a frame of `width` sets what is large in a wide one: `min(size, 12px + 3.6vw)`."""
    return Letters(min(letters.size, 12 + 0.036 * width), letters.line)


def tall(text: str, letters: Letters, width: float) -> float:
    """Return the height of `text` on lines of `width` pixels."""
    return each([breadth(text)], letters, width)[0]


def each(breadths: Iterable[int], letters: Letters, width: float) -> list[float]:
    """Return the height of each text, by its `breadth`, on lines of `width` pixels."""
    size, line = letters
    fits = max(4, int(width / (EM * size)) - LOST)
    return [-(-one // fits) * size * line for one in breadths]


def breadth(text: str) -> int:
    """Return how many letters wide a text is, one at least: an ideograph is as wide as two."""
    wide = () if text.isascii() else MAY_BE_WIDE.findall(text)
    return max(1, len(text) + sum(east_asian_width(one) in "WF" for one in wide))


def whole(height: float) -> int:
    """Return a height in whole pixels, no more than a frame may have."""
    return min(TALLEST, ceil(height))
