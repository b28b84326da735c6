"""Which cards a page holds. A flat page comes in; each card with its form, what it names and its text goes out.

A link alone is no card: it becomes one where the words before it turn out to be those of the quotation it leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from generator.embeds_check.flat import BREAK
from generator.embeds_check.places import Place, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.embeds_check.flat import Alone, Flat, Stretch

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
