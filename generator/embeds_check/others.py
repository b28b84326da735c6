"""The verdict on a card of a timeline or a profile: the card and the published site come in, a Finding goes out.

Such a card holds several slices, so that it is held against the card that the site offers today. What differs and yet
stands in the sources is an older state; what stands in no source was altered.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.embeds_check.claim import claim, text_of
from generator.embeds_check.flat import flat
from generator.embeds_check.found import cards
from generator.embeds_check.verdict import Finding, differences
from generator.embeds_check.words import tokens, visible

if TYPE_CHECKING:
    from generator.embeds_check.found import Card
    from generator.embeds_check.places import Place
    from generator.embeds_check.published import Published
    from generator.embeds_check.words import Token


def judged_other(card: Card, place: Place, published: Published) -> Finding:
    """Return what is to be said of a card of a timeline or a profile."""
    finding = Finding(card.line, card.form, "verbatim", place.id)
    offered = offered_card(place, published)
    if offered is None:
        fact = f"the site offers no such {'profile' if place.kind == 'person' else place.kind}"
        return finding._replace(verdict="unknown", facts=(fact,))
    if card.form in ("frame", "picture"):
        return finding
    wanted = _spoken(offered)
    held = _spoken(card) if card.bounded else claim(text_of(card.text), wanted, bounded=False, last=True).tokens
    found = tuple(differences(wanted, held))
    if not found:
        return finding
    if _in_source(wanted, held, _source(place, offered, published)):
        return finding._replace(verdict="out of date", facts=("the site shows something else today",))
    return finding._replace(verdict="altered", differences=found)


def offered_card(place: Place, published: Published) -> Card | None:
    """Return the card of a timeline or a profile that the site offers today; None where it offers none."""
    return next(iter(cards(flat(published.form(place.kind, place.id)))), None)


def resembles(card: Card, offered: Card, alike: float) -> bool:
    """Tell whether loose text ends in so large a part of the card that is offered."""
    wanted = _spoken(offered)
    return claim(text_of(card.text), wanted, bounded=False, last=True).cost <= alike * len(wanted)


def _spoken(card: Card) -> list[Token]:
    return [one for one in text_of(card.text).tokens if not one.is_mark]


def _source(place: Place, offered: Card, published: Published) -> list[str]:
    """Return the words that such a card may hold: of the story's source, and of the card that is offered."""
    stories = {place.id} if place.kind == "timeline" else {str(row.get("story")) for row in _spoke(place.id, published)}
    texts = [visible(published.text(story)) for story in sorted(stories)]
    return [one.same for text in texts for one in tokens(text)] + [one.same for one in _spoken(offered)]


def _spoke(person: str, published: Published) -> list[dict[str, object]]:
    return [row for row in published.rows.values() if row.get("speaker") == person]


def _in_source(wanted: list[Token], held: list[Token], source: list[str]) -> bool:
    """Tell whether every run that differs stands in the sources, with the words on both sides of it."""
    known = {*pairwise(source), *((a.same, b.same) for a, b in pairwise(wanted))}
    return all((a.same, b.same) in known for a, b in pairwise(held))
