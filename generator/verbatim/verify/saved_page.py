"""Reads a saved page as a reader sees it: its words in order, which of them are hidden, and what may be a card.

A file is HTML or MHTML. What an editor or a program changes without changing the words is normalised: white
space, invisible characters, the glyphs of quotation marks, apostrophes and dashes, composed letters. A token's `raw`
keeps the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from email import message_from_bytes
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Words

# An override of the direction is not among them: it turns what is read.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]"
)
# Blanks, control characters, and the pictures that a card shows for these.
BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2400-\u2426]+")
MARKS, SINGLE, DASHES, SIGNS = '“”„‟«»"「」『』‹›', "‘’‚‛'`´ʼ′", "—–―‒−‐‑-", "*_>#|\\`~^"
# A word with inner apostrophes, points and commas (`1,000`, `U.S`), a time, a dash, an ellipsis, a mark, any sign.
TOKEN = re.compile(rf"[^\W_]+(?:[{SINGLE}.,][^\W_]+|:\d+)*|[{MARKS}]|[{SINGLE}]+|--+|[{DASHES}]|\.\.\.|…|\n|\S")
GLYPHS = {**dict.fromkeys(MARKS, '"'), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(SINGLE, "'"), "...": "…"}
MARK, CUT, EDGE = '"', "…", "\n"


class WordToken(NamedTuple):
    """A word or a sign: `same` is what is compared, `raw` the original, from `start` to `end` of its text."""

    same: str
    raw: str
    start: int
    end: int


def tokens(text: str) -> list[WordToken]:
    """Return the words, signs and edges of blocks of a text."""
    found = TOKEN.finditer(INVISIBLE.sub("", text))
    return [WordToken(same, one[0], one.start(), one.end()) for one in found if (same := _same(one[0]))]


def _same(raw: str) -> str:
    if len(raw) > 1 and not set(raw) - set(SINGLE + "-"):
        return MARK if raw[0] in SINGLE else "-"
    if raw in SINGLE or raw in SIGNS:
        return ""
    word = unicodedata.normalize("NFKC", raw) if raw.isalpha() else raw
    return GLYPHS.get(word) or "".join("'" if sign in SINGLE else sign for sign in word)


def words(text: str) -> list[WordToken]:
    """Return the words and signs of a text without quotation marks, which are compared as typography alone."""
    return [one for one in tokens(text) if one.same not in (MARK, EDGE)]


def matcher(wanted: Sequence[WordToken], found: Sequence[WordToken]) -> SequenceMatcher[str]:
    """Return what compares two runs of words."""
    return SequenceMatcher(None, [one.same for one in wanted], [one.same for one in found], autojunk=False)


def compared(wanted: Sequence[WordToken], found: Sequence[WordToken]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how one run becomes another, as `get_opcodes` does, which takes long where nothing differs."""
    if len(wanted) == len(found) and all(one.same == other.same for one, other in zip(wanted, found, strict=True)):
        return [("equal", 0, len(wanted), 0, len(found))]
    return matcher(wanted, found).get_opcodes()


class Difference(NamedTuple):
    """Words of the source, and those in their place; either may be empty."""

    source: str
    card: str

    def __str__(self) -> str:
        if not self.card:
            return f"leaves out “{self.source}”"
        return f"“{self.source}” has become “{self.card}”" if self.source else f"adds “{self.card}”"


def spelled(run: Sequence[WordToken]) -> str:
    """Return a run as it was written, a blank where there was any, and between two blocks of a page."""
    made = ""
    for before, one in zip([None, *run], run, strict=False):
        made += (" " if before and one.start != before.end else "") + one.raw
    return made


# Pages

