"""The sitemap (sitemaps.org 0.9). Addresses with dates come in, XML files go out, at most 50,000 addresses each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from verbatim.core import dates as edtf
from verbatim.publish.html import plain
from verbatim.publish.indexes import listed_stories
from verbatim.publish.urls import story_address
from verbatim.publish.views.story import alternates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.model import Story
    from verbatim.publish.edition import Edition


# ---- publish/sitemap.py

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
    for address, day in addresses:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = edition.site.absolute(address)
        if edtf.machine(day):
            ET.SubElement(url, "lastmod").text = edtf.machine(day)
        for one in told.get(address, ()):
            ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": one["lang"], "href": one["url"]})
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _index(edition: Edition, names: Sequence[str]) -> str:
    root = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    for name in names:
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = edition.site.absolute(name)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


# ---- publish/news_sitemap.py

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_SITEMAP = "sitemap-news.xml"
DAYS = timedelta(days=2)
AT_MOST_NEWS_SITEMAP = 1000  # in one file, says its schema


def news_sitemap(edition: Edition) -> str:
    """Return the sitemap of listed stories published within two days of the newest; one without a day is left out."""
    dated = [(day, story) for story in listed_stories(edition) if (day := _day(story))]
    newest = max((day for day, _ in dated), default=date.min)
    root = ET.Element("urlset", {"xmlns": NAMESPACE, "xmlns:news": NEWS})
    for day, story in dated[:AT_MOST_NEWS_SITEMAP]:
        if newest - day <= DAYS:
            _url(root, edition, story, day)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _day(story: Story) -> date | None:
    known = edtf.parse(story.date)
    told = known and known.precision == "day" and story.date_basis != "unknown"
    return known.earliest if known and told else None


def _url(root: ET.Element, edition: Edition, story: Story, day: date) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = edition.site.absolute(story_address(story))
    news = ET.SubElement(url, "news:news")
    publication = ET.SubElement(news, "news:publication")
    ET.SubElement(publication, "news:name").text = edition.site.name
    ET.SubElement(publication, "news:language").text = story.lang or edition.site.lang
    ET.SubElement(news, "news:publication_date").text = day.isoformat()
    ET.SubElement(news, "news:title").text = plain(story.title)
