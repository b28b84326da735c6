"""A topic: several texts told together, by day and by who said what. Its shapes are what its page, frame and card show.

Everything is words of a source with their place, a date, a count, or words that the editors wrote and that say so.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.core import dates as edtf
from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, is_after, is_long_before, unestablished
from verbatim.newsroom.topics import moments_of_topic
from verbatim.newsroom.variants import folded
from verbatim.publish import refs
from verbatim.publish.claims import is_whole, leans, without_comma, words_text
from verbatim.publish.edition import LARGE_MEMO_SIZE
from verbatim.publish.glance import UnknownView, VoiceView, heard, shown_words, unknown_views
from verbatim.publish.markup.editors import editors_html, in_stories
from verbatim.publish.markup.written import ContentPlace
from verbatim.publish.question_page import QuestionView, question_views
from verbatim.publish.quotations import quote_view
from verbatim.publish.views.chart import CountedView, CountView, anchor_of, chart_view
from verbatim.publish.views.days import DayView, days_of
from verbatim.publish.views.story import number_view, silence_view
from verbatim.publish.views.strips import Axis, months_between, ticks_of
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Moment, Number, Quote, Story
    from verbatim.newsroom.topics import Topic
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView
    from verbatim.publish.payloads.timeline import TickView
    from verbatim.publish.quotations import QuoteView
    from verbatim.publish.refs import DateView, PersonRef, PictureView, RoleView, StoryRef, TopicRef
    from verbatim.publish.views.story import SilenceView

MONTHS_AT_MOST = 84  # whose ticks a strip has room for
LETTER, END = 0.75, 84.0  # per cent of a strip: a letter of a head, and where a head stands before its mark


class TopicCard(NamedTuple):
    """A topic in a list."""

    ref: TopicRef  # what identifies it
    summary: Markup  # by the editors, empty where there is none
    quotations: int  # in all its texts
    latest: StoryRef  # the newest text
    picture: PictureView | None  # by the editors, None where they gave none

    @classmethod
    def of(cls, edition: Edition, topic: Topic) -> TopicCard:
        """Return what lists show of a topic."""
        return cls(
            ref=refs.topic_ref(edition, topic),
            summary=summary(edition, topic),
            quotations=len(_spoken(edition, topic)),
            latest=refs.story_ref(edition, _newest([edition.newsroom.stories[name] for name in topic.stories])),
            picture=refs.picture_view(edition, topic.file.picture),
        )


class ChapterView(NamedTuple):
    """A run of a topic's days under one head."""

    anchor: str  # its place in the page
    kind: Literal["editors", "before", "year", "ahead"]  # whose the head is; `before` and `ahead` have the page's own
    head: str  # by the editors, or the year; else empty
    extent: str  # from when to when, in words; empty under a year
    days: list[DayView]  # earliest first


class StripDay(NamedTuple):
    """A day or a month on the strip."""

    x: float  # per cent
    width: float  # per cent; 0 for a day


class StripHead(NamedTuple):
    """The editors' head of a chapter on the strip."""

    x: float  # per cent
    head: str  # as they wrote it
    is_end: bool  # whether it stands before its mark, for room


class TopicStrip(NamedTuple):
    """From the first month of a topic's texts to the last, to scale."""

    first: str  # its first day, as in `<time datetime>`
    last: str  # its last day
    months: list[float]  # where each begins, in per cent; empty where they are many
    ticks: list[TickView]  # dates that are written below
    days: list[StripDay]  # what happened within
    heads: list[StripHead]  # of chapters, as many as there is room for
    before: DateView | None  # the earliest day, where it lies before the strip
    ahead: DateView | None  # the last day that the texts tell of, where it lies behind


class TopicSpeaker(NamedTuple):
    """Somebody who is quoted in a topic."""

    person: PersonRef  # who it is
    role: RoleView | None  # as the newest text that gives one words it
    best: VoiceView | None  # a telling sentence of theirs; None where none may stand alone
    quotes: list[QuoteView]  # all their words, earliest text first
    ticks: list[float]  # when they spoke, on the strip's scale


class TopicSilence(NamedTuple):
    """Something that a text does not establish."""

    silence: SilenceView  # what it is
    elsewhere: list[QuoteView]  # where another text of the topic has the same words, and names who spoke


