"""oEmbed 1.0 (oembed.com) as a static file. An `Embed` comes in, the response's fields go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.embed_form import CARD_HEIGHT, CARD_WIDTH, WIDTH
from generator.publish.embeds import framed

if TYPE_CHECKING:
    from generator.publish.edition import Site
    from generator.publish.embed_form import Embed

CACHE_SECONDS = 86_400


def oembed(site: Site, held: Embed) -> dict[str, Any]:
    """Return the `rich` response for a quotation, a timeline or a profile; the site must have an address.

    A quotation's has a key of our own, `state`: its version, whether it stands, and what became of it.
    """
    fields: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": held.title,
        "provider_name": site.name,
        "provider_url": site.absolute(""),
        "html": str(framed(site, held)),
        "width": WIDTH,
        "height": held.heights[WIDTH],
        "cache_age": CACHE_SECONDS,
    }
    if held.kind == "quote":
        fields["state"] = held.state._asdict()
    if held.author:
        fields["author_name"] = held.author
    if held.author_url:
        fields["author_url"] = held.author_url if "://" in held.author_url else site.absolute(held.author_url)
    if held.picture:
        fields["thumbnail_url"] = site.absolute(held.picture)
        fields["thumbnail_width"], fields["thumbnail_height"] = CARD_WIDTH, CARD_HEIGHT
    return fields
