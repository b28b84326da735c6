"""One pass over a page's markup: a text comes in, what has to be checked goes out (`Seen`).

What opens a stretch worth watching (a slice, a quotation, code to copy) is asked of a grammar, so that pages,
pasted code and drawings are walked by the same steps.
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


# ---- verify/scan.py

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


# ---- verify/marks.py

SLICE = "\x00"
BLOCK = "\x01"

# Some marks always open; a straight or single one only at the start of a word, and so does a closing one (”so”, »so«).
# The pattern begins with one set of characters, which is what makes the search quick.
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
    """Words within quotation marks: where the opening mark stands, and the words without their marks."""

    start: int
    words: str


def passages(text: str) -> Iterator[Passage]:
    """Yield what stands within quotation marks, the outermost ones, in order.

    An opening mark that nothing closes reaches to the end of its block, save ‘, which may be an apostrophe.
    """
    at = stop = closed = 0
    while opening := _OPENER.search(text, at):
        if opening.end() > stop or not stop:
            stop = closed = _block_end(text, opening.end())
        single = opening[0] == "‘"
        closing = None if single and closed == -1 else _CLOSERS[opening[0]].search(text, opening.end(), stop)
        if closing is None and single:
            at, closed = opening.end(), -1
            continue
        yield Passage(opening.start(), text[opening.end() : closing.start() if closing else stop])
        at = closing.end() if closing else stop


def _block_end(text: str, start: int) -> int:
    end = text.find(BLOCK, start)
    return len(text) if end < 0 else end


def unplaced(text: str) -> Iterator[Passage]:
    """Yield the passages that hold words outside every slice; a mere “…” holds none."""
    return (passage for passage in passages(text) if _WORD.search(passage.words))


# ---- verify/walk.py

Kind = Literal["slice", "words", "quotation", "code", "ornament", "card", "version"]
HOLDING = frozenset(("slice", "words", "code", "version"))  # what holds text that is not loose
Grammar = Callable[[Element, "Walk"], Sequence[Kind]]


@dataclass(slots=True)
class Stretch:
    """An element that is watched: `text` is its source words (slice, words) or its code; `loose` its other text.

    `within` is the stretch around it, `inside` tells whether a slice is among those around it. The numbers say
    where its words, its loose text and the stretches within it begin, and where these stretches end.
    """

    kind: Kind
    element: Element
    token: int
    depth: int
    within: Stretch | None
    inside: bool
    pieces_from: int
    loose_from: int
    stretches_from: int
    stretches_to: int = 0
    text: str = ""
    loose: str = ""
    corrected: bool = False


class Tag(NamedTuple):
    """A start tag whose attributes were read, its token, and the innermost stretch that was open."""

    element: Element
    token: int
    within: Stretch | None


@dataclass(slots=True)
class Seen:
    """What a page holds: its watched stretches in order of their end, its loose text, and tags with marks in them."""

    parts: Sequence[str | None]
    stretches: list[Stretch] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    loose_at: list[int] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    data: list[tuple[str, int]] = field(default_factory=list)


def control_of(number: str) -> str:
    """Return the control character that a picture of it stands for; nothing where `number` is no control's."""
    code = int(number, 16) if re.fullmatch(r"(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}", number) else ord("x")
    return chr(code) if unicodedata.category(chr(code)) in ("Cc", "Cn") else ""


