"""Which cards a page holds. A flat page comes in; each card with its form, what it names and its text goes out.

A link alone is no card: it becomes one where the words before it turn out to be those of the quotation it leads to.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.verify.embeds.text import INVISIBLE, WRITTEN, Place, place_of
from verbatim.verify.markup import INLINE, STRIDE, attributes, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# ---- embeds_check/flat.py

BREAK = "\x01"  # the edge of a block, in the text
SHOWN = "\x02"  # a character that must not be taken for one, in its place
BLANK = re.compile(r"\s+")
EDGES = re.compile("[\x00-\x02]")
CODE = re.compile(r"<(?:blockquote|iframe|verbatim-quote|q)\b[^<>]*>")
CDATA = "<![CDATA["
DEEPEST = 250  # quotations, links and components open at once; no page has so many
UNSEEN = frozenset(("head", "title", "noscript", "template"))
FLOWING = INLINE | {"font", "bdi", "wbr", "label", "strike", "tt", "big"}
Holder = Literal["quotation", "link", "element"]
HOLDERS: dict[str, tuple[Holder, str]] = {
    "blockquote": ("quotation", "cite"),
    "q": ("quotation", "cite"),
    "a": ("link", "href"),
    "verbatim-quote": ("element", "src"),
}
ALONE: dict[str, Literal["frame", "picture"]] = {"iframe": "frame", "img": "picture"}


class Stretch(NamedTuple):
    """A part of the text that an element holds, the address that the element names, and its line."""

    kind: Holder
    start: int
    end: int
    address: str
    line: int


class Alone(NamedTuple):
    """A frame or a picture: its address, the words that stand for it, and the address of a link round it."""

    kind: Literal["frame", "picture"]
    at: int
    address: str
    words: str
    around: str
    line: int


@dataclass(slots=True)
class Flat:
    """A page's text with BREAK between blocks, and what stands where in it; `lines` are (offset, line) in order."""

    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    alone: list[Alone] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """Return the line of the file in which the text at an offset stands."""
        found = bisect_right(self.lines, offset, key=lambda pair: pair[0])
        return self.lines[found - 1][1] if found else 1


@dataclass(slots=True)
class _Reader:
    """The pass: what is open, and the pieces of text so far."""

    flat: Flat
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    line: int = 1
    open: list[tuple[str, Holder, int, str, int]] = field(default_factory=list)
    hidden: int = 0

    def say(self, text: str) -> None:
        text = BLANK.sub(" ", EDGES.sub(SHOWN, text))
        if text and not self.hidden:
            self._written(text)
            self.flat.lines.append((self.length, self.line))
            self.pieces.append(text)
            self.length += len(text)

    def _written(self, text: str) -> None:
        """Take down the addresses of ours that stand as text, where the text is no link already."""
        if "://" in text and not any(one[1] == "link" for one in self.open):
            for found in WRITTEN.finditer(text):
                start, end = self.length + found.start(), self.length + found.end()
                if place_of(found[1]):
                    self.flat.stretches.append(Stretch("link", start, end, found[1].rstrip(".,;"), self.line))

    def edge(self) -> None:
        if self.pieces and self.pieces[-1] != BREAK:
            self.pieces.append(BREAK)
            self.length += 1


def flat(markup: str, line: int = 1) -> Flat:
    """Return a page's text and what stands in it; `line` is that of its first character."""
    reader = _Reader(Flat(), line=line)
    _read(markup, reader, nested=False)
    while reader.open:
        _close(reader.open[-1][0], reader)
    reader.flat.text = "".join(reader.pieces)
    reader.flat.stretches.sort(key=lambda one: (one.start, -one.end))
    return reader.flat


def _read(markup: str, reader: _Reader, *, nested: bool) -> None:
    parts = tokens(markup)
    for at in range(0, len(parts), STRIDE):
        _text(html.unescape(parts[at] or ""), reader, nested)
        reader.line += (parts[at] or "").count("\n")
        if at + 1 < len(parts):
            token, raw, name = parts[at + 1] or "", parts[at + 2], parts[at + 3]
            if token.startswith(CDATA) and not nested:
                _inner(token[len(CDATA) :].removesuffix("]]>"), reader)
            elif name and not raw:
                _tag(token, name, reader)
            reader.line += token.count("\n")


def _text(text: str, reader: _Reader, nested: bool) -> None:  # noqa: FBT001
    if not nested and CODE.search(text):
        _inner(text, reader)
    else:
        reader.say(text)


def _inner(markup: str, reader: _Reader) -> None:
    """Read markup that stands as text in the page; its line is that of its first character."""
    line = reader.line
    reader.edge()
    _read(markup, reader, nested=True)
    reader.edge()
    reader.line = line


def _tag(token: str, name: str, reader: _Reader) -> None:
    lowered = name.lower()
    bare = lowered.lstrip("/")
    if bare in UNSEEN:
        reader.hidden = max(0, reader.hidden + (-1 if lowered.startswith("/") else 1))
    if (bare not in FLOWING and bare not in ALONE and bare != "verbatim-quote") or bare == "br":
        reader.say(" ") if bare == "br" else reader.edge()
    if lowered.startswith("/"):
        if bare in HOLDERS:
            _close(bare, reader)
    elif bare in HOLDERS and len(reader.open) < DEEPEST:
        if bare == "a":
            _close(bare, reader)
        kind, named = HOLDERS[bare]
        reader.open.append((bare, kind, reader.length, attributes(token, name).get(named, ""), reader.line))
    elif bare in ALONE:
        _stand(ALONE[bare], attributes(token, name), reader)


