"""Makes the pages at addresses that once showed something: what took its place, or that it is gone.

No published address ever stops answering. A tombstone shows no quoted words: what is withdrawn is not quoted any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal, NamedTuple, TypedDict

from verbatim.core.i18n import msgid
from verbatim.core.json import JsonObject
from verbatim.model import FormerPerson, History, Person
from verbatim.publish import embedding, urls
from verbatim.publish.cards import Picture, person_picture
from verbatim.publish.cards.quote import SQUARE, WIDE, FacePicture, Format, GonePicture
from verbatim.publish.cards.setting import Canvas
from verbatim.publish.corrections.changes import ChangeView, change_message, changes, eventful
from verbatim.publish.edition import Edition
from verbatim.publish.feeds import Feed, person_feed_of
from verbatim.publish.html import plain
from verbatim.publish.page import Page, PageValues, Section, page, page_meta, with_picture
from verbatim.publish.profile_page import profile_embed, profile_frame
from verbatim.publish.question_page import gone_questions
from verbatim.publish.quote_page import quote_embed, quote_frame, quote_meta
from verbatim.publish.refs import StoryRef, story_ref, when_published
from verbatim.publish.urls import Crumb

WITHDRAWN, GONE = msgid("A withdrawn quotation"), msgid("A quotation that is no longer here")
WAS_WITHDRAWN, NO_LONGER = msgid("This quotation was withdrawn."), msgid("This quotation is no longer here.")
HAS_MOVED = msgid("This quotation has moved.")
NOBODY = msgid("%(name)s: no longer on this site")
NO_PAGE = msgid("A page that is no longer here")
NO_STORY, NO_TIMELINE = msgid("A story that is no longer here"), msgid("The timeline of a story that is no longer here")
MOVED = msgid("Moved")
GONE_STATE = embedding.State(1, "gone")
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
    status: Literal["withdrawn", "gone"] = "gone"  # withdrawn by an editor, or no longer in the text
    name: str = ""  # of a person, else empty
    changes: Sequence[ChangeView] = ()  # oldest first
    story: StoryRef | None = None  # the story that it is from, if that is published
    quotations: Sequence[str] = ()  # the ids of a story's quotations, whose pages say what became of them


class MovedValues(TypedDict):
    """A page at an address that something left."""

    target: str  # its new address
    is_same: bool  # whether two entries are the same; else a person has a place in a story instead of a page


class TombstoneValues(TypedDict):
    """A page, or a frame, at the address of something that is gone."""

    gone: GoneView  # what is known of it
    title: str  # what to say


def tombstones(edition: Edition) -> Iterator[Page]:
    """Yield a page and a frame for each id that was published and shows nothing of its own any more."""
    for history in eventful(edition):
        quote = edition.newsroom.quotes.get(history.id)
        if quote is None or quote.story not in edition.listed:
            yield from _of_quotation(edition, history)
    for name, former in edition.newsroom.former.items():
        if name not in edition.named:
            yield from _of_person(edition, former)
    for one in gone_questions(edition):
        yield from _gone(edition, one.title, GoneView("question", one.id, one.page))


def _of_quotation(edition: Edition, history: History) -> Iterator[Page]:
    address, (frame, oembed, _) = f"quotes/{history.id}/", embedding.places("quote", history.id)
    if target := urls.target_of(edition, history.id):
        yield _moved(edition, address, urls.quote_address(edition, target), oembed)
        around = PageValues(quote_meta(edition, target), urls.way(edition, urls.QUOTES), "quotes")
        yield page(frame, "embed_quote.html", quote_frame(edition, target), around)
        return
    story = edition.newsroom.stories[history.story] if history.story in edition.listed else None
    gone = GoneView(
        "quotation",
        history.id,
        address,
        status=_status(history),
        changes=changes(edition, history),
        story=story_ref(edition, story) if story else None,
    )
    yield from _gone(edition, edition.site.words.gettext(WITHDRAWN if gone.status == "withdrawn" else GONE), gone)


def _status(history: History) -> Literal["withdrawn", "gone"]:
    return "withdrawn" if history.status == "withdrawn" else "gone"


def _of_person(edition: Edition, former: FormerPerson) -> Iterator[Page]:
    address, (frame, oembed, _) = f"people/{former.id}/", embedding.places("person", former.id)
    if person := urls.person_of(edition, former.id):
        yield _moved(edition, address, urls.profile_address(person), oembed)
        yield profile_frame(edition, person, frame, urls.profile_address(person))
        return
    yield from _gone(edition, _gone_name(edition, former), GoneView("person", former.id, address, name=former.name))


def _gone_name(edition: Edition, former: FormerPerson) -> str:
    """Return the title of what was somebody's page; it names nobody who has none for their protection."""
    say = edition.site.words.gettext
    return say(NOBODY) % {"name": former.name} if former.name else say(NO_PAGE)


