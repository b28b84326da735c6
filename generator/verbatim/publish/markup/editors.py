"""The editors' own words. Markdown comes in, safe Markup goes out, in which every quoted word is from a source.

Raw HTML is off, links have allowed schemes only, and nh3 cleans last. Raises ContentError for quoted words that no
source has, and for quotation marks where no source can be shown (titles, alternative texts).
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from verbatim.core.errors import ContentError
from verbatim.model import Span
from verbatim.publish.html import UNSHOWABLE, as_html
from verbatim.publish.refs import slice_of
from verbatim.publish.urls import link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Slice


# ---- publish/place.py


class Place(NamedTuple):
    """A file by the path that people know, the line where the words begin (0: none), its folder below `content/`."""

    path: str
    line: int = 0
    folder: str = ""

    def error(self, fact: str, fix: str) -> ContentError:
        """Return an error at this place."""
        return ContentError(self.path, self.line, fact, fix)


# ---- publish/cited.py

# What opens a quotation, with what may close it.
MARKS = {"“": "”", "„": "“”", "«": "»", '"': '"'}
ANY = tuple('“”„«»"')
BLOCKS_CITED = frozenset(["p", "li", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"])
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
        if tag in BLOCKS_CITED and self.blocks[-1]:
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
            return f'<span class="cited" {place}>{as_html(words)}</span>'
        return f'<a class="cited" href="{escape(link(found["url"]))}" {place}>{as_html(words)}</a>'


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


# ---- publish/editors.py

LONGEST = 100_000
MOST_SOUGHT = 4_000_000  # opening brackets of a paragraph times its length: about a second of Python-Markdown's time
EXTENSIONS = ("tables", "def_list", "sane_lists")
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
INLINE = {"a", "b", "br", "code", "em", "i", "img", "strong", "sub", "sup"}
TAGS = HEADINGS | BLOCKS | TABLES | INLINE
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
INTRASITE = re.compile(r'="\{(filename|static|attach)\}([^"#?]*)')
SCHEMES = {"http", "https", "mailto"}
PICTURE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*+")*+ src="([^"]*+)"')
SKIPPED = re.compile("[\x00-\x20]")  # what a browser leaves out of an address before it reads it
PARAGRAPH_END = re.compile(r"\n[ \t]*+\n")
QUOTING = '“”„«»"'


def editors_html(text: str, lookup: Lookup, place: Place) -> Markup:
    """Return Markdown as safe HTML, its quoted words wrapped in the slices that `lookup` finds for them.

    Pelican's links (`{filename}`, `{static}`) are written from the content folder; one that leaves it is refused.
    """
    if not text.strip():
        return Markup("")
    if len(text) > LONGEST:
        raise place.error(f"there are {len(text)} characters here", f"At most {LONGEST} are read")
    if found := UNSHOWABLE.search(text.replace("\r", "")):
        fact = f"there is a character here that no page can hold (U+{ord(found[0]):04X})"
        raise place.error(fact, "Write the words around it anew")
    return with_slices(within_content(_read(text, place), place), lookup, place)


def _read(text: str, place: Place) -> str:
    """Return Markdown as cleaned HTML; refuse what only hostile text has, before it takes minutes or ends in a crash.

    Python-Markdown looks for each bracket's partner to the paragraph's end, and calls itself for each list in a list.
    """
    paragraphs = PARAGRAPH_END.split(text)
    if sum(paragraph.count("[") * len(paragraph) for paragraph in paragraphs) > MOST_SOUGHT:
        raise place.error("there are too many brackets in one paragraph", "Divide it by blank lines, or take some out")
    try:
        return _own_pictures(cleaned(text), place)
    except RecursionError:
        _markdown.cache_clear()  # broken off, it would take every later text for part of the list
        fact = "lists or quotations are nested too deeply here"
        raise place.error(fact, "Write them on fewer levels, or divide them by paragraphs") from None


def _own_pictures(html: str, place: Place) -> str:
    """Return cleaned HTML; refuse a picture from elsewhere, which would tell another site of every reader."""
    for found in PICTURE.finditer(html):
        address = SKIPPED.sub("", unescape(found[1])).replace("\\", "/")
        if address.startswith("//") or ":" in address.partition("/")[0]:
            fact = f"the picture {address[:60]} is on another site"
            raise place.error(fact, "Put the file into content/images/, and write {static}/images/ and its name")
    return html


def within_content(html: str, place: Place) -> str:
    """Write Pelican's links from the content folder: `{static}a.png` in `pages/` becomes `{static}/pages/a.png`."""

    def anchored(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join("/", place.folder, found[2]))
        if found[2].startswith("..") and posixpath.normpath(posixpath.join(place.folder, found[2])).startswith(".."):
            fact = f"the link {{{found[1]}}}{found[2]} leads out of the content folder"
            raise place.error(fact, "Put the file into the content folder")
        return f'="{{{found[1]}}}{path}'

    return INTRASITE.sub(anchored, html)


def cleaned(text: str) -> str:
    """Return Markdown as HTML that holds allowed elements, attributes and schemes only."""
    import nh3  # noqa: PLC0415  most commands have no use for it

    html = _markdown().reset().convert(text)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    from markdown import Markdown  # noqa: PLC0415  a story without an introduction has no use for it

    reader = Markdown(extensions=list(EXTENSIONS), output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return reader


# ---- publish/lookup.py


def in_story(edition: Edition, story: str) -> Lookup:
    """Return a lookup over one story's source."""
    return lambda words: _first(edition, [story], words)


def in_any(edition: Edition) -> Lookup:
    """Return a lookup over the sources of all listed stories, newest first."""
    return lambda words: _first(edition, (name for name in edition.newsroom.stories if name in edition.listed), words)


def _first(edition: Edition, stories: Iterable[str], words: str) -> Slice | None:
    for story in stories:
        start = edition.newsroom.stories[story].text.find(words)
        if start >= 0:
            return slice_of(edition, story, Span(start, start + len(words)))
    return None