class AnsweredView(NamedTuple):
    """A sentence that says what is not known, and the one that answers it."""

    asked: UnknownView  # what was not known
    answer: UnknownView | None  # None where the editors name no place


class TopicView(NamedTuple):
    """Everything on a topic's page."""

    ref: TopicRef  # what identifies it
    summary: Markup  # by the editors, empty where there is none
    words: Markup  # the editors' background, empty where there is none
    updated: DateView | None  # when the editors last changed what they say
    sources: list[str]  # names of those who published the texts
    stories: list[StoryRef]  # the texts, newest first, those without a date after them
    next: DayView | None  # the first day that lies ahead of the newest text
    unknown: list[UnknownView]  # what the texts say is not known, the newest first, without what is answered
    strip: TopicStrip | None  # None where no text has a date
    chapters: list[ChapterView]  # all days
    moments: list[MomentView]  # with a date, earliest first
    undated: list[MomentView]  # without one
    speakers: list[TopicSpeaker]  # most quoted first
    counts: list[CountView]  # numbers side by side
    silences: list[TopicSilence]  # what no text establishes
    answered: list[AnsweredView]  # what a text said is not known, and the editors found answered in another
    questions: list[QuestionView]  # what readers ask, in the editors' order
    quotations: int  # in all texts
    open: int  # quotations whose speaker was not found

    @classmethod
    def of(cls, edition: Edition, topic: Topic) -> TopicView:
        """Return everything that a topic's page shows, made once for its page, frame, card and data."""
        return edition.once(_topic_view, topic.id, topic, LARGE_MEMO_SIZE)


def _topic_view(edition: Edition, topic: Topic) -> TopicView:
    stories = [edition.newsroom.stories[name] for name in topic.stories]
    quotes, moments = _spoken(edition, topic), topic_moments(edition, topic)
    file, days = topic.file, days_of(edition, stories, moments)
    chapters, axis = list(_chapters(edition, topic, days)), _axis(stories)
    known = [story for story in stories if story.date]
    return TopicView(
        ref=refs.topic_ref(edition, topic),
        summary=summary(edition, topic),
        words=editors_html(
            file.words, in_stories(edition, topic.stories), ContentPlace(file.path, file.words_line, "topics")
        ),
        updated=refs.date_view(file.updated, edition.site.words) if file.updated else None,
        sources=list(dict.fromkeys(story.source_name for story in stories if story.source_name)),
        stories=[refs.story_ref(edition, story) for story in (*reversed(known), *stories[len(known) :])],
        next=_next(stories, days),
        unknown=unknown_views(edition, stories[::-1], [one.places[0] for one in file.answered]),
        strip=_strip(edition, days, chapters, axis) if axis else None,
        chapters=chapters,
        moments=[moment_view(edition, one) for one in moments if one.date],
        undated=[moment_view(edition, one) for one in moments if not one.date],
        speakers=_speakers(edition, topic, quotes, axis),
        counts=[_count(edition, topic, group) for group in topic.numbers],
        silences=list(_silences(edition, quotes)),
        answered=[_answered(edition, *one.places[:2]) for one in file.answered],
        questions=question_views(edition, topic.id),
        quotations=len(quotes),
        open=sum(is_open(quote) for quote in quotes),
    )


def _next(stories: Sequence[Story], days: Iterable[DayView]) -> DayView | None:
    """Return the first day that lies wholly ahead of the newest text, else the first that its end may."""
    ahead, newest = [day for day in days if day.ahead], _newest(stories).date
    return next((day for day in ahead if is_after(day.date["edtf"], newest)), next(iter(ahead), None))


def summary(edition: Edition, topic: Topic) -> Markup:
    """Return the editors' summary; empty where there is none."""
    place = ContentPlace(topic.file.path, topic.file.summary_line, "topics")
    return editors_html(topic.file.summary, in_stories(edition, topic.stories), place)


def _spoken(edition: Edition, topic: Topic) -> list[Quote]:
    """Return the current quotations of all texts, paraphrases left out, in order of time and place."""
    return [quote for name in topic.stories for quote in edition.quotes_by_story.get(name, ()) if quote.counts]