LINE = "data-verbatim-line"
START_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])")
NUMBER = re.compile(rf" {LINE}=\d+ ")
UNREAD = re.compile("head|title|noscript|template|script|style|datalist|audio|canvas|video|-comment|-doctype")
INLINE = re.compile(
    "a|abbr|amp-iframe|amp-img|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|iframe|img|ins|kbd|label|mark|q|s|samp|small"
    "|source|span|strike|strong|sub|sup|time|tt|u|var|verbatim-quote|wbr"
)
KEPT = re.compile(
    "a|amp-iframe|amp-img|blockquote|caption|embed|figcaption|figure|iframe|img|object|picture|source|table|verbatim-quote"
)
HOLDERS = {
    "blockquote": "card", "verbatim-quote": "card", "a": "link", "picture": "picture", "figure": "figure",
    "table": "figure",
}  # fmt: skip
LABELS = ("aria-label", "title", "alt", "data-verbatim-title")  # the last becomes the title of a frame
FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z])\]|\d{1,3}|[*†‡§]")
# Styles, without blanks.
UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity[:(](?:0?\.0\d*|0)%?(?=[;!)]|$)|font:0(?![.\d])|line-through"
    r"|font-size:(?:0(?:\.0\d*)?(?![.\d])|(?:0?\.\d+|1)p[xt])|scale[xy]?\(0(?:\.0+)?[,)]|clip:rect\([01]|clip-path:(?:inset"
    r"\((?:50|100)%|circle\(0)|(?:left|right|top|bottom|indent|margin|inset|translate[xy]?)[a-z-]{0,20}[:(]-\d{3}"
    r"|(?<![a-z-])(?:color|-webkit-text-fill-color):(?:transparent|#[0-9a-f]{6}00|(?:rgb|hsl)a?\([^)]{1,40}[,/]0?\.?0%?\))"
)
CUT_OFF = re.compile(r"(?<![a-z-])(?:max-)?(?:height|width):[01](?:px)?(?=[;!]|$)")
COLOURS = re.compile(r"(?<![a-z-])(color|background|background-color):([^;!]{1,40})")
PALE = re.compile(r"white|snow|ivory|#f[a-f]{2}\b|#f[a-f](?:f[a-f]){2}\b|rgba?\(25\d,25\d,25\d")
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


class SeenText(NamedTuple):
    """Text of a page, and whether readers do not see it, or see it struck through; EDGE separates blocks."""

    text: str
    is_hidden: bool


@dataclass(slots=True, eq=False)
class Element:
    """An element that may be or hold a card: its place in the pieces of the page, and what it stands in."""

    tag: str
    given: Mapping[str, str]
    line: int
    is_hidden: bool
    start: int
    end: int = 0
    within: Mapping[str, Element] = field(default_factory=dict)


class _Around(NamedTuple):
    """What an element stands in: whether that is hidden, and the elements by their role."""

    is_hidden: bool = False
    within: Mapping[str, Element] = {}


_Waiting = tuple["LexborNode", _Around] | Element | None


