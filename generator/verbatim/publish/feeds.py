"""What is in each feed: of the site, of every section, of every person. The edition comes in, `Feed` records go out.

The site's feed holds the text of the newest stories whole, a section's their introductions and briefs, a person's what
they said. Nothing comes from the clock: an entry is as new as its story, or as its last correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.publish.corrections.changes import change_message
from verbatim.publish.embeds.quote import attribution, words
from verbatim.publish.html import clipped, format_html, plain
from verbatim.publish.indexes import listed_stories, section_address, sections
from verbatim.publish.urls import ATOM, JSON, SITE_FEED, link, person_feed, section_feed, source_address, story_address
from verbatim.publish.views.annotated_text import article_html
from verbatim.publish.views.quotations import quote_view, speaker_name
from verbatim.publish.views.story import story_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verbatim.model import Quote, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import ChangeView


# ---- publish/feed_records.py

NEVER = "1970-01-01T00:00:00Z"


class Entry(NamedTuple):
    """An entry: `address` is of its page, `html` holds tokens of `links`, times are RFC 3339."""

    id: str
    title: str
    address: str
    html: Markup
    published: str
    updated: str
    author: str
    section: str
    lang: str


class Feed(NamedTuple):
    """A feed: `address` without its ending, `home` the address of the page that it goes with."""

    address: str
    home: str
    id: str
    title: str
    entries: list[Entry]

    @property
    def updated(self) -> str:
        """When its newest entry was changed; a fixed day where there is none."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def instant(values: Iterable[str]) -> str:
    """Return the last of some partial dates, each taken at its first day, at midnight; NEVER where there is none."""
    known = [edtf.parse(value) for value in values]
    days = [one.earliest or one.latest for one in known if one]
    return max((f"{day:%Y-%m-%d}T00:00:00Z" for day in days if day), default=NEVER)


def identifier(edition: Edition, address: str) -> str:
    """Return an identifier that is stable for ever: the address where the site has one."""
    return edition.site.absolute(address) or f"urn:verbatim:{address.strip('/').replace('/', ':') or 'site'}"


# ---- publish/feeds.py

LONGEST_TITLE = 100
STORIES_AT_MOST = 30
QUOTES_AT_MOST = 100


def feeds(edition: Edition) -> Iterator[Feed]:
    """Yield every feed of the site."""
    yield site_feed(edition)
    for name in sections(edition):
        yield section_feed_of(edition, name)
    for name in sorted(edition.profiled):
        yield person_feed_of(edition, name)


def site_feed(edition: Edition) -> Feed:
    """Return the feed of the newest stories."""
    entries = [_whole(edition, edition.newsroom.stories[one]) for one in edition.fact(_newest, "")]
    return Feed(SITE_FEED, "", identifier(edition, ""), edition.site.name, entries)


def section_feed_of(edition: Edition, name: str) -> Feed:
    """Return the feed of a section."""
    home = section_address(name)
    entries = [_brief(edition, edition.newsroom.stories[one]) for one in edition.fact(_newest, name)]
    return Feed(section_feed(name), home, identifier(edition, home), f"{plain(name)} · {edition.site.name}", entries)


def _newest(edition: Edition, section: str) -> list[str]:
    """Return the ids of the newest stories of a section, or of all where it has no name."""
    held = sections(edition)[section] if section else listed_stories(edition)
    return [story.id for story in held[:STORIES_AT_MOST]]


def person_feed_of(edition: Edition, name: str) -> Feed:
    """Return the feed of what somebody said."""
    person = edition.newsroom.people[name]
    home = f"people/{person.id}/"
    held = [quote for quote in edition.quotes_by_speaker.get(person.id, []) if not quote.withdrawn]
    entries = [_said(edition, quote) for quote in held[:QUOTES_AT_MOST]]
    title = f"{plain(person.name)} · {edition.site.name}"
    return Feed(person_feed(person), home, identifier(edition, home), title, entries)


def _whole(edition: Edition, story: Story) -> Entry:
    return _of_story(edition, story, article_html(edition, story))


def _brief(edition: Edition, story: Story) -> Entry:
    card = story_card(edition, story)
    place = source_address(story.id)
    brief = [
        format_html(
            '<blockquote cite="{}"><p>{}</p></blockquote>',
            link(f"{place}#char={one['sentence']['char']}"),
            one["sentence"]["words"],
        )
        for one in card["brief"]
    ]
    held = Markup("\n").join(piece for piece in (card["intro"], *brief) if piece)
    return _of_story(edition, story, held or article_html(edition, story))


def _of_story(edition: Edition, story: Story, html: Markup) -> Entry:
    changes = story_card(edition, story)["corrections"]
    address = story_address(story)
    return Entry(
        id=identifier(edition, address),
        title=plain(story.title),
        address=address,
        html=html + _told(edition, changes),
        published=instant([story.date]),
        updated=instant([story.modified or story.date, *_days(changes)]),
        author=plain(story.source_name) or edition.site.name,
        section=plain(story.category),
        lang=story.lang,
    )


def _said(edition: Edition, quote: Quote) -> Entry:
    story, view = edition.newsroom.stories[quote.story], quote_view(edition, quote)
    said = clipped(quote.span.of(story.text), LONGEST_TITLE)
    place = link(f"{source_address(story.id)}#char={quote.span.start},{quote.span.end}")
    html = format_html(
        '<blockquote cite="{}">{}</blockquote><p>{}. <a href="{}">{}</a>, {}</p>',
        place,
        words(edition, quote),
        attribution(edition, quote, view),
        link(view["url"]),
        plain(story.title),
        view["story"]["date"]["human"],
    )
    return Entry(
        id=identifier(edition, f"quotes/{quote.id}/"),
        title=f"{speaker_name(edition, quote)}: {said}",
        address=view["url"],
        html=html + _told(edition, view["changes"]),
        published=instant([story.date]),
        updated=instant([story.modified or story.date, *_days(view["changes"])]),
        author=plain(story.source_name) or edition.site.name,
        section=plain(story.category),
        lang=story.lang,
    )


def _told(edition: Edition, changes: Iterable[ChangeView]) -> Markup:
    """Return a line for each change, after what it changed."""
    return Markup("").join(format_html("<p>{}</p>", change_message(one, edition.site.words)) for one in changes)


def _days(changes: Iterable[ChangeView]) -> list[str]:
    return [one["date"]["edtf"] for one in changes]


# ---- publish/atom.py

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


# ---- publish/json_feed.py

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(edition: Edition, feed: Feed, finish: Callable[[str], str]) -> dict[str, Any]:
    """Return the feed; `finish` puts links in the place of tokens, which JSON could not hold."""
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": finish(link(feed.home)),
        "feed_url": finish(link(feed.address + JSON)),
        "language": edition.site.lang,
        "authors": [{"name": edition.site.name}],
        "items": [_item(entry, finish) for entry in feed.entries],
    }


def _item(entry: Entry, finish: Callable[[str], str]) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": finish(link(entry.address)),
        "title": entry.title,
        "content_html": finish(str(entry.html)),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}],
        "tags": [entry.section] if entry.section else [],
        "language": entry.lang,
    }
    return {key: value for key, value in item.items() if value}
