"""The pages of people, organisations and places: each one's profile, its frame, and the lists by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.crumbs import PEOPLE, person_crumbs, way
from generator.publish.indexes import filters, index_row, people_lists
from generator.publish.meta import page_meta, person_meta
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb
from generator.publish.profiles import profile_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page


def people_pages(edition: Edition) -> Iterator[Page]:
    """Yield the profile and the frame of everybody who has one, then the lists."""
    for name in sorted(edition.profiled):
        person = edition.newsroom.people[name]
        view = profile_view(edition, person)
        meta = person_meta(edition, person, view["ref"]["url"])
        crumbs = person_crumbs(edition, person)
        yield page(view["ref"]["url"], "person.html", {"profile": view}, Frame(meta, crumbs, "people"))
        yield page(f"embed/people/{name}/", "embed_person.html", {"profile": view}, Frame(meta, crumbs, "people"))
    yield from _lists(edition)


def _lists(edition: Edition) -> Iterator[Page]:
    lists = people_lists(edition)
    for one in lists:
        crumbs = [*way(edition, PEOPLE), *([] if one.url == PEOPLE else [Crumb(label=one.label, url=one.url)])]
        payload: dict[str, object] = {
            "title": one.label,
            "people": [index_row(edition, name) for name in one.held],
            "filters": filters(lists, one),
        }
        yield page(one.url, "people.html", payload, Frame(page_meta(edition, one.label, one.url), crumbs, "people"))