def retired_profile(edition: Edition, name: str) -> Iterator[Page]:
    """Yield the page at the former address of a person who has a place in a story instead, and the frame as it was."""
    person = edition.newsroom.people[name]
    address, (frame, oembed, _) = urls.person_address(edition, person), embedding.places("person", name)
    yield _moved(edition, urls.profile_address(person), address, oembed, is_same=False)
    yield profile_frame(edition, person, frame, address)


def former_stories(edition: Edition) -> list[str]:
    """Return the ids of the stories whose quotations were published, and which are here no more."""
    return sorted({one.story for one in eventful(edition) if one.story not in edition.newsroom.stories})


def story_tombstones(edition: Edition, name: str) -> Iterator[Page]:
    """Yield the pages at the addresses of a story that is gone: its own, its timeline, the timeline's frame."""
    say, quotations = edition.site.words.gettext, _quotations(edition, name)
    gone = GoneView("story", name, f"stories/{name}/", quotations=quotations)
    yield next(_gone(edition, say(NO_STORY), gone))
    yield from _gone(edition, say(NO_TIMELINE), gone._replace(kind="timeline", url=_timeline(name)))


def _quotations(edition: Edition, name: str) -> list[str]:
    return [one.id for one in eventful(edition) if one.story == name]


def _timeline(name: str) -> str:
    return f"stories/{name}/timeline/"


def story_tombstone_embed(edition: Edition, name: str) -> embedding.Embeddable:
    """Return the embed at the addresses of a timeline whose story is gone."""
    return embedding.tombstone_embed(edition, _gone_timeline(edition, name), GONE_STATE)


def _gone_timeline(edition: Edition, name: str) -> embedding.Gone:
    return embedding.Gone("timeline", name, _timeline(name), edition.site.words.gettext(NO_TIMELINE))


def story_tombstone_data(edition: Edition, name: str) -> JsonObject:
    """Return what the file of a story that is gone holds: that it is, and where its quotations' pages are."""
    page = edition.site.url_of(f"stories/{name}/")
    return {
        "id": name,
        "status": "gone",
        "url": page,
        "quotes": [edition.site.url_of(f"quotes/{one}/") for one in _quotations(edition, name)],
    }


def _moved(edition: Edition, address: str, target: str, oembed: str, *, is_same: bool = True) -> Page:
    """Return the page that leads on: because two entries are the same, or one has a place in a story instead."""
    title = edition.site.words.gettext(MOVED)
    meta = page_meta(edition, title, target)
    meta["robots"], meta["oembed"] = "noindex", edition.site.absolute(oembed)
    section: Section = "quotes" if address.startswith(urls.QUOTES) else "people"
    crumbs = [*urls.way(edition, f"{section}/"), Crumb(label=title, url=address)]
    return page(address, "moved.html", MovedValues(target=target, is_same=is_same), PageValues(meta, crumbs, section))


def _gone(edition: Edition, title: str, gone: GoneView) -> Iterator[Page]:
    """Yield the page and the frame of something that is gone."""
    section, kind = OF_KIND[gone.kind]
    meta = page_meta(edition, title, gone.url)
    frame, oembed, picture = embedding.places(kind, gone.id)
    meta["robots"], meta["oembed"] = "noindex", edition.site.absolute(oembed)
    with_picture(edition, meta, edition.site.card(picture), title)
    crumbs = [*urls.way(edition, f"{section}/"), Crumb(label=title, url=gone.url)]
    around = PageValues(meta, crumbs, section)
    payload = TombstoneValues(gone=gone, title=title)
    yield page(gone.url, "tombstone.html", payload, around)
    yield page(frame, "embed_tombstone.html", payload, around)


def _moved_people(edition: Edition) -> Iterator[tuple[Person, Person]]:
    """Yield the people behind former ids: with the former id, and with their own."""
    for former in edition.newsroom.former:
        person = urls.person_of(edition, former) if former not in edition.named else None
        if person:
            yield replace(person, id=former), person


