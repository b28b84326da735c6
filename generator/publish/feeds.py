"""What is in each feed: of the site, of every section, of every person. The edition comes in, `Feed` records go out.

The site's feed holds the text of the newest stories whole, a section's their introductions and briefs, a person's what
they said. Nothing comes from the clock: an entry is as new as its story, or as its last correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publish.addresses import source_address, story_address
from generator.publish.article import article_html
from generator.publish.card_alts import speaker_name
from generator.publish.change_words import told
from generator.publish.embed_quote import attribution, words
from generator.publish.feed_addresses import SITE_FEED, person_feed, section_feed
from generator.publish.feed_records import Entry, Feed, identifier, instant
from generator.publish.filled import filled
from generator.publish.indexes import listed_stories, section_address, sections
from generator.publish.links import link
from generator.publish.quote_view import quote_view
from generator.publish.shown import clipped, plain
from generator.publish.story_view import story_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.views import ChangeView

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
        filled(
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
    html = filled(
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
    return Markup("").join(filled("<p>{}</p>", told(one, edition.site.words)) for one in changes)


def _days(changes: Iterable[ChangeView]) -> list[str]:
    return [one["date"]["edtf"] for one in changes]
