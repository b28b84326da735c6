"""Where a quotation stands: among those of its story, and in which file. The edition comes in, plain data goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from generator.publish.quote_view import quote_view
from generator.publish.story_view import story_card

if TYPE_CHECKING:
    from generator.model import Quote
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView


class PlaceView(TypedDict):
    """The place of a quotation: `number` of `total` in the order of the story, its neighbours, the source's file."""

    number: int
    total: int
    previous: QuoteView | None
    following: QuoteView | None
    sha256: str
    file_url: str  # the source as text, without a fragment


def places(edition: Edition) -> dict[str, tuple[int, int]]:
    """Return for each quotation its number in its story, from 1, and how many the story has."""
    held = edition.quotes_by_story.values()
    return {quote.id: (number, len(quotes)) for quotes in held for number, quote in enumerate(quotes, start=1)}


def place_view(edition: Edition, quote: Quote, place: tuple[int, int]) -> PlaceView:
    """Return a quotation's place; `place` is what `places` has for it."""
    number, total = place
    among = edition.quotes_by_story[quote.story]
    story = story_card(edition, edition.newsroom.stories[quote.story])
    return PlaceView(
        number=number,
        total=total,
        previous=quote_view(edition, among[number - 2]) if number > 1 else None,
        following=quote_view(edition, among[number]) if number < total else None,
        sha256=story["source_sha256"],
        file_url=story["source_file_url"],
    )
