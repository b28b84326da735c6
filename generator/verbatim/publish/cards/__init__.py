"""Picture cards of quotations, timelines and profiles, as SVG whose colours are names of the theme's tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.publish.cards.profile import profile_facts, profile_svg
from verbatim.publish.cards.quote import quote_svg
from verbatim.publish.cards.svg import SQUARE, Canvas
from verbatim.publish.cards.timeline import timeline_facts, timeline_svg, topic_facts
from verbatim.publish.urls import profile_card, quote_card, square_card, timeline_card
from verbatim.publish.views.quotations import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Person, Story
    from verbatim.publish.cards.svg import Faces
    from verbatim.publish.edition import Edition
    from verbatim.publish.views.topic import TopicView

__all__ = ["canvas_of", "person_drawing", "story_drawings", "topic_drawing"]


def canvas_of(edition: Edition, faces: Faces) -> Canvas:
    """Return what all cards of an edition share."""
    return Canvas(faces, words=edition.site.words, name=edition.site.name)


def story_drawings(edition: Edition, story: Story, canvas: Canvas) -> Iterator[tuple[str, str]]:
    """Yield the address (`cards/q-1.png`) and the SVG of each card of a story."""
    square = canvas._replace(frame=SQUARE)
    for quote in edition.quotes_by_story.get(story.id, ()):
        if address := quote_card(edition, quote):
            yield address, quote_svg(quote_view(edition, quote), canvas)
        if address := square_card(edition, quote):
            yield address, quote_svg(quote_view(edition, quote), square)
    if address := timeline_card(edition, story):
        yield address, timeline_svg(timeline_facts(edition, story), canvas)


def person_drawing(edition: Edition, person: Person, canvas: Canvas) -> Iterator[tuple[str, str]]:
    """Yield the address and the SVG of a person's card, if there is one."""
    if address := profile_card(edition, person):
        yield address, profile_svg(profile_facts(edition, person), canvas)


def topic_drawing(picture: str, topic: TopicView, canvas: Canvas) -> tuple[str, str]:
    """Return the address and the SVG of a topic's card, which `picture` is the address of."""
    return picture, timeline_svg(topic_facts(topic), canvas)
