"""Writes the sitemap (sitemaps.org 0.9), with translations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from verbatim.core import dates as edtf
from verbatim.publish.edition import Edition
from verbatim.publish.story_card import alternates
from verbatim.publish.urls import story_address

SITEMAP_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
QUOTED = {'"': "&quot;"}
ADDRESSES_PER_FILE = 50_000  # sitemaps.org


def sitemap(edition: Edition, addresses: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each file of the sitemap for pairs of an address and an EDTF date or ""; nothing without a SITEURL."""
    if not edition.site.url:
        return
    chunks = [addresses[start : start + ADDRESSES_PER_FILE] for start in range(0, len(addresses), ADDRESSES_PER_FILE)]
    if len(chunks) == 1:
        yield "sitemap.xml", _urls(edition, chunks[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    locations = "".join(f"<sitemap><loc>{escape(edition.site.absolute(name))}</loc></sitemap>" for name in names)
    yield "sitemap.xml", f'{DECLARED}<sitemapindex xmlns="{SITEMAP_SCHEMA}">{locations}</sitemapindex>\n'
    for name, chunk in zip(names, chunks, strict=True):
        yield name, _urls(edition, chunk)


def _urls(edition: Edition, addresses: Sequence[tuple[str, str]]) -> str:
    translated = (edition.newsroom.stories[name] for name in edition.translations)
    languages = {story_address(story): alternates(edition, story) for story in translated}
    head = f'<urlset xmlns="{SITEMAP_SCHEMA}"' + (f' xmlns:xhtml="{XHTML}">' if languages else ">")
    # Written as text: elements of thousands of pages took 50 ms of every edit.
    lines = [_url(edition.site.absolute(address), edtf.machine(day) if day else "") for address, day in addresses]
    if languages:
        told = ["".join(map(_link, languages.get(address, ()))) for address, _ in addresses]
        lines = [f"{line}{links}" for line, links in zip(lines, told, strict=True)]
    return f"{DECLARED}{head}{''.join([f'<url>{line}</url>' for line in lines])}</urlset>\n"


def _url(address: str, day: str) -> str:
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    return f"<loc>{escape(address)}</loc>{changed}"


def _link(one: Mapping[str, Any]) -> str:
    lang, address = escape(one["lang"], QUOTED), escape(one["url"], QUOTED)
    return f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address}" />'
