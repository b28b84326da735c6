"""Finds what is missing from a card, or out of order, as a consumer of embeds shows it."""

from collections.abc import Iterator

from tests.embeds.cards import Card
from tests.embeds.reading import read


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
