"""Addresses of everything on the site, and the links by which pages point to them.

A site address has no leading slash (`stories/a/#f-030`). Pages hold it as a token (`link`), which the output folder
resolves: to a relative link in a site read from a folder; in a published site to one from the root of its host, or, in
what leaves the site (feeds, frames), to an absolute one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from operator import itemgetter
from typing import TypedDict

from verbatim.content.ledger import follow
from verbatim.core.i18n import msgid
from verbatim.core.slugs import slug
from verbatim.model import Moment, Person, Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.timeline import dated
from verbatim.publish.claims import claim_of, speaker_name
from verbatim.publish.edition import Edition, Site
from verbatim.publish.html import clipped, plain

START, END = "\x02", "\x03"  # around a token: no payload can hold these controls
INDEX = "index.html"
ATOM, JSON = ".atom.xml", ".json"
SITE_FEED, CORRECTIONS_FEED = "feeds/all", "feeds/corrections"
DATABASE = "data/site.db"
ABOUT, CORRECTIONS = "about/", "corrections/"  # pages that every site has
CRUMB_LENGTH = 60
SHORT = "q/"  # begins the short address of a quotation's page
CARDS, SQUARE = "cards/", "-square.png"  # begins a card's address, and ends that of a square one
SMALL_WIDTH = 600  # pixels of a card's smaller picture
CHECK_PROGRAM = "verify/check-quotation.py"
FRONT, STORIES, PEOPLE, QUOTES, TIMELINE, SEARCH = "", "stories/", "people/", "quotes/", "timeline/", "search/"
TOPICS, QUESTIONS = "topics/", "questions/"
FORMS = "embed/forms/"  # what the Embed panels of all pages have in common
LABELS = {
    FRONT: msgid("Front page"),
    TOPICS: msgid("Topics"),
    STORIES: msgid("Stories"),
    PEOPLE: msgid("People"),
    QUOTES: msgid("Quotes"),
    TIMELINE: msgid("Timeline"),
    SEARCH: msgid("Search"),
}


class Crumb(TypedDict):
    """A labelled site address."""

    label: str  # what it is called
    url: str  # site address


class _Placed(TypedDict):
    char: str


def span_of(words: _Placed) -> Span:
    """Return the place of a slice, or of a fragment, in its source."""
    start, _, end = words["char"].partition(",")
    return Span(int(start), int(end))


def short_path(quote: str) -> str:
    """Return the path that leads to a quotation's page, short enough to be typed from a picture."""
    return f"{SHORT}{quote.removeprefix('q-')}"


def short_address(site: Site, quote: str) -> str:
    """Return the same as it is printed, with the site's host and no scheme; empty where the site has no address."""
    return site.absolute(short_path(quote)).partition("://")[2]


def short_redirect(edition: Edition, quote: str) -> tuple[str, str] | None:
    """Return the file that leads from a short address to a quotation's page; None without address or cards."""
    if not (edition.site.url and edition.site.cards):
        return None
    target, lang = f"{QUOTES}{quote}/", edition.site.lang
    text = (
        f'<!DOCTYPE html>\n<html lang="{lang}"><meta charset="utf-8"><title>{quote}</title>'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{edition.site.absolute(target)}">'
        f'<meta http-equiv="refresh" content="0; url={link(target)}">'
        f'<main><h1><a href="{link(target)}">{quote}</a></h1></main>\n'
    )
    return f"{short_path(quote)}/{INDEX}", text


def story_address(story: Story) -> str:
    """Return the address of a story's page; a draft has its own folder, as Pelican's drafts have."""
    return f"drafts/{story.id}/" if story.status == "draft" else f"stories/{story.id}/"


def timeline_address(story: Story) -> str:
    """Return the address of a story's timeline page."""
    return f"{story_address(story)}timeline/"


def topic_address(topic: str) -> str:
    """Return the address of a topic's page."""
    return f"{TOPICS}{topic}/"


def question_address(question: str) -> str:
    """Return the address of a question's page."""
    return f"{QUESTIONS}{question}/"


def source_address(story: str) -> str:
    """Return the address of a story's source text."""
    return f"sources/{story}.txt"


def earlier_text(story: str, number: int) -> str:
    """Return the name of a text that a story's source had before: the first is `harbour.1`."""
    return f"{story}.{number}"


def cite(edition: Edition, story: str, span: Span) -> str:
    """Return the address of a slice of a source for a `cite` attribute."""
    return edition.site.url_of(f"{source_address(story)}#char={span.char}")


