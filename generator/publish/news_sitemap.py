"""The sitemap of the newest stories (Google's sitemap-news 0.9). The edition comes in, XML goes out.

News search takes stories of the last two days. Which days these are is told by the newest story, not by the clock, so
that the same content always makes the same file.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator import edtf
from generator.publish.addresses import story_address
from generator.publish.indexes import listed_stories
from generator.publish.shown import plain
from generator.publish.sitemap import HEAD, NAMESPACE

if TYPE_CHECKING:
    from generator.model import Story
    from generator.publish.edition import Edition

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_SITEMAP = "sitemap-news.xml"
DAYS = timedelta(days=2)
AT_MOST = 1000  # in one file, says its schema


def news_sitemap(edition: Edition) -> str:
    """Return the sitemap of listed stories published within two days of the newest; one without a day is left out."""
    dated = [(day, story) for story in listed_stories(edition) if (day := _day(story))]
    newest = max((day for day, _ in dated), default=date.min)
    root = ET.Element("urlset", {"xmlns": NAMESPACE, "xmlns:news": NEWS})
    for day, story in dated[:AT_MOST]:
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
