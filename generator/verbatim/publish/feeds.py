"""Builds the feeds of the site, of each section and of each person, as Atom and as JSON Feed.

The site's feed has the newest stories whole, a section's what happened, a person's their quotations.
Nothing comes from the clock: an entry is as new as its story, or as its last correction.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.model import Quote, Story
from verbatim.newsroom.extent import rights_of
from verbatim.newsroom.topics import Topic
from verbatim.publish import annotated_text, claims, corrections, indexes, quotations, quote_page, refs, urls
from verbatim.publish.edition import Edition, fact
from verbatim.publish.first_screen import FirstScreen
from verbatim.publish.html import format_html, plain
from verbatim.publish.story_card import story_card

ATOM_SCHEMA = "http://www.w3.org/2005/Atom"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
STORIES_AT_MOST = 30
QUOTES_AT_MOST = 100
CHANGES_AT_MOST = 100
NEVER = "1970-01-01T00:00:00Z"


class FeedEntry(NamedTuple):
    """An entry: `address` is that of its page, `html` holds link tokens (`urls.link`), times are RFC 3339.

    `published` is empty where the date is not known, `updated` where nothing is. `rights` are whom the editors credit
    for the source, and its licence, where they say so.
    """

    id: str
    title: str
    address: str
    html: Markup
    published: str
    updated: str
    author: str
    section: str
    lang: str
    rights: str = ""


class Feed(NamedTuple):
    """A feed: `address` without its ending, `home` the address of the page that it belongs to."""

    address: str
    home: str
    id: str
    title: str
    entries: list[FeedEntry]

    @property
    def updated(self) -> str:
        """When the newest entry was changed; a fixed day without any entry."""
        return max((entry.updated for entry in self.entries if entry.updated), default=NEVER)


def site_feed(edition: Edition) -> Feed:
    """Return the feed of the newest stories."""
    stories = [edition.newsroom.stories[name] for name in _newest(edition, "")]
    entries = [_story_entry(edition, story, annotated_text.article_html(edition, story)) for story in stories]
    return Feed(urls.SITE_FEED, "", _identifier(edition, ""), edition.site.name, entries)


def _feed(edition: Edition, address: str, home: str, name: str, entries: list[FeedEntry]) -> Feed:
    return Feed(address, home, _identifier(edition, home), f"{plain(name)} · {edition.site.name}", entries)


def corrections_feed(edition: Edition) -> Feed:
    """Return the feed of every change of a listed story, the newest first; each version of a quotation is an entry."""
    entries = [entry for story in indexes.listed_stories(edition) for entry in _change_entries(edition, story)]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    name = edition.site.words.gettext("Corrections")
    return _feed(edition, urls.CORRECTIONS_FEED, urls.CORRECTIONS, name, entries[:CHANGES_AT_MOST])


def _change_entries(edition: Edition, story: Story) -> Iterator[FeedEntry]:
    """Yield an entry for each change; changes without a page are numbered from the oldest on."""
    changes = corrections.changes_of_story(edition, story)
    for number, change in zip(range(len(changes), 0, -1), changes, strict=True):
        place = f"{change['url']}#v{change['version']}" if change["url"].endswith("/") else change["url"]
        day = _instant([change["date"]["edtf"]])
        yield FeedEntry(
            id=_identifier(edition, place or f"{urls.story_address(story)}#corrections-{number}"),
            title=plain(story.title),
            address=place or f"{urls.story_address(story)}#corrections",
            html=format_html("<p>{}</p>", corrections.change_message(change, edition.site.words)),
            published="",
            updated=day,
            author=edition.site.name,
            section=plain(story.category),
            lang=edition.site.lang,
        )


def section_feed_of(edition: Edition, name: str) -> Feed:
    """Return the feed of a section."""
    entries = [_short_entry(edition, edition.newsroom.stories[story]) for story in _newest(edition, name)]
    return _feed(edition, urls.section_feed(name), indexes.section_address(name), name, entries)


def topic_feed_of(edition: Edition, topic: Topic) -> Feed:
    """Return the feed of a topic's stories, newest first."""
    stories = [edition.newsroom.stories[name] for name in reversed(topic.stories)]
    entries = [_short_entry(edition, story) for story in stories[:STORIES_AT_MOST]]
    return _feed(edition, urls.topic_feed(topic.id), urls.topic_address(topic.id), topic.file.title, entries)


@fact
def _newest(edition: Edition, section: str) -> list[str]:
    """Return the ids of the newest stories of a section, or of the whole site where the section is empty."""
    stories = indexes.sections(edition)[section] if section else indexes.listed_stories(edition)
    return [story.id for story in stories[:STORIES_AT_MOST]]


def person_feed_of(edition: Edition, name: str) -> Feed:
    """Return the feed of a person's quotations."""
    person = edition.newsroom.people[name]
    quotes = [quote for quote in edition.quotes_by_speaker.get(person.id, []) if not quote.withdrawn]
    entries = [_quote_entry(edition, quote) for quote in quotes[:QUOTES_AT_MOST]]
    return _feed(edition, urls.person_feed(person), urls.profile_address(person), person.name, entries)


