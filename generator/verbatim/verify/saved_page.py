"""Reads a saved page as a reader sees it: the words of an element, without those that are hidden or struck through.

A file is HTML or MHTML. What an editor or a program changes without changing the words is left out or made one: white
space, invisible characters, quotation marks, the glyphs of apostrophes and dashes, composed letters.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from email import message_from_bytes

from selectolax.lexbor import LexborNode

# Words

MARKS = '“”„‟«»"「」『』‹›'
# Invisible signs, but for an override of the direction, which turns what is read; marks; signs of Markdown.
_DROPPED = re.compile(
    rf"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f{MARKS}*_>#|\\`~^]"
)
# Control characters, and the pictures that a card shows for these.
_BLANK = re.compile("[\x00-\x1f\x7f-\x9f\u2400-\u2426]+")
_GLYPHS = str.maketrans({**dict.fromkeys("‘‚‛'´ʼ′", "’"), **dict.fromkeys("—–―‒−‐‑", "-")})
_WORD = re.compile(r"\w+(?:[’.,]\w+|:\d+)*|-+|…|[^\w\s’]")


def words(text: str) -> list[str]:
    """Return the words and signs of a text as they are compared; a word has its apostrophes, points and commas."""
    text = _DROPPED.sub("", _BLANK.sub(" ", unicodedata.normalize("NFC", text)).replace("...", "…"))
    return [one.replace("--", "-") for one in _WORD.findall(text.translate(_GLYPHS))]


# Elements

UNREAD = frozenset((
    "head", "title", "noscript", "template", "script", "style", "datalist", "audio", "canvas", "video", "-comment",
    "-doctype",
))  # fmt: skip
# All others are on lines of their own.
_INLINE = re.compile(
    "a|abbr|amp-iframe|amp-img|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|iframe|img|ins|kbd|label|mark|q|s|samp|small"
    "|source|span|strike|strong|sub|sup|time|tt|u|var|verbatim-quote|wbr|-text"
)
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z])\]|[*†‡§]")
# Styles, without blanks.
_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity[:(](?:0?\.0\d*|0)%?(?=[;!)]|$)|font:0(?![.\d])|line-through"
    r"|font-size:(?:0(?:\.0\d*)?(?![.\d])|(?:0?\.\d+|1)p[xt])|scale[xy]?\(0(?:\.0+)?[,)]|clip:rect\([01]|clip-path:(?:inset"
    r"\((?:50|100)%|circle\(0)|(?:left|right|top|bottom|indent|margin|inset|translate[xy]?)[a-z-]{0,20}[:(]-\d{3}"
    r"|(?<![a-z-])(?:color|-webkit-text-fill-color):(?:transparent|#[0-9a-f]{6}00|(?:rgb|hsl)a?\([^)]{1,40}[,/]0?\.?0%?\))"
)
_CUT_OFF = re.compile(r"(?<![a-z-])(?:max-)?(?:height|width):[01](?:px)?(?=[;!]|$)")
_COLOURS = re.compile(r"(?<![a-z-])(color|background|background-color):([^;!]{1,40})")
_PALE = re.compile(r"white|snow|ivory|#f[a-f]{2}\b|#f[a-f](?:f[a-f]){2}\b|rgba?\(25\d,25\d,25\d")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DEEPEST, _LONGEST = 512, 100_000  # elements around another, and characters of a card


def around(node: LexborNode | None, tags: Collection[str] = ()) -> Iterator[LexborNode]:
    """Yield an element and those around it, or of these what has one of some tags, from within."""
    for _ in range(_DEEPEST):
        if node is None:
            return
        if not tags or node.tag in tags:
            yield node
        node = node.parent


def said_in(nodes: Sequence[LexborNode], *, with_hidden: bool = False) -> str:
    """Return what a reader sees of some elements, one behind the other; blocks are on lines of their own."""
    pieces, length, waiting = list[str](), 0, list[LexborNode | str](reversed(nodes))
    while waiting and length < _LONGEST:
        one = waiting.pop()
        if not isinstance(one, str) and one.tag == "-text":
            one = one.text_content or ""
        if isinstance(one, str):
            pieces.append(one)
            length += len(one)
        elif one.tag not in UNREAD and (with_hidden or not is_hidden(one)) and not _is_footnote(one):
            gap = "" if is_inline(one) else "\n"
            value = one.attributes.get("value") if one.tag == "input" else " " * (one.tag == "br")
            waiting += [gap, *reversed(list(one.iter(include_text=True))), value or "", gap]
    return "".join(pieces)


def is_inline(node: LexborNode) -> bool:
    """Return whether what an element says stands in the line around it."""
    return _INLINE.fullmatch(node.tag or "") is not None


def _is_footnote(node: LexborNode) -> bool:
    """Return whether an element is the sign of a footnote, which is the page's own."""
    return node.tag == "sup" and _FOOTNOTE.fullmatch(node.text().strip()) is not None


def is_hidden(node: LexborNode, *, in_card: bool = True) -> bool:
    """Return whether an element is hidden, or struck through, by its own attributes.

    A page's paper is not known, but in a card it has ink. No honest style has an escape.
    """
    given = node.attributes
    style = given.get("style") or ""
    if ("hidden" in given and "display" not in style) or (node.tag == "dialog" and "open" not in given):
        return True
    style = re.sub(r"\s+", "", _COMMENT.sub("", f"{style};color:{given.get('color') or ''}".lower()))
    colours = dict(_COLOURS.findall(style))
    ink, paper = colours.get("color", ""), colours.get("background-color", colours.get("background"))
    is_pale = ink and (ink == paper or (in_card and not paper and _PALE.match(ink)))
    is_cut_off = "overflow:hidden" in style and _CUT_OFF.search(style)
    return any((node.tag in ("del", "s", "strike"), is_pale, is_cut_off, _UNSEEN.search(style), "\\" in style))


# Files

_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_PRESCAN = 1024
_SAVED_AS_ONE = re.compile(rb"(?:From: |MIME-Version: |Snapshot-Content-Location: )", re.IGNORECASE)


def markup_of(data: bytes) -> str:
    """Return a saved page as HTML; of an MHTML file the first page within, as Chromium saves it."""
    if _SAVED_AS_ONE.match(data):
        parts = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
        page = next((part.get_payload(decode=True) for part in parts), None)
        data = page if isinstance(page, bytes) else data
    declared = _DECLARED.search(data[:_PRESCAN])
    known = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    for encoding in (*known, declared[1].decode("ascii") if declared else "", "cp1252"):
        with suppress(LookupError, ValueError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")
