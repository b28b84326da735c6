"""What a feed reader does to a card: it stands in an entry of a feed, and the reader cleans it before it is shown."""

import feedparser
from markupsafe import escape

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A blog</title>
<link>http://blog.example/</link><description>Posts</description>{}</channel></rss>"""
ITEM = "<item><title>A post</title><content:encoded>{}</content:encoded></item>"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>A blog</title><id>tag:blog.example,2031:a</id>
<updated>2031-03-04T00:00:00Z</updated>{}</feed>"""
ENTRY = """<entry><title>A post</title><id>tag:blog.example,2031:{}</id><updated>2031-03-04T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{}</div></content></entry>"""


def rss(cards: list[str]) -> list[str]:
    """Return each card as a reader shows it that found it escaped in an RSS feed."""
    return _shown(RSS.format("".join(ITEM.format(escape(card)) for card in cards)))


def atom(cards: list[str]) -> list[str]:
    """Return each card as a reader shows it that found it as XHTML in an Atom feed: it has to be well-formed XML."""
    return _shown(ATOM.format("".join(ENTRY.format(at, card) for at, card in enumerate(cards))))


def _shown(feed: str) -> list[str]:
    read = feedparser.parse(feed.encode())
    if read.bozo:
        raise ValueError(f"the feed is not well-formed: {read.bozo_exception}")
    return [str(entry.content[0].value) for entry in read.entries]