def _short_entry(edition: Edition, story: Story) -> FeedEntry:
    card = story_card(edition, story)
    told = [
        format_html(
            '<blockquote cite="{}"><p>{}</p></blockquote>',
            urls.link(f"{urls.source_address(story.id)}#char={one.words['char']}"),
            one.words["words"],
        )
        for one in (*card["lead"], *FirstScreen.of(edition, story).more)
    ]
    html = Markup("\n").join(piece for piece in (card["intro"], *told) if piece)
    return _story_entry(edition, story, html or annotated_text.article_html(edition, story))


def _story_entry(edition: Edition, story: Story, html: Markup) -> FeedEntry:
    changes = story_card(edition, story)["corrections"]
    return _entry(edition, story, (urls.story_address(story), plain(story.title)), html, changes)


def _quote_entry(edition: Edition, quote: Quote) -> FeedEntry:
    story, view = edition.newsroom.stories[quote.story], quotations.quote_view(edition, quote)
    place = claims.claim_of(edition, quote).place
    html = format_html(
        '<blockquote cite="{}">{}<a href="{}">{}</a>, {}</p>',
        urls.link(f"{urls.source_address(story.id)}#char={place.start},{place.end}"),
        quote_page.signed(edition, quote, Markup("</blockquote><p>")),
        urls.link(view["url"]),
        plain(story.title),
        refs.when_published(story.date, edition.site.words),
    )
    title = claims.said_by(edition, quote)
    return _entry(edition, story, (view["url"], title), html, view["changes"])


def _entry(
    edition: Edition, story: Story, page: tuple[str, str], html: Markup, changes: Iterable[corrections.ChangeView]
) -> FeedEntry:
    """Return the entry of a page, given by address and title, with a line for each change at the end."""
    address, title = page
    lines = [format_html("<p>{}</p>", corrections.change_message(change, edition.site.words)) for change in changes]
    return FeedEntry(
        id=_identifier(edition, address),
        title=title,
        address=address,
        html=html + Markup("").join(lines),
        published=_instant([story.date]),
        updated=_instant([story.modified or story.date, *(change["date"]["edtf"] for change in changes)]),
        author=plain(story.source_name) or edition.site.name,
        section=plain(story.category),
        lang=story.lang,
        rights=", ".join(map(plain, rights_of(story).stated)),
    )


def _instant(dates: Iterable[str]) -> str:
    """Return the last of some partial dates, each taken at its first day, at midnight; empty without any."""
    known = [edtf.parse(date) for date in dates]
    days = [one.earliest or one.latest for one in known if one]
    return max((f"{day:%Y-%m-%d}T00:00:00Z" for day in days if day), default="")


def _identifier(edition: Edition, address: str) -> str:
    """Return an identifier that never changes: the absolute address where the site has one."""
    return (
        edition.site.absolute(address)
        or f"urn:verbatim:{address.strip('/').replace('/#', '#').replace('/', ':') or 'site'}"
    )


def atom(edition: Edition, feed: Feed) -> str:
    """Return the feed as Atom (RFC 4287)."""
    root = ET.Element("feed", {"xmlns": ATOM_SCHEMA, "xml:lang": edition.site.lang})
    _text(root, "title", feed.title)
    _text(root, "id", feed.id)
    _text(root, "updated", feed.updated)
    _link(root, "self", feed.address + urls.ATOM, "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    _link(root, "alternate", feed.address + urls.JSON, "application/feed+json")
    _text(ET.SubElement(root, "author"), "name", edition.site.name)
    for entry in feed.entries:
        _add_entry(root, entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_entry(root: ET.Element, entry: FeedEntry) -> None:
    element = ET.SubElement(root, "entry", {"xml:lang": entry.lang} if entry.lang else {})
    _text(element, "title", entry.title)
    _text(element, "id", entry.id)
    if entry.published:
        _text(element, "published", entry.published)
    _text(element, "updated", entry.updated or NEVER)  # which Atom demands of every entry
    _link(element, "alternate", entry.address, "text/html")
    _text(ET.SubElement(element, "author"), "name", entry.author)
    if entry.section:
        ET.SubElement(element, "category", {"term": entry.section})
    if entry.rights:
        _text(element, "rights", entry.rights)
    _text(element, "content", str(entry.html)).set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _link(parent: ET.Element, rel: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": urls.link(address)})


def json_feed(edition: Edition, feed: Feed, finish: Callable[[str], str]) -> dict[str, Any]:
    """Return the feed as JSON Feed 1.1; `finish` resolves link tokens, whose controls JSON would escape."""
    return {
        "version": JSON_FEED_VERSION,
        "title": feed.title,
        "home_page_url": finish(urls.link(feed.home)),
        "feed_url": finish(urls.link(feed.address + urls.JSON)),
        "language": edition.site.lang,
        "authors": [{"name": edition.site.name}],
        "items": [_item(entry, finish) for entry in feed.entries],
    }


def _item(entry: FeedEntry, finish: Callable[[str], str]) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": finish(urls.link(entry.address)),
        "title": entry.title,
        "content_html": finish(str(entry.html)),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}],
        "tags": [entry.section] if entry.section else [],
        "language": entry.lang,
    }
    return {key: value for key, value in item.items() if value}