def quote_address(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's page; of an unlisted story's a place in that story's page."""
    if quote.story in edition.listed:
        return f"quotes/{quote.id}/"
    return f"{story_address(edition.newsroom.stories[quote.story])}#{quote.id}"


def person_address(edition: Edition, person: Person) -> str:
    """Return the address of a profile, or the place in the only listed story that names a person, in its who's who.

    Somebody whom no listed story names is at the first mention.
    """
    if person.id in edition.profiled:
        return profile_address(person)
    if person.id in edition.named:
        return f"{STORIES}{next(story for story, _ in person.mentions if story in edition.listed)}/#who-{person.id}"
    story, span = person.mentions[0]
    return source_place(edition, story, span)


def profile_address(person: Person) -> str:
    """Return where a person's own page is, or was."""
    return f"people/{person.id}/"


def has_frame(edition: Edition, person: Person) -> bool:
    """Return whether other sites can show a person's frame and card: of a page that is there, or that was there."""
    return person.id in edition.profiled or person.id in edition.retired


def moment_address(edition: Edition, moment: Moment) -> str:
    """Return the address of a moment in its story's timeline."""
    return f"{timeline_address(edition.newsroom.stories[moment.story])}#{moment.id}"


def source_place(edition: Edition, story: str, span: Span) -> str:
    """Return the address of a marked slice in the text of its story's page; near it, where that does not show it."""
    if not is_shown(edition.newsroom.stories[story], span):
        return fragment_place(edition, story, span)
    return f"{story_address(edition.newsroom.stories[story])}#char={span.char}"


def fragment_place(edition: Edition, story: str, span: Span) -> str:
    """Return the address of the fragment of the annotated text in which a slice begins."""
    anchors = edition.newsroom.anchors[story]
    after = bisect_right(anchors, span.start, key=itemgetter(0))
    anchor = f"#f-{anchors[after - 1][1]}" if after else ""
    return story_address(edition.newsroom.stories[story]) + anchor


def link(address: str) -> str:
    """Return the token of a site address (`stories/a/#f-030`, `theme/site.css`); any other URL as it is."""
    return address if "://" in address or address.startswith("mailto:") else f"{START}{address}{END}"


def resolve(text: str, to_link: Callable[[str], str]) -> str:
    """Replace every token of `text` by a link."""
    words, *tokens = text.split(START)
    pieces = [words]
    for token in tokens:
        address, end, words = token.partition(END)
        pieces += (to_link(address), words) if end else (START, address)
    return "".join(pieces)


def relative_from(page: str) -> Callable[[str], str]:
    """Return a function from addresses to links relative to the file `page`, ending in `index.html`.

    Such links also work where the site is read from a folder. They all go through the site's root, which makes them
    quick to write.
    """
    root = "../" * page.count("/")

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        file = _file(path)
        return mark + fragment if mark and file == page else root + file + mark + fragment

    return to_link


def under(root: str, page: str = "") -> Callable[[str], str]:
    """Return a function from addresses to clean links under `root`; a place within `page` gets only its fragment.

    `root` is the site's address without the last slash: absolute, or its path alone, which is empty without a folder.
    """

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        if mark and page and _file(path) == page:
            return mark + fragment
        return f"{root}/{path}{mark}{fragment}"

    return to_link


def file_of(address: str) -> str:
    """Return the output file that an address is served from, its fragment kept: `a/#x` → `a/index.html#x`."""
    path, mark, fragment = address.partition("#")
    return _file(path) + mark + fragment


def _file(path: str) -> str:
    return path if path and path[-1] != "/" else path + INDEX


def quote_card(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's card; empty where it has none."""
    return edition.site.card(f"cards/{quote.id}.png") if _has_card(edition, quote) else ""


def square_card(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's square card; empty where it has none."""
    has_square = edition.site.squares and _has_card(edition, quote)
    return edition.site.card(f"{CARDS}{quote.id}{SQUARE}") if has_square else ""


def profile_card(edition: Edition, person: Person) -> str:
    """Return the address of a profile's card; empty for somebody who has no frame either."""
    return edition.site.card(f"cards/people/{person.id}.png") if has_frame(edition, person) else ""


def timeline_card(edition: Edition, story: Story) -> str:
    """Return the address of a timeline's card; empty for a story without a dated moment."""
    if not edition.site.cards or story.id not in edition.listed:
        return ""
    return (
        edition.site.card(f"cards/timelines/{story.id}.png")
        if dated(edition.moments_by_story.get(story.id, []))
        else ""
    )


def _has_card(edition: Edition, quote: Quote) -> bool:
    """Return whether a quotation is drawn: of a story that has thousands, which no reader shares, the first are."""
    if not edition.site.cards or quote.withdrawn or quote.is_closed or quote.story not in edition.listed:
        return False
    quotes, most = edition.quotes_by_story.get(quote.story, ()), edition.site.cards_per_story
    return len(quotes) <= most or quote.span < quotes[most].span


def small_card(address: str) -> str:
    """Return the address of a card's smaller picture; empty for none, and for a square card, which has no other."""
    return "" if address.endswith(SQUARE) else address.replace(CARDS, f"{CARDS}{SMALL_WIDTH}/", 1)


def drawing_of(picture: str) -> str:
    """Return the address of the drawing that a card's picture, of whichever size, was made from."""
    return f"{picture.replace(f'{CARDS}{SMALL_WIDTH}/', CARDS, 1).removesuffix('.png')}.svg"


def person_feed(person: Person) -> str:
    """Return the address of a person's feed without its ending."""
    return f"feeds/people/{person.id}"


def topic_feed(topic: str) -> str:
    """Return the address of a topic's feed without its ending."""
    return f"feeds/topics/{topic}"


def proof_address(story: Story) -> str:
    """Return the address of a story's proof."""
    return f"data/proof/{story.id}.json"


def changes_address(story: Story) -> str:
    """Return the address of what was changed in a story since it was published."""
    return f"data/changes/{story.id}.json"


def section_feed(name: str) -> str:
    """Return the address of a section's feed without its ending."""
    return f"feeds/sections/{slug(name)}"


def feed_links(address: str, label: str) -> list[Crumb]:
    """Return a feed in both its forms, as the heads of pages name them."""
    return [Crumb(label=label, url=address + ending) for ending in (ATOM, JSON)]


def target_of(edition: Edition, quote: str) -> Quote | None:
    """Return the listed quotation into which another was merged, in however many steps, or None."""
    into = follow(quote, edition.newsroom.histories)
    target = edition.newsroom.quotes.get(into) if into != quote else None
    return target if target and target.story in edition.listed else None


def person_of(edition: Edition, former: str) -> Person | None:
    """Return the person whom a former id now stands for, or None where the site's lists name nobody."""
    now = follow(former, edition.newsroom.former)
    return edition.newsroom.people[now] if now in edition.named else None


def crumb(edition: Edition, address: str) -> Crumb:
    """Return the crumb of the front page or of a section of the site."""
    return Crumb(label=edition.site.words.gettext(LABELS[address]), url=address)


def way(edition: Edition, address: str) -> list[Crumb]:
    """Return the crumbs of a section, or of the front page only where the site leaves the section out."""
    there = [] if address.strip("/") in edition.site.off else [crumb(edition, address)]
    return [crumb(edition, FRONT), *there]


def topic_crumbs(edition: Edition, topic: str, title: str) -> list[Crumb]:
    """Return the crumbs of a topic's page."""
    return [*way(edition, TOPICS), Crumb(label=clipped(title, CRUMB_LENGTH), url=topic_address(topic))]


def story_crumbs(edition: Edition, story: Story) -> list[Crumb]:
    """Return the crumbs of a story's page."""
    return [*way(edition, STORIES), Crumb(label=clipped(story.title, CRUMB_LENGTH), url=story_address(story))]


def quote_crumbs(edition: Edition, quote: Quote) -> list[Crumb]:
    """Return the crumbs of a quotation's page, which lead through its story."""
    story = edition.newsroom.stories[quote.story]
    return [*story_crumbs(edition, story), Crumb(label=_called(edition, quote), url=quote_address(edition, quote))]


def _called(edition: Edition, quote: Quote) -> str:
    """Return what a quotation's page is called: whose it is, never its words, which need their marks and place."""
    say = edition.site.words.gettext
    if quote.withdrawn:
        return say("A withdrawn quotation")
    if not claim_of(edition, quote).stands_alone:
        return say("Reported speech")
    if not is_attributed(quote):
        return say("Quotation")
    return say("Quotation of %(name)s") % {"name": speaker_name(edition, quote)}


def person_crumbs(edition: Edition, person: Person) -> list[Crumb]:
    """Return the crumbs of a profile's page."""
    return [*way(edition, PEOPLE), Crumb(label=plain(person.name), url=person_address(edition, person))]
