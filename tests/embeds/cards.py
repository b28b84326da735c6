"""Cards for other sites, and what a reader has to find in each.

What has to be found is taken from the newsroom, not from what the cards are made of.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from verbatim.model import Quote, Span, Story
from verbatim.newsroom.attributions import is_unread
from verbatim.publish import Edition
from verbatim.publish.claims import claim_of
from verbatim.publish.embedding import Embeddable, card, framed, picture
from verbatim.publish.html import UNSHOWABLE, picture_of, plain
from verbatim.publish.moments import short_line, story_line
from verbatim.publish.profile_page import profile_embed, profile_words
from verbatim.publish.question_page import question_embed, question_view
from verbatim.publish.quote_page import quote_embed
from verbatim.publish.story_timeline import embed_of_story
from verbatim.publish.topic_page import TopicView, last_moments, topic_embed

Form = Literal["words", "card", "frame", "picture"]
FORMS: tuple[Form, ...] = ("words", "card", "frame", "picture")
BLOCK_MARK = re.compile(r"^(?:[ \t]*>)+")


class Card(NamedTuple):
    """One card: its three forms, what must be read in it, in this order, and where its link leads."""

    name: str
    forms: dict[Form, str]
    told: tuple[str, ...]
    link: str


def cards(edition: Edition) -> list[Card]:
    """Return the cards of every quotation, timeline, profile, topic and question that an edition offers."""
    others = (_timelines, _profiles, _topics, _questions)
    return [*_quotations(edition), *(card for made in others for card in made(edition))]


def _quotations(edition: Edition) -> Iterator[Card]:
    for quote in edition.newsroom.quotes.values():
        held = quote_embed(edition, quote) if quote.story in edition.listed else None
        if held:
            story = edition.newsroom.stories[quote.story]
            told = (*_said(edition, quote), *_speaker(edition, quote), story.source_name)
            yield _card(edition, held, told)


def _timelines(edition: Edition) -> Iterator[Card]:
    for story in edition.newsroom.stories.values():
        held = embed_of_story(edition, story)
        if held:
            short = short_line(story_line(edition, story))
            moments = [row.moment for row in short.rows if row.moment] + short.undated
            told = [line for moment in moments for line in lines(story, _span(moment["sentence"]["char"]))]
            yield _card(edition, held, (*told, story.source_name))


def _profiles(edition: Edition) -> Iterator[Card]:
    for name in sorted(edition.profiled):
        person = edition.newsroom.people[name]
        held = profile_embed(edition, person)
        if held:
            shown = profile_words(edition, person)
            assert shown.story
            story = edition.newsroom.stories[shown.story["id"]]
            told = _said(edition, edition.newsroom.quotes[shown.quote["id"]]) if shown.quote else []
            told += lines(story, _span(shown.sentence["char"])) if shown.sentence else []
            yield _card(edition, held, (plain(person.name), *told, story.source_name))


def _topics(edition: Edition) -> Iterator[Card]:
    stories = edition.newsroom.stories
    for topic in edition.topics.values():
        view = TopicView.of(edition, topic)
        shown = [row.moment for row in last_moments(view).rows if row.moment]
        told = [line for one in shown for line in lines(stories[one["story"]["id"]], _span(one["sentence"]["char"]))]
        yield _card(edition, topic_embed(edition, view), (plain(topic.file.title), *told))


def _questions(edition: Edition) -> Iterator[Card]:
    for question in (one for about in edition.questions for one in edition.questions[about]):
        told = [
            line
            for place in question.answers
            for story in (edition.newsroom.stories[place.story],)
            for line in (*lines(story, place.span), story.source_name)
        ] or ["The editors: The texts do not say."]
        view = question_view(edition, question)
        yield _card(edition, question_embed(edition, view), (plain(question.file.title), *told))


def _card(edition: Edition, held: Embeddable, told: tuple[str, ...]) -> Card:
    site = edition.site
    forms: dict[Form, str] = {
        "words": str(held.block), "card": str(card(site, held)), "frame": str(framed(site, held)),
    }  # fmt: skip
    if held.picture:
        forms["picture"] = str(picture(site, held))
    return Card(f"{held.kind} {held.page}", forms, tuple(one for one in told if one), edition.site.absolute(held.page))


def _said(edition: Edition, quote: Quote) -> list[str]:
    """Return the lines of each piece of the words, or of the sentence where only that may be shown."""
    story = edition.newsroom.stories[quote.story]
    return [line for piece in claim_of(edition, quote).shown for line in lines(story, piece.words)]


def _speaker(edition: Edition, quote: Quote) -> list[str]:
    if is_unread(quote) or not claim_of(edition, quote).stands_alone:
        return []
    if quote.basis == "none" or not (quote.speaker or quote.said_by):
        return ["Speaker not established"]
    return [plain(edition.newsroom.people[quote.speaker].name if quote.speaker else quote.said_by)]


def _span(char: str) -> Span:
    start, end = char.split(",")
    return Span(int(start), int(end))


def lines(story: Story, span: Span) -> list[str]:
    """Return a slice as it has to be read: its lines, white space as HTML shows it, controls as their pictures."""
    found = re.split(r"[\r\n\u2029]+", span.of(story.text))
    if story.source_file.endswith(".md"):
        found = [BLOCK_MARK.sub("", line) for line in found]
    seen = (" ".join(UNSHOWABLE.sub(lambda one: picture_of(one[0]), line).split()) for line in found)
    return [line for line in seen if line]
