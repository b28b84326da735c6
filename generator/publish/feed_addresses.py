"""Where the feeds are. A person or a section comes in; the address without its ending, and links for heads, go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.page_views import Crumb
from generator.slugs import slug

if TYPE_CHECKING:
    from generator.model import Person

ATOM, JSON = ".atom.xml", ".json"
SITE_FEED = "feeds/all"


def person_feed(person: Person) -> str:
    """Return the address of a person's feed without its ending."""
    return f"feeds/people/{person.id}"


def section_feed(name: str) -> str:
    """Return the address of a section's feed without its ending."""
    return f"feeds/sections/{slug(name)}"


def feed_links(address: str, label: str) -> list[Crumb]:
    """Return a feed in both its forms, as the heads of pages name them."""
    return [Crumb(label=label, url=address + ending) for ending in (ATOM, JSON)]
