"""Finds our cards in a page: the form of each, what it names, and its text.

A link alone is not a card: it becomes one where the words before it turn out to be those of the quotation it leads to.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.verify.embeds.text import INVISIBLE, WRITTEN, CardTarget, target_of
from verbatim.verify.markup.appearance import is_out_of_sight
from verbatim.verify.markup.documents import HtmlDocument, MarkupError, XmlDocument
from verbatim.verify.markup.parsed_page import MarkupPlace, line_of
from verbatim.verify.markup.passages import INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.markup.documents import Document


BREAK = "\x01"  # the edge of a block, in the text
SUBSTITUTE = "\x02"  # for a character in the page that would be taken for an edge
BLANK, EDGES = re.compile(r"\s+"), re.compile("[\x00-\x02]")
CODE = re.compile(r"<(?:blockquote|iframe|verbatim-quote|q|/?p)\b[^<>]*>")
FEED = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF)\b")
CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
DEEPEST = 250  # quotations, links and components open at once; no real page has so many
UNSEEN = frozenset(("head", "title", "noscript", "template", "script", "style"))
FLOWING = INLINE | {"font", "bdi", "wbr", "label", "strike", "tt", "big"}
MOST_ADDRESSES = 8  # of one picture, which a page may show
FARTHEST = 20_000  # how many characters before a link its words may begin, where only paragraphs bound them
Form = Literal["block quotation", "web component", "text", "frame", "picture"]
Holder = Literal["quotation", "link", "element"]
HOLDERS: dict[str, tuple[Holder, str]] = {
    "blockquote": ("quotation", "cite"),
    "q": ("quotation", "cite"),
    "a": ("link", "href"),
    "verbatim-quote": ("element", "src"),
}
ALONE: dict[str, Literal["frame", "picture"]] = {
    "iframe": "frame", "amp-iframe": "frame", "img": "picture", "amp-img": "picture",
}  # fmt: skip
# Where a frame or a picture has its address, also one that loads late, or chooses among several.
ADDRESSES = ("src", "data-src", "data-lazy-src", "data-original", "srcset", "data-srcset", "data-lazy-srcset")
HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?![.\d]))",
    re.IGNORECASE,
)
STRUCK = frozenset(("del", "s", "strike"))  # what a reader sees struck through is not said
STRUCK_THROUGH, OUT_OF_SIGHT = "readers see it struck through", "readers do not see it"
WRITTEN_IN = "readers see what the page wrote into its frame"
ANOTHER_PICTURE = "readers may see another picture, {}"
# Colours of a font that a page's paper may have.
PALE = re.compile(r"white|#?f{3}(?:f{3})?|transparent", re.IGNORECASE)
QUOTED = re.compile('[“”„«»"]')
LONGEST_SIGN = 8  # of a footnote, blanks included
FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z])\]|\d{1,3}|[*†‡§]")


class AddressedText(NamedTuple):
    """The text of an element from `start` to `end`, the address that the element names, and its place."""

    kind: Holder
    start: int
    end: int
    address: str
    token: MarkupPlace


class Standalone(NamedTuple):
    """A frame or a picture: its address, its title or alternative text, a link's address around it, and its place."""

    kind: Literal["frame", "picture"]
    at: int
    address: str
    words: str
    around: str
    token: MarkupPlace


class UnseenCard(NamedTuple):
    """What stands where readers do not see it, or see it struck: what it names, and how it is so."""

    form: Form
    target: CardTarget
    token: MarkupPlace
    how: str


@dataclass(slots=True)
class FlatPage:
    """A page's text with BREAK between blocks, and the elements in it; `places` are by offset, in order."""

    document: Document
    text: str = ""
    spans: list[AddressedText] = field(default_factory=list)
    alone: list[Standalone] = field(default_factory=list)
    unseen: list[UnseenCard] = field(default_factory=list)
    places: list[tuple[int, MarkupPlace]] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """Return the line of the file for an offset in the text."""
        found = bisect_right(self.places, offset, key=lambda pair: pair[0])
        return self.line(self.places[found - 1][1]) if found else 1

    def line(self, token: MarkupPlace) -> int:
        """Return the line of a place."""
        return line_of(self.document, token)


