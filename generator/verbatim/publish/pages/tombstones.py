"""Pages at addresses that once showed something: what took its place, or that it is gone. No address ever falls silent.

The edition comes in, pages go out. A tombstone shows no quoted words: what is withdrawn is not quoted any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypedDict

from verbatim.core.i18n import msgid
from verbatim.publish.cards import person_drawing
from verbatim.publish.corrections.changes import changes, eventful
from verbatim.publish.corrections.history import history_view, latest
from verbatim.publish.embeds.profile import latest_view, oembed_address, profile_embed, profile_words
from verbatim.publish.feeds import person_feed_of
from verbatim.publish.pages.base import Frame, page, page_meta, person_meta, quote_meta
from verbatim.publish.payloads.elements import Crumb
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
    from verbatim.publish.pages.base import Section
    from verbatim.publish.payloads.elements import ChangeView, Page, StoryRef


# ---- publish/tombstones.py

WITHDRAWN, GONE = msgid("A withdrawn quotation"), msgid("A quotation that is no longer here")
NOBODY = msgid("%(name)s: no longer on this site")
MOVED = msgid("Moved")


class GoneView(TypedDict):
    """What is known of something that is gone: `changes` oldest first, `name` of a person, `id` of a quotation."""

    kind: Literal["quotation", "person"]
    status: Literal["withdrawn", "gone"]
    id: str
    name: str
    url: str
    changes: list[ChangeView]
    story: StoryRef | None


def tombstones(edition: Edition) -> Iterator[Page]:
    """Yield a page and a frame for each id that was published and shows nothing of its own any more."""
    for history in gone_quotations(edition):
        yield from _of_quotation(edition, history)
    for name, former in edition.newsroom.former.items():
        if name not in edition.profiled:
            yield from _of_person(edition, former)


def gone_quotations(edition: Edition) -> Iterator[History]:
    """Yield the histories of quotations that have no page as quotations."""
    for history in eventful(edition):
        held = edition.newsroom.quotes.get(history.id)
        if held is None or held.story not in edition.listed:
            yield history


def gone_view(edition: Edition, history: History) -> GoneView:
    """Return what is told of a quotation that is gone."""
    held = edition.newsroom.stories[history.story] if history.story in edition.listed else None
    return GoneView(
        kind="quotation",
        status="withdrawn" if history.status == "withdrawn" else "gone",
        id=history.id,
        name="",
        url=f"quotes/{history.id}/",
        changes=changes(edition, history),
        story=story_ref(edition, held) if held else None,
    )


def _of_quotation(edition: Edition, history: History) -> Iterator[Page]:
    address, frame = f"quotes/{history.id}/", f"embed/quotes/{history.id}/"
    if target := target_of(edition, history.id):
        view = quote_view(edition, target)
        yield _moved(edition, address, view["url"], "quotes")
        head = Frame(quote_meta(edition, target, view, view["url"]), way(edition, QUOTES), "quotes")
        yield page(
            frame, "embed_quote.html", {"quote": view, "history": latest(history_view(edition, target.id))}, head
        )
    else:
        view_of_gone = gone_view(edition, history)
        title = WITHDRAWN if view_of_gone["status"] == "withdrawn" else GONE
        yield from _gone(edition, edition.site.words.gettext(title), frame, view_of_gone)


def _of_person(edition: Edition, former: FormerPerson) -> Iterator[Page]:
    address, frame = f"people/{former.id}/", f"embed/people/{former.id}/"
    if person := person_of(edition, former.id):
        yield _moved(edition, address, f"people/{person.id}/", "people")
        yield _profile(edition, person, frame)
    else:
        view = GoneView(
            kind="person", status="gone", id=former.id, name=former.name, url=address, changes=[], story=None
        )
        title = edition.site.words.gettext(NOBODY) % {"name": former.name}
        yield from _gone(edition, title, frame, view)


def _profile(edition: Edition, person: Person, frame: str) -> Page:
    head = Frame(person_meta(edition, person, f"people/{person.id}/"), way(edition, PEOPLE), "people")
    payload: dict[str, object] = {
        "profile": profile_view(edition, person), "latest": latest_view(edition, profile_words(edition, person)),
    }  # fmt: skip
    return page(frame, "embed_person.html", payload, head)


def _moved(edition: Edition, address: str, target: str, section: Section) -> Page:
    said = edition.site.words.gettext(MOVED)
    meta = page_meta(edition, said, target)
    meta["robots"] = "noindex"
    crumbs = [*way(edition, QUOTES if section == "quotes" else PEOPLE), Crumb(label=said, url=address)]
    return page(address, "moved.html", {"target": target}, Frame(meta, crumbs, section))


def _gone(edition: Edition, title: str, frame: str, view: GoneView) -> Iterator[Page]:
    section: Section = "quotes" if view["kind"] == "quotation" else "people"
    meta = page_meta(edition, title, view["url"])
    meta["robots"] = "noindex"
    if view["kind"] == "quotation":
        meta["oembed"] = edition.site.absolute(f"oembed/quotes/{view['id']}.json")
    crumbs = [*way(edition, QUOTES if section == "quotes" else PEOPLE), Crumb(label=title, url=view["url"])]
    head = Frame(meta, crumbs, section)
    yield page(view["url"], "tombstone.html", {"gone": view, "title": title}, head)
    yield page(frame, "embed_tombstone.html", {"gone": view, "title": title}, head)


# ---- publish/moved_people.py


def moved_people(edition: Edition) -> Iterator[tuple[Person, Person]]:
    """Yield whoever had each former id as they are now: with the former id, and with their own."""
    for former in edition.newsroom.former:
        person = person_of(edition, former) if former not in edition.profiled else None
        if person:
            yield replace(person, id=former), person


def moved_feeds(edition: Edition) -> Iterator[Feed]:
    """Yield the feeds at former addresses; their entries and their `id` are those of the feed of now."""
    for then, now in moved_people(edition):
        yield person_feed_of(edition, now.id)._replace(address=person_feed(then))


def moved_embeds(edition: Edition) -> Iterator[Embed]:
    """Yield what answers the oEmbed addresses of former profiles."""
    for then, now in moved_people(edition):
        if embed := profile_embed(edition, now):
            yield embed._replace(oembed=oembed_address(then))


def moved_drawings(edition: Edition, sheet: Canvas) -> Iterator[tuple[str, str]]:
    """Yield the cards that other sites show under former addresses, with the card of now."""
    for then, now in moved_people(edition):
        for address, svg in person_drawing(edition, now, sheet):
            yield address.replace(f"/{now.id}.", f"/{then.id}."), svg
