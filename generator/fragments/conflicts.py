"""Marks a conflict in a fragment's file in the way of git, and finds those that are not resolved. Bytes in, bytes out.

A source's words never look like these lines: `escapes` writes `<`, `|`, `=` and `>` at a line's beginning otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable

YOURS, BASE, BETWEEN, NEW = "<<<<<<< yours", "||||||| as it was split before", "=======", ">>>>>>> the new split"
SEVEN = "<<<<<<<"
OPENING = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
FIX = (
    "Keep one of the two versions or write your own, and take out the lines that begin with <<<<<<<, |||||||, ======= "
    "and >>>>>>>"
)


def with_conflict(new: bytes, yours: Iterable[str], base: Iterable[str]) -> bytes:
    """Return the new file with the bodies that were there before, each with its base, beside the new body."""
    head, blank, body = new.partition(b"\n\n")
    lines = [YOURS, *yours, BASE, *base, BETWEEN, body.decode().rstrip("\n"), NEW]
    return head + blank + "\n".join(lines).encode() + b"\n"


def conflict_line(text: str) -> int:
    """Return the line, from 1, on which a file's first conflict begins; 0 where there is none."""
    found = OPENING.search(text) if SEVEN in text else None
    return text.count("\n", 0, found.start()) + 1 if found else 0


def refuse_conflict(text: str, path: str) -> None:
    """Raise ContentError at the first conflict in a file that is not resolved, the one of git itself too."""
    if line := conflict_line(text):
        raise ContentError(path, line, "your edits and a new split are in conflict here", FIX)
