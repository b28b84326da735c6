"""Finds our cards in a page: the form of each, what it names, and its text.

A link alone is not a card: it becomes one where the words before it turn out to be those of the quotation it leads to.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.verify.embeds.text import INVISIBLE, WRITTEN, CardTarget, target_of
from verbatim.verify.markup import INLINE, STRIDE, attributes, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


BREAK = "\x01"  # the edge of a block, in the text
SUBSTITUTE = "\x02"  # for a character in the page that would be taken for an edge
BLANK = re.compile(r"\s+")
EDGES = re.compile("[\x00-\x02]")
CODE = re.compile(r"<(?:blockquote|iframe|verbatim-quote|q)\b[^<>]*>")
CDATA = "<![CDATA["
DEEPEST = 250  # quotations, links and components open at once; no real page has so many
UNSEEN = frozenset(("head", "title", "noscript", "template"))
FLOWING = INLINE | {"font", "bdi", "wbr", "label", "strike", "tt", "big"}
FARTHEST = 20_000  # how many characters before a link its words may begin, where only paragraphs bound them
Form = Literal["block quotation", "web component", "text", "frame", "picture"]
Holder = Literal["quotation", "link", "element"]
HOLDERS: dict[str, tuple[Holder, str]] = {
    "blockquote": ("quotation", "cite"),
    "q": ("quotation", "cite"),
    "a": ("link", "href"),
    "verbatim-quote": ("element", "src"),
}
ALONE: dict[str, Literal["frame", "picture"]] = {"iframe": "frame", "img": "picture"}


class AddressedText(NamedTuple):
    """The text of an element from `start` to `end`, the address that the element names, and its line."""

    kind: Holder
    start: int
    end: int
    address: str
    line: int


class Standalone(NamedTuple):
    """A frame or a picture: its address, its title or alternative text, and the address of a link around it."""

    kind: Literal["frame", "picture"]
    at: int
    address: str
    words: str
    around: str
    line: int


@dataclass(slots=True)
class FlatPage:
    """A page's text with BREAK between blocks, and the elements in it; `lines` are (offset, line) in order."""

    text: str = ""
    spans: list[AddressedText] = field(default_factory=list)
    alone: list[Standalone] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """Return the line of the file for an offset in the text."""
        found = bisect_right(self.lines, offset, key=lambda pair: pair[0])
        return self.lines[found - 1][1] if found else 1


@dataclass(slots=True)
class _FlatReader:
    """The state of the pass: open elements, and the pieces of text so far."""

    flat: FlatPage
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    line: int = 1
    open: list[tuple[str, Holder, int, str, int]] = field(default_factory=list)
    hidden: int = 0

    def say(self, text: str) -> None:
        text = BLANK.sub(" ", EDGES.sub(SUBSTITUTE, text))
        if text and not self.hidden:
            self._note_addresses(text)
            self.flat.lines.append((self.length, self.line))
            self.pieces.append(text)
            self.length += len(text)

    def _note_addresses(self, text: str) -> None:
        """Note our addresses in plain text that is not a link already."""
        if "://" in text and not any(one[1] == "link" for one in self.open):
            for found in WRITTEN.finditer(text):
                start, end = self.length + found.start(), self.length + found.end()
                if target_of(found[1]):
                    self.flat.spans.append(AddressedText("link", start, end, found[1].rstrip(".,;"), self.line))

    def edge(self) -> None:
        if self.pieces and self.pieces[-1] != BREAK:
            self.pieces.append(BREAK)
            self.length += 1


def flat(markup: str, line: int = 1) -> FlatPage:
    """Return a page's text and elements; `line` is that of its first character."""
    reader = _FlatReader(FlatPage(), line=line)
    _read(markup, reader, nested=False)
    while reader.open:
        _close(reader.open[-1][0], reader)
    reader.flat.text = "".join(reader.pieces)
    reader.flat.spans.sort(key=lambda one: (one.start, -one.end))
    return reader.flat


def _read(markup: str, reader: _FlatReader, *, nested: bool) -> None:
    parts = tokens(markup)
    for at in range(0, len(parts), STRIDE):
        text = html.unescape(parts[at] or "")
        if not nested and CODE.search(text):
            _inner(text, reader)
        else:
            reader.say(text)
        reader.line += (parts[at] or "").count("\n")
        if at + 1 < len(parts):
            token, raw, name = parts[at + 1] or "", parts[at + 2], parts[at + 3]
            if token.startswith(CDATA) and not nested:
                _inner(token[len(CDATA) :].removesuffix("]]>"), reader)
            elif name and not raw:
                _tag(token, name, reader)
            reader.line += token.count("\n")


def _inner(markup: str, reader: _FlatReader) -> None:
    """Read markup within the text of the page; its line is that of its first character."""
    line = reader.line
    reader.edge()
    _read(markup, reader, nested=True)
    reader.edge()
    reader.line = line


def _tag(token: str, name: str, reader: _FlatReader) -> None:
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
        _add_standalone(ALONE[bare], attributes(token, name), reader)


