"""Reads a piece of HTML as a person sees it without styles, and tells what of a card is missing or out of order."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from tests.embeds.cards import Card

BLOCKS = frozenset({"blockquote", "br", "div", "figure", "figcaption", "li", "ol", "p", "ul"})
UNSEEN = frozenset({"iframe", "script", "style", "template", "textarea", "title"})


class Read(NamedTuple):
    """The text, a line for each block, and the links with their words."""

    text: str
    links: list[tuple[str, str]]
    tags: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.unseen = ""
        self.within_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag in UNSEEN:
            self.unseen = tag
        elif tag == "a" and held.get("href"):
            self.links.append((held["href"] or "", ""))
            self.within_link = True
        elif tag == "img":
            self.handle_data(held.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag == self.unseen:
            self.unseen = ""
        elif tag == "a":
            self.within_link = False

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        self.parts.append(data)
        if self.within_link:
            address, words = self.links[-1]
            self.links[-1] = (address, words + data)


def read(html: str) -> Read:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return Read("\n".join(line for line in lines if line), reader.links, frozenset(reader.tags))


def faults(card: Card, html: str) -> list[str]:
    """Return what is missing from a card, or stands in the wrong order, as a consumer shows it."""
    seen = read(html)
    found = [*_out_of_order(card, seen.text)]
    if not any(address == card.link and words.strip() for address, words in seen.links):
        found.append(f"{card.name}: no link to {card.link}")
    if "script" in seen.tags or "<script" in html:
        found.append(f"{card.name}: a script")
    return found


def text_faults(card: Card, text: str) -> list[str]:
    """Return the same for a consumer that shows text alone, in which the address has to be read."""
    held = [] if card.link in text else [f"{card.name}: {card.link} is not there to be read"]
    return [*_out_of_order(card, text), *held]


def _out_of_order(card: Card, text: str) -> Iterator[str]:
    flat = " ".join(text.split())
    end = 0
    for piece in card.told:
        at = flat.find(piece, end)
        if at < 0:
            yield f"{card.name}: “{piece}” is not in its place in: {flat[:300]}"
            return
        if end and at == end:
            yield f"{card.name}: “{piece[:60]}” is glued to what stands before it"
        end = at + len(piece)
