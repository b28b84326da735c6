"""Makes what every page has: its head, the way to it, its place in a long list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypedDict, TypeVar

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.model import Story
from verbatim.publish import corrections, html, quotations, refs
from verbatim.publish.edition import Edition
from verbatim.publish.urls import SITE_FEED, Crumb, feed_links, file_of, section_feed

Item = TypeVar("Item")

CARD_SIZE = (1200, 630)  # pixels
LONGEST_DESCRIPTION = 160
NEAR = 2  # so many pages on either side of the current one have links


class Page(NamedTuple):
    """A page to render."""

    address: str  # path of the file under the output folder
    template: str  # file name
    payload: dict[str, object]


Section = Literal["stories", "topics", "people", "quotes", "timeline", "search", ""]


class Alternate(TypedDict):
    """The page in one language."""

    lang: str  # its tag, or `x-default`
    url: str  # absolute


class Meta(TypedDict):
    """The head of a page."""

    title: str  # without the site's name
    description: str  # plain text
    canonical: str  # absolute, empty without a SITEURL
    lang: str  # tag of the page's language
    og_image: str  # absolute address, empty where there is no picture
    og_image_alt: str  # empty where there is no picture
    og_image_size: list[int]  # width and height in pixels; those of a card where there is no picture
    og_type: str  # `website` or `article`
    oembed: str  # absolute address of the oEmbed answer, empty where there is none
    feeds: list[Crumb]  # feeds that the page announces
    robots: str  # `noindex`, or empty
    alternates: list[Alternate]  # the page in every language, this one included; empty where there is only one
    section: str  # of the story, may be empty
    published: str  # as `<time datetime>` writes it; for stories, their timelines and quotations, else empty
    modified: str  # the same, for the last change
    linked: Markup  # JSON-LD for a script element; empty where the page has none


class PageLink(TypedDict):
    """A link to a page of a long list."""

    number: int  # 0 for a gap between numbers
    url: str  # empty for a gap
    current: bool  # whether it is this page


class PaginationView(TypedDict):
    """The position of a page in a long list."""

    number: int  # from 1
    count: int  # pages
    first: int  # number of the first item shown, from 1
    last: int  # number of the last item shown
    total: int  # items
    url: str  # this page
    previous: str  # the page before, empty on the first
    next: str  # the page after, empty on the last
    links: list[PageLink]  # the first page, the last, and those near this one


class PageValues(NamedTuple):
    """Every page and every frame."""

    meta: Meta  # for the head of the page
    crumbs: list[Crumb]  # the way to the page, which is the last of them
    section: Section  # the part of the site that the page belongs to, empty for none

    def around(self, payload: Mapping[str, object]) -> dict[str, object]:
        """Return a payload with what every template needs."""
        return {**payload, **self._asdict()}


def page(address: str, template: str, payload: Mapping[str, object], frame: PageValues) -> Page:
    """Return the page that is served at `address`."""
    return Page(file_of(address), template, frame.around(payload))


def page_meta(edition: Edition, title: str, address: str, description: str = "") -> Meta:
    """Return the head of a page that has no picture of its own. Templates add the site's name to the title."""
    site = edition.site
    return Meta(
        title=html.plain(title) or site.name,
        description=html.clipped(description or site.description, LONGEST_DESCRIPTION),
        canonical=site.absolute(address),
        lang=site.lang,
        og_image="",
        og_image_alt="",
        og_image_size=[*CARD_SIZE],
        og_type="website",
        oembed="",
        feeds=feed_links(SITE_FEED, site.name),
        robots="",
        alternates=[],
        section="",
        published="",
        modified="",
        linked=Markup(""),
    )


def add_story(edition: Edition, story: Story, meta: Meta) -> None:
    """Add what the head says of the story that the page belongs to."""
    meta["lang"] = story.lang
    meta["og_type"] = "article"
    meta["section"] = html.plain(story.category)
    meta["published"] = edtf.machine(story.date)
    meta["modified"] = edtf.machine(corrections.changed_on(edition, story))
    if story.category and story.id in edition.listed:
        meta["feeds"] = [*meta["feeds"], *feed_links(section_feed(story.category), html.plain(story.category))]


def with_picture(edition: Edition, meta: Meta, address: str, alt: str, size: Sequence[int] = CARD_SIZE) -> None:
    """Add a picture, unless there is none, or the site has no address at which others could ask for it."""
    meta["og_image"] = edition.site.absolute(address) if address else ""
    meta["og_image_alt"] = alt if meta["og_image"] else ""
    meta["og_image_size"] = [*size]


def with_card(edition: Edition, meta: Meta, quote: quotations.QuoteView) -> None:
    """Add the picture card of a quotation, with its own words as the text alternative."""
    with_picture(edition, meta, quote["png_url"], quotations.card_alt(edition, edition.newsroom.quotes[quote["id"]]))


def with_illustration(edition: Edition, meta: Meta, picture: refs.PictureView | None) -> None:
    """Let a picture that editors give, where it is large enough, be what previews of links show."""
    if picture and picture["files"]["shared"]:
        with_picture(edition, meta, refs.shared_file(picture["files"]), picture["alt"], picture["files"]["shared"])


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """One page of a list: what it shows, and its position among the others."""

    items: Sequence[Item]
    view: PaginationView

    @property
    def url(self) -> str:
        """The page's own address."""
        return self.view["url"]


def paginated(edition: Edition, items: Sequence[Item], size: int, base: str) -> list[ListPage[Item]]:
    """Cut a list into pages of `size`, or of the user's DEFAULT_PAGINATION; an empty list has one empty page.

    A last page of no more than DEFAULT_ORPHANS items (a sixth of our own size) is joined to the one before.
    """
    length = edition.site.page_size or size
    orphans = edition.site.orphans if edition.site.page_size else size // 6
    starts = list(range(0, max(1, len(items)), length))
    if len(starts) > 1 and len(items) - starts[-1] <= orphans:
        starts.pop()
    ends = [*starts[1:], len(items)]
    return [
        ListPage(items[start:end], _pagination(number, len(starts), (start, end, len(items)), base))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _pagination(number: int, count: int, extent: tuple[int, int, int], base: str) -> PaginationView:
    start, end, total = extent
    links: list[PageLink] = []
    for near in sorted({1, count, *range(max(1, number - NEAR), min(count, number + NEAR) + 1)}):
        if links and near - links[-1]["number"] > 1:
            links.append(PageLink(number=0, url="", current=False))
        links.append(PageLink(number=near, url=_address(base, near), current=near == number))
    return PaginationView(
        number=number,
        count=count,
        first=start + 1 if total else 0,
        last=end,
        total=total,
        url=_address(base, number),
        previous=_address(base, number - 1) if number > 1 else "",
        next=_address(base, number + 1) if number < count else "",
        links=links,
    )


def _address(base: str, number: int) -> str:
    return base if number == 1 else f"{base}page/{number}/"


def list_page(
    template: str, payload: Mapping[str, object], part: ListPage[Item], frame: PageValues, edition: Edition
) -> Page:
    """Return the page for a part of a list; from the second on its title and the way to it give its number."""
    number = part.view["number"]
    if number == 1:
        return page(part.url, template, payload, frame)
    say = edition.site.words.gettext
    meta = frame.meta.copy()
    meta["title"] = say("%(title)s, page %(number)s") % {"title": meta["title"], "number": number}
    last = Crumb(label=say("Page %(number)s") % {"number": number}, url=part.url)
    return page(part.url, template, payload, PageValues(meta, [*frame.crumbs, last], frame.section))