def _close(name: str, reader: _FlatReader) -> None:
    """Close the innermost open element of a name, and those within it."""
    at = next((i for i in range(len(reader.open) - 1, -1, -1) if reader.open[i][0] == name), -1)
    if at < 0:
        return
    for _, kind, start, address, line in reversed(reader.open[at:]):
        reader.flat.spans.append(AddressedText(kind, start, reader.length, address, line))
    del reader.open[at:]


def _add_standalone(kind: Literal["frame", "picture"], given: dict[str, str], reader: _FlatReader) -> None:
    around = next((one[3] for one in reversed(reader.open) if one[1] == "link"), "")
    words = INVISIBLE.sub("", given.get("title" if kind == "frame" else "alt", ""))
    address = given.get("src") or given.get("data-src", "")
    reader.flat.alone.append(Standalone(kind, reader.length, address, words, around, reader.line))


class EmbeddedCard(NamedTuple):
    """A card in a page.

    `text` is what it says up to its link, `after` what follows; BREAK separates blocks. `bounded`: it contains nothing
    else, whereas loose text may begin with the page's own. `target` is None for a quotation that names nothing.
    """

    form: Form
    target: CardTarget | None
    text: str
    bounded: bool
    line: int
    after: str = ""


class _LinkedText(NamedTuple):
    """A link or quotation of the page, what it names, and the quotation and component around it."""

    span: AddressedText
    target: CardTarget | None
    quotation: AddressedText | None
    element: AddressedText | None


def cards(page: FlatPage) -> list[EmbeddedCard]:
    """Return the cards of a page in order of their lines.

    A quotation within a card, such as a moment of a timeline, belongs to it; one around cards is the page's own.
    """
    linked = _nested(page.spans)
    links = [one for one in linked if one.span.kind == "link" and one.target and one.target.kind != "slice"]
    within: dict[AddressedText, list[_LinkedText]] = {}
    for one in links:
        if one.quotation:
            within.setdefault(one.quotation, []).append(one)
    inner = {one.quotation for one in linked if one.quotation and one.span.kind == "quotation"}
    found = [
        card
        for one in linked
        if one.span in within or not (one.quotation in within or one.span in inner)
        for card in _of_quotation(one, within.get(one.span, []), page)
    ]
    found += _loose(page, [one for one in links if not one.quotation])
    found += [card for one in page.alone if (card := _standalone_card(one))]
    return sorted(found, key=lambda card: card.line)


def _nested(spans: Sequence[AddressedText]) -> list[_LinkedText]:
    """Return every span with what it lies in; `spans` are in order of their starts, the longer first."""
    found: list[_LinkedText] = []
    around: list[AddressedText] = []
    for one in spans:
        around = [outer for outer in around if outer.end >= one.end and outer.end > one.start]
        quotation = next((outer for outer in reversed(around) if outer.kind == "quotation"), None)
        element = next((outer for outer in reversed(around) if outer.kind == "element"), None)
        found.append(_LinkedText(one, target_of(one.address), quotation, element))
        if one.kind != "link":
            around.append(one)
            del around[:-8]
    return found


def _of_quotation(one: _LinkedText, links: list[_LinkedText], page: FlatPage) -> Iterator[EmbeddedCard]:
    """Yield a card for each quotation that it links to, else one for all of it."""
    if one.span.kind != "quotation":
        return
    form: Form = "web component" if one.element else "block quotation"
    start = one.span.start
    wanted = [link for link in links if link.target and link.target.kind == "quote"] or links[-1:]
    ends = [*(link.span.start for link in wanted[1:]), one.span.end]
    for link, end in zip(wanted, ends, strict=False):
        text, after = page.text[start : link.span.start], page.text[link.span.end : end]
        yield EmbeddedCard(form, link.target, text, start == one.span.start, page.line_at(start), after)
        start = link.span.end
    if not wanted:
        named = target_of(one.element.address) if one.element else None
        text = page.text[start : one.span.end]
        yield EmbeddedCard(form, named or one.target, text, True, page.line_at(start))  # noqa: FBT003


def _loose(page: FlatPage, links: list[_LinkedText]) -> Iterator[EmbeddedCard]:
    """Yield a card for each link outside every quotation, with the text before it."""
    before = 0
    for link in links:
        start = max(before, link.span.start - FARTHEST)
        text = page.text[start : link.span.start]
        if text.replace(BREAK, " ").strip():
            after = page.text[link.span.end : link.span.end + FARTHEST].partition(BREAK)[0]
            yield EmbeddedCard("text", link.target, text, False, link.span.line, after)  # noqa: FBT003
        before = link.span.end


def _standalone_card(one: Standalone) -> EmbeddedCard | None:
    """Return the card of a frame or a picture; a copied picture is recognised by the link around it."""
    target = target_of(one.address) or (target_of(one.around) if one.kind == "picture" else None)
    if target is None or target.kind == "slice":
        return None
    return EmbeddedCard(one.kind, target, one.words, False, one.line)  # noqa: FBT003
