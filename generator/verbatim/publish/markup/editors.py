"""Renders the editors' Markdown as safe HTML in which every quoted word is traced to a source.

Raw HTML is off, links may have a few schemes only, and nh3 cleans the result. Raises ContentError for quoted words that
no source has, and for quotation marks where no source can be shown (titles, alternative texts).
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
from verbatim.publish.urls import link, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Slice

LONGEST = 100_000
MOST_SOUGHT = 4_000_000  # opening brackets of a paragraph times its length: about a second of Python-Markdown's time
EXTENSIONS = ("tables", "def_list", "sane_lists")
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
INLINE = {"a", "b", "br", "code", "em", "i", "img", "strong", "sub", "sup"}
TAGS = HEADINGS | BLOCKS | TABLES | INLINE
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto"}
INTRASITE = re.compile(r'="\{(filename|static|attach)\}([^"#?]*)')
PICTURE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*+")*+ src="([^"]*+)"')
SKIPPED = re.compile("[\x00-\x20]")  # what a browser leaves out of an address before it reads it
PARAGRAPH_END = re.compile(r"\n[ \t]*+\n")
# Opening quotation marks, each with what may close it.
CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"'}
QUOTATION_MARKS = tuple('“”„«»"')
BLOCKS_CITED = frozenset(["p", "li", "dd", "dt", "td", "th", *HEADINGS, "blockquote", "pre"])

Lookup = Callable[[str], "Slice | None"]


class ContentPlace(NamedTuple):
    """Where editors' words begin: the file's path, the line (0: not known), the file's folder below `content/`."""

    path: str
    line: int = 0
    folder: str = ""

    def error(self, fact: str, fix: str) -> ContentError:
        """Return an error at this place."""
        return ContentError(self.path, self.line, fact, fix)


def in_story(edition: Edition, story: str) -> Lookup:
    """Return a lookup over one story's source."""
    return lambda words: _find(edition, [story], words)


def in_any(edition: Edition) -> Lookup:
    """Return a lookup over the sources of all listed stories, newest first."""
    return lambda words: _find(edition, (name for name in edition.newsroom.stories if name in edition.listed), words)


def _find(edition: Edition, stories: Iterable[str], words: str) -> Slice | None:
    for story in stories:
        start = edition.newsroom.stories[story].text.find(words)
        if start >= 0:
            return slice_of(edition, story, Span(start, start + len(words)))
    return None


def editors_html(text: str, lookup: Lookup, place: ContentPlace) -> Markup:
    """Return Markdown as safe HTML, its quoted words wrapped in the slices that `lookup` finds for them.

    Pelican's links (`{filename}`, `{static}`) become relative to the content folder; one that leaves it is refused.
    """
    if not text.strip():
        return Markup("")
    if len(text) > LONGEST:
        raise place.error(f"there are {len(text)} characters here", f"At most {LONGEST} are read")
    if found := UNSHOWABLE.search(text.replace("\r", "")):
        fact = f"there is a character here that no page can hold (U+{ord(found[0]):04X})"
        raise place.error(fact, "Write the words around it anew")
    return _with_slices(_within_content(_read(text, place), place), lookup, place)


def introduction(edition: Edition, story: Story) -> Markup:
    """Return the editors' introduction; empty where there is none."""
    return editors_html(story.intro, in_story(edition, story.id), ContentPlace(story.path, 0, "stories"))


def _read(text: str, place: ContentPlace) -> str:
    """Return Markdown as cleaned HTML; refuse what only hostile text has, before it takes minutes or ends in a crash.

    Python-Markdown looks for each bracket's partner to the paragraph's end, and recurses for each list in a list.
    """
    paragraphs = PARAGRAPH_END.split(text)
    if sum(paragraph.count("[") * len(paragraph) for paragraph in paragraphs) > MOST_SOUGHT:
        raise place.error("there are too many brackets in one paragraph", "Divide it by blank lines, or take some out")
    try:
        html = cleaned(text)
    except RecursionError:
        _markdown.cache_clear()  # interrupted, it would take every later text for part of the list
        fact = "lists or quotations are nested too deeply here"
        raise place.error(fact, "Write them on fewer levels, or divide them by paragraphs") from None
    for found in PICTURE.finditer(html):  # a picture from elsewhere would tell another site of every reader
        address = SKIPPED.sub("", unescape(found[1])).replace("\\", "/")
        if address.startswith("//") or ":" in address.partition("/")[0]:
            fact = f"the picture {address[:60]} is on another site"
            raise place.error(fact, "Put the file into content/images/, and write {static}/images/ and its name")
    return html


def cleaned(text: str) -> str:
    """Return Markdown as HTML with allowed elements, attributes and schemes only."""
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


