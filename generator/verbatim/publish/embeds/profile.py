"""Makes the embed of a profile: the name, the role as a source words it, the latest quotation."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from verbatim.model import Span
from verbatim.newsroom.extent import is_shown
from verbatim.publish.claims import claim_of, sentence_in_marks
from verbatim.publish.embeds.base import FOOT, LABEL, SMALL, TITLE, WORDS, Embed, block, breadth, heights, places, texts
from verbatim.publish.embeds.quote import source_line, words_html
from verbatim.publish.html import as_html, format_html, isolated, plain, spoken_in
from verbatim.publish.indexes import times_quoted
from verbatim.publish.payloads.pages import LatestWordsView
from verbatim.publish.refs import listed_roles, person_ref, slice_of, story_ref
from verbatim.publish.urls import cite, has_frame, person_address, profile_card
from verbatim.publish.views.quotations import card_alt, quote_view

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.model import Person, Quote
    from verbatim.publish.edition import Edition


DISC = 50  # pixels of the disc with the initials
FURNITURE = 4 + 16 + 14 + 15 + 14 + 4  # rules, paddings, the blanks around the words
RECENT = 2  # embeds that are kept: the panel and the oEmbed answer of one are made together
# As long as the longest lines of their kind.
TRUST = "Verbatim · speaker not established · evidence"
DATE = ", 30 September 2031"
COUNTS = "1,000 quotations · 1,000 stories · the whole profile"


class ProfileWords(NamedTuple):
    """The words that a profile's card shows: the latest quotation, or else the sentence that names the person."""

    quote: Quote | None
    named: tuple[str, Span] | None


def profile_words(edition: Edition, person: Person) -> ProfileWords:
    """Return the person's newest quotation with a stated attribution, else the newest with an inferred one.

    Paraphrases do not count; without any quotation it is the sentence in the newest story that names the person.
    """
    quotes = _quotes(edition, person)
    quote = next((one for one in quotes if one.basis == "stated"), quotes[0] if quotes else None)
    if quote:
        return ProfileWords(quote, None)
    listed = ((edition.newsroom.stories[story], span) for story, span in person.mentions if story in edition.listed)
    first = next(((story.id, span) for story, span in listed if is_shown(story, span)), None)
    if not first:
        return ProfileWords(None, None)
    story = edition.newsroom.stories[first[0]]
    return ProfileWords(None, (story.id, edition.sentences(story).around(first[1].start)[1]))


def _quotes(edition: Edition, person: Person) -> list[Quote]:
    quotes = edition.quotes_by_speaker.get(person.id, [])
    return [quote for quote in quotes if not quote.withdrawn and claim_of(edition, quote).stands_alone]


def latest_view(edition: Edition, latest: ProfileWords) -> LatestWordsView:
    """Return a profile's words as the frame shows them."""
    if latest.quote:
        view = quote_view(edition, latest.quote)
        return LatestWordsView(view, None, view["story"])
    if not latest.named:
        return LatestWordsView(None, None, None)
    story, span = latest.named
    return LatestWordsView(None, slice_of(edition, story, span), story_ref(edition, edition.newsroom.stories[story]))


def profile_embed(edition: Edition, person: Person) -> Embed | None:
    """Return the embed of a profile; None where no listed story names the person, or there is no frame."""
    return edition.once(_profile_embed, person.id, person, RECENT)


def _profile_embed(edition: Edition, person: Person) -> Embed | None:
    latest = profile_words(edition, person)
    if not (latest.quote or latest.named) or not has_frame(edition, person):
        return None
    frame, oembed, _ = places("person", person.id)
    return Embed(
        kind="person",
        block=_block(edition, person, latest),
        title=edition.site.words.gettext("Profile: %(name)s") % {"name": plain(person.name)},
        page=person_address(edition, person),
        frame=frame,
        oembed=oembed,
        lang=edition.newsroom.stories[_shown(edition, latest)[0]].lang,
        picture=profile_card(edition, person),
        alt=_alt(edition, person, latest),
        heights=_heights(edition, person, latest),
    )


