"""Makes the embed of a profile: the name, the role as a source words it, the latest quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from verbatim.newsroom.extent import is_shown
from verbatim.publish.claims import claim_of, sentence_in_marks
from verbatim.publish.embedding import LABEL, SMALL, TITLE, WORDS, Embeddable, FrameText, Subject
from verbatim.publish.embeds.quote import source_line, words_html
from verbatim.publish.html import as_html, format_html, isolated, plain, spoken_in
from verbatim.publish.indexes import times_quoted
from verbatim.publish.quotations import card_alt, quote_view, words_alt
from verbatim.publish.refs import listed_roles, person_ref, slice_of, story_ref
from verbatim.publish.urls import cite, has_frame, person_address, profile_card, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from verbatim.model import Person, Span, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.quotations import QuoteView
    from verbatim.publish.refs import Slice, StoryRef


DISC = 50 + 14  # pixels of the disc with the initials, and beside it
FURNITURE = 4 + 16 + 14 + 15 + 14 + 4  # rules, paddings, the blanks around the words
RECENT = 2  # embeds that are kept: the panel and the oEmbed answer of one are made together
# As long as the longest lines of their kind.
TRUST = "Verbatim · speaker not established · evidence"
DATE = ", 30 September 2031"
COUNTS = "1,000 quotations · 1,000 stories · the whole profile"


class LatestWordsView(NamedTuple):
    """The words on the frame of a profile: the latest quotation, else the sentence that names the person."""

    quote: QuoteView | None  # the latest quotation, if there is one
    sentence: Slice | None  # both None where no story names the person
    story: StoryRef | None  # where the words are from


def profile_words(edition: Edition, person: Person) -> LatestWordsView:
    """Return the person's newest quotation with a stated attribution, else the newest with an inferred one.

    Paraphrases do not count; without any quotation it is the sentence in the newest story that names the person.
    """
    said = edition.quotes_by_speaker.get(person.id, [])
    quotes = [quote for quote in said if not quote.withdrawn and claim_of(edition, quote).stands_alone]
    if quotes:
        view = quote_view(edition, next((one for one in quotes if one.basis == "stated"), quotes[0]))
        return LatestWordsView(view, None, view["story"])
    listed = ((edition.newsroom.stories[story], span) for story, span in person.mentions if story in edition.listed)
    for story, span in listed:
        if is_shown(story, span):
            sentence = edition.sentences(story).around(span.start)[1]
            return LatestWordsView(None, slice_of(edition, story.id, sentence), story_ref(edition, story))
    return LatestWordsView(None, None, None)


def profile_embed(edition: Edition, person: Person) -> Embeddable | None:
    """Return the embed of a profile; None where no listed story names the person, or there is no frame."""
    return edition.once(_profile_embed, person.id, person, RECENT)


def _profile_embed(edition: Edition, person: Person) -> Embeddable | None:
    latest = profile_words(edition, person)
    if not latest.story or not has_frame(edition, person):
        return None
    return Embeddable.of(
        edition,
        Subject("person", person.id, person_address(edition, person)),
        _rows(edition, person, latest),
        FURNITURE,
        block=_block(edition, person, latest),
        title=edition.site.words.gettext("Profile: %(name)s") % {"name": plain(person.name)},
        lang=_shown(edition, latest)[0].lang,
        picture=profile_card(edition, person),
        alt=_alt(edition, person, latest),
    )


def _block(edition: Edition, person: Person, latest: LatestWordsView) -> Markup:
    """Return form 1: who it is, in the words of a source, and the latest words, with their place."""
    story, span, words = _shown(edition, latest)
    role, lang = _role(edition, person), story.lang
    return format_html('<blockquote cite="{}" {}><b>{}{}. </b>{} — {}. <a href="{}">{}</a></blockquote>',
        cite(edition, story.id, span), spoken_in(lang), isolated(plain(person.name), lang),
        f", {isolated(role, lang)}" if role else "", words, _where(edition, latest),
        edition.site.url_of(person_address(edition, person)), _counted(edition, person),
    )  # fmt: skip


def _alt(edition: Edition, person: Person, latest: LatestWordsView) -> str:
    """Return form 1 as the text alternative of the card: name and role, the latest words in their marks, the count."""
    story, span, _ = _shown(edition, latest)
    sentence = f"{sentence_in_marks(edition, story, span)} ({_where(edition, latest)})"
    told = card_alt(edition, edition.newsroom.quotes[latest.quote["id"]]) if latest.quote else sentence
    named = ", ".join(filter(None, (plain(person.name), _role(edition, person))))
    return f"{named}. {told}. {_counted(edition, person)}"


def _shown(edition: Edition, latest: LatestWordsView) -> tuple[Story, Span, Markup]:
    """Return the story, the slice and the HTML of the words shown."""
    words = latest.quote["whole"] if latest.quote else cast("Slice", latest.sentence)
    story, span = edition.newsroom.stories[words["story"]], span_of(words)
    if latest.quote:
        return story, span, words_html(edition, edition.newsroom.quotes[latest.quote["id"]])
    return story, span, format_html("<p>{}</p>", as_html(span.of(story.text)))


def _role(edition: Edition, person: Person) -> str:
    """Return the role that the editors give, else the one worded last, as plain text."""
    if given := person_ref(edition, person.id)["role"]:
        return given["line"]
    return next((words_alt(edition, role["words"]) for role in listed_roles(edition, person)), "")


def _where(edition: Edition, latest: LatestWordsView) -> str:
    """Return the source of the words, and that their speaker is inferred where that is so."""
    say, (story, _, _) = edition.site.words.gettext, _shown(edition, latest)
    if not latest.quote:
        named = isolated(plain(story.source_name) or plain(story.title), story.lang)
        return say("named in %(source)s") % {"source": named}
    line = source_line(edition, latest.quote)
    if latest.quote["basis"] == "editor":
        return say("%(source)s (speaker named by the editors)") % {"source": line}
    return say("%(source)s (speaker worked out)") % {"source": line} if latest.quote["basis"] == "inferred" else line


def _counted(edition: Edition, person: Person) -> str:
    count = times_quoted(edition, person.id)
    if not count:
        return edition.site.words.gettext("%(name)s: the whole profile") % {"name": plain(person.name)}
    counted = edition.site.words.counted("%(num)s quotation", "%(num)s quotations", count)
    say = edition.site.words.gettext("%(name)s: %(quotations)s, with their sources")
    return say % {"name": plain(person.name), "quotations": counted}


def _rows(edition: Edition, person: Person, latest: LatestWordsView) -> Iterator[FrameText]:
    story, span, _ = _shown(edition, latest)
    yield FrameText(person.name, TITLE, beside=DISC)
    yield FrameText(_role(edition, person), LABEL, beside=DISC)  # a line without a role, too, for the disc
    large = WORDS[min(5, latest.quote["step"] + 1) if latest.quote else 4]
    for line in filter(str.strip, span.of(story.text).splitlines()):
        yield FrameText(line, large, below=large.size / 2)
    yield FrameText(_where(edition, latest) + DATE, LABEL)
    yield FrameText(COUNTS, SMALL)
    if latest.quote:
        yield FrameText(TRUST, SMALL)
