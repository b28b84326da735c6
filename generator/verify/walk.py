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
from typing import Literal, NamedTuple

from generator.verify.marks import BLOCK, SLICE
from generator.verify.scan import INLINE, STRIDE, Element, element, raw_content, tokens

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