def _newest(stories: Sequence[Story]) -> Story:
    """Return the newest of stories in order of time; those without a date come after it."""
    return next((story for story in reversed(stories) if story.date), stories[-1])


# Days


def topic_moments(edition: Edition, topic: Topic) -> list[Moment]:
    """Return the moments of all texts, earliest first, then those without a date."""
    own = [moment for name in topic.stories for moment in edition.moments_by_story.get(name, ())]
    joined = moments_of_topic(topic, own)
    return [*dated(joined), *(moment for moment in joined if not moment.date)]


def _chapters(edition: Edition, topic: Topic, days: Sequence[DayView]) -> Iterator[ChapterView]:
    """Yield the days under the editors' heads, else under their years; what lies before, or a year before, apart."""
    heads, earliest = topic.file.chapters, edition.newsroom.stories[topic.stories[0]].date
    starts = [edtf.sort_key(one.first)[0] for one in heads]

    def place(day: DayView) -> tuple[int, str]:
        date = day.date["edtf"]
        if day.ahead:
            return len(heads) + 1, ""
        if heads:
            return sum(start <= edtf.sort_key(date)[0] for start in starts) - 1, ""
        return (-1, "") if is_long_before(date, earliest) else (0, refs.year_of(date))

    for (at, year), group in groupby(days, key=place):
        own = list(group)
        kind: Literal["editors", "before", "year", "ahead"] = (
            "ahead" if own[0].ahead else "before" if at < 0 else "editors" if heads else "year"
        )
        yield ChapterView(
            anchor=f"chapter-{year or at + 1}",
            kind=kind,
            head=year or (heads[at].head if kind == "editors" else ""),
            extent=_extent(edition, own) if kind == "editors" else "",
            days=own,
        )


def _extent(edition: Edition, days: Sequence[DayView]) -> str:
    """Return in words from which month to which days are."""
    first, last = (day.date["edtf"].partition("/")[0][: len("2031-03")] for day in (days[0], days[-1]))
    return edtf.human(first if first == last else f"{first}/{last}", edition.site.words)


# The strip


def _axis(stories: Iterable[Story]) -> Axis | None:
    """Return the axis from the first day of the earliest text's month to the last day of the newest text's."""
    days = [edtf.sort_key(story.date) for story in stories if story.date]
    if not days:
        return None
    first, last = date.fromordinal(min(days)[0]), date.fromordinal(max(end for _, end in days))
    following = last.replace(day=28) + timedelta(days=4)
    return Axis(first.replace(day=1).toordinal(), following.replace(day=1).toordinal() - 1)


def _strip(edition: Edition, days: Sequence[DayView], chapters: Iterable[ChapterView], axis: Axis) -> TopicStrip:
    first, last = date.fromordinal(axis.first), date.fromordinal(axis.last)
    months = [edtf.sort_key(month)[0] for month in months_between(first, last, 1)]
    before = [day.date for day in days if edtf.sort_key(day.date["edtf"])[1] < axis.first]
    after = [day.date for day in days if edtf.sort_key(day.date["edtf"])[0] > axis.last]
    return TopicStrip(
        first=first.isoformat(),
        last=last.isoformat(),
        months=[axis.x(day) for day in months] if len(months) <= MONTHS_AT_MOST else [],
        ticks=ticks_of(edition, axis),
        days=[mark for day in days if (mark := _mark(day, axis))],
        heads=list(_heads(chapters, axis)),
        before=before[0] if before else None,
        ahead=after[-1] if after else None,
    )


def _mark(day: DayView, axis: Axis) -> StripDay | None:
    """Return a day or a month within the strip; what is known less exactly would be the largest, and is not drawn."""
    first, last = edtf.sort_key(day.date["edtf"])
    if day.date["precision"] not in ("day", "month") or first < axis.first or first > axis.last:
        return None
    return StripDay(axis.x(first), round(axis.x(last) - axis.x(first), 2))


def _heads(chapters: Iterable[ChapterView], axis: Axis) -> Iterator[StripHead]:
    """Yield the heads of chapters for which the strip has room, from left to right."""
    free = 0.0
    for one in chapters:
        first = edtf.sort_key(one.days[0].date["edtf"])[0]
        x, width = axis.x(first), LETTER * len(one.head)
        is_end = x > END
        start = x - width if is_end else x
        if one.kind == "editors" and start >= free and axis.first <= first <= axis.last:
            yield StripHead(x, one.head, is_end)
            free = x + (0 if is_end else width)


