"""Pages at addresses that once showed something: what took its place, or that it is gone. No address ever falls silent.

The edition comes in, pages go out. A tombstone shows no quoted words: what is withdrawn is not quoted any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from generator.publish.crumbs import PEOPLE, QUOTES, way
from generator.publish.embed_profile import latest_view, said
from generator.publish.meta import page_meta, person_meta, quote_meta
from generator.publish.moved import person_of, target_of
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb
from generator.publish.profiles import profile_view
from generator.publish.quote_view import quote_view
from generator.publish.refs import story_ref
from generator.publish.version_views import history_view, latest
from generator.publish.versions import changes, eventful
from generator.words import msgid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Former, History, Person
    from generator.publish.edition import Edition
    from generator.publish.page import Section
    from generator.publish.page_views import Page
    from generator.publish.views import ChangeView, StoryRef

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


def _of_person(edition: Edition, former: Former) -> Iterator[Page]:
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
        "profile": profile_view(edition, person), "latest": latest_view(edition, said(edition, person)),
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
