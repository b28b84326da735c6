"""Where things are on the site. Records come in, site addresses without a leading slash go out."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from verbatim.core.i18n import msgid
from verbatim.core.slugs import slug
from verbatim.newsroom.timeline import dated
from verbatim.publish.html import clipped, plain
from verbatim.publish.payloads.elements import Crumb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verbatim.model import Moment, Person, Quote, Span, Story
    from verbatim.publish.edition import Edition


# ---- publish/addresses.py


def char(span: Span) -> str:
    """Return a slice as `a,b`."""
    return f"{span.start},{span.end}"


def story_address(story: Story) -> str:
    """Return the address of a story's page; a draft has its own folder, as Pelican's drafts have."""
    return f"drafts/{story.id}/" if story.status == "draft" else f"stories/{story.id}/"


def timeline_address(story: Story) -> str:
    """Return the address of a story's timeline page."""
    return f"{story_address(story)}timeline/"


def source_address(story: str) -> str:
    """Return the address of a story's source text."""
    return f"sources/{story}.txt"


def earlier_text(story: str, number: int) -> str:
    """Return the name, among texts, of one that a story's source had before: the first is `harbour.1`."""
    return f"{story}.{number}"


def cite(edition: Edition, story: str, span: Span) -> str:
    """Return the absolute address of a slice of a source, as `cite` takes it; a site address without a SITEURL."""
    address = f"{source_address(story)}#char={char(span)}"
    return edition.site.absolute(address) or address