def _block(edition: Edition, person: Person, latest: ProfileWords) -> Markup:
    """Return form 1: who it is, in the words of a source, and the latest words, with their place."""
    story, span, words = _shown(edition, latest)
    role = _role(edition, person)
    lang = edition.newsroom.stories[story].lang
    return format_html('<blockquote cite="{}" {}><b>{}{}. </b>{} — {}. <a href="{}">{}</a></blockquote>',
        cite(edition, story, span), spoken_in(lang), isolated(plain(person.name), lang),
        f", {isolated(role, lang)}" if role else "", words, _where(edition, latest),
        edition.site.url_of(person_address(edition, person)), _counted(edition, person),
    )  # fmt: skip


def _alt(edition: Edition, person: Person, latest: ProfileWords) -> str:
    """Return form 1 as the text alternative of the card: name and role, the latest words in their marks, the count."""
    story, span, _ = _shown(edition, latest)
    sentence = sentence_in_marks(edition, edition.newsroom.stories[story], span)
    told = card_alt(edition, latest.quote) if latest.quote else f"{sentence} ({_where(edition, latest)})"
    named = ", ".join(filter(None, (plain(person.name), _role(edition, person))))
    return f"{named}. {told}. {_counted(edition, person)}"


def _shown(edition: Edition, latest: ProfileWords) -> tuple[str, Span, Markup]:
    """Return the story, the slice and the HTML of the words shown."""
    if latest.quote:
        return latest.quote.story, claim_of(edition, latest.quote).place, words_html(edition, latest.quote)
    story, span = latest.named or ("", Span(0, 0))
    return story, span, format_html("<p>{}</p>", as_html(span.of(edition.newsroom.stories[story].text)))


def _role(edition: Edition, person: Person) -> str:
    """Return the role that the editors give, else the one worded last, as plain text."""
    if given := person_ref(edition, person.id)["role"]:
        return given["line"]
    return next((plain(role["words"]["words"].striptags()) for role in listed_roles(edition, person)), "")


def _where(edition: Edition, latest: ProfileWords) -> str:
    """Return the source of the words, and that their speaker is inferred where that is so."""
    say = edition.site.words.gettext
    story = edition.newsroom.stories[latest.quote.story if latest.quote else (latest.named or ("",))[0]]
    if not latest.quote:
        named = isolated(plain(story.source_name) or plain(story.title), story.lang)
        return say("named in %(source)s") % {"source": named}
    line = source_line(edition, quote_view(edition, latest.quote), story.title)
    if latest.quote.basis == "editor":
        return say("%(source)s (speaker named by the editors)") % {"source": line}
    return say("%(source)s (speaker worked out)") % {"source": line} if latest.quote.basis == "inferred" else line


def _counted(edition: Edition, person: Person) -> str:
    count = times_quoted(edition, person.id)
    if not count:
        return edition.site.words.gettext("%(name)s: the whole profile") % {"name": plain(person.name)}
    counted = edition.site.words.counted("%(num)s quotation", "%(num)s quotations", count)
    say = edition.site.words.gettext("%(name)s: %(quotations)s, with their sources")
    return say % {"name": plain(person.name), "quotations": counted}


def _heights(edition: Edition, person: Person, latest: ProfileWords) -> dict[int, int]:
    """Return for each width the height in pixels that the frame surely fits."""
    story, span, _ = _shown(edition, latest)
    lines = [line for line in span.of(edition.newsroom.stories[story].text).splitlines() if line.strip()]
    large = WORDS[min(5, quote_view(edition, latest.quote)["step"] + 1) if latest.quote else 4]
    foot = f"{edition.site.name} · {edition.site.absolute(person_address(edition, person))}"
    small = [*([TRUST] if latest.quote else []), COUNTS, foot]
    role = _role(edition, person)
    head = [texts([person.name], TITLE, beside=DISC + 14), texts([role] if role else [], LABEL, beside=DISC + 14)]

    def head_height(width: int) -> list[float]:
        return [max(DISC, fsum(one for block in head for one in block(width)))]

    return heights(
        FURNITURE + FOOT,
        [head_height],
        [block(map(breadth, lines), large, spread=0.5), texts([_where(edition, latest) + DATE], LABEL)],
        [texts(small, SMALL)],
    )
