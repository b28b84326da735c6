"""JSON-LD as it stands in a page, and what every page says of itself. Nodes come in, Markup goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.compact import compact
from generator.publish.escaped import marked_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from generator.publish.edition import Edition
    from generator.publish.page_views import Crumb

SCHEMA = "https://schema.org"
# What would end a script element, or what JavaScript once took for a line end, is written as an escape.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script(*nodes: dict[str, Any]) -> Markup:
    """Return JSON-LD as the contents of a script element, nothing in it able to end that element."""
    held = [node for node in nodes if node]
    data = held[0] if len(held) == 1 else {"@graph": held}
    text = compact({"@context": SCHEMA, **data})
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    return marked_safe(text)


def known(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without what is not known: schema.org has no word for absence."""
    return {key: value for key, value in data.items() if value or value not in ("", None, [], {})}


def url(edition: Edition, address: str) -> str:
    """Return the absolute address; empty where the site has none."""
    return edition.site.absolute(address)


def crumbs_ld(edition: Edition, crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """Return a BreadcrumbList; empty without a SITEURL, since its items need absolute addresses."""
    if not edition.site.url:
        return {}
    items = [
        {"@type": "ListItem", "position": place, "name": crumb["label"], "item": url(edition, crumb["url"])}
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
