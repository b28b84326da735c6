"""Which scripts and styles stand within markup? A page or a template in UTF-8 comes in, their exact texts go out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names in small letters, as every page is looked through for them: capitals would cost half as much again, and the
# policy lets nothing of that name run either.
OPENING = re.compile(rb"<(script|style)([^<>]*)>")


class Inline(NamedTuple):
    """An inline script or style by its exact text, and whether it may stand in a frame or in any other page."""

    kind: str
    text: str
    in_frame: bool


class Part(NamedTuple):
    """An inline script or style, and where in the markup its element begins."""

    kind: str
    text: str
    start: int


def inline_parts(markup: bytes) -> Iterator[Part]:
    """Yield what a browser would run or apply, in order; data, files and what is empty need no leave.

    What never ends is not run, and takes in all that follows.
    """
    end = 0
    while end >= 0 and (found := OPENING.search(markup, end)):
        (kind, attributes), start = found.groups(), found.end()
        end = markup.find(b"</%b>" % kind, start)
        if end > start and _needs_leave(attributes):
            yield Part(kind.decode(), markup[start:end].decode(), found.start())


def opens(markup: bytes) -> bool:
    """Tell whether anything here could begin an inline part, though it stand in a comment: told without reading on."""
    return any(_needs_leave(found[2]) for found in OPENING.finditer(markup))


def _needs_leave(attributes: bytes) -> bool:
    return b"src=" not in attributes and b"json" not in attributes
