"""A feed as Atom (RFC 4287). A `Feed` comes in, XML goes out in which links are tokens of `links`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.publish.feed_addresses import ATOM, JSON
from generator.publish.links import link

if TYPE_CHECKING:
    from generator.publish.edition import Edition
    from generator.publish.feed_records import Entry, Feed

NAMESPACE = "http://www.w3.org/2005/Atom"


def atom(edition: Edition, feed: Feed) -> str:
    """Return the feed."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": edition.site.lang})
    _text(root, "title", feed.title)
    _text(root, "id", feed.id)
    _text(root, "updated", feed.updated)
    _link(root, "self", feed.address + ATOM, "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    _link(root, "alternate", feed.address + JSON, "application/feed+json")
    _text(ET.SubElement(root, "author"), "name", edition.site.name)
    for entry in feed.entries:
        _entry(root, entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry", {"xml:lang": entry.lang} if entry.lang else {})
    _text(element, "title", entry.title)
    _text(element, "id", entry.id)
    _text(element, "published", entry.published)
    _text(element, "updated", entry.updated)
    _link(element, "alternate", entry.address, "text/html")
    _text(ET.SubElement(element, "author"), "name", entry.author)
    if entry.section:
        ET.SubElement(element, "category", {"term": entry.section})
    _text(element, "content", str(entry.html)).set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _link(parent: ET.Element, rel: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": link(address)})
