"""What every page has: head, crumbs, section. A page's own payload comes in, a `Page` goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from generator.publish.links import file_of
from generator.publish.page_views import Page

if TYPE_CHECKING:
    from generator.publish.head_views import Meta
    from generator.publish.page_views import Crumb

Section = Literal["stories", "people", "quotes", "timeline", "search", ""]


class Frame(NamedTuple):
    """What stands round a page's own matter: its head, the way to it, and the section it belongs to."""

    meta: Meta
    crumbs: list[Crumb]
    section: Section

    def around(self, payload: dict[str, object]) -> dict[str, object]:
        """Return a payload with what every template counts on."""
        return {**payload, "meta": self.meta, "crumbs": self.crumbs, "section": self.section}


def page(address: str, template: str, payload: dict[str, object], frame: Frame) -> Page:
    """Return the page that is served at `address`."""
    return Page(file_of(address), template, frame.around(payload))
