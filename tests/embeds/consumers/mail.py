"""What mail clients do to a card: the strictest drop styles, classes, frames and cites, or show no HTML at all."""

import re

import nh3

from tests.embeds.reading import read

# What Gmail and Outlook both keep, by their published lists of supported elements.
KEPT = {"a", "b", "blockquote", "br", "div", "em", "i", "img", "li", "ol", "p", "span", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
WITH_WORDS = {"script", "style", "iframe", "title"}


def shown(html: str) -> str:
    """Return a message's HTML as a webmail client lets it through."""
    return nh3.clean(html, tags=KEPT, attributes=ATTRIBUTES, clean_content_tags=WITH_WORDS, link_rel=None)


def plain(html: str) -> str:
    """Return the text that a client shows instead of the HTML, each link followed by its address."""
    return read(re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 (\1)", html)).text