class Walk:
    """The walk itself; `open` are the watched stretches not yet closed, outermost first."""

    def __init__(self, markup: str, grammar: Grammar) -> None:
        self.grammar = grammar
        self.names: list[str] = []
        self.open: list[Stretch] = []
        self.holding = 0  # slices, words and code that are open: their text is not loose
        self.inserted = 0  # depth at which an `<ins>` within a slice opened; 0 where none is open
        self.pieces: list[str] = []
        self.seen = Seen(tokens(markup))
        self.loose, self.loose_at = self.seen.loose.append, self.seen.loose_at.append

    def run(self) -> Seen:
        """Walk to the end of the markup; what is still open there is closed."""
        parts = self.seen.parts
        places = range(0, len(parts), STRIDE)
        columns = (parts[column::STRIDE] for column in range(STRIDE))
        for at, text, tag, raw, name in zip(places, *columns, strict=False):
            if text:
                self.text(text, at)
            if name is None:
                self.raw(tag or "", raw, at)
            elif name[0] == "/":
                self.close(name[1:].lower(), at)
            else:
                self.start(element(tag or "", name), at)
        self.text(parts[-1] or "", places[-1])
        self.close_to(0)
        return self.seen

    def text(self, text: str, at: int) -> None:
        """Take text as a slice's words, or as loose."""
        if not self.holding:
            self.loose(text)
            self.loose_at(at)
        elif not self.inserted:
            self.pieces.append(text)

    def raw(self, token: str, name: str | None, at: int) -> None:
        """Take a script's data or a CDATA section; comments and declarations hold nothing."""
        if token.startswith("<![CDATA["):
            self.text(html.escape(token[9:-3], quote=False), at)
        elif name == "script" and "ld+json" in token[: token.find(">")]:
            self.seen.data.append((raw_content(token), at))

    def start(self, found: Element, at: int) -> None:
        """Open an element."""
        if found.block and not self.holding:
            self.loose(BLOCK)
            self.loose_at(at)
        if found.watched:
            self.watch(found, at)
        if not found.void:
            self.names.append(found.name)

    def watch(self, found: Element, at: int) -> None:
        """Open what the grammar says this element is, and note it."""
        self.seen.tags.append(Tag(found, at, self.open[-1] if self.open else None))
        if found.void:
            return
        for kind in self.grammar(found, self):
            self.watch_as(kind, found, at)
        added = found.name == "ins" and not any(stretch.kind == "version" for stretch in self.open)
        if self.holding and not self.inserted and (added or found.attributes.get("data-corrected")):
            self.inserted = len(self.names) + 1
            for stretch in self.open:
                stretch.corrected = True
        elif control := found.attributes.get("data-control"):
            self.text(control_of(control), at)
            self.inserted = self.inserted or len(self.names) + 1

    def watch_as(self, kind: Kind, found: Element, at: int) -> None:
        """Open a stretch of this kind at the element that begins at `at`."""
        seen = self.seen
        within = self.open[-1] if self.open else None
        starts = (len(self.pieces) if self.holding else 0, len(seen.loose), len(seen.stretches))
        stretch = Stretch(kind, found, at, len(self.names), within, self.holding > 0, *starts)
        self.open.append(stretch)
        if kind in HOLDING:
            if not self.holding:
                self.pieces = []
                self.loose(SLICE)
                self.loose_at(at)
            self.holding += 1

    def close(self, name: str, at: int) -> None:
        """Close the innermost open element of that name, and what was left open in it."""
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
            self.close_to(depth)
        if not self.holding and name not in INLINE:
            self.loose(BLOCK)
            self.loose_at(at)

    def close_to(self, depth: int) -> None:
        """Finish every watched stretch that lies at `depth` or deeper."""
        while self.open and self.open[-1].depth >= depth:
            self.finish(self.open.pop())

    def finish(self, stretch: Stretch) -> None:
        """Give a closed stretch its text, and the page the stretch."""
        seen = self.seen
        if stretch.kind in HOLDING:
            stretch.text = html.unescape("".join(self.pieces[stretch.pieces_from :]))
            self.holding -= 1
        else:
            stretch.loose = html.unescape("".join(seen.loose[stretch.loose_from :]))
        if stretch.kind == "ornament" and not any(char.isalnum() or char == SLICE for char in stretch.loose):
            del seen.loose[stretch.loose_from :], seen.loose_at[stretch.loose_from :]
        stretch.stretches_to = len(seen.stretches)
        seen.stretches.append(stretch)
