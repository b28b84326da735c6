"""Makes what answers at addresses that once showed something: what took its place, or that it is gone.

No published address ever stops answering. A tombstone shows no quoted words: what is withdrawn is not quoted any more.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal, NamedTuple, TypedDict

from verbatim.core.i18n import Words, msgid
from verbatim.core.json import JsonObject
from verbatim.model import History, Person, Quote
from verbatim.publish import embedding, feeds, html, profile_page, quote_page, refs, urls
from verbatim.publish.cards import Picture, person_picture
from verbatim.publish.cards.quote import SQUARE, WIDE, FacePicture, GonePicture
from verbatim.publish.cards.setting import Canvas
from verbatim.publish.corrections import ChangeView, change_message, changes, eventful
from verbatim.publish.edition import Edition, fact
from verbatim.publish.page import Page, PageValues, Section, page, page_meta, with_picture

WITHDRAWN, GONE = msgid("A withdrawn quotation"), msgid("A quotation that is no longer here")
HAS_MOVED = msgid("This quotation has moved.")
NOBODY = msgid("%(name)s: no longer on this site")
NO_PAGE = msgid("A page that is no longer here")
NO_QUESTION = msgid("A question that is no longer asked here")
NO_STORY, NO_TIMELINE = msgid("A story that is no longer here"), msgid("The timeline of a story that is no longer here")
MOVED, OUR_CORRECTIONS = msgid("Moved"), msgid("Our corrections")
FURNITURE, CHANGES = 4 + 16 + 14, 3  # of the frame: its rule and paddings in pixels; how many changes it tells
GoneKind = Literal["quotation", "person", "story", "timeline", "question"]
# The section of the site and the kind of embed of each kind of thing that may be gone.
OF_KIND: dict[GoneKind, tuple[Section, embedding.Kind]] = {
    "quotation": ("quotes", "quote"), "person": ("people", "person"),
    "story": ("stories", "timeline"), "timeline": ("stories", "timeline"), "question": ("topics", "question"),
}  # fmt: skip


class GoneView(NamedTuple):
    """What is known of something that is gone. A tombstone shows no quoted words."""

    kind: GoneKind  # what it was
    id: str  # its id
    url: str  # its former address
    title: str  # what to say
    status: Literal["withdrawn", "gone"] = "gone"  # withdrawn by an editor, or no longer in the text
    version: int = 1  # of a quotation, the last
    changes: Sequence[ChangeView] = ()  # oldest first
    story: refs.StoryRef | None = None  # the story that it is from, if that is published
    quotations: Sequence[str] = ()  # the ids of a story's quotations, whose pages say what became of them

    def happened(self, words: Words) -> list[str]:
        """Return what happened to it, oldest first."""
        return [change_message(one, words) for one in self.changes if one["kind"] in ("withdrawn", "gone")]

    @property
    def places(self) -> tuple[str, str, str]:
        """The addresses of its frame, oEmbed answer and picture."""
        return embedding.places(OF_KIND[self.kind][1], self.id)


class MovedValues(TypedDict):
    """A page at an address that something left."""

    target: str  # its new address
    is_same: bool  # whether two entries are the same; else a person has a place in a story instead of a page


class TombstoneValues(TypedDict):
    """A page, or a frame, at the address of something that is gone."""

    gone: GoneView  # what is known of it


Former = tuple[GoneView, Quote | Person | None]  # with what took its place


def formers(edition: Edition, hidden: Container[str] = ()) -> Iterator[Former]:
    """Yield what was published and shows nothing of its own any more, but for stories that are only `hidden`."""
    say = edition.site.words.gettext
    for history in eventful(edition):
        quote = edition.newsroom.quotes.get(history.id)
        if quote is None or quote.withdrawn or quote.story not in edition.listed:
            yield _gone_quotation(edition, history), urls.target_of(edition, history.id)
    for name, former in edition.newsroom.former.items():
        if name not in edition.named:  # its title names nobody who has no page for their protection
            title = say(NOBODY) % {"name": former.name} if former.name else say(NO_PAGE)
            yield GoneView("person", name, f"people/{name}/", title), urls.person_of(edition, name)
    for name in _gone_questions(edition):
        yield GoneView("question", name, urls.question_address(name), say(NO_QUESTION)), None
    for name in sorted({one.story for one in eventful(edition) if one.story not in edition.newsroom.stories}):
        if name not in hidden:
            quotations = [one.id for one in eventful(edition) if one.story == name]
            address = f"stories/{name}/"
            yield GoneView("story", name, address, say(NO_STORY), quotations=quotations), None
            yield GoneView("timeline", name, f"{address}timeline/", say(NO_TIMELINE), quotations=quotations), None


def _gone_quotation(edition: Edition, history: History) -> GoneView:
    story = edition.newsroom.stories[history.story] if history.story in edition.listed else None
    status: Literal["withdrawn", "gone"] = "withdrawn" if history.status == "withdrawn" else "gone"
    return GoneView(
        "quotation",
        history.id,
        f"quotes/{history.id}/",
        edition.site.words.gettext(WITHDRAWN if status == "withdrawn" else GONE),
        status,
        history.versions[-1].number,
        changes(edition, history),
        refs.story_ref(edition, story) if story else None,
    )


@fact
def _gone_questions(edition: Edition) -> list[str]:
    asked = {one.id for several in edition.lookups.topics.questions.values() for one in several}
    return sorted(edition.lookups.published.questions - asked)


# Pages and frames


def tombstones(edition: Edition, told: Iterable[Former]) -> Iterator[Page]:
    """Yield a page and a frame for each id that was published and shows nothing of its own any more.

    A story has the frame of its timeline.
    """
    for gone, now in told:
        quote = edition.newsroom.quotes.get(gone.id) if gone.kind == "quotation" else None
        frame = gone.places[0]
        if quote and quote.story in edition.listed:  # withdrawn, which its own page says
            continue
        if isinstance(now, Quote):
            yield _moved(edition, gone, urls.quote_address(edition, now))
            around = PageValues(quote_page.quote_meta(edition, now), urls.way(edition, urls.QUOTES), "quotes")
            yield page(frame, "embed_quote.html", quote_page.quote_frame(edition, now), around)
        elif now:
            yield _moved(edition, gone, urls.profile_address(now))
            yield profile_page.profile_frame(edition, now, frame, urls.profile_address(now))
        else:
            yield from islice(_gone(edition, gone), 1 if gone.kind == "story" else None)


def retired_profile(edition: Edition, name: str) -> Iterator[Page]:
    """Yield the page at the former address of a person who has a place in a story instead, and the frame as it was."""
    person = edition.newsroom.people[name]
    address, gone = urls.person_address(edition, person), GoneView("person", name, urls.profile_address(person), "")
    yield _moved(edition, gone, address, is_same=False)
    yield profile_page.profile_frame(edition, person, gone.places[0], address)


def _moved(edition: Edition, gone: GoneView, target: str, *, is_same: bool = True) -> Page:
    """Return the page that leads on: because two entries are the same, or one has a place in a story instead."""
    around = _around(edition, gone, edition.site.words.gettext(MOVED), target)
    return page(gone.url, "moved.html", MovedValues(target=target, is_same=is_same), around)


def _gone(edition: Edition, gone: GoneView) -> Iterator[Page]:
    """Yield the page and the frame of something that is gone."""
    around = _around(edition, gone, gone.title, gone.url)
    with_picture(edition, around.meta, edition.site.card(gone.places[2]), gone.title)
    yield page(gone.url, "tombstone.html", TombstoneValues(gone=gone), around)
    yield page(gone.places[0], "embed_tombstone.html", TombstoneValues(gone=gone), around)


def _around(edition: Edition, gone: GoneView, title: str, canonical: str) -> PageValues:
    section = OF_KIND[gone.kind][0]
    meta = page_meta(edition, title, canonical)
    meta["robots"], meta["oembed"] = "noindex", edition.site.absolute(gone.places[1])
    return PageValues(meta, [*urls.way(edition, f"{section}/"), urls.Crumb(label=title, url=gone.url)], section)


# Feeds, embeds, pictures


def moved_feeds(edition: Edition, told: Iterable[Former]) -> Iterator[feeds.Feed]:
    """Yield the feeds at former addresses; their entries and their `id` are those of the current feed."""
    for gone, now in told:
        if isinstance(now, Person) and edition.quotes_by_speaker.get(now.id):
            yield feeds.person_feed_of(edition, now.id)._replace(address=urls.person_feed(replace(now, id=gone.id)))


def gone_embeds(edition: Edition, told: Iterable[Former]) -> Iterator[embedding.Embeddable]:
    """Yield the answers at the oEmbed addresses of what is gone, or has moved."""
    for gone, now in told:
        if isinstance(now, Quote) and (embed := quote_page.quote_embed(edition, now)):
            state = embedding.State(embed.state.version, "moved", edition.site.words.gettext(HAS_MOVED))
            yield embed._replace(oembed=gone.places[1], state=state)
        elif isinstance(now, Person) and (embed := profile_page.profile_embed(edition, now)):
            yield embed._replace(oembed=gone.places[1])
        elif gone.kind != "story":
            yield _tombstone_embed(edition, gone)


def _tombstone_embed(edition: Edition, gone: GoneView) -> embedding.Embeddable:
    """Return an embed that says what happened, without any quoted words."""
    link = html.format_html('<a href="{}">{}</a>', edition.site.url_of(gone.url), gone.title)
    happened = gone.happened(edition.site.words)
    last = happened[-1] if happened else ""
    read = f"{OUR_CORRECTIONS} {edition.site.absolute(gone.url)}"
    return embedding.Embeddable.of(
        edition,
        embedding.Subject(OF_KIND[gone.kind][1], gone.id, gone.url, read),
        embedding.TITLE,
        FURNITURE,
        happened[-CHANGES:],
        block=html.format_html("<p>{} {}</p>", link, last) if last else html.format_html("<p>{}</p>", link),
        title=gone.title,
        alt=f"{gone.title} {last}".strip(),
        state=embedding.State(gone.version, gone.status, last or gone.title),
    )


def moved_pictures(edition: Edition, told: Iterable[Former], sheet: Canvas) -> Iterator[tuple[str, Picture]]:
    """Yield the pictures that other sites show under former addresses: what took their place, or that it is gone."""
    for gone, now in told:
        if isinstance(now, Person):
            yield from ((gone.places[2], picture) for _, picture in person_picture(edition, now, sheet))
        elif gone.kind != "story":
            yield from _pictures(edition, gone, now, sheet)


def _pictures(edition: Edition, gone: GoneView, now: Quote | None, sheet: Canvas) -> Iterator[tuple[str, Picture]]:
    address, words = gone.places[2], edition.site.words
    formats = [(address, WIDE)]
    if gone.kind == "quotation" and edition.site.squares:
        formats.append((f"{address.removesuffix('.png')}{urls.SQUARE}", SQUARE))
    source = refs.where_published(gone.story, words, html.plain(gone.story["source_name"])) if gone.story else ""
    told = [gone.title, *(gone.happened(words)[-1:] or [""]), source]
    for place, shape in formats:
        yield place, FacePicture.of(edition, now, sheet, shape) if now else GonePicture.of(edition, told, sheet, shape)


def story_tombstones(edition: Edition, told: Iterable[Former]) -> Iterator[tuple[str, JsonObject]]:
    """Yield what the file of each story that is gone holds: that it is, and where its quotations' pages are."""
    for gone, _ in told:
        if gone.kind == "story":
            quotes = [edition.site.url_of(f"quotes/{one}/") for one in gone.quotations]
            yield gone.id, {"id": gone.id, "status": "gone", "url": edition.site.url_of(gone.url), "quotes": quotes}
