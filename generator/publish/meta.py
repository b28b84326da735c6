"""The head of a page: what search engines, link previews and readers of tabs see. No quoted words with marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator import edtf
from generator.publish.card_addresses import profile_card
from generator.publish.card_alts import card_alt, speaker_name
from generator.publish.card_profile import profile_alt
from generator.publish.corrections import changed_on
from generator.publish.dates import date_view
from generator.publish.feed_addresses import SITE_FEED, feed_links, person_feed, section_feed
from generator.publish.head_views import Meta
from generator.publish.shown import clipped, plain

if TYPE_CHECKING:
    from generator.model import Person, Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView

LONGEST = 160
# A tab and a list of results show about so much of a title, the site's name included.
LONGEST_TITLE = 70
SHORTEST_TITLE = 40
# Languages whose tag is also the code of the land that they are first thought of with.
OWN_LAND = frozenset(
    ("bg", "de", "es", "fi", "fr", "hr", "hu", "is", "it", "lt", "lv", "nl", "pl", "pt", "ro", "ru", "tr")
)


def page_meta(edition: Edition, title: str, address: str, description: str = "") -> Meta:
    """Return the head of a page that has no picture of its own. Templates add the site's name to the title."""
    site = edition.site
    whole = plain(title) or site.name
    return Meta(
        title=tab_title(whole, site.name),
        description=clipped(description or site.description, LONGEST),
        canonical=site.absolute(address),
        lang=site.lang,
        og_image="",
        og_image_alt="",
        og_type="website",
        oembed="",
        feeds=feed_links(SITE_FEED, site.name),
        robots="",
        alternates=[],
        share_title=whole,
        locale=locale(site.lang),
        section="",
        published="",
        modified="",
        linked=Markup(""),
    )


def tab_title(whole: str, site_name: str) -> str:
    """Return a title cut at a word, so that with the site's name it is no longer than what is shown of it."""
    return clipped(whole, max(SHORTEST_TITLE, LONGEST_TITLE - len(site_name) - len(" · ")))


def locale(lang: str) -> str:
    """Return a language as Open Graph writes it (`de_DE`); empty where it names no land and none is its own."""
    first, *others = lang.split("-")
    land = next((part.upper() for part in others if len(part) == len("DE") and part.isalpha()), "")
    land = land or (first.upper() if first in OWN_LAND else "")
    return f"{first}_{land}" if land else ""


def section_meta(edition: Edition, name: str, address: str) -> Meta:
    """Return the head of a section's list, with the section's feed before the site's."""
    meta = page_meta(edition, name, address)
    meta["feeds"] = [*feed_links(section_feed(name), plain(name)), *meta["feeds"]]
    return meta


def _of_story(edition: Edition, story: Story, meta: Meta) -> None:
    """Put in what a story's pages and its quotations' say of the story."""
    meta["lang"] = story.lang
    meta["locale"] = locale(story.lang)
    meta["og_type"] = "article"
    meta["section"] = plain(story.category)
    meta["published"] = edtf.machine(story.date) if story.date_basis != "unknown" else ""
    meta["modified"] = edtf.machine(changed_on(edition, story))
    if story.category and story.id in edition.listed:
        meta["feeds"] = [*meta["feeds"], *feed_links(section_feed(story.category), plain(story.category))]


def story_meta(edition: Edition, story: Story, address: str, title: str, card: QuoteView | None) -> Meta:
    """Return the head of a story's page or its timeline; a page of an unlisted story is kept out of indexes."""
    begins = story.text.removeprefix(story.title)[: 2 * LONGEST]
    told = f"{date_view(story.date, edition.site.words)['human']}. {begins}"
    meta = page_meta(edition, title, address, told)
    _of_story(edition, story, meta)
    meta["robots"] = "" if story.id in edition.listed else "noindex"
    if card:
        with_picture(edition, meta, card["png_url"], card_alt(edition, edition.newsroom.quotes[card["id"]]))
    return meta


def with_picture(edition: Edition, meta: Meta, address: str, alt: str) -> None:
    """Give a page its picture, unless there is none, or the site has no address at which others could ask for it."""
    meta["og_image"] = edition.site.absolute(address) if address else ""
    meta["og_image_alt"] = alt if meta["og_image"] else ""


def quote_meta(edition: Edition, quote: Quote, view: QuoteView, address: str) -> Meta:
    """Return the head of a quotation's page, with its picture and its oEmbed file."""
    story, say = edition.newsroom.stories[quote.story], edition.site.words.gettext
    if quote.withdrawn:
        told = say("Withdrawn from %(story)s.") % {"story": plain(story.title)}
        meta = page_meta(edition, say("A withdrawn quotation"), address, told)
        meta["oembed"] = edition.site.absolute(view["oembed_url"])
        return meta
    words = clipped(quote.span.of(story.text), LONGEST // 2)
    meta = page_meta(edition, f"{speaker_name(edition, quote)}: {words}", address, card_alt(edition, quote))
    _of_story(edition, story, meta)
    with_picture(edition, meta, view["png_url"], card_alt(edition, quote))
    meta["oembed"] = edition.site.absolute(view["oembed_url"])
    return meta


def person_meta(edition: Edition, person: Person, address: str) -> Meta:
    """Return the head of a profile, with its feed."""
    count, words = edition.fact(_said_by, person.id), edition.site.words
    told = words.counted("%(num)s quotation, with its source.", "%(num)s quotations, each with its source.", count)
    meta = page_meta(edition, person.name, address, f"{plain(person.name)}: {told}")
    meta["feeds"] = [*feed_links(person_feed(person), plain(person.name)), *meta["feeds"]]
    with_picture(edition, meta, profile_card(edition, person), profile_alt(edition, person))
    return meta


def _said_by(edition: Edition, name: str) -> int:
    """Return how many quotations and paraphrases are somebody's."""
    return len(edition.quotes_by_speaker.get(name, ()))
