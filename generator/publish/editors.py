"""The editors' own words. Markdown comes in, safe Markup goes out, in which every quoted word is from a source.

Raw HTML is off, links have allowed schemes only, and nh3 cleans last. Raises ContentError for quoted words that no
source has, and for quotation marks where no source can be shown (titles, alternative texts).
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publish.cited import with_slices
from generator.publish.shown import UNSHOWABLE

if TYPE_CHECKING:
    from markdown import Markdown

    from generator.publish.cited import Lookup
    from generator.publish.place import Place

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
