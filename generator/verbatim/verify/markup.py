"""Parses markup in one pass, and collects what has to be checked: slices, quotations, loose text, attributes.

A grammar decides which elements are watched, so that pages, pasted code and drawings share one parser.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_INSIDE = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""
# An unterminated tag takes the rest of the file, so that the search does not start again at every `<`.
# Groups: the whole token, the name of a raw-text element (its content included), the name of any other tag.
TOKEN = re.compile(
    rf"(<(?:(script|style)\b{_INSIDE}(?:>.*?</\2\s*>|.*)"
    rf"|(/?[A-Za-z][^\s/>\"'=<]*+){_INSIDE}(?:>|.*)"
    r"|!--(?:.*?-->|.*)|!\[CDATA\[(?:.*?\]\]>|.*)|[!?][^>]*+(?:>|.*)))",
    re.DOTALL,
)
STRIDE = 4
_WATCHED = re.compile(
    r"""\s(?:data-(?:char|control|corrected|editors|embed|quote|trust|version)|cite|aria-hidden)\s*+="""
)
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


class StartTag(NamedTuple):
    """A start tag. One that is not `watched` holds nothing to verify, and its attributes are not read.

    `marked`: it may contain a quotation mark.
    """

    name: str
    attributes: Mapping[str, str]
    void: bool
    block: bool
    watched: bool
    marked: bool


def tokens(markup: str) -> Sequence[str | None]:
    """Split markup into a flat list with a stride of four: `text, token, raw name, name, text, …`."""
    return TOKEN.split(markup)


@lru_cache(maxsize=1 << 15)
def start_tag(tag: str, name: str) -> StartTag:
    """Parse a start tag; `name` is its name as written."""
    lowered = name.lower()
    marked = _MARKED.search(tag) is not None
    watched = marked or _WATCHED.search(tag) is not None or lowered in _QUOTING
    void = lowered in _VOID or tag.endswith("/>")
    return StartTag(lowered, attributes(tag, name) if watched else _PLAIN, void, lowered not in INLINE, watched, marked)


def attributes(tag: str, name: str) -> dict[str, str]:
    """Return the attributes of a start tag by lower-case name, entities decoded; of duplicates the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag, 1 + len(name)):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def line_at(parts: Sequence[str | None], index: int, before: int = 0) -> int:
    """Return the line, from 1, of `parts[index]`, where `before` lines precede the markup."""
    texts, tags = parts[0:index:STRIDE], parts[1:index:STRIDE]
    return 1 + before + "".join(filter(None, texts)).count("\n") + "".join(filter(None, tags)).count("\n")


SLICE = "\x00"
BLOCK = "\x01"

# Some marks always open; a straight, single or closing one (”so”, »so«) only at the start of a word.
# The pattern begins with one set of characters, which makes the search fast.
_OPENER = re.compile(
    r"[“„«\"‘”»](?:(?<=[“„«])|(?<![^\s(\[{/—–\-:“„«»‘\x00\x01].)(?:(?<=[\"‘])(?=\S)|(?<=[”»])(?=[\w\x00])))",
    re.DOTALL,
)
_CLOSERS = {
    "“": re.compile("”"),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    "»": re.compile("[«»]"),
    "”": re.compile("”"),
    '"': re.compile('"'),
    "‘": re.compile(r"’(?!\w)"),
}
_WORD = re.compile(r"\w")


class Passage(NamedTuple):
    """Words within quotation marks: the offset of the opening mark, and the words without their marks."""

    start: int
    words: str


def passages(text: str) -> Iterator[Passage]:
    """Yield what is within quotation marks, the outermost ones, in order.

    An unclosed quotation reaches to the end of its block, unless it opens with ‘, which may be an apostrophe.
    """
    at = stop = closed = 0
    while opening := _OPENER.search(text, at):
        if opening.end() > stop or not stop:
            end = text.find(BLOCK, opening.end())
            stop = closed = len(text) if end < 0 else end
        single = opening[0] == "‘"
        closing = None if single and closed == -1 else _CLOSERS[opening[0]].search(text, opening.end(), stop)
        if closing is None and single:
            at, closed = opening.end(), -1
            continue
        yield Passage(opening.start(), text[opening.end() : closing.start() if closing else stop])
        at = closing.end() if closing else stop


def unplaced(text: str) -> Iterator[Passage]:
    """Yield the passages with words outside every slice; a mere “…” has none."""
    return (passage for passage in passages(text) if _WORD.search(passage.words))


Kind = Literal["slice", "words", "quotation", "code", "ornament", "card", "version", "editors"]
HOLDING = frozenset(("slice", "words", "code", "version", "editors"))  # their text is not loose
Grammar = Callable[[StartTag, "Walk"], Sequence[Kind]]


@dataclass(slots=True)
class WatchedElement:
    """An element to check: `text` is its source words (slice, words) or its code, `loose` its other text.

    `within` is the watched element around it; `inside`: it lies within a slice. The numbers tell where its words, its
    loose text and the watched elements within it begin, and where the latter end.
    """

    kind: Kind
    tag: StartTag
    token: int
    depth: int
    within: WatchedElement | None
    inside: bool
    pieces_from: int
    loose_from: int
    elements_from: int
    elements_to: int = 0
    text: str = ""
    loose: str = ""
    corrected: bool = False


