"""What every page has: head, crumbs, section. A page's own payload comes in, a `Page` goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.publish.cards.profile import profile_alt
from verbatim.publish.corrections.log import changed_on
from verbatim.publish.html import clipped, plain
from verbatim.publish.payloads.elements import Crumb, Page
from verbatim.publish.payloads.pages import Meta, PageLink, PaginationView
from verbatim.publish.refs import date_view
from verbatim.publish.urls import SITE_FEED, feed_links, file_of, person_feed, profile_card, section_feed
from verbatim.publish.views.quotations import card_alt, speaker_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from verbatim.model import Person, Quote, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import QuoteView


# ---- publish/page.py

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


# ---- publish/meta.py

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


# ---- publish/pagination.py

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
