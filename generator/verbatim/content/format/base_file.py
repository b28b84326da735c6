"""Reads and writes what `split` last wrote of a story, one file for all of it: `fragments/<story>/.base.txt`.

Its first line says what it is. Each text is a part of its own, in order of name, below a line such as
`%%% 010-text-it-rained.md 3f0c9a1b5d7e2468`: the file that it was written as, and the first digits of the SHA-256 of
its bytes. So a change of one fragment changes one part, git merges changes of different parts, and a part that is not
as `split` wrote it is noticed. Bytes come back as they were given: a line that would begin a part has a backslash
before it, and a text without a line end at its end is called `unended`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_bytes

STORY, SOURCE = "story.md", "source.txt"  # the parts that are no fragments
FIRST = b"Written by verbatim split, which tells your edits by it. Edit the files beside it, not this one."
DIGITS = 16  # of a hash
OPENING = b"\n%%% "
HEAD = re.compile(rb"([^ /]+) ([0-9a-f]{16})( unended)?(\r?)")
LIKE_OPENING = re.compile(rb"^(\\*%%% )", re.MULTILINE)
ESCAPED = re.compile(rb"^\\(\\*%%% )", re.MULTILINE)
CONFLICT = re.compile(rb"^<{7} ", re.MULTILINE)
PUT_BACK = "Put the file back as git has it"
TAKE_OUT = f"{PUT_BACK}, or take this part out: split then takes the file that it is of for edited"
CHOOSE = "Keep one side's file (git checkout --ours or --theirs): split takes what differs from it for edits"


class BasePart(NamedTuple):
    """A text as `split` last wrote it, and where in which file its part begins."""

    data: bytes
    start: int
    file: bytes

    @property
    def line(self) -> int:
        """The line above the text, counted from 1."""
        return self.file.count(b"\n", 0, self.start) + 1


def write_base(texts: Mapping[str, bytes]) -> bytes:
    """Return the file that holds texts, given by name; none is empty."""
    return b"".join((FIRST, b"\n", *(_written(name, texts[name]) for name in sorted(texts))))


def _written(name: str, data: bytes) -> bytes:
    held = LIKE_OPENING.sub(rb"\\\1", data) if b"%%% " in data else data
    unended, end = (b"", b"") if data.endswith(b"\n") else (b" unended", b"\n")
    return b"%%%%%% %b %b%b\n%b%b" % (name.encode(), _hash(data), unended, held, end)


def _hash(data: bytes) -> bytes:
    """Return the first digits of a text's hash, the same where git writes CR LF for LF."""
    return sha256_bytes(data.replace(b"\r\n", b"\n") if b"\r" in data else data)[:DIGITS].encode()


def read_base(data: bytes, path: str) -> dict[str, BasePart]:
    """Return the texts of a file by name. Raises ContentError at its line for what `split` did not write so."""
    first, *pieces = data.split(OPENING)
    if first.rstrip(b"\r\n") != FIRST:
        raise _refused(first, (path, 1, "this is not the file that split writes", PUT_BACK), 1)
    parts: dict[str, BasePart] = {}
    start = len(first) + 1
    for number, piece in enumerate(pieces, start=1):
        line, _, held = piece.partition(b"\n")
        held += b"\n" if number < len(pieces) else b""  # it was taken for that of the next opening
        head = HEAD.fullmatch(line)
        part = BasePart(_text(held, head) if head else held, start, data)
        if not head or _hash(part.data) != head[2]:
            fact = (
                "this part is not as split wrote it"
                if head
                else "this line is not the head of a part as split writes it"
            )
            raise _refused(held, (path, part.line, fact, TAKE_OUT), part.line + 1)
        name = head[1].decode("utf-8", "replace")
        if name in parts:
            raise ContentError(path, part.line, f"there are two parts {name}", TAKE_OUT)
        parts[name] = part
        start += len(piece) + len(OPENING)
    return parts


def _text(held: bytes, head: re.Match[bytes]) -> bytes:
    text = held.removesuffix(head[4] + b"\n") if head[3] else held
    return ESCAPED.sub(rb"\1", text) if b"\\%%% " in text else text


def _refused(held: bytes, error: tuple[str, int, str, str], line: int) -> ContentError:
    """Return the error of a damaged part, or that of the conflict which a merge left in it; `held` begins at `line`."""
    marker = CONFLICT.search(held)
    if marker is None:
        return ContentError(*error)
    fact = "two splits are in conflict here, as git merged them"
    return ContentError(error[0], line + held.count(b"\n", 0, marker.start()), fact, CHOOSE)