class WatchedTag(NamedTuple):
    """A start tag whose attributes were read, its token, and the watched element around it."""

    tag: StartTag
    token: int
    within: WatchedElement | None


@dataclass(slots=True)
class ParsedPage:
    """A page's watched elements in order of their end, its loose text, watched tags, and JSON-LD."""

    parts: Sequence[str | None]
    elements: list[WatchedElement] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    loose_at: list[int] = field(default_factory=list)
    tags: list[WatchedTag] = field(default_factory=list)
    loose_text: str = ""
    data: list[tuple[str, int]] = field(default_factory=list)


def _control(number: str) -> str:
    """Return the control character of a `data-control` number; nothing where it is not a control's."""
    code = int(number, 16) if re.fullmatch(r"(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}", number) else ord("x")
    return chr(code) if unicodedata.category(chr(code)) in ("Cc", "Cn") else ""


class Walk:
    """The state of the pass; `open` are the watched elements not yet closed, outermost first."""

    def __init__(self, markup: str, grammar: Grammar) -> None:
        self.grammar = grammar
        self.names: list[str] = []
        self.open: list[WatchedElement] = []
        self.holding = 0  # open slices, words and code, whose text is not loose
        self.inserted = 0  # depth at which an `<ins>` within a slice opened; 0 if none
        self.pieces: list[str] = []
        self.parsed = ParsedPage(tokens(markup))
        self.loose, self.loose_at = self.parsed.loose.append, self.parsed.loose_at.append

    def run(self) -> ParsedPage:
        """Parse the markup to its end, where what is still open is closed."""
        parts = self.parsed.parts
        places = range(0, len(parts), STRIDE)
        columns = (parts[column::STRIDE] for column in range(STRIDE))
        for at, text, tag, raw, name in zip(places, *columns, strict=False):
            if text:
                self._text(text, at)
            if name is None:
                self._raw(tag or "", raw, at)
            elif name[0] == "/":
                self._close(name[1:].lower(), at)
            else:
                self._start(start_tag(tag or "", name), at)
        self._text(parts[-1] or "", places[-1])
        self._close_to(0)
        self.parsed.loose_text = html.unescape("".join(self.parsed.loose))
        return self.parsed

    def _text(self, text: str, at: int) -> None:
        if not self.holding:
            self.loose(text)
            self.loose_at(at)
        elif not self.inserted:
            self.pieces.append(text)

    def _raw(self, token: str, name: str | None, at: int) -> None:
        if token.startswith("<![CDATA["):
            self._text(html.escape(token[9:-3], quote=False), at)
        elif name == "script" and "ld+json" in token[: token.find(">")]:
            opening = re.match(rf"<[a-z]+{_INSIDE}>", token)
            start = opening.end() if opening else len(token)
            self.parsed.data.append((token[start : max(start, token.rfind("</"))], at))

    def _start(self, found: StartTag, at: int) -> None:
        if found.block and not self.holding:
            self.loose(BLOCK)
            self.loose_at(at)
        if found.watched:
            self._watch(found, at)
        if not found.void:
            self.names.append(found.name)

    def _watch(self, found: StartTag, at: int) -> None:
        self.parsed.tags.append(WatchedTag(found, at, self.open[-1] if self.open else None))
        if found.void:
            return
        for kind in self.grammar(found, self):
            self._watch_as(kind, found, at)
        added = found.name == "ins" and not any(one.kind == "version" for one in self.open)
        if self.holding and not self.inserted and (added or found.attributes.get("data-corrected")):
            self.inserted = len(self.names) + 1
            for one in self.open:
                one.corrected = True
        elif control := found.attributes.get("data-control"):
            self._text(_control(control), at)
            self.inserted = self.inserted or len(self.names) + 1

    def _watch_as(self, kind: Kind, found: StartTag, at: int) -> None:
        parsed = self.parsed
        within = self.open[-1] if self.open else None
        starts = (len(self.pieces) if self.holding else 0, len(parsed.loose), len(parsed.elements))
        opened = WatchedElement(kind, found, at, len(self.names), within, self.holding > 0, *starts)
        self.open.append(opened)
        if kind in HOLDING:
            if not self.holding:
                self.pieces = []
                self.loose(SLICE)
                self.loose_at(at)
            self.holding += 1

    def _close(self, name: str, at: int) -> None:
        names = self.names
        if names and names[-1] == name:
            names.pop()
        elif name in names:
            while names.pop() != name:
                pass
        depth = len(names)
        if self.inserted > depth:
            self.inserted = 0
        if self.open and self.open[-1].depth >= depth:
            self._close_to(depth)
        if not self.holding and name not in INLINE:
            self.loose(BLOCK)
            self.loose_at(at)

    def _close_to(self, depth: int) -> None:
        while self.open and self.open[-1].depth >= depth:
            self._finish(self.open.pop())

    def _finish(self, done: WatchedElement) -> None:
        parsed = self.parsed
        if done.kind in HOLDING:
            done.text = html.unescape("".join(self.pieces[done.pieces_from :]))
            self.holding -= 1
        else:
            done.loose = html.unescape("".join(parsed.loose[done.loose_from :]))
        if done.kind == "ornament" and not any(char.isalnum() or char == SLICE for char in done.loose):
            del parsed.loose[done.loose_from :], parsed.loose_at[done.loose_from :]
        done.elements_to = len(parsed.elements)
        parsed.elements.append(done)
