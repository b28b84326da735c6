"""What came of one recipe: the files that it wrote, and what they mean for files that tell of the whole site."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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


def packed(galley: Galley) -> str:
    """Return a galley as JSON, what it read left out."""
    return json.dumps(
        [
            galley.files,
            galley.pages,
            "".join(sorted(galley.characters)),
            galley.rows,
            [(one.place, *one.record) for one in galley.found],
        ],
        ensure_ascii=False,
    )


def unpacked(text: str) -> Galley:
    """Return the galley of this JSON."""
    files, pages, characters, rows, found = json.loads(text)
    return Galley(
        files,
        pages,
        set(characters),
        rows=[Row(*one) for one in rows],
        found=[Found(place, Record(card, words, title, tuple(people))) for place, card, words, title, people in found],
    )
