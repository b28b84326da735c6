"""Which of several mentions is somebody's full name? Mentions come in, one of them goes out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A form of address makes a mention longer, not fuller.
ADDRESS = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady)\b\.?\s+)+")

MENTIONS = 8192  # of which it is remembered how full they are: the same people come back from story to story


def fullest(texts: Iterable[str]) -> str:
    """Return the fullest of several mentions: most words, then most letters, forms of address not counted.

    Of equals the first wins. Empty where there is none.
    """
    return max(dict.fromkeys(texts), key=_fullness, default="")


def without_address(text: str) -> str:
    """Return a mention without the forms of address before it."""
    return ADDRESS.sub("", text)


@lru_cache(maxsize=MENTIONS)
def _fullness(text: str) -> tuple[int, int]:
    bare = without_address(text)
    return len(bare.split()), len(bare)
