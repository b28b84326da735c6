"""Makes the pages at addresses that once showed something: what took its place, or that it is gone.

No published address ever stops answering. A tombstone shows no quoted words: what is withdrawn is not quoted any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verbatim.core.i18n import msgid
from verbatim.publish.cards import person_drawing
from verbatim.publish.corrections.changes import changes, eventful, history_view, latest
from verbatim.publish.embeds.profile import latest_view, oembed_address, profile_embed, profile_words
from verbatim.publish.feeds import person_feed_of
from verbatim.publish.pages.base import PageFrame, page, page_meta, person_meta, quote_meta
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.payloads.pages import GoneView
from verbatim.publish.payloads.templates import MovedValues, PersonFrameValues, QuoteFrameValues, TombstoneValues
from verbatim.publish.refs import story_ref
from verbatim.publish.urls import PEOPLE, QUOTES, person_feed, person_of, target_of, way
from verbatim.publish.views.profile import profile_view
from verbatim.publish.views.quotations import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import FormerPerson, History, Person
    from verbatim.publish.cards.svg import Canvas
    from verbatim.publish.edition import Edition
    from verbatim.publish.embeds.base import Embed
    from verbatim.publish.feeds import Feed
    from verbatim.publish.payloads.pages import Page, Section

WITHDRAWN, GONE = msgid("A withdrawn quotation"), msgid("A quotation that is no longer here")
NOBODY = msgid("%(name)s: no longer on this site")
MOVED = msgid("Moved")


def tombstones(edition: Edition) -> Iterator[Page]:
    """Yield a page and a frame for each id that was published and shows nothing of its own any more."""
    for history in eventful(edition):
        quote = edition.newsroom.quotes.get(history.id)
        if quote is None or quote.story not in edition.listed:
            yield from _of_quotation(edition, history)
    for name, former in edition.newsroom.former.items():
        if name not in edition.profiled:
            yield from _of_person(edition, former)


def _of_quotation(edition: Edition, history: History) -> Iterator[Page]:
    address, frame = f"quotes/{history.id}/", f"embed/quotes/{history.id}/"
    if target := target_of(edition, history.id):
        view = quote_view(edition, target)
        yield _moved(edition, address, view["url"], "quotes")
        around = PageFrame(quote_meta(edition, target, view, view["url"]), way(edition, QUOTES), "quotes")
        framed = QuoteFrameValues(quote=view, history=latest(history_view(edition, target.id)))
        yield page(frame, "embed_quote.html", framed, around)
        return
    story = edition.newsroom.stories[history.story] if history.story in edition.listed else None
    gone = GoneView(
        kind="quotation",
        status="withdrawn" if history.status == "withdrawn" else "gone",
        id=history.id,
        name="",
        url=address,
        changes=changes(edition, history),
        story=story_ref(edition, story) if story else None,
    )
    title = edition.site.words.gettext(WITHDRAWN if gone["status"] == "withdrawn" else GONE)
    yield from _gone(edition, title, frame, gone)


def _of_person(edition: Edition, former: FormerPerson) -> Iterator[Page]:
    address, frame = f"people/{former.id}/", f"embed/people/{former.id}/"
    if person := person_of(edition, former.id):
        yield _moved(edition, address, f"people/{person.id}/", "people")
        meta = person_meta(edition, person, f"people/{person.id}/")
        latest_words = latest_view(edition, profile_words(edition, person))
        framed = PersonFrameValues(profile=profile_view(edition, person), latest=latest_words)
        yield page(frame, "embed_person.html", framed, PageFrame(meta, way(edition, PEOPLE), "people"))
        return
    gone = GoneView(kind="person", status="gone", id=former.id, name=former.name, url=address, changes=[], story=None)
    yield from _gone(edition, edition.site.words.gettext(NOBODY) % {"name": former.name}, frame, gone)


def _moved(edition: Edition, address: str, target: str, section: Section) -> Page:
    title = edition.site.words.gettext(MOVED)
    meta = page_meta(edition, title, target)
    meta["robots"] = "noindex"
    crumbs = [*way(edition, QUOTES if section == "quotes" else PEOPLE), Crumb(label=title, url=address)]
    return page(address, "moved.html", MovedValues(target=target), PageFrame(meta, crumbs, section))


def _gone(edition: Edition, title: str, frame: str, gone: GoneView) -> Iterator[Page]:
    section: Section = "quotes" if gone["kind"] == "quotation" else "people"
    meta = page_meta(edition, title, gone["url"])
    meta["robots"] = "noindex"
    if gone["kind"] == "quotation":
        meta["oembed"] = edition.site.absolute(f"oembed/quotes/{gone['id']}.json")
    crumbs = [*way(edition, QUOTES if section == "quotes" else PEOPLE), Crumb(label=title, url=gone["url"])]
    around = PageFrame(meta, crumbs, section)
    payload = TombstoneValues(gone=gone, title=title)
    yield page(gone["url"], "tombstone.html", payload, around)
    yield page(frame, "embed_tombstone.html", payload, around)


def _moved_people(edition: Edition) -> Iterator[tuple[Person, Person]]:
    """Yield the people behind former ids: with the former id, and with their own."""
    for former in edition.newsroom.former:
        person = person_of(edition, former) if former not in edition.profiled else None
        if person:
            yield replace(person, id=former), person


def moved_feeds(edition: Edition) -> Iterator[Feed]:
    """Yield the feeds at former addresses; their entries and their `id` are those of the current feed."""
    for then, now in _moved_people(edition):
        yield person_feed_of(edition, now.id)._replace(address=person_feed(then))


def moved_embeds(edition: Edition) -> Iterator[Embed]:
    """Yield the answers at the oEmbed addresses of former profiles."""
    for then, now in _moved_people(edition):
        if embed := profile_embed(edition, now):
            yield embed._replace(oembed=oembed_address(then))


def moved_drawings(edition: Edition, sheet: Canvas) -> Iterator[tuple[str, str]]:
    """Yield the cards that other sites show under former addresses, as they are now."""
    for then, now in _moved_people(edition):
        for address, svg in person_drawing(edition, now, sheet):
            yield address.replace(f"/{now.id}.", f"/{then.id}."), svg
