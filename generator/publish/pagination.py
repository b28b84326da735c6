"""Long lists as pages with addresses of their own. A list comes in, its sheets go out, each with the way to the others.

The first sheet has the list's own address, the second `page/2/` under it, as Pelican's users know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.publish.list_views import PageLink, PaginationView
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page

Item = TypeVar("Item")
NEAR = 2  # so many pages on either side of the current one are named


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Item]):
    """One page of a list: what it shows, and where it stands among the others."""

    items: Sequence[Item]
    view: PaginationView

    @property
    def url(self) -> str:
        """The sheet's own address."""
        return self.view["url"]


def sheets(edition: Edition, items: Sequence[Item], size: int, base: str) -> list[Sheet[Item]]:
    """Cut a list into sheets of `size`, or of the user's DEFAULT_PAGINATION; an empty list has one empty sheet.

    A last sheet of no more than DEFAULT_ORPHANS items (a sixth of our own size) is joined to the one before.
    """
    held = edition.site.page_size or size
    orphans = edition.site.orphans if edition.site.page_size else size // 6
    starts = list(range(0, max(1, len(items)), held))
    if len(starts) > 1 and len(items) - starts[-1] <= orphans:
        starts.pop()
    ends = [*starts[1:], len(items)]
    return [
        Sheet(items[start:end], _view(number, len(starts), (start, end, len(items)), base))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def sheet_page(
    template: str, payload: Mapping[str, object], sheet: Sheet[Item], frame: Frame, edition: Edition
) -> Page:
    """Return the page of a sheet; from the second on its title and the way to it say which page it is."""
    number = sheet.view["number"]
    held = {**payload, "pagination": sheet.view}
    if number == 1:
        return page(sheet.url, template, held, frame)
    say = edition.site.words.gettext
    titled = say("%(title)s, page %(number)s") % {"title": frame.meta["title"], "number": number}
    last = Crumb(label=say("Page %(number)s") % {"number": number}, url=sheet.url)
    meta = frame.meta.copy()
    meta["title"] = meta["share_title"] = titled
    return page(sheet.url, template, held, Frame(meta, [*frame.crumbs, last], frame.section))


def address(base: str, number: int) -> str:
    """Return the address of a list's page of that number, from 1."""
    return base if number == 1 else f"{base}page/{number}/"


def _view(number: int, count: int, extent: tuple[int, int, int], base: str) -> PaginationView:
    start, end, total = extent
    return PaginationView(
        number=number,
        count=count,
        first=start + 1 if total else 0,
        last=end,
        total=total,
        url=address(base, number),
        previous=address(base, number - 1) if number > 1 else "",
        next=address(base, number + 1) if number < count else "",
        links=_links(number, count, base),
    )


def _links(number: int, count: int, base: str) -> list[PageLink]:
    """Return the first page, the last, and those near the current one; a gap has the number 0 and no address."""
    named = sorted({1, count, *range(max(1, number - NEAR), min(count, number + NEAR) + 1)})
    found: list[PageLink] = []
    for one in named:
        if found and one - found[-1]["number"] > 1:
            found.append(PageLink(number=0, url="", current=False))
        found.append(PageLink(number=one, url=address(base, one), current=one == number))
    return found


def first_places(held: Iterable[Sheet[Item]], key: Callable[[Item], str], anchor: Callable[[Item], str]) -> list[Place]:
    """Return for each key, in order, how many items have it and the place of the first: `quotes/page/3/#q-1`."""
    found: dict[str, Place] = {}
    for sheet in held:
        for item in sheet.items:
            name = key(item)
            if name not in found:
                found[name] = Place(name, f"{sheet.url}#{anchor(item)}")
            found[name].count += 1
    return list(found.values())


@dataclass(slots=True)
class Place:
    """Where the items with one key begin in a list of several pages, and how many there are."""

    name: str
    url: str
    count: int = 0
