"""Makes the first screen of a topic: where its texts say that it stands, who says what, since when, and what is open.

One text tells it, as its own first screen does: the newest that opens with the topic. Where no text has a date, it is
the one that tells what the others open with. What only other texts say stands with their dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from verbatim.annotate.text.tense import direction, is_past
from verbatim.core import dates as edtf
from verbatim.model import Quote, Span, Story
from verbatim.newsroom.timeline import is_after
from verbatim.newsroom.topics import Topic
from verbatim.publish import refs
from verbatim.publish.days import DayView
from verbatim.publish.edition import Edition
from verbatim.publish.first_screen import (
    DECLINED,
    DatedRow,
    FirstScreen,
    ShownPiece,
    Voice,
    bases,
    lead_of,
    looks_ahead,
    matter_of,
    opening_within,
    pieces,
)
from verbatim.publish.urls import span_of

READ_AT_MOST, NEXT_AT_MOST = 45, 26  # words of what happened, and of what is next, that a phone shows at once
HEARD_AT_MOST = 3
RECALLED = 900  # characters before a quotation in which a text names the year of which it tells
_POINTING = re.compile(r"\b(?:that|this|it)[.,!?]?$")  # what was spoken of before: “a lot of talk about that”
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class TextOpening(NamedTuple):
    """What a text of a topic tells first."""

    words: list[ShownPiece]  # its opening
    story: refs.StoryRef  # the text

    @classmethod
    def of(cls, edition: Edition, story: Story, spans: Sequence[Span]) -> TextOpening:
        """Return what a text opens with."""
        return cls(pieces(edition, story, spans), refs.story_ref(edition, story))


class TopicScreen(NamedTuple):
    """What a topic's page tells first."""

    event: TextOpening | None  # what happened; None where editors wrote a summary, or no text opens with the topic
    dates: list[DatedRow]  # when that was, where its text has no date
    open: refs.StorySentence | None  # what that text leaves open
    heard: list[Voice]  # who speaks of it, each once
    first: refs.StoryRef | None  # the earliest text, where it is not that of the event; None without an event
    latest: refs.StoryRef | None  # the newest text, where it is not that of the event
    next: DayView | None  # the first day of the matter that lies ahead of the newest text

    @classmethod
    def of(cls, edition: Edition, topic: Topic, stories: Sequence[Story], days: Iterable[DayView]) -> TopicScreen:
        """Return the first screen of a topic of such stories, newest first, and days."""
        main = telling_text(edition, topic, stories)
        stand, event = main or stories[0], None if topic.file.summary else main
        own, dated = FirstScreen.of(edition, stand), [one for one in stories if one.date]
        still, title = _open(edition, topic, stand, own), bases(topic.file.title)
        others = (FirstScreen.of(edition, one) for one in stories if one is not stand)
        rows = {one.id: refs.story_ref(edition, one) for one in (*dated[:1], *dated[-1:]) if one is not event}
        return cls(
            event=TextOpening.of(edition, event, opening_within(edition, event, READ_AT_MOST)) if event else None,
            dates=own.dates if event and not event.date else [],
            open=still,
            heard=list(islice(_heard(edition, chain([own], others), still, title), HEARD_AT_MOST)),
            latest=rows.pop(stories[0].id, None),
            first=next(iter(rows.values()), None) if event else None,
            next=_next(own, stories[0], days, title | matter_of(edition, stand)),
        )

    def tells(self, quote: Quote) -> bool:
        """Return whether what happened is told with a quotation."""
        shown = self.event.words if self.event and self.event.story["id"] == quote.story else []
        return any(span_of(piece.words).meets(quote.span) for piece in shown)


def telling_text(edition: Edition, topic: Topic, stories: Sequence[Story]) -> Story | None:
    """Return the newest text whose headline and lead have more than half of what any have of the topic's title.

    Of texts without a date that have half of it, it is the one that seems to follow the others: it tells what they open
    with, and they do not tell what it does. One that opens with what happened goes before one that looks ahead.
    """
    leads = {one.id: " ".join(span.of(one.text) for span in lead_of(edition, one)) for one in stories}
    shared = {one.id: len(bases(topic.file.title) & bases(f"{one.title} {leads[one.id]}")) for one in stories}
    most = max(shared.values())
    fit = [one for one in stories if leads[one.id] and shared[one.id] and 2 * shared[one.id] >= most + bool(one.date)]

    def rank(story: Story) -> tuple[bool, float]:
        lead, others = leads[story.id], [one for one in stories if one is not story]
        return not _is_ahead(lead), sum(_share(leads[one.id], story.text) - _share(lead, one.text) for one in others)

    return next((one for one in fit if one.date), None) or max(fit, key=rank, default=None)


