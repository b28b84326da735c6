"""Every picture card that a site has. An edition and the faces come in, addresses and their drawings go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.publish.cards.profile import profile_facts, profile_svg
from verbatim.publish.cards.quote import svg
from verbatim.publish.cards.svg import SQUARE, Sheet
from verbatim.publish.cards.timeline import timeline_facts, timeline_svg
from verbatim.publish.urls import profile_card, quote_card, square_card, timeline_card
from verbatim.publish.views.quotations import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Person, Story
    from verbatim.publish.cards.svg import Faces
    from verbatim.publish.edition import Edition


def sheet_of(edition: Edition, faces: Faces) -> Sheet:
    """Return what all cards of an edition are drawn on."""
    return Sheet(faces, words=edition.site.words, name=edition.site.name)


def story_drawings(edition: Edition, story: Story, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the address of each card of a story, as `cards/q-1.png`, and its SVG; colours have the names of tokens."""
    square = sheet._replace(frame=SQUARE)
    for quote in edition.quotes_by_story.get(story.id, ()):
        if address := quote_card(edition, quote):
            yield address, svg(quote_view(edition, quote), sheet)
        if address := square_card(edition, quote):
            yield address, svg(quote_view(edition, quote), square)
    if address := timeline_card(edition, story):
        yield address, timeline_svg(timeline_facts(edition, story), sheet)


def person_drawing(edition: Edition, person: Person, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the address and the SVG of somebody's card, if they have one."""
    if address := profile_card(edition, person):
        yield address, profile_svg(profile_facts(edition, person), sheet)