# Who said what


def _speakers(edition: Edition, topic: Topic, quotes: Sequence[Quote], axis: Axis | None) -> list[TopicSpeaker]:
    """Return who is quoted: most quoted first, of equals who spoke last."""
    by_person: dict[str, list[Quote]] = {}
    for quote in quotes:
        if quote.speaker and is_attributed(quote):
            by_person.setdefault(quote.speaker, []).append(quote)
    order = {name: at for at, name in enumerate(topic.stories)}
    ranked = sorted(by_person, key=lambda name: (-len(by_person[name]), -order[by_person[name][-1].story], name))
    return [_speaker(edition, topic, name, by_person[name], axis) for name in ranked]


def _speaker(edition: Edition, topic: Topic, name: str, said: Sequence[Quote], axis: Axis | None) -> TopicSpeaker:
    dates = (edition.newsroom.stories[quote.story].date for quote in said)
    days = dict.fromkeys(edtf.sort_key(date)[0] for date in dates if date)
    return TopicSpeaker(
        person=refs.person_ref(edition, name),
        role=_role(edition, topic, name),
        best=_best(edition, said),
        quotes=[quote_view(edition, quote) for quote in said],
        ticks=[axis.x(day) for day in days] if axis else [],
    )


def _best(edition: Edition, said: Sequence[Quote]) -> VoiceView | None:
    """Return the words of somebody that tell most in few, none of which lean on what stands before them."""
    best = heard(edition, [one for one in said if is_whole(edition, one) and not leans(words_text(edition, one))])
    if best is None:
        return None
    text, is_corrected = edition.newsroom.stories[best.quote.story].text, bool(best.quote.corrections)
    shown = best if is_corrected else best._replace(words=tuple(without_comma(text, one) for one in best.words))
    words = shown_words(edition, shown)
    return VoiceView(quote=quote_view(edition, best.quote), words=words, cut=best.is_cut, quotations=len(said))


def _role(edition: Edition, topic: Topic, name: str) -> RoleView | None:
    """Return the role that the newest text words, of those that give one."""
    person = edition.newsroom.people[name]
    for story in reversed(topic.stories):
        if roles := refs.different_roles_in(edition, person, story):
            return refs.role_view(edition, roles[0])
    return None


# Numbers


def _count(edition: Edition, topic: Topic, group: Sequence[Number]) -> CountView:
    order = {name: at for at, name in enumerate(topic.stories)}
    numbers = sorted(group, key=lambda number: (order[number.story], number.span))
    by_editors = {(place.story, place.span) for one in topic.file.numbers or () for place in one.places}
    return CountView(
        counted=[
            CountedView(
                number=number_view(edition, number),
                story=refs.story_ref(edition, edition.newsroom.stories[number.story]),
                anchor=anchor_of(number),
            )
            for number in numbers
        ],
        chart=chart_view(edition, numbers),
        by_editors=any((number.story, number.span) in by_editors for number in group),
    )


# What is not established


def _silences(edition: Edition, quotes: Sequence[Quote]) -> Iterator[TopicSilence]:
    """Yield the quotations whose speaker was not found, with the same words of other texts that name who spoke."""
    named = [quote for quote in quotes if quote.speaker and is_attributed(quote)]
    said = {quote.id: folded(words_text(edition, quote)) for quote in quotes}
    for one in unestablished(quotes, ()):
        if not one.quote:
            continue
        words, own = said[one.quote.id], one.quote
        same = [quote for quote in named if quote.story != own.story and words and said[quote.id] == words]
        yield TopicSilence(silence=silence_view(edition, one), elsewhere=[quote_view(edition, quote) for quote in same])


def _answered(edition: Edition, asked: SourcePlace, answer: SourcePlace | None = None) -> AnsweredView:
    return AnsweredView(asked=_sentence(edition, asked), answer=_sentence(edition, answer) if answer else None)


def _sentence(edition: Edition, place: SourcePlace) -> UnknownView:
    story = edition.newsroom.stories[place.story]
    return UnknownView(sentence=refs.slice_of(edition, place.story, place.span), story=refs.story_ref(edition, story))
