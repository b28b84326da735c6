"""Quoted words within editors' HTML. Clean HTML comes in; it goes out with each quotation wrapped in its slice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from generator.publish.links import link
from generator.publish.shown import shown

if TYPE_CHECKING:
    from generator.publish.place import Place
    from generator.publish.views import Slice

# What opens a quotation, with what may close it.
MARKS = {"“": "”", "„": "“”", "«": "»", '"': '"'}
ANY = tuple('“”„«»"')
BLOCKS = frozenset(["p", "li", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"])
SHOWN = ("title", "alt")

Lookup = Callable[[str], "Slice | None"]


class Piece(NamedTuple):
    """A tag as written, or a run of text (`tag` is then empty)."""

    tag: str
    text: str


def with_slices(html: str, lookup: Lookup, place: Place) -> Markup:
    """Wrap the words between quotation marks in slices; ContentError where `lookup` does not know them."""
    if not any(mark in html for mark in (*ANY, "&quot;")):
        return Markup(html)  # noqa: S704  cleaned by nh3
    reader = _Pieces(place)
    reader.feed(html)
    reader.close()
    wrapped = _Wrapped(lookup, place)
    for block in reader.blocks:
        wrapped.add(block)
    return Markup("".join(wrapped.html))  # noqa: S704  nh3's tags, and text escaped again


class _Pieces(HTMLParser):
    """Cuts HTML into blocks of pieces; a quotation never reaches from one block into another."""

    def __init__(self, place: Place) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.blocks: list[list[Piece]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SHOWN and any(mark in (value or "") for mark in ANY):
                fact = f"quotation marks in {name}={value!r} cannot be checked there"
                raise self.place.error(fact, "Take the marks off, or quote in the text")
        self._start_block(tag)
        self.blocks[-1].append(Piece(tag, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        self.blocks[-1].append(Piece("/" + tag, f"</{tag}>"))
        self._start_block(tag)

    def handle_data(self, data: str) -> None:
        self.blocks[-1].append(Piece("", data))

    def _start_block(self, tag: str) -> None:
        if tag in BLOCKS and self.blocks[-1]:
            self.blocks.append([])


class _Wrapped:
    """Writes blocks out again, quoted words in slices. Within a link a slice is a span, elsewhere a link itself."""

    def __init__(self, lookup: Lookup, place: Place) -> None:
        self.lookup = lookup
        self.place = place
        self.html: list[str] = []
        self.linked = False

    def add(self, block: list[Piece]) -> None:
        """Write one block."""
        text = "".join(piece.text for piece in block if not piece.tag)
        slices = [(start, end, self._slice(text[start:end])) for start, end in self._quoted(text)]
        at = 0
        for piece in block:
            if piece.tag:
                self.linked = piece.tag == "a" or (self.linked and piece.tag != "/a")
                self.html.append(piece.text)
                continue
            self._write(piece.text, at, slices)
            at += len(piece.text)

    def _quoted(self, text: str) -> list[tuple[int, int]]:
        found = quoted(text)
        if found and found[-1][1] < 0:
            fact = f"a quotation is opened and not closed: {text[found[-1][0] :][:40]!r}"
            raise self.place.error(fact, "Close it, or take the mark off")
        return found

    def _slice(self, words: str) -> Slice:
        found = self.lookup(words)
        if found is None:
            fact = f"the source does not have the quoted words {words!r}"
            raise self.place.error(fact, "Write them as the source has them, or take the marks off")
        return found

    def _write(self, text: str, at: int, slices: list[tuple[int, int, Slice]]) -> None:
        """Write a run of text that begins at `at` of its block, the parts that lie in a slice wrapped."""
        done = 0
        for start, end, found in slices[bisect_right(slices, at, key=lambda one: one[1]) :]:
            first, last = max(start - at, done), min(end - at, len(text))
            if first >= last:
                break
            self.html.append(str(escape(text[done:first])))
            self.html.append(self._element(text[first:last], found, at + first - start))
            done = last
        self.html.append(str(escape(text[done:])))

    def _element(self, words: str, found: Slice, skipped: int) -> str:
        first = int(found["char"].partition(",")[0]) + skipped
        place = f'data-story="{escape(found["story"])}" data-char="{first},{first + len(words)}"'
        if self.linked:
            return f'<span class="cited" {place}>{shown(words)}</span>'
        return f'<a class="cited" href="{escape(link(found["url"]))}" {place}>{shown(words)}</a>'


def quoted(text: str) -> list[tuple[int, int]]:
    """Return where words stand between quotation marks, the marks left out; outermost only, in linear time.

    The last one's end is -1 where it is not closed in `text`, unless nothing that could be words follows.
    """
    found: list[tuple[int, int]] = []
    start, closers = -1, ""
    for at, character in enumerate(text):
        if start < 0 and character in MARKS:
            start, closers = at + 1, MARKS[character]
        elif start >= 0 and character in closers:
            if start < at:
                found.append((start, at))
            start = -1
    if start >= 0 and text[start : start + 1].isalpha():
        found.append((start, -1))
    return found