@dataclass(slots=True)
class _FlatReader:
    """The state of the pass: open elements, and the pieces of text so far.

    `line` is a place until the whole page was read: the number of the element that began last, and the line ends since.
    """

    flat: FlatPage
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    element: int = -1
    lines: int = 0
    nested: bool = False
    open: list[tuple[str, Holder, int, str, MarkupPlace]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    how: str = ""  # what is said of a card that stands there
    kept: list[UnseenCard] = field(default_factory=list)  # what it names, and whether it is a card or a mere link
    is_card: bool = False
    raised: str | None = None  # the text of a `sup` so far

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note a start tag: the edge of a block, a holder of a card, or a card that stands alone."""
        if not self.nested:
            self.element, self.lines = self.element + 1, 0
        if self.hidden or name in UNSEEN or _is_unsaid(name, attributes):
            self._hide(name, attributes)
            return
        self._edge_at(name)
        if name == "sup":
            self.end_raised()
            self.raised = ""
        given = {key: value or "" for key, value in attributes.items()}
        if name in HOLDERS and len(self.open) < DEEPEST:
            if name == "a":
                _close(name, self)
            kind, named = HOLDERS[name]
            self.open.append((name, kind, self.length, given.get(named, ""), self.token))
        elif name in ALONE:
            _add_standalone(ALONE[name], given, self)

    def _hide(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note an element that nobody sees, or that is struck; it may be a card, or lie in one."""
        if not self.hidden:
            self.how = "" if name in UNSEEN else STRUCK_THROUGH if name in STRUCK else OUT_OF_SIGHT
            self.is_card = any(one[1] != "link" for one in self.open)
        self.hidden.append(name)
        self.is_card = self.is_card or name in ALONE or name in ("blockquote", "q", "verbatim-quote")
        address = (
            attributes.get(HOLDERS[name][1]) if name in HOLDERS else attributes.get("src") if name in ALONE else ""
        )
        target = target_of(address) if address and self.how else None
        if target and target.kind != "slice":
            form: Form = ALONE.get(name, "web component" if name == "verbatim-quote" else "text")
            self.kept.append(UnseenCard(form, target, self.token, self.how))

    def text(self, text: str) -> None:
        """Note text; markup within it, as feeds have it, is read as well."""
        if not self.nested and not self.hidden and CODE.search(text):
            self.nested = True
            self.edge()
            HtmlDocument(text, fragment=True).read(self)
            self.edge()
            self.nested = False
        elif not self.hidden:
            self.say(text)
        elif QUOTED.search(text):
            self.is_card = True
        if not self.nested:
            self.lines += text.count("\n")

    def end(self, name: str) -> None:
        """Note the end of an element."""
        if self.hidden:
            self.hidden.pop()
            if not self.hidden:
                self.flat.unseen += self.kept if self.is_card else ()
                self.kept = []
            return
        if name != "br":
            self._edge_at(name)
        if name == "sup":
            self.end_raised()
        if name in HOLDERS:
            _close(name, self)

    def end_raised(self) -> None:
        """End a raised text: the sign of a footnote is the page's own, unless it changes a number."""
        raised, self.raised = self.raised or "", None
        before = next((piece[-1:] for piece in reversed(self.pieces) if piece != BREAK), "")
        if raised and (before.isdigit() or not FOOTNOTE.fullmatch(raised.strip())):
            self.say(raised)

    @property
    def token(self) -> MarkupPlace:
        """Where the pass is."""
        return MarkupPlace(self.element, self.lines)

    def _edge_at(self, name: str) -> None:
        if name == "br":
            self.say(" ")
        elif name not in FLOWING and name not in ALONE and name != "verbatim-quote":
            self.edge()

    def say(self, text: str) -> None:
        """Add text, its blanks as one."""
        if self.raised is not None:
            self.raised += text
            if len(self.raised) <= LONGEST_SIGN:
                return
            text, self.raised = self.raised, None
        text = BLANK.sub(" ", EDGES.sub(SUBSTITUTE, text))
        if text:
            self._note_addresses(text)
            self.flat.places.append((self.length, self.token))
            self.pieces.append(text)
            self.length += len(text)

    def _note_addresses(self, text: str) -> None:
        """Note our addresses in plain text that is not a link already."""
        if "://" in text and not any(one[1] == "link" for one in self.open):
            for found in WRITTEN.finditer(text):
                start, end = self.length + found.start(), self.length + found.end()
                if target_of(found[1]):
                    self.flat.spans.append(AddressedText("link", start, end, found[1].rstrip(".,;"), self.token))

    def edge(self) -> None:
        """Add the edge of a block."""
        if self.pieces and self.pieces[-1] != BREAK:
            self.pieces.append(BREAK)
            self.length += 1


def flat(markup: str) -> FlatPage:
    """Return a page's text and elements: of a feed as XML, where it is well-formed, else as browsers read a page."""
    if FEED.match(markup):
        with suppress(MarkupError):
            return _flat(XmlDocument(markup))
        markup = CDATA.sub(lambda found: html.escape(found[1], quote=False), markup)
    return _flat(HtmlDocument(markup))


def _flat(document: Document) -> FlatPage:
    reader = _FlatReader(FlatPage(document))
    document.read(reader)
    reader.end_raised()
    while reader.open:
        _close(reader.open[-1][0], reader)
    reader.flat.text = "".join(reader.pieces)
    reader.flat.spans.sort(key=lambda one: (one.start, -one.end))
    return reader.flat


def _is_unsaid(name: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether a reader does not see what is in an element, or sees it struck through."""
    is_pale = name == "font" and PALE.fullmatch((attributes.get("color") or "").strip()) is not None
    is_hidden = is_out_of_sight(name, attributes) or bool(HIDING.search(attributes.get("style") or ""))
    return name in STRUCK or is_pale or is_hidden


def _close(name: str, reader: _FlatReader) -> None:
    """Close the innermost open element of a name, and those within it."""
    at = next((i for i in range(len(reader.open) - 1, -1, -1) if reader.open[i][0] == name), -1)
    if at < 0:
        return
    for _, kind, start, address, token in reversed(reader.open[at:]):
        reader.flat.spans.append(AddressedText(kind, start, reader.length, address, token))
    del reader.open[at:]


def _add_standalone(kind: Literal["frame", "picture"], given: dict[str, str], reader: _FlatReader) -> None:
    around = next((one[3] for one in reversed(reader.open) if one[1] == "link"), "")
    words = INVISIBLE.sub("", given.get("title" if kind == "frame" else "alt", ""))
    if how := _replaced(kind, given):
        reader.flat.unseen.append(UnseenCard(kind, how[0], reader.token, how[1]))
        return
    named = [one for key in ADDRESSES if given.get(key) for one in _addresses(key, given[key])]
    ours = {target: one for one in reversed(named) if (target := target_of(one))}
    for address in [*reversed(ours.values())][:MOST_ADDRESSES] or named[:1] or [""]:
        reader.flat.alone.append(Standalone(kind, reader.length, address, words, around, reader.token))


def _replaced(kind: Literal["frame", "picture"], given: Mapping[str, str]) -> tuple[CardTarget, str] | None:
    """Return what a frame or a picture names in whose place a browser shows something else, and how; else None."""
    target = target_of(given.get("src", ""))
    if target is None or target.kind == "slice":
        return None
    if kind == "frame":
        return (target, WRITTEN_IN) if "srcdoc" in given else None
    others = [one for one in _addresses("srcset", given.get("srcset", "")) if one and target_of(one) is None]
    return (target, ANOTHER_PICTURE.format(others[0][:60])) if others else None


def _addresses(key: str, value: str) -> list[str]:
    """Return the addresses in an attribute: each of a `srcset` has its width or density behind it."""
    if not key.endswith("srcset"):
        return [value]
    return [one.split()[0] for one in value.split(", ") if one.strip()]


class EmbeddedCard(NamedTuple):
    """A card in a page.

    `text` is what it says up to its link, `after` what follows; BREAK separates blocks. `bounded`: it contains nothing
    else, whereas loose text may begin with the page's own; `is_whole`: nor does what follows belong to another card.
    `target` is None for a quotation that names nothing, `around` is what the link around a picture names.
    """

    form: Form
    target: CardTarget | None
    text: str
    bounded: bool
    line: int
    after: str = ""
    around: CardTarget | None = None
    is_whole: bool = False
    linked: str = ""


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
    found += [card for one in page.alone if (card := _standalone_card(one, page))]
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
        begins, whole, linked = start == one.span.start, len(wanted) == 1, page.text[link.span.start : link.span.end]
        yield EmbeddedCard(form, link.target, text, begins, page.line_at(start), after, is_whole=whole, linked=linked)
        start = link.span.end
    if not wanted:
        target = (target_of(one.element.address) if one.element else None) or one.target
        yield EmbeddedCard(form, target, page.text[start : one.span.end], True, page.line_at(start))  # noqa: FBT003


def _loose(page: FlatPage, links: list[_LinkedText]) -> Iterator[EmbeddedCard]:
    """Yield a card for each link outside every quotation, with the text before it."""
    before = 0
    for link in links:
        start = max(before, link.span.start - FARTHEST)
        text = page.text[start : link.span.start]
        if text.replace(BREAK, " ").strip():
            after = page.text[link.span.end : link.span.end + FARTHEST].partition(BREAK)[0]
            line, linked = page.line(link.span.token), page.text[link.span.start : link.span.end]
            yield EmbeddedCard("text", link.target, text, False, line, after, linked=linked)  # noqa: FBT003
        before = link.span.end


def _standalone_card(one: Standalone, page: FlatPage) -> EmbeddedCard | None:
    """Return the card of a frame or a picture; a copied picture is recognised by the link around it."""
    around = target_of(one.around) if one.kind == "picture" else None
    target = target_of(one.address) or around
    if target is None or target.kind == "slice":
        return None
    return EmbeddedCard(one.kind, target, one.words, False, page.line(one.token), around=around)  # noqa: FBT003
