"""What the search shows of sources: a fragment of Pagefind's index comes in, its faults go to the tally.

A fragment is gzip over a mark of twelve bytes and JSON. Its `url` is the card of a result, itself JSON; whatever in
it has `char` and `words` is a slice, and is held against the source. What is only looked through is never shown.
"""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

from generator.verify.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.verify.tally import File, Tally

MARK = b"pagefind_dcd"
FRAGMENTS = "pagefind/fragment/*.pf_fragment"


def check_fragment(file: File, data: bytes, tally: Tally) -> None:
    """Check one result of the search."""
    try:
        held = gzip.decompress(data)
        card = json.loads(json.loads(held.removeprefix(MARK))["url"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        tally.fault(file, 0, "a result of the search cannot be read")
        return
    for story, char, words in _slices(card):
        tally.passages += 1
        if told := _difference(story, char, words, tally):
            tally.fault(file, 0, f"in the search {told}")


def _slices(value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield every slice within a card."""
    if not isinstance(value, dict):
        return
    if value.get("char"):
        yield str(value.get("story")), str(value["char"]), str(value.get("words"))
    for inner in value.values():
        yield from _slices(inner)


def _difference(story: str, char: str, words: str, tally: Tally) -> str:
    text = tally.texts.get(story)
    if text is None:
        return f"words are of {story}, which has no source"
    start, _, end = char.partition(",")
    if not (start.isdecimal() and end.isdecimal()):
        return f"“{char}” is no place in a source"
    place = Place(story, int(start), int(end))
    if text[place.start : place.end] == words:
        return ""
    return f"the words at {story} {char} are not those of the source"
