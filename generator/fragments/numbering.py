"""Numbers for fragments that come between others. Numbers that are taken come in, a new one goes out.

They are digits sorted as in a dictionary (010, 0105, 011), so that there is always room between two.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STEP = 10
NARROWEST = 3


def number_after(number: str, taken: Iterable[str], width: int = NARROWEST) -> str:
    """Return a number that follows `number`, before the next of those `taken`; "" asks for one before all."""
    ordered = sorted(one.rstrip("0") for one in taken)
    at = bisect_right(ordered, number.rstrip("0"))
    return between(number, ordered[at], width) if at < len(ordered) else _beyond(number, width)


def _beyond(number: str, width: int) -> str:
    """Return the next round number of the same width, or where there is none, one a digit longer."""
    following = (int((number or "0").ljust(width, "0")[:width]) // STEP + 1) * STEP
    return f"{following:0{width}d}" if following < 10**width else number + "5"


def between(low: str, high: str, width: int = NARROWEST) -> str:
    """Return digits that sort after `low` and before `high`, as short as there is room for.

    Zeros at the end count for nothing; `low` must come before `high` without them.
    """
    length = max(len(low), len(high), width)
    while True:
        first, last = int(low.ljust(length, "0")), int(high.ljust(length, "0"))
        if last - first > 1:
            middle = f"{(first + last) // 2:0{length}d}"
            return middle[:width] + middle[width:].rstrip("0")
        length += 1
