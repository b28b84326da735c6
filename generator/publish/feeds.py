"""Atom feeds (RFC 4287) of what each person said. The edition comes in, XML goes out; links are tokens of `links`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.publish.embeds import attribution, words
from generator.publish.links import link
from generator.publish.meta import speaker_name
from generator.publish.quote_view import quote_view
from generator.publish.shown import clipped, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Person, Quote
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView

ATOM = "http://www.w3.org/2005/Atom"
LONGEST_TITLE = 100
NEVER = "1970-01-01"
AT_MOST = 100


def person_feed_address(person: Person) -> str:
    """Return the address of a person's feed."""
    return f"feeds/people/{person.id}.atom.xml"


def person_feeds(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the address and the XML of each profile's feed."""
    for name in sorted(edition.profiled):
        person = edition.newsroom.people[name]
        yield person_feed_address(person), person_feed(edition, person)


def person_feed(edition: Edition, person: Person) -> str:
    """Return the feed of one person's quotations, newest first."""
    quotes = [quote for quote in edition.quotes_by_speaker.get(person.id, []) if not quote.withdrawn][:AT_MOST]
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": edition.site.lang})
    _text(feed, "title", f"{plain(person.name)} · {edition.site.name}")
    _text(feed, "id", _identifier(edition, f"people/{person.id}"))
    _text(feed, "updated", max((_updated(edition, quote) for quote in quotes), default=f"{NEVER}T00:00:00Z"))
    _link(feed, "self", person_feed_address(person))
    _link(feed, "alternate", f"people/{person.id}/")
    _text(ET.SubElement(feed, "author"), "name", edition.site.name)
    for quote in quotes:
        _entry(edition, feed, quote, quote_view(edition, quote))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(edition: Edition, feed: ET.Element, quote: Quote, view: QuoteView) -> None:
    story = edition.newsroom.stories[quote.story]
    entry = ET.SubElement(feed, "entry")
    said = clipped(quote.span.of(story.text), LONGEST_TITLE)
    _text(entry, "title", f"{speaker_name(edition, quote)}: {said}")
    _text(entry, "id", _identifier(edition, f"quotes/{quote.id}"))
    _text(entry, "updated", _updated(edition, quote))
    _link(entry, "alternate", view["url"])
    _text(entry, "content", _content(edition, quote, view)).set("type", "html")


def _content(edition: Edition, quote: Quote, view: QuoteView) -> str:
    story = edition.newsroom.stories[quote.story]
    place = link(f"sources/{story.id}.txt#char={quote.span.start},{quote.span.end}")
    return (
        f'<blockquote cite="{place}">{words(edition, quote)}</blockquote>'
        f"<p>{attribution(edition, quote, view)}. "
        f'<a href="{link(view["url"])}">{plain(story.title)}</a>, {view["story"]["date"]["human"]}</p>'
    )


def _updated(edition: Edition, quote: Quote) -> str:
    story = edition.newsroom.stories[quote.story]
    day = (story.modified or story.date).partition("T")[0]
    return f"{day if len(day) == len(NEVER) else NEVER}T00:00:00Z"


def _identifier(edition: Edition, name: str) -> str:
    """Return an identifier that is stable for ever: the address where the site has one."""
    return edition.site.absolute(f"{name}/") or f"urn:verbatim:{name.replace('/', ':')}"


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _link(parent: ET.Element, rel: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": link(address)})
