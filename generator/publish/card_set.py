"""Every picture card that a site has. An edition and the faces come in, addresses and their drawings go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_addresses import profile_card, quote_card, square_card, timeline_card
from generator.publish.card_frame import SQUARE
from generator.publish.card_ink import Sheet
from generator.publish.card_profile import profile_facts, profile_svg
from generator.publish.card_timeline import timeline_facts, timeline_svg
from generator.publish.cards import svg
from generator.publish.quote_view import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.card_ink import Faces
    from generator.publish.edition import Edition


def drawings(edition: Edition, faces: Faces) -> Iterator[tuple[str, str]]:
    """Yield each card's address, as `cards/q-1.png`, and its SVG, in which colours have the names of tokens."""
    sheet = Sheet(faces, words=edition.site.words, name=edition.site.name)
    square = sheet._replace(frame=SQUARE)
    for quote in edition.newsroom.quotes.values():
        if address := quote_card(edition, quote):
            yield address, svg(quote_view(edition, quote), sheet)
        if address := square_card(edition, quote):
            yield address, svg(quote_view(edition, quote), square)
    for person in edition.newsroom.people.values():
        if address := profile_card(edition, person):
            yield address, profile_svg(profile_facts(edition, person), sheet)
    for story in edition.newsroom.stories.values():
        if address := timeline_card(edition, story):
            yield address, timeline_svg(timeline_facts(edition, story), sheet)
