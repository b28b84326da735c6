"""Markup to tokens: HTML, SVG or XML text comes in; texts, tags and what is worth knowing of each tag go out.

Linear on any input: every quantifier is possessive or runs once to the end of the file.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INSIDE = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""
# A tag that never ends takes the rest of the file with it, so that the next `<` is not tried again from there.
# Groups: the whole token, the name of a raw-text element (its content included), the name of any other tag.
TOKEN = re.compile(
    rf"(<(?:(script|style)\b{_INSIDE}(?:>.*?</\2\s*>|.*)"
    rf"|(/?[A-Za-z][^\s/>\"'=<]*+){_INSIDE}(?:>|.*)"
    r"|!--(?:.*?-->|.*)|!\[CDATA\[(?:.*?\]\]>|.*)|[!?][^>]*+(?:>|.*)))",
    re.DOTALL,
)
STRIDE = 4
_WATCHED = re.compile(r"""\s(?:data-(?:char|control|corrected|embed|quote|trust|version)|cite|aria-hidden)\s*+=""")
_MARKED = re.compile(r"""[“”„«»‘’]|=\s*+'[^'"]*+"|&(?:quot|ldquo|rdquo|laquo|raquo|bdquo|lsquo|#)""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "tspan", "u", "var", "wbr",
        "path", "use", "circle", "line", "rect", "g",
    )
)  # fmt: skip
_QUOTING = frozenset(("blockquote", "ins", "p", "q"))
_PLAIN: Mapping[str, str] = {}


class Element(NamedTuple):
    """A start tag. Where it holds nothing that verify looks at it is not `watched`, and its attributes are not read.

    `marked` tells whether there may be a quotation mark in it.
    """

    name: str
    attributes: Mapping[str, str]
    void: bool
    block: bool
    watched: bool
    marked: bool


def tokens(markup: str) -> Sequence[str | None]:
    """Split markup into `text, token, raw name, name, text, …`: a flat list with a stride of four."""
    return TOKEN.split(markup)


@lru_cache(maxsize=1 << 15)
def element(tag: str, name: str) -> Element:
    """Read a start tag as it stands in the file; `name` is its name there."""
    lowered = name.lower()
    marked = _MARKED.search(tag) is not None
    watched = marked or _WATCHED.search(tag) is not None or lowered in _QUOTING
    void = lowered in _VOID or tag.endswith("/>")
    return Element(lowered, attributes(tag, name) if watched else _PLAIN, void, lowered not in INLINE, watched, marked)


def attributes(tag: str, name: str) -> dict[str, str]:
    """Return the attributes of a start tag by lower-case name, entities decoded; the first of two alike counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag, 1 + len(name)):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def line_at(parts: Sequence[str | None], index: int, before: int = 0) -> int:
    """Return the line, from 1, of `parts[index]`, `before` lines further on."""
    texts, tags = parts[0:index:STRIDE], parts[1:index:STRIDE]
    return 1 + before + "".join(filter(None, texts)).count("\n") + "".join(filter(None, tags)).count("\n")


def raw_content(token: str) -> str:
    """Return what stands between the tags of a raw-text token (`<script …>…</script>`)."""
    opening = re.match(rf"<[a-z]+{_INSIDE}>", token)
    start = opening.end() if opening else len(token)
    return token[start : max(start, token.rfind("</"))]
