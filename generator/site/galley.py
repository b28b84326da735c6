"""What came of one recipe: the files that it wrote, and what they mean for files that tell of the whole site."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from generator.publish.search_records import Record
from generator.site.made import Found, Row

if TYPE_CHECKING:
    from generator.publish.reads import Fact

ASCII = bytes(range(128))


@dataclass(slots=True)
class Galley:
    """`files` are the hashes of the files by address, `pages` tells of pages whether search engines are to know them.

    `unpainted` are the addresses of the cards whose pictures are not in the cache; their drawings are written.
    `characters` are those beyond ASCII, for the fonts.
    """

    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, bool] = field(default_factory=dict)
    characters: set[str] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    unpainted: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    reads: set[Fact] = field(default_factory=set)

    def note(self, address: str, data: bytes) -> None:
        """Take note of a file."""
        self.files[address] = hashlib.sha256(data).hexdigest()

    def see(self, page: bytes) -> None:
        """Take note of a page, in UTF-8."""
        self.characters.update(page.translate(None, ASCII).decode())

    def join(self, other: Galley) -> None:
        """Add what came of another recipe."""
        self.files.update(other.files)
        self.pages.update(other.pages)
        self.characters |= other.characters
        self.rows += other.rows
        self.unpainted += other.unpainted
        self.found += other.found


class Line(NamedTuple):
    """A row as it is kept: its text in UTF-8, as files that tell of the whole site have it."""

    file: str
    text: bytes
    key: str


class Held(NamedTuple):
    """A galley as it is kept: what it read stands beside it, and pictures that are not painted yet come with it.

    `files` are lines as in `SHA256SUMS`.
    """

    files: bytes
    pages: dict[str, bool]
    characters: str
    rows: list[Line]
    found: list[tuple[int, Any, str, str, tuple[str, ...]]]


class _Rows(NamedTuple):
    """A galley of which the rows are wanted, and the rest is left as it is."""

    files: msgspec.Raw
    pages: msgspec.Raw
    characters: msgspec.Raw
    rows: list[Line]
    found: msgspec.Raw


_HELD, _ROWS = msgspec.msgpack.Decoder(Held), msgspec.msgpack.Decoder(_Rows)


def packed(galley: Galley) -> bytes:
    """Return a galley as bytes, what it read left out."""
    characters = "".join(sorted(galley.characters))
    files = "".join([f"{digest}  {address}\n" for address, digest in galley.files.items()]).encode()
    rows = [Line(row.file, row.text.encode(), row.key) for row in galley.rows]
    found = [(one.place, *one.record) for one in galley.found]
    return msgspec.msgpack.encode(Held(files, galley.pages, characters, rows, found))


def unpacked(data: bytes) -> Held:
    """Return what is kept in these bytes."""
    return _HELD.decode(data)


def rows_in(data: bytes) -> list[Line]:
    """Return the rows of what is kept in these bytes."""
    return _ROWS.decode(data).rows


def found_in(held: Held) -> list[Found]:
    """Return the records of the search."""
    return [Found(place, Record(card, words, title, people)) for place, card, words, title, people in held.found]