class VisiblePage:
    """A saved page, or a piece of HTML: its pieces in order, and its elements in order of their starts."""

    def __init__(self, data: bytes | str) -> None:
        self.pieces: list[SeenText] = []
        self.elements: list[Element] = []
        self.inside: defaultdict[Element, list[Element]] = defaultdict(list)  # by what they are in, of each role
        self._line = 1
        self._read(data if isinstance(data, str) else _markup_of(data), _Around())

    def text(self, start: int = 0, end: int | None = None, *, with_hidden: bool = False) -> str:
        """Return what is said from one piece to another."""
        return "".join(one.text for one in self.pieces[start:end] if with_hidden or not one.is_hidden)

    def _read(self, markup: str, around: _Around) -> None:
        numbered = enumerate(markup.split("\n"), self._line)
        tree = LexborHTMLParser("\n".join(START_TAG.sub(rf"<\1 {LINE}={n} ", line) for n, line in numbered))
        waiting: list[_Waiting] = [(tree.root, around)] if tree.root else []
        while waiting:
            one = waiting.pop()
            if one is None:
                self._edge()
            elif isinstance(one, Element):
                one.end = len(self.pieces)
            elif one[0].tag == "-text":
                self._say(one[0].text(deep=False), one[1])
            elif not UNREAD.fullmatch(str(one[0].tag)):
                waiting += self._entered(*one)

    def _entered(self, node: LexborNode, at: _Around) -> Iterator[_Waiting]:
        """Note the start of an element; yield its end and what is in it, the last first."""
        tag, given = str(node.tag), {key: NUMBER.sub("", value or "") for key, value in node.attributes.items()}
        self._line = int(given.pop(LINE, self._line))
        at = at._replace(is_hidden=at.is_hidden or _is_hidden(tag, given, in_card="card" in at.within))
        if tag == "sup" and FOOTNOTE.fullmatch(node.text().strip()) and not self.text(-1)[-1:].isdigit():
            return  # a footnote's sign is the page's own, unless it changes a number
        if not INLINE.fullmatch(tag):
            self._edge()
            yield None
        self._say(" " if tag == "br" else given.get("value", "") if tag == "input" else "", at)
        if KEPT.fullmatch(tag) or any(map(given.get, LABELS)):
            yield (kept := self._keep(tag, given, at))
            if role := HOLDERS.get(tag):
                at = at._replace(within={**at.within, role: kept})
            if "srcdoc" in given and "frame" not in at.within:  # a frame within it could go on without end
                self._read(given["srcdoc"], at._replace(within={**at.within, "frame": kept}))
        for child in reversed(list(node.iter(include_text=True))):
            yield child, at

    def _keep(self, tag: str, given: Mapping[str, str], at: _Around) -> Element:
        kept = Element(tag, given, self._line, at.is_hidden, len(self.pieces), within=at.within)
        self.elements.append(kept)
        for holder in at.within.values():
            self.inside[holder].append(kept)
        return kept

    def _say(self, text: str, at: _Around) -> None:
        if told := BLANK.sub(" ", unicodedata.normalize("NFC", NUMBER.sub("", text))):
            self.pieces.append(SeenText(told, at.is_hidden))

    def _edge(self) -> None:
        if self.pieces and self.pieces[-1].text != EDGE:
            self.pieces.append(SeenText(EDGE, is_hidden=False))


def _is_hidden(tag: str, given: Mapping[str, str], *, in_card: bool) -> bool:
    """Return whether an element is hidden, or struck through, by its own attributes.

    A page's paper is not known, but in a card it has ink. No honest style has an escape.
    """
    style = (
        f"{given.get('style', '')};color:{given['color']}"
        if tag == "font" and "color" in given
        else given.get("style", "")
    )
    is_hidden = ("hidden" in given and "display" not in style) or (tag == "dialog" and "open" not in given)
    style = re.sub(r"\s+", "", COMMENT.sub("", style.lower()))
    colours = dict(COLOURS.findall(style))
    ink, paper = colours.get("color", ""), colours.get("background-color", colours.get("background"))
    is_pale = ink and (ink == paper or (in_card and not paper and PALE.match(ink)))
    is_cut_off = "overflow:hidden" in style and CUT_OFF.search(style)
    told = (is_hidden, tag in ("del", "s", "strike"), is_pale, is_cut_off, UNSEEN.search(style), "\\" in style)
    return any(told)


# Files

DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024
SAVED_AS_ONE = re.compile(rb"(?:From: |MIME-Version: |Snapshot-Content-Location: )", re.IGNORECASE)


def _markup_of(data: bytes) -> str:
    """Return a saved page as HTML; every line end stays, for line numbers, but for a page in an MHTML file."""
    return _decoded(_page_within(data) if SAVED_AS_ONE.match(data) else data)


def _page_within(data: bytes) -> bytes:
    """Return the first page within an MHTML file, as Chromium saves one; the file itself where there is none."""
    parts = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    page = next((part.get_payload(decode=True) for part in parts), None)
    return page if isinstance(page, bytes) else data


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = DECLARED.search(data[:PRESCAN])
    for label in ("utf-8", declared[1].decode("ascii") if declared else "", "cp1252"):
        with suppress(LookupError, ValueError):
            return data.decode(label)
    return data.decode("utf-8", "replace")