def moved_feeds(edition: Edition) -> Iterator[Feed]:
    """Yield the feeds at former addresses; their entries and their `id` are those of the current feed."""
    for then, now in _moved_people(edition):
        if edition.quotes_by_speaker.get(now.id):
            yield person_feed_of(edition, now.id)._replace(address=urls.person_feed(then))


def gone_embeds(edition: Edition) -> Iterator[embedding.Embeddable]:
    """Yield the answers at the oEmbed addresses of quotations, profiles and questions that are gone, or have moved."""
    for history in eventful(edition):
        quote = edition.newsroom.quotes.get(history.id)
        if quote is None or quote.withdrawn or quote.story not in edition.listed:
            state = embedding.State(history.versions[-1].number, _status(history))
            gone = _gone_quotation(edition, history)
            yield _moved_quotation(edition, history) or embedding.tombstone_embed(edition, gone, state)
    for then, now in _moved_people(edition):
        if embed := profile_embed(edition, now):
            yield embed._replace(oembed=embedding.places("person", then.id)[1])
    for one in chain(_gone_people(edition), gone_questions(edition)):
        yield embedding.tombstone_embed(edition, one, GONE_STATE)


def _moved_quotation(edition: Edition, history: History) -> embedding.Embeddable | None:
    target = urls.target_of(edition, history.id)
    embed = quote_embed(edition, target) if target else None
    if not embed:
        return None
    state = embedding.State(embed.state.version, "moved", edition.site.words.gettext(HAS_MOVED))
    return embed._replace(oembed=embedding.places("quote", history.id)[1], state=state)


def _gone_quotation(edition: Edition, history: History) -> embedding.Gone:
    """Return the notice of a quotation that is gone, without any of its words."""
    words = edition.site.words
    happened = [
        change_message(change, words) for change in changes(edition, history) if change["kind"] in ("withdrawn", "gone")
    ]
    title = words.gettext(WAS_WITHDRAWN if history.status == "withdrawn" else NO_LONGER)
    story = edition.newsroom.stories[history.story] if history.story in edition.listed else None
    date = when_published(story.date, words) if story else ""
    source = ", ".join(filter(None, (plain(story.source_name), date))) if story else ""
    return embedding.Gone("quote", history.id, f"quotes/{history.id}/", title, tuple(happened), source)


def _gone_people(edition: Edition) -> Iterator[embedding.Gone]:
    """Yield the people whom no story names any more, and whom nobody replaced."""
    for name, former in edition.newsroom.former.items():
        if name not in edition.named and not urls.person_of(edition, name):
            yield embedding.Gone("person", name, f"people/{name}/", _gone_name(edition, former))


def moved_pictures(edition: Edition, sheet: Canvas) -> Iterator[tuple[str, Picture]]:
    """Yield the pictures that other sites show under former addresses: what took their place, or that it is gone."""
    for then, now in _moved_people(edition):
        for address, picture in person_picture(edition, now, sheet):
            yield address.replace(f"/{now.id}.", f"/{then.id}."), picture
    for gone in chain(_gone_people(edition), gone_questions(edition)):
        yield from _gone_pictures(edition, gone, sheet)
    for history in eventful(edition):
        quote = edition.newsroom.quotes.get(history.id)
        if quote is not None and not quote.withdrawn and quote.story in edition.listed:
            continue
        if target := urls.target_of(edition, history.id):
            for address, shape in _formats(edition, embedding.places("quote", history.id)[2]):
                yield address, FacePicture.of(edition, target, sheet, shape)
        else:
            yield from _gone_pictures(edition, _gone_quotation(edition, history), sheet)


def story_tombstone_pictures(edition: Edition, name: str, sheet: Canvas) -> Iterator[tuple[str, Picture]]:
    """Yield the picture at the address of a timeline's card whose story is gone."""
    yield from _gone_pictures(edition, _gone_timeline(edition, name), sheet)


def _gone_pictures(edition: Edition, gone: embedding.Gone, sheet: Canvas) -> Iterator[tuple[str, Picture]]:
    _, _, picture = embedding.places(gone.kind, gone.id)
    formats = _formats(edition, picture) if gone.kind == "quote" else iter([(picture, WIDE)])
    for address, shape in formats:
        yield address, GonePicture.of(edition, gone, sheet, shape)


def _formats(edition: Edition, picture: str) -> Iterator[tuple[str, Format]]:
    """Yield the addresses of a quotation's pictures, each with its format."""
    yield picture, WIDE
    if edition.site.squares:
        yield f"{picture.removesuffix('.png')}{urls.SQUARE}", SQUARE
