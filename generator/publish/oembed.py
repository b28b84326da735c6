"""oEmbed 1.0 (oembed.com) as a static file. A quotation comes in, the response's fields go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.embeds import WIDTH, frame_title, framed, height
from generator.publish.meta import speaker_name

if TYPE_CHECKING:
    from generator.model import Quote
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView

CACHE_SECONDS = 86_400
CARD_WIDTH, CARD_HEIGHT = 1200, 630


def oembed(edition: Edition, quote: Quote, view: QuoteView) -> dict[str, str | int]:
    """Return the `rich` response for a quotation; the site must have an address."""
    site = edition.site
    fields: dict[str, str | int] = {
        "type": "rich",
        "version": "1.0",
        "title": frame_title(edition, quote),
        "provider_name": site.name,
        "provider_url": site.absolute(""),
        "author_name": speaker_name(edition, quote),
        "html": str(framed(edition, quote, view)),
        "width": WIDTH,
        "height": height(view, quote),
        "thumbnail_url": site.absolute(view["png_url"]),
        "thumbnail_width": CARD_WIDTH,
        "thumbnail_height": CARD_HEIGHT,
        "cache_age": CACHE_SECONDS,
    }
    if view["speaker"] and quote.basis != "none":
        fields["author_url"] = site.absolute(view["speaker"]["url"])
    return fields
