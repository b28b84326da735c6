"""Where the picture cards are. Records come in, site addresses go out; empty where there is no picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.newsroom.timeline import dated

if TYPE_CHECKING:
    from generator.model import Person, Quote, Story
    from generator.publish.edition import Edition


def quote_card(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's card, 1200 by 630 pixels."""
    return f"cards/{quote.id}.png" if edition.site.cards and _shown(edition, quote) else ""


def square_card(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's square card, 1080 by 1080 pixels."""
    squares = edition.site.cards and edition.site.squares
    return f"cards/{quote.id}-square.png" if squares and _shown(edition, quote) else ""


def profile_card(edition: Edition, person: Person) -> str:
    """Return the address of a profile's card, 1200 by 630 pixels; everybody with a page has one."""
    return f"cards/people/{person.id}.png" if edition.site.cards and person.id in edition.profiled else ""


def timeline_card(edition: Edition, story: Story) -> str:
    """Return the address of a story's timeline as a card, 1200 by 630 pixels; it needs a moment with a date."""
    if not edition.site.cards or story.id not in edition.listed:
        return ""
    return f"cards/timelines/{story.id}.png" if dated(edition.moments_by_story.get(story.id, [])) else ""


def _shown(edition: Edition, quote: Quote) -> bool:
    return quote.story in edition.listed and not quote.withdrawn
