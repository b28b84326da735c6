"""Puts other ids of people into a fragment's file. Bytes come in, the same bytes go out but for those ids.

Only values of attributes are touched, each at its place: words, headers and the way in which an editor wrote the rest
stay to the byte.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.fragments.attributes import values
from generator.fragments.headers import headed
from generator.fragments.read import read
from generator.fragments.renaming import other_ids, renamed
from generator.fragments.spans import TOKEN
from generator.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.fragments.attributes import Value

CRLF = re.compile("\r\n")


def rewritten(data: bytes, refs: Mapping[str, str], path: str, story: str) -> bytes:
    """Return a fragment's file with the ids in `refs` replaced. Raises ContentError where the file cannot be read."""
    text, encoding = decode(data, "utf-8", path)
    if not any(ref in text for ref in refs):
        return data
    before = read(data, path, story)
    if before.source is None:
        return data  # a note is the editors' own Markdown: brackets mean something else there
    byte_order_mark = data[: len(data) - len(text.encode(encoding))]
    for start, end, value in reversed(list(_edits(text, refs, path))):
        text = f"{text[:start]}{value}{text[end:]}"
    found = byte_order_mark + text.encode(encoding)
    after = read(found, path, story)
    (wanted,) = renamed([before], refs)
    if (after.text, after.marks) != (wanted.text, wanted.marks):
        fact = "other ids could not be put into this fragment, so that nothing was written"
        raise ContentError(path, 0, fact, "Please report this with the file: it is a fault of ours")
    return found


def _edits(text: str, refs: Mapping[str, str], path: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be replaced: from where, to where, by what."""
    # Attributes are read with LF alone, as fragments are; places are told as the file has them.
    lines = [found.start() - number for number, found in enumerate(CRLF.finditer(text))]
    plain = text.replace("\r\n", "\n")
    body = len(plain) - len(headed(plain, path).body)
    for one in _values(plain, body):
        value = other_ids(one.key, one.value, refs)
        if value != one.value:
            yield one.start + bisect_left(lines, one.start), one.end + bisect_left(lines, one.end), value


def _values(text: str, at: int) -> Iterator[Value]:
    """Yield the attributes' values of every span in a body, which begins at `at`."""
    for token in TOKEN.finditer(text, at):
        if token.lastgroup == "closer":
            yield from values(text, token.start() + 1)