def quote_address(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's page; a place in the story's page where the story is not listed."""
    if quote.story in edition.listed:
        return f"quotes/{quote.id}/"
    return f"{story_address(edition.newsroom.stories[quote.story])}#{quote.id}"


def person_address(edition: Edition, person: Person) -> str:
    """Return the address of a profile; the first mention's place for somebody who has none."""
    if person.id in edition.profiled:
        return f"people/{person.id}/"
    story, span = person.mentions[0]
    return source_place(edition, story, span)


def moment_address(edition: Edition, moment: Moment) -> str:
    """Return the address of a moment in its story's timeline."""
    return f"{timeline_address(edition.newsroom.stories[moment.story])}#{moment.id}"


def source_place(edition: Edition, story: str, span: Span) -> str:
    """Return the address of a marked slice in the source at the foot of its story's page."""
    return f"{story_address(edition.newsroom.stories[story])}#char={char(span)}"


def fragment_place(edition: Edition, story: str, span: Span) -> str:
    """Return the address of the fragment of the annotated text in which a slice begins."""
    held = edition.newsroom.anchors[story]
    found = bisect_right(held, span.start, key=itemgetter(0))
    anchor = f"#f-{held[found - 1][1]}" if found else ""
    return story_address(edition.newsroom.stories[story]) + anchor


# ---- publish/links.py

START, END = "\x02", "\x03"
_START, _END = START.encode(), END.encode()
INDEX = "index.html"


def link(address: str) -> str:
    """Return a token for a site address (`stories/a/#f-030`, `theme/site.css`); other URLs are returned as they are."""
    return address if "://" in address or address.startswith("mailto:") else f"{START}{address}{END}"


def resolve(text: str, to_link: Callable[[str], str]) -> str:
    """Put links in the place of every token of `text`."""
    words, *tokens = text.split(START)
    pieces = [words]
    for token in tokens:
        address, end, words = token.partition(END)
        pieces += (to_link(address), words) if end else (START, address)
    return "".join(pieces)


def resolve_under(siteurl: str, page: str, data: bytes) -> bytes:
    """Return the page `data` in UTF-8 with the links of `absolute_under` put in, in a quarter of the time of `resolve`.

    Only the ends of tokens change. How many there were is told by how much longer or shorter the page got.
    """
    size, held, within = len(data), data, 0
    for own in _places_within(page):
        data = data.replace(own, b"#")
        within += (size - len(data)) // (len(own) - 1)
        size = len(data)
    data = data.replace(_START, f"{siteurl}/".encode())
    begun, size = within + (len(data) - size) // len(siteurl.encode()), len(data)
    data = data.replace(_END, b"")
    return data if size - len(data) == begun else resolve(held.decode(), absolute_under(siteurl, page)).encode()


def _places_within(page: str) -> Iterator[bytes]:
    """Yield how tokens begin that lead to places within `page`."""
    yield f"{START}{page}#".encode()
    folder, _, name = page.rpartition("/")
    if name == INDEX:
        yield f"{START}{folder and folder + '/'}#".encode()


def relative_from(page: str) -> Callable[[str], str]:
    """Return a function from addresses to links relative to the file `page`, ending in `index.html`.

    Such links also work where the site is read from a folder. They go by way of the site's root, which is quickly
    written and the same for all pages of a depth.
    """
    root = "../" * page.count("/")

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        file = _file(path)
        return mark + fragment if mark and file == page else root + file + mark + fragment

    return to_link


def absolute_under(siteurl: str, page: str = "") -> Callable[[str], str]:
    """Return a function from addresses to clean links under `siteurl`; within `page` only the fragment is written."""

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        if mark and page and _file(path) == page:
            return mark + fragment
        return f"{siteurl}/{path}{mark}{fragment}"

    return to_link


def file_of(address: str) -> str:
    """Return the file of the output folder that an address is served from, fragment kept: `a/#x` → `a/index.html#x`."""
    path, mark, fragment = address.partition("#")
    return _file(path) + mark + fragment


def _file(path: str) -> str:
    return path if path and path[-1] != "/" else path + INDEX


# ---- publish/card_addresses.py


def quote_card(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's card, 1200 by 630 pixels."""
    return f"cards/{quote.id}.png" if edition.site.cards and _shown(edition, quote) else ""


def square_card(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's square card, 1080 by 1080 pixels."""
    squares = edition.site.cards and edition.site.squares
    return f"cards/{quote.id}-square.png" if squares and _shown(edition, quote) else ""


def profile_card(edition: Edition, person: Person) -> str:
    """Return the address of a profile's card, 1200 by 630 pixels; everybody with a page has one."""
    return f"cards/people/{person.id}.png" if edition.site.cards and person.id in edition.profiled else ""


def timeline_card(edition: Edition, story: Story) -> str:
    """Return the address of a story's timeline as a card, 1200 by 630 pixels; it needs a moment with a date."""
    if not edition.site.cards or story.id not in edition.listed:
        return ""
    return f"cards/timelines/{story.id}.png" if dated(edition.moments_by_story.get(story.id, [])) else ""


def _shown(edition: Edition, quote: Quote) -> bool:
    return quote.story in edition.listed and not quote.withdrawn


# ---- publish/feed_addresses.py

ATOM, JSON = ".atom.xml", ".json"
SITE_FEED = "feeds/all"


def person_feed(person: Person) -> str:
    """Return the address of a person's feed without its ending."""
    return f"feeds/people/{person.id}"


def section_feed(name: str) -> str:
    """Return the address of a section's feed without its ending."""
    return f"feeds/sections/{slug(name)}"


def feed_links(address: str, label: str) -> list[Crumb]:
    """Return a feed in both its forms, as the heads of pages name them."""
    return [Crumb(label=label, url=address + ending) for ending in (ATOM, JSON)]


# ---- publish/moved.py


def target_of(edition: Edition, quote: str) -> Quote | None:
    """Return the listed quotation into which another was merged, by however many steps; None where there is none."""
    histories = edition.newsroom.histories
    seen: set[str] = set()
    while quote in histories and histories[quote].into and quote not in seen:
        seen.add(quote)
        quote = histories[quote].into
    found = edition.newsroom.quotes.get(quote) if seen else None
    return found if found and found.story in edition.listed else None


def person_of(edition: Edition, former: str) -> Person | None:
    """Return the person whom a former id stands for now; None where that is nobody with a profile."""
    known = edition.newsroom.former
    seen: set[str] = set()
    while former in known and former not in seen:
        seen.add(former)
        former = known[former].into
    return edition.newsroom.people[former] if former in edition.profiled else None


# ---- publish/crumbs.py

LONGEST = 60
FRONT, STORIES, PEOPLE, QUOTES, TIMELINE, SEARCH = "", "stories/", "people/", "quotes/", "timeline/", "search/"
LABELS = {
    FRONT: msgid("Front page"),
    STORIES: msgid("Stories"),
    PEOPLE: msgid("People"),
    QUOTES: msgid("Quotes"),
    TIMELINE: msgid("Timeline"),
    SEARCH: msgid("Search"),
}


def crumb(edition: Edition, address: str) -> Crumb:
    """Return the front page or a section of the site with its name in the language of the interface."""
    return Crumb(label=edition.site.words.gettext(LABELS[address]), url=address)


def way(edition: Edition, address: str) -> list[Crumb]:
    """Return the way to a section, which the site may do without."""
    there = [] if address.strip("/") in edition.site.off else [crumb(edition, address)]
    return [crumb(edition, FRONT), *there]


def story_crumbs(edition: Edition, story: Story) -> list[Crumb]:
    """Return the way to a story."""
    return [*way(edition, STORIES), Crumb(label=clipped(story.title, LONGEST), url=story_address(story))]


def quote_crumbs(edition: Edition, quote: Quote) -> list[Crumb]:
    """Return the way to a quotation, by way of its story."""
    story = edition.newsroom.stories[quote.story]
    withdrawn = edition.site.words.gettext("A withdrawn quotation")
    label = withdrawn if quote.withdrawn else clipped(quote.span.of(story.text), LONGEST)
    return [*story_crumbs(edition, story), Crumb(label=label, url=quote_address(edition, quote))]


def person_crumbs(edition: Edition, person: Person) -> list[Crumb]:
    """Return the way to a profile."""
    return [*way(edition, PEOPLE), Crumb(label=plain(person.name), url=person_address(edition, person))]
