"""Writes the sitemap (sitemaps.org 0.9), with translations, and the news sitemap, both as XML."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from verbatim.core import dates as edtf
from verbatim.model import Story
from verbatim.publish.edition import Edition
from verbatim.publish.html import plain
from verbatim.publish.indexes import listed_stories
from verbatim.publish.story_card import alternates
from verbatim.publish.urls import story_address

SITEMAP_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_SCHEMA = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
QUOTED = {'"': "&quot;"}
NEWS_SITEMAP = "sitemap-news.xml"
ADDRESSES_PER_FILE = 50_000  # sitemaps.org
NEWS_PER_FILE = 1_000  # its schema
NEWS_AGE = timedelta(days=2)


def sitemap(edition: Edition, addresses: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each file of the sitemap for pairs of an address and an EDTF date or ""; nothing without a SITEURL."""
    if not edition.site.url:
        return
    chunks = [addresses[start : start + ADDRESSES_PER_FILE] for start in range(0, len(addresses), ADDRESSES_PER_FILE)]
    if len(chunks) == 1:
        yield "sitemap.xml", _urls(edition, chunks[0])
        return
    index = ET.Element("sitemapindex", {"xmlns": SITEMAP_SCHEMA})
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    for name in names:
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = edition.site.absolute(name)
    yield "sitemap.xml", _written(index)
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


def news_sitemap(edition: Edition) -> str:
    """Return the sitemap of listed stories published on a known day, at most two days before the newest."""
    dated = [(day, story) for story in listed_stories(edition) if (day := _day(story))]
    newest = max((day for day, _ in dated), default=date.min)
    root = ET.Element("urlset", {"xmlns": SITEMAP_SCHEMA, "xmlns:news": NEWS_SCHEMA})
    for day, story in dated[:NEWS_PER_FILE]:
        if newest - day <= NEWS_AGE:
            _add_news(root, edition, story, day)
    return _written(root)


def _day(story: Story) -> date | None:
    known = edtf.parse(story.date)
    return known.earliest if known and known.precision == "day" else None


def _add_news(root: ET.Element, edition: Edition, story: Story, day: date) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = edition.site.absolute(story_address(story))
    news = ET.SubElement(url, "news:news")
    publication = ET.SubElement(news, "news:publication")
    ET.SubElement(publication, "news:name").text = edition.site.name
    ET.SubElement(publication, "news:language").text = story.lang or edition.site.lang
    ET.SubElement(news, "news:publication_date").text = day.isoformat()
    ET.SubElement(news, "news:title").text = plain(story.title)


def _written(root: ET.Element) -> str:
    return DECLARED + ET.tostring(root, encoding="unicode") + "\n"
