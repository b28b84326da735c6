"""The head of a page: what search engines, link previews and readers of tabs see. No quoted words with marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.dates import date_view
from generator.publish.page_views import Crumb, Meta
from generator.publish.shown import clipped, plain
from generator.words import msgid

if TYPE_CHECKING:
    from generator.model import Person, Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView

LONGEST = 160
SITE_FEED = "feeds/all.atom.xml"
NOT_ESTABLISHED = msgid("Speaker not established")


def page_meta(edition: Edition, title: str, address: str, description: str = "") -> Meta:
    """Return the head of a page that has no picture of its own. Templates add the site's name to the title."""
    site = edition.site
    return Meta(
        title=plain(title) or site.name,
        description=clipped(description or site.description, LONGEST),
        canonical=site.absolute(address),
        lang=site.lang,
        og_image="",
        og_image_alt="",
        og_type="website",
        oembed="",
        feeds=[Crumb(label=site.name, url=SITE_FEED)],
        robots="",
    )


def story_meta(edition: Edition, story: Story, address: str, title: str, card: QuoteView | None) -> Meta:
    """Return the head of a story's page or its timeline; a page of an unlisted story is kept out of indexes."""
    told = f"{date_view(story.date, edition.site.words)['human']}. {story.text[: 2 * LONGEST]}"
    meta = page_meta(edition, title, address, told)
    meta["lang"] = story.lang
    meta["og_type"] = "article"
    meta["robots"] = "" if story.id in edition.listed else "noindex"
    if card:
        meta["og_image"] = edition.site.absolute(card["png_url"]) if card["png_url"] else ""
        meta["og_image_alt"] = card_alt(edition, edition.newsroom.quotes[card["id"]]) if meta["og_image"] else ""
    return meta


def quote_meta(edition: Edition, quote: Quote, view: QuoteView, address: str) -> Meta:
    """Return the head of a quotation's page, with its picture and its oEmbed file."""
    story, say = edition.newsroom.stories[quote.story], edition.site.words.gettext
    if quote.withdrawn:
        told = say("Withdrawn from %(story)s.") % {"story": plain(story.title)}
        return page_meta(edition, say("A withdrawn quotation"), address, told)
    words = clipped(quote.span.of(story.text), LONGEST // 2)
    meta = page_meta(edition, f"{speaker_name(edition, quote)}: {words}", address, card_alt(edition, quote))
    meta["lang"] = story.lang
    meta["og_type"] = "article"
    meta["og_image"] = edition.site.absolute(view["png_url"])
    meta["og_image_alt"] = card_alt(edition, quote) if meta["og_image"] else ""
    meta["oembed"] = edition.site.absolute(view["oembed_url"])
    return meta


def person_meta(edition: Edition, person: Person, address: str) -> Meta:
    """Return the head of a profile, with its feed."""
    count = len(edition.quotes_by_speaker.get(person.id, []))
    words = edition.site.words
    told = words.counted("%(num)s quotation, with its source.", "%(num)s quotations, each with its source.", count)
    meta = page_meta(edition, person.name, address, f"{plain(person.name)}: {told}")
    meta["feeds"] = [Crumb(label=plain(person.name), url=f"feeds/people/{person.id}.atom.xml"), *meta["feeds"]]
    return meta


def speaker_name(edition: Edition, quote: Quote) -> str:
    """Return who spoke, as far as the text establishes it."""
    if quote.basis == "none" or not (quote.speaker or quote.said_by):
        return edition.site.words.gettext(NOT_ESTABLISHED)
    return plain(edition.newsroom.people[quote.speaker].name if quote.speaker else quote.said_by)


def card_alt(edition: Edition, quote: Quote) -> str:
    """Return a quotation's whole words and speaker as the text that stands for its picture."""
    story = edition.newsroom.stories[quote.story]
    words = plain(quote.span.of(story.text))
    return f"{speaker_name(edition, quote)}: {words} ({date_view(story.date, edition.site.words)['human']})"
