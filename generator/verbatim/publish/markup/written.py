"""Holds what editors wrote and where, and cuts its HTML into blocks of pieces: tags, and the text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.quotation_marks import DOUBLE
from verbatim.model import Person

HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
BLOCKS_CITED = frozenset(["p", "li", "dd", "dt", "td", "th", *HEADINGS, "blockquote", "pre"])
_EDGE = re.compile("<(/?)blockquote>")


class ContentPlace(NamedTuple):
    """Where editors' words begin: the file's path, the line (0: not known), the file's folder below `content/`."""

    path: str
    line: int = 0
    folder: str = ""

    @classmethod
    def about(cls, person: Person) -> ContentPlace:
        """Return where the editors' words about a person begin."""
        return cls(f"content/people/{person.id}.md", person.words_line, "people")

    def error(self, fact: str, fix: str) -> ContentError:
        """Return an error at this place."""
        return ContentError(self.path, self.line, fact, fix)


class EditorsText(NamedTuple):
    """Markdown as the editors wrote it, and where it begins."""

    text: str
    place: ContentPlace

    def error(self, words: str, fact: str, fix: str) -> ContentError:
        """Return an error at the line on which `words` begin."""
        first = next((at for at in map(self.text.find, (words, words.partition(" ")[0])) if at >= 0), 0)
        line = self.place.line + self.text.count("\n", 0, first) if self.place.line else 0
        return self.place._replace(line=line).error(fact, fix)


class HtmlPiece(NamedTuple):
    """A tag as written, or a run of text (`tag` is then empty)."""

    tag: str
    text: str


class HtmlPieces(HTMLParser):
    """Cuts HTML into blocks of pieces; a quotation never reaches from one block into another."""

    def __init__(self, place: ContentPlace) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.blocks: list[list[HtmlPiece]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a tag, which may begin a block."""
        for name, value in attrs:
            if name in ("title", "alt") and any(mark in (value or "") for mark in ("''", *DOUBLE)):
                fact = f"quotation marks in {name}={value!r} cannot be checked there"
                raise self.place.error(fact, "Take the marks off, or quote in the text")
        self._start_block(tag)
        self.blocks[-1].append(HtmlPiece(tag, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        """Add a tag, which may end a block."""
        self.blocks[-1].append(HtmlPiece("/" + tag, f"</{tag}>"))
        self._start_block(tag)

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.blocks[-1].append(HtmlPiece("", data))

    def _start_block(self, tag: str) -> None:
        if tag in BLOCKS_CITED and self.blocks[-1]:
            self.blocks.append([])


def block_quotations(html: str) -> Iterator[tuple[str, bool]]:
    """Yield cleaned HTML in parts, each with whether it is a block quotation; those within one belong to it."""
    at = depth = 0
    for edge in _EDGE.finditer(html):
        depth += -1 if edge[1] else 1
        if edge[1] and not depth:
            yield html[at : edge.end()], True
            at = edge.end()
        elif not edge[1] and depth == 1:
            yield html[at : edge.start()], False
            at = edge.start()
    yield html[at:], False
