"""A profile for other sites: the name, the role as a source words it, the latest quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.model import Span
from verbatim.publish.embeds.base import FOOT, LABEL, SIDES, SMALL, TITLE, WIDTHS, WORDS, Embed, tall, whole, within
from verbatim.publish.embeds.quote import source_line, words
from verbatim.publish.html import as_html, format_html, plain
from verbatim.publish.refs import listed_roles, slice_of, story_ref
from verbatim.publish.urls import cite, person_address, profile_card
from verbatim.publish.views.quotations import quote_view

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.model import Person, Quote
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import QuoteView, Slice, StoryRef
    from verbatim.publish.payloads.pages import ProfileRole


class Said(NamedTuple):
    """What a card shows of somebody: the latest quotation, or the sentence that names them where they have none."""

    quote: Quote | None
    named: tuple[str, Span] | None


class LatestView(NamedTuple):
    """The same for the frame. One of `quote` and `sentence` is set, or neither where no story names them."""

    quote: QuoteView | None
    sentence: Slice | None
    story: StoryRef | None


def said(edition: Edition, person: Person) -> Said:
    """Return the newest quotation that a source itself gives to somebody, else the newest inferred one.

    A paraphrase is no quotation; of somebody with neither, the newest story's sentence is shown.
    """
    held = [one for one in edition.quotes_by_speaker.get(person.id, []) if not one.withdrawn and one.kind != "indirect"]
    quote = next((one for one in held if one.basis == "stated"), held[0] if held else None)
    if quote:
        return Said(quote, None)
    first = next(((story, span) for story, span in person.mentions if story in edition.listed), None)
    if not first:
        return Said(None, None)
    story = edition.newsroom.stories[first[0]]
    return Said(None, (story.id, edition.sentences(story).around(first[1].start)[1]))


def latest_view(edition: Edition, held: Said) -> LatestView:
    """Return it as the frame shows it."""
    if held.quote:
        view = quote_view(edition, held.quote)
        return LatestView(view, None, view["story"])
    if not held.named:
        return LatestView(None, None, None)
    story, span = held.named
    return LatestView(None, slice_of(edition, story, span), story_ref(edition, edition.newsroom.stories[story]))


def profile_embed(edition: Edition, person: Person) -> Embed | None:
    """Return what a profile offers to other sites; nothing where no listed story names the person."""
    held = said(edition, person)
    if not (held.quote or held.named) or person.id not in edition.profiled:
        return None
    made = block(edition, person, held)
    return Embed(
        kind="person",
        block=made,
        title=edition.site.words.gettext("Profile: %(name)s") % {"name": plain(person.name)},
        page=person_address(edition, person),
        frame=f"embed/people/{person.id}/",
        oembed=oembed_address(person),
        picture=profile_card(edition, person),
        alt=plain(made.striptags()),
        heights=heights(edition, person, held),
        author="",
        author_url="",
    )


def oembed_address(person: Person) -> str:
    """Return the address of a profile's oEmbed file."""
    return f"oembed/people/{person.id}.json"


def block(edition: Edition, person: Person, held: Said) -> Markup:
    """Return form 1: who it is, in the words of a source, and what they said last, with its place."""
    story, span, told = _told(edition, held)
    page = person_address(edition, person)
    where = format_html('<a href="{}">{}</a>', edition.site.url_of(page), _counted(edition, person))
    return format_html('<blockquote cite="{}" lang="{}"><b>{}</b>{} — {}. {}</blockquote>',
        cite(edition, story, span), edition.newsroom.stories[story].lang, _who(edition, person), told,
        _where(edition, held), where,
    )  # fmt: skip


def _told(edition: Edition, held: Said) -> tuple[str, Span, Markup]:
    """Return the story, the slice and the words of what is shown."""
    if held.quote:
        return held.quote.story, held.quote.span, words(edition, held.quote)
    story, span = held.named or ("", Span(0, 0))
    return story, span, format_html("<p>{}</p>", as_html(span.of(edition.newsroom.stories[story].text)))


def _who(edition: Edition, person: Person) -> str:
    role = _role(edition, person)
    return f"{plain(person.name)}{', ' + plain(role['words']['words'].striptags()) if role else ''}. "


def _role(edition: Edition, person: Person) -> ProfileRole | None:
    return next(iter(listed_roles(edition, person)), None)


def _where(edition: Edition, held: Said) -> str:
    """Return where the words stand; an inferred speaker is said to be one."""
    say = edition.site.words.gettext
    story = edition.newsroom.stories[held.quote.story if held.quote else (held.named or ("",))[0]]
    if not held.quote:
        return say("named in %(source)s") % {"source": plain(story.source_name) or plain(story.title)}
    line = source_line(quote_view(edition, held.quote), story.title)
    return say("%(source)s (inferred from the text)") % {"source": line} if held.quote.basis == "inferred" else line


def _counted(edition: Edition, person: Person) -> str:
    count = quoted(edition, person)
    if not count:
        return edition.site.words.gettext("%(name)s: the whole profile") % {"name": plain(person.name)}
    counted = edition.site.words.counted("%(num)s quotation", "%(num)s quotations", count)
    say = edition.site.words.gettext("%(name)s: %(quotations)s, with their sources")
    return say % {"name": plain(person.name), "quotations": counted}


def quoted(edition: Edition, person: Person) -> int:
    """Return how many quotations a profile has."""
    held = edition.quotes_by_speaker.get(person.id, [])
    return sum(1 for one in held if one.kind != "indirect" and not one.withdrawn)


def heights(edition: Edition, person: Person, held: Said) -> dict[int, int]:
    """Return the height in pixels in which a profile's frame surely fits at each width."""
    story, span, _ = _told(edition, held)
    told = [line for line in span.of(edition.newsroom.stories[story].text).splitlines() if line.strip()]
    large = WORDS[min(5, quote_view(edition, held.quote)["step"] + 1) if held.quote else 4]
    foot = f"{edition.site.name} · {edition.site.absolute(person_address(edition, person))}"
    small = [*([TRUST] if held.quote else []), COUNTS, foot]
    role, where = _role(edition, person), _where(edition, held) + DATE

    def height(width: int) -> int:
        room, letters = width - SIDES, within(large, width)
        said = sum(tall(line, letters, room) + letters.size / 2 for line in told) + tall(where, LABEL, room)
        head = max(DISC, _head_height(person, role, width))
        return whole(FURNITURE + FOOT + head + said + sum(tall(text, SMALL, room) for text in small))

    return {width: height(width) for width in WIDTHS}


def _head_height(person: Person, role: ProfileRole | None, width: int) -> float:
    room = width - SIDES - DISC - 14
    name = tall(person.name, within(TITLE, width), room)
    return name + (tall(str(role["words"]["words"]), LABEL, room) if role else 0)


DISC = 50  # the disc with the initials
FURNITURE = 4 + 16 + 14 + 15 + 14 + 4  # rules, paddings, the blanks round the words
TRUST = "Verbatim · attribution not established · evidence"
DATE = ", 30 September 2031"
COUNTS = "1,000 quotations · 1,000 stories · the whole profile"
