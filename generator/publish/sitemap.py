"""The sitemap (sitemaps.org 0.9). Addresses with dates come in, XML files go out, at most 50,000 addresses each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator import edtf
from generator.publish.addresses import story_address
from generator.publish.translations import alternates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.publish.edition import Edition

XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
AT_MOST = 50_000  # sitemaps.org: no more in one file
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def sitemap(edition: Edition, addresses: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the sitemap's files for `(address, EDTF date or empty)`; nothing without a SITEURL, which it needs."""
    if not edition.site.url:
        return
    chunks = [addresses[start : start + AT_MOST] for start in range(0, len(addresses), AT_MOST)]
    if len(chunks) == 1:
        yield "sitemap.xml", _urls(edition, chunks[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    yield "sitemap.xml", _index(edition, names)
    for name, chunk in zip(names, chunks, strict=True):
        yield name, _urls(edition, chunk)


def _urls(edition: Edition, addresses: Sequence[tuple[str, str]]) -> str:
    several = (edition.newsroom.stories[name] for name in edition.translations)
    told = {story_address(story): alternates(edition, story) for story in several}
    root = ET.Element("urlset", {"xmlns": NAMESPACE, **({"xmlns:xhtml": XHTML} if told else {})})
    for address, date in addresses:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = edition.site.absolute(address)
        if edtf.machine(date):
            ET.SubElement(url, "lastmod").text = edtf.machine(date)
        for one in told.get(address, ()):
            ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": one["lang"], "href": one["url"]})
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _index(edition: Edition, names: Sequence[str]) -> str:
    root = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    for name in names:
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = edition.site.absolute(name)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"
