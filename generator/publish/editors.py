"""The editors' own words. Markdown comes in, safe Markup goes out, in which every quoted word is from a source.

Raw HTML is off, links have allowed schemes only, and nh3 cleans last. Raises ContentError for quoted words that no
source has, and for quotation marks where no source can be shown (titles, alternative texts).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.errors import ContentError
from generator.publish.cited import with_slices

if TYPE_CHECKING:
    from markdown import Markdown

    from generator.publish.cited import Lookup

LONGEST = 100_000
EXTENSIONS = ("tables", "def_list", "sane_lists")
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
INLINE = {"a", "b", "br", "code", "em", "i", "img", "strong", "sub", "sup"}
TAGS = HEADINGS | BLOCKS | TABLES | INLINE
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto"}
QUOTING = '“”„«»"'


def editors_html(text: str, lookup: Lookup, path: str, line: int = 0) -> Markup:
    """Return Markdown as safe HTML, its quoted words wrapped in the slices that `lookup` finds for them.

    `path` and `line` say where the words stand. Pelican's links (`{filename}`, `{static}`) are left as they are.
    """
    if not text.strip():
        return Markup("")
    if len(text) > LONGEST:
        raise ContentError(path, line, f"there are {len(text)} characters here", f"At most {LONGEST} are read")
    return with_slices(cleaned(text), lookup, path, line)


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