def _close(name: str, reader: _Reader) -> None:
    """Close the innermost open element of a name; those left open within it end with it."""
    at = next((i for i in range(len(reader.open) - 1, -1, -1) if reader.open[i][0] == name), -1)
    if at < 0:
        return
    for _, kind, start, address, line in reversed(reader.open[at:]):
        reader.flat.stretches.append(Stretch(kind, start, reader.length, address, line))
    del reader.open[at:]


def _stand(kind: Literal["frame", "picture"], given: dict[str, str], reader: _Reader) -> None:
    around = next((one[3] for one in reversed(reader.open) if one[1] == "link"), "")
    words = INVISIBLE.sub("", given.get("title" if kind == "frame" else "alt", ""))
    address = given.get("src") or given.get("data-src", "")
    reader.flat.alone.append(Alone(kind, reader.length, address, words, around, reader.line))


# ---- embeds_check/found.py

Form = Literal["block quotation", "web component", "text", "frame", "picture"]
# How far before a link its words may begin, where nothing but paragraphs bounds them.
FARTHEST = 20_000


class Card(NamedTuple):
    """A card in a page.

    `text` is what it says, up to its link, `after` what stands behind that; blocks are parted by BREAK. `bounded` tells
    that nothing else stands in it: of loose text, what comes first may be the page's own. `place` is None for a
    quotation that names nothing.
    """

    form: Form
    place: Place | None
    text: str
    bounded: bool
    line: int
    after: str = ""


class _Linked(NamedTuple):
    """A link or quotation of the page, and the quotation and component round it."""

    stretch: Stretch
    place: Place | None
    quotation: Stretch | None
    element: Stretch | None


def cards(page: Flat) -> list[Card]:
    """Return the cards of a page in order of their lines.

    A quotation within a card, as each moment of a timeline is, belongs to it; one around cards is the page's own.
    """
    held = _nested(page.stretches)
    links = [one for one in held if one.stretch.kind == "link" and one.place and one.place.kind != "slice"]
    within: dict[Stretch, list[_Linked]] = {}
    for one in links:
        if one.quotation:
            within.setdefault(one.quotation, []).append(one)
    inner = {one.quotation for one in held if one.quotation and one.stretch.kind == "quotation"}
    found = [
        card
        for one in held
        if one.stretch in within or not (one.quotation in within or one.stretch in inner)
        for card in _of_quotation(one, within.get(one.stretch, []), page)
    ]
    found += _loose(page, [one for one in links if not one.quotation])
    found += [card for one in page.alone if (card := _standing(one))]
    return sorted(found, key=lambda card: card.line)


def _nested(stretches: Sequence[Stretch]) -> list[_Linked]:
    """Return every stretch with what it lies in; `stretches` are in order of their starts, the longer first."""
    found: list[_Linked] = []
    around: list[Stretch] = []
    for one in stretches:
        around = [outer for outer in around if outer.end >= one.end and outer.end > one.start]
        quotation = next((outer for outer in reversed(around) if outer.kind == "quotation"), None)
        element = next((outer for outer in reversed(around) if outer.kind == "element"), None)
        found.append(_Linked(one, place_of(one.address), quotation, element))
        if one.kind != "link":
            around.append(one)
            del around[:-8]
    return found


def _of_quotation(one: _Linked, links: list[_Linked], page: Flat) -> Iterator[Card]:
    """Yield the cards of a quotation: one for each quotation that it links to, else one for all of it."""
    if one.stretch.kind != "quotation":
        return
    form: Form = "web component" if one.element else "block quotation"
    start = one.stretch.start
    wanted = [link for link in links if link.place and link.place.kind == "quote"] or links[-1:]
    ends = [*(link.stretch.start for link in wanted[1:]), one.stretch.end]
    for link, end in zip(wanted, ends, strict=False):
        text, after = page.text[start : link.stretch.start], page.text[link.stretch.end : end]
        yield Card(form, link.place, text, start == one.stretch.start, page.line_at(start), after)
        start = link.stretch.end
    if not wanted:
        named = place_of(one.element.address) if one.element else None
        text = page.text[start : one.stretch.end]
        yield Card(form, named or one.place, text, True, page.line_at(start))  # noqa: FBT003


def _loose(page: Flat, links: list[_Linked]) -> Iterator[Card]:
    """Yield a card for each link outside of every quotation, with the text before it."""
    before = 0
    for link in links:
        start = max(before, link.stretch.start - FARTHEST)
        text = page.text[start : link.stretch.start]
        if text.replace(BREAK, " ").strip():
            after = page.text[link.stretch.end : link.stretch.end + FARTHEST].partition(BREAK)[0]
            yield Card("text", link.place, text, False, link.stretch.line, after)  # noqa: FBT003
        before = link.stretch.end


def _standing(one: Alone) -> Card | None:
    """Return the card of a frame or a picture; a picture that a host has copied is known by the link round it."""
    place = place_of(one.address) or (place_of(one.around) if one.kind == "picture" else None)
    if place is None or place.kind == "slice":
        return None
    return Card(one.kind, place, one.words, False, one.line)  # noqa: FBT003