def _is_ahead(lead: str) -> bool:
    """Return whether a lead looks ahead, or begins with what will be, is to be or is planned, but was not agreed."""
    verb = direction(lead, Span(0, len(lead)), Span(0, 0))
    return looks_ahead(lead) or (verb.direction == "future" and not is_past(verb.word))


def _share(lead: str, text: str) -> float:
    """Return how much of a lead another text tells, from 0 to 1."""
    own = bases(lead)
    return len(own & bases(text)) / max(1, len(own))


def _open(edition: Edition, topic: Topic, story: Story, own: FirstScreen) -> refs.StorySentence | None:
    """Return what a text leaves open, but what editors find answered, and an answer that somebody declined."""
    closed = [one.places[0] for one in topic.file.answered]
    for span in map(span_of, own.open):
        is_closed = any(place.story == story.id and place.span.meets(span) for place in closed)
        if not is_closed and (story.open or not DECLINED.search(span.of(story.text))):
            return refs.StorySentence.of(edition, story.id, span)
    return None


def _heard(
    edition: Edition, screens: Iterable[FirstScreen], still: refs.StorySentence | None, title: frozenset[str]
) -> Iterator[Voice]:
    """Yield who is heard on the screens of texts, each once, with words of the matter, or named in the title.

    Nobody is whom a text only describes, and no words are of another year, or end in what was spoken of before.
    """
    seen = set[str]()
    for voice in chain.from_iterable(one.sides for one in screens):
        quote, speaker = edition.newsroom.quotes[voice.quote["id"]], voice.quote["speaker"]
        is_open = still and still.story["id"] == quote.story and span_of(still.sentence).meets(span_of(voice.words[0]))
        is_unfit = is_open or is_recalled(edition, quote) or _POINTING.search(str(voice.words[-1]["words"]))
        if not speaker or speaker["id"] in seen or is_unfit:
            continue
        matter = title | matter_of(edition, edition.newsroom.stories[quote.story])
        if not (matter.isdisjoint(_bases(voice.words)) and title.isdisjoint(bases(str(speaker["name"])))):
            seen.add(speaker["id"])
            yield voice


def is_recalled(edition: Edition, quote: Quote) -> bool:
    """Return whether the last year that a text names before a quotation, or in its sentence, is before its year."""
    story = edition.newsroom.stories[quote.story]
    near = story.text[max(0, quote.span.start - RECALLED) : quote.span.end]
    years = _YEAR.findall(near)
    return bool(years and story.date) and years[-1] < story.date[: len("2031")]


def _next(own: FirstScreen, newest: Story, days: Iterable[DayView], matter: frozenset[str]) -> DayView | None:
    """Return the first day of the matter ahead of the newest text that a screen has, or several texts tell of.

    One that lies wholly ahead goes before one whose end may. In place of a week or a month stands a day within it,
    which is the same event told more exactly.
    """
    waited = [row.moment["date"] for row in own.dates if row.ahead]
    ahead = [day for day in days if day.ahead and _is_of_matter(day, matter)]
    told = [day for day in ahead if len(day.told) > 1 or any(one and one["edtf"] == day.date["edtf"] for one in waited)]
    first = next((day for day in told if is_after(day.date["edtf"], newest.date)), next(iter(told), None))
    within = edtf.sort_key(first.date["edtf"]) if first else (0, 0)
    exact = (day for day in ahead if day.date["precision"] == "day")
    return next((day for day in exact if within[0] <= edtf.sort_key(day.date["edtf"])[0] <= within[1]), first)


def _is_of_matter(day: DayView, matter: frozenset[str]) -> bool:
    """Return whether the label of a day is short and tells of the matter."""
    count = sum(len(str(one["words"]).split()) for one in day.label)
    return count <= NEXT_AT_MOST and not matter.isdisjoint(_bases(day.label))


def _bases(words: Iterable[refs.Slice]) -> frozenset[str]:
    return bases(" ".join(str(one["words"]) for one in words))