def _within_content(html: str, place: ContentPlace) -> str:
    """Write Pelican's links from the content folder: `{static}a.png` in `pages/` becomes `{static}/pages/a.png`."""

    def anchored(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join("/", place.folder, found[2]))
        if found[2].startswith("..") and posixpath.normpath(posixpath.join(place.folder, found[2])).startswith(".."):
            fact = f"the link {{{found[1]}}}{found[2]} leads out of the content folder"
            raise place.error(fact, "Put the file into the content folder")
        return f'="{{{found[1]}}}{path}'

    return INTRASITE.sub(anchored, html)


def quoted(text: str) -> list[tuple[int, int]]:
    """Return where words stand between quotation marks, the marks left out; outermost only, in linear time.

    The last one's end is -1 where it is not closed in `text`, unless nothing that could be words follows.
    """
    found: list[tuple[int, int]] = []
    start, closers = -1, ""
    for at, character in enumerate(text):
        if start < 0 and character in CLOSERS:
            start, closers = at + 1, CLOSERS[character]
        elif start >= 0 and character in closers:
            if start < at:
                found.append((start, at))
            start = -1
    if start >= 0 and text[start : start + 1].isalpha():
        found.append((start, -1))
    return found


def _with_slices(html: str, lookup: Lookup, place: ContentPlace) -> Markup:
    """Wrap the words between quotation marks in slices."""
    if not any(mark in html for mark in (*QUOTATION_MARKS, "&quot;")):
        return Markup(html)  # noqa: S704  cleaned by nh3
    reader = _HtmlPieces(place)
    reader.feed(html)
    reader.close()
    wrapper = _SliceWrapper(lookup, place)
    for block in reader.blocks:
        wrapper.add(block)
    return Markup("".join(wrapper.html))  # noqa: S704  nh3's tags, and text escaped again


class _HtmlPiece(NamedTuple):
    """A tag as written, or a run of text (`tag` is then empty)."""

    tag: str
    text: str


class _HtmlPieces(HTMLParser):
    """Cuts HTML into blocks of pieces; a quotation never reaches from one block into another."""

    def __init__(self, place: ContentPlace) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.blocks: list[list[_HtmlPiece]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("title", "alt") and any(mark in (value or "") for mark in QUOTATION_MARKS):
                fact = f"quotation marks in {name}={value!r} cannot be checked there"
                raise self.place.error(fact, "Take the marks off, or quote in the text")
        self._start_block(tag)
        self.blocks[-1].append(_HtmlPiece(tag, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        self.blocks[-1].append(_HtmlPiece("/" + tag, f"</{tag}>"))
        self._start_block(tag)

    def handle_data(self, data: str) -> None:
        self.blocks[-1].append(_HtmlPiece("", data))

    def _start_block(self, tag: str) -> None:
        if tag in BLOCKS_CITED and self.blocks[-1]:
            self.blocks.append([])


class _SliceWrapper:
    """Writes blocks out again, quoted words in slices: a slice is a link, or a span where a link is open around it."""

    def __init__(self, lookup: Lookup, place: ContentPlace) -> None:
        self.lookup = lookup
        self.place = place
        self.html: list[str] = []
        self.linked = False

    def add(self, block: list[_HtmlPiece]) -> None:
        text = "".join(piece.text for piece in block if not piece.tag)
        spans = quoted(text)
        if spans and spans[-1][1] < 0:
            fact = f"a quotation is opened and not closed: {text[spans[-1][0] :][:40]!r}"
            raise self.place.error(fact, "Close it, or take the mark off")
        slices = [(start, end, self._slice(text[start:end])) for start, end in spans]
        at = 0
        for piece in block:
            if piece.tag:
                self.linked = piece.tag == "a" or (self.linked and piece.tag != "/a")
                self.html.append(piece.text)
                continue
            self._write(piece.text, at, slices)
            at += len(piece.text)

    def _slice(self, words: str) -> Slice:
        found = self.lookup(words)
        if found is None:
            fact = f"the source does not have the quoted words {words!r}"
            raise self.place.error(fact, "Write them as the source has them, or take the marks off")
        return found

    def _write(self, text: str, at: int, slices: list[tuple[int, int, Slice]]) -> None:
        """Write a run of text that begins at `at` of its block, wrapping what lies in a slice."""
        done = 0
        for start, end, cited in slices[bisect_right(slices, at, key=lambda one: one[1]) :]:
            first, last = max(start - at, done), min(end - at, len(text))
            if first >= last:
                break
            self.html.append(str(escape(text[done:first])))
            self.html.append(self._element(text[first:last], cited, at + first - start))
            done = last
        self.html.append(str(escape(text[done:])))

    def _element(self, words: str, cited: Slice, skipped: int) -> str:
        first = span_of(cited).start + skipped
        place = f'data-story="{escape(cited["story"])}" data-char="{first},{first + len(words)}"'
        if self.linked:
            return f'<span class="cited" {place}>{as_html(words)}</span>'
        return f'<a class="cited" href="{escape(link(cited["url"]))}" {place}>{as_html(words)}</a>'
