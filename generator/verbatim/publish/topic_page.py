"""Makes the page of a topic, several texts told together by day and by who said what; its frame, card and data.

Everything is words of a source with their place, a date, a count, or words that the editors wrote and that say so.
`topic.html` gets the fields of `TopicValues`, `embed_topic.html` those of `TopicFrameValues`, `topics.html` those of
`TopicsValues`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Literal, NamedTuple, TypedDict

from markupsafe import Markup

from verbatim.content.format.topic_file import SourcePlace
from verbatim.core import dates as edtf
from verbatim.core.json import JsonObject
from verbatim.model import Moment, Number, Quote, Story
from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, unestablished
from verbatim.newsroom.topics import Topic, moments_of_topic
from verbatim.newsroom.variants import folded
from verbatim.publish import refs, urls
from verbatim.publish.axis import Axis, TickView, months_between
from verbatim.publish.cards.setting import Canvas
from verbatim.publish.cards.timeline import TimelinePicture
from verbatim.publish.claims import words_text
from verbatim.publish.counts import CountView, amount_in
from verbatim.publish.days import DayView, days_of
from verbatim.publish.edition import LARGE_MEMO_SIZE, Edition, once
from verbatim.publish.embedding import TEXT, Embeddable, PanelView, Subject, panel
from verbatim.publish.exports.rows import TOPIC, row_of, words_of
from verbatim.publish.html import plain
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_stories
from verbatim.publish.moments import (
    DOT,
    HEAD,
    MomentView,
    ShortLine,
    TimelineRow,
    dated_moments,
    moment_view,
    moments_alt,
    moments_block,
)
from verbatim.publish.opening import lead_of
from verbatim.publish.page import Meta, Page, PageValues, page, page_meta, with_illustration, with_picture
from verbatim.publish.question_page import QuestionView, question_views
from verbatim.publish.quotations import QuoteView, quote_view
from verbatim.publish.story_card import SilenceView, silence_view
from verbatim.publish.topic_screen import TextOpening, TopicScreen, best_of
from verbatim.publish.unsettled import DECLINED, unknown_of
from verbatim.publish.voices import AT_LENGTH, Voice, best_sentence

MONTHS_AT_MOST = 84  # whose ticks a strip has room for
LETTER, END = 0.75, 84.0  # per cent of a strip: a letter of a head, and where a head stands before its mark
UNKNOWN_AT_MOST = 3
MOMENTS = 3  # in a frame
SPEAKERS_AT_MOST = 10  # that a topic's data list


class TopicCard(NamedTuple):
    """A topic in a list."""

    ref: refs.TopicRef  # what identifies it
    summary: Markup  # by the editors, empty where there is none
    quotations: int  # in all its texts
    latest: refs.StoryRef  # the newest text
    picture: refs.PictureView | None  # by the editors, None where they gave none

    @classmethod
    def of(cls, edition: Edition, topic: Topic) -> TopicCard:
        """Return what lists show of a topic."""
        return cls(
            ref=refs.topic_ref(edition, topic),
            summary=summary(edition, topic),
            quotations=len(_spoken(edition, topic)),
            latest=refs.story_ref(edition, edition.newsroom.stories[topic.newest]),
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
    before: refs.DateView | None  # the earliest day, where it lies before the strip
    ahead: refs.DateView | None  # what is next, where it lies behind


class TopicSpeaker(NamedTuple):
    """Somebody who is quoted in a topic."""

    person: refs.PersonRef  # who it is
    role: refs.RoleView | None  # as the newest text that gives one words it
    best: Voice | None  # a telling sentence of theirs; None where none may stand alone
    quotes: list[QuoteView]  # all their words, earliest text first
    ticks: list[float]  # when they spoke, on the strip's scale


class TopicSilence(NamedTuple):
    """Something that a text does not establish."""

    silence: SilenceView  # what it is
    elsewhere: list[QuoteView]  # where another text of the topic has the same words, and names who spoke


class AnsweredView(NamedTuple):
    """A sentence that says what is not known, and the one that answers it."""

    asked: refs.StorySentence  # what was not known
    answer: refs.StorySentence | None  # None where the editors name no place

    @classmethod
    def of(cls, edition: Edition, asked: SourcePlace, answer: SourcePlace | None = None) -> AnsweredView:
        """Return a sentence that editors find answered, with the one that answers it."""
        return cls(refs.StorySentence.of(edition, *asked), refs.StorySentence.of(edition, *answer) if answer else None)


class TopicView(NamedTuple):
    """Everything on a topic's page."""

    ref: refs.TopicRef  # what identifies it
    summary: Markup  # by the editors, empty where there is none
    words: Markup  # the editors' background, empty where there is none
    updated: refs.DateView | None  # when the editors last changed what they say
    sources: list[str]  # names of those who published the texts
    stories: list[refs.StoryRef]  # the texts, newest first, those without a date after them
    screen: TopicScreen  # what it tells first
    unknown: list[refs.StorySentence]  # what else the texts say is not known, newest first, without what is answered
    strip: TopicStrip | None  # None where no text has a date
    texts: list[TextOpening]  # where no day tells of them, each with what it opens with, but that of the event
    chapters: list[ChapterView]  # all days but the asides
    asides: list[DayView]  # told in passing, or by words that stand for a day before; none under editors' heads
    moments: list[MomentView]  # with a date, earliest first
    undated: list[MomentView]  # without one
    speakers: list[TopicSpeaker]  # most quoted first, of whom no words stand alone last
    counts: list[CountView]  # numbers side by side
    silences: list[TopicSilence]  # what no text establishes
    answered: list[AnsweredView]  # what a text said is not known, and the editors found answered in another
    questions: list[QuestionView]  # what readers ask, in the editors' order
    quotations: int  # in all texts
    open: int  # quotations whose speaker was not found

    @classmethod
    def of(cls, edition: Edition, topic: Topic) -> TopicView:
        """Return everything that a topic's page shows, made once for its page, frame, card and data."""
        return _topic_view(edition, topic)


class TopicValues(TypedDict):
    """A topic: several stories told together."""

    topic: TopicView  # everything on its page
    panel: PanelView  # how to embed it


class TopicFrameValues(TypedDict):
    """The frame of a topic."""

    topic: TopicView  # everything on its page
    line: ShortLine  # the last moments


class TopicsValues(TypedDict):
    """The list of all topics."""

    topics: list[TopicCard]  # that with the newest story first


@once(LARGE_MEMO_SIZE)
def _topic_view(edition: Edition, topic: Topic) -> TopicView:
    stories = [edition.newsroom.stories[name] for name in topic.stories]
    quotes, moments = _spoken(edition, topic), topic_moments(edition, topic)
    file, days = topic.file, days_of(edition, topic, moments)
    axis, shown, asides = _axis(stories), list[DayView](), list[DayView]()
    for day in days:
        is_aside = day.aside or _is_loosely_before(day, axis) or any(one.label == day.label for one in shown)
        (asides if is_aside and not file.chapters else shown).append(day)
    chapters = list(_chapters(edition, topic, shown, axis))
    known = [story for story in stories if story.date]
    newest_first = [*reversed(known), *stories[len(known) :]]
    screen = TopicScreen.of(edition, topic, newest_first, days)
    return TopicView(
        ref=refs.topic_ref(edition, topic),
        summary=summary(edition, topic),
        words=editors_html(
            file.words, in_stories(edition, topic.stories), ContentPlace(file.path, file.words_line, "topics")
        ),
        updated=refs.date_view(file.updated, edition.site.words) if file.updated else None,
        sources=list(dict.fromkeys(story.source_name for story in stories if story.source_name)),
        stories=[refs.story_ref(edition, story) for story in newest_first],
        screen=screen,
        unknown=[one for one in islice(_unknown(edition, topic, newest_first), UNKNOWN_AT_MOST) if one != screen.open],
        strip=_strip(edition, shown, screen.next, chapters, axis) if axis else None,
        texts=list(_texts(edition, newest_first, screen.event)) if not chapters else [],
        chapters=chapters,
        asides=list(_once(asides)),
        moments=[moment_view(edition, one) for one in moments if one.date],
        undated=[moment_view(edition, one) for one in moments if not one.date],
        speakers=_speakers(edition, topic, quotes, screen, axis),
        counts=[CountView.of(edition, topic, group) for group in topic.numbers],
        silences=list(_silences(edition, quotes)),
        answered=[AnsweredView.of(edition, *one.places[:2]) for one in file.answered],
        questions=question_views(edition, topic.id),
        quotations=len(quotes),
        open=sum(is_open(quote) for quote in quotes),
    )


def _texts(edition: Edition, stories: Iterable[Story], event: TextOpening | None) -> Iterator[TextOpening]:
    """Yield each text with its lead, but that of the event, which stands above."""
    for story in stories:
        if not event or story.id != event.story["id"]:
            yield TextOpening.of(edition, story, lead_of(edition, story))


def summary(edition: Edition, topic: Topic) -> Markup:
    """Return the editors' summary; empty where there is none."""
    place = ContentPlace(topic.file.path, topic.file.summary_line, "topics")
    return editors_html(topic.file.summary, in_stories(edition, topic.stories), place)


def _spoken(edition: Edition, topic: Topic) -> list[Quote]:
    """Return the current quotations of all texts, paraphrases left out, in order of time and place."""
    return [quote for name in topic.stories for quote in edition.quotes_by_story.get(name, ()) if quote.counts]


# Days


def topic_moments(edition: Edition, topic: Topic) -> list[Moment]:
    """Return the moments of all texts, earliest first, then those without a date."""
    own = [moment for name in topic.stories for moment in edition.moments_by_story.get(name, ())]
    joined = moments_of_topic(topic, own)
    return [*dated(joined), *(moment for moment in joined if not moment.date)]


def _once(days: Iterable[DayView]) -> Iterator[DayView]:
    """Yield the days but those of which earlier ones have every sentence: a sentence may name several years."""
    known = set[tuple[str, str]]()
    for day in days:
        told = {(text.story["id"], one["sentence"]["char"]) for text in day.told for one in text.moments}
        if not told <= known:
            known |= told
            yield day


def _is_loosely_before(day: DayView, axis: Axis | None) -> bool:
    """Return whether not several texts give a row's day, and it lies before them or they have no date: “in 2008”."""
    is_told = day.date["precision"] == "day" and len(day.told) > 1
    return not is_told and not (axis and edtf.sort_key(day.date["edtf"])[1] >= axis.first)


def _chapters(edition: Edition, topic: Topic, days: Sequence[DayView], axis: Axis | None) -> Iterator[ChapterView]:
    """Yield the days under the editors' heads, else under their years; what lies before them, or the texts, apart."""
    heads, earliest = topic.file.chapters, axis.first if axis else 0
    starts = [edtf.sort_key(one.first)[0] for one in heads]

    def place(day: DayView) -> tuple[int, str]:
        date = day.date["edtf"]
        if day.ahead:
            return len(heads) + 1, ""
        if heads:
            return sum(start <= edtf.sort_key(date)[0] for start in starts) - 1, ""
        return (-1, "") if edtf.sort_key(date)[1] < earliest else (0, refs.year_of(date))

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


def _strip(
    edition: Edition, days: Sequence[DayView], following: DayView | None, chapters: Iterable[ChapterView], axis: Axis
) -> TopicStrip:
    first, last = date.fromordinal(axis.first), date.fromordinal(axis.last)
    months = [edtf.sort_key(month)[0] for month in months_between(first, last, 1)]
    before = [day.date for day in days if edtf.sort_key(day.date["edtf"])[1] < axis.first]
    after = following.date if following and edtf.sort_key(following.date["edtf"])[0] > axis.last else None
    return TopicStrip(
        first=first.isoformat(),
        last=last.isoformat(),
        months=[axis.x(day) for day in months] if len(months) <= MONTHS_AT_MOST else [],
        ticks=axis.ticks(edition),
        days=[mark for day in days if (mark := _mark(day, axis))],
        heads=list(_heads(chapters, axis)),
        before=before[0] if before else None,
        ahead=after,
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
    for one in (chapter for chapter in chapters if chapter.kind == "editors"):
        first = edtf.sort_key(one.days[0].date["edtf"])[0]
        x, width = axis.x(first), LETTER * len(one.head)
        is_end = x > END
        start = x - width if is_end else x
        if start >= free and axis.first <= first <= axis.last:
            yield StripHead(x, one.head, is_end)
            free = x + (0 if is_end else width)


# Everyone quoted


def _speakers(
    edition: Edition, topic: Topic, quotes: Sequence[Quote], screen: TopicScreen, axis: Axis | None
) -> list[TopicSpeaker]:
    """Return who is quoted: most quoted first, of equals who spoke last; of whom no words may stand alone, last.

    Of those who are heard on the first `screen`, no words stand here again, nor what that tells.
    """
    by_person: dict[str, list[Quote]] = {}
    for quote in quotes:
        if quote.speaker and is_attributed(quote):
            by_person.setdefault(quote.speaker, []).append(quote)
    order = {name: at for at, name in enumerate(topic.stories)}
    above = {voice.quote["speaker"]["id"] for voice in screen.heard if voice.quote["speaker"]}
    ranked = sorted(by_person, key=lambda name: (-len(by_person[name]), -order[by_person[name][-1].story], name))
    speakers = [_speaker(edition, topic, by_person[name], screen, axis) for name in ranked]
    speakers.sort(key=lambda one: one.best is None)
    return [one._replace(best=None) if one.person["id"] in above else one for one in speakers]


def _speaker(
    edition: Edition, topic: Topic, said: Sequence[Quote], screen: TopicScreen, axis: Axis | None
) -> TopicSpeaker:
    dates = (edition.newsroom.stories[quote.story].date for quote in said)
    days = dict.fromkeys(edtf.sort_key(date)[0] for date in dates if date)
    return TopicSpeaker(
        person=refs.person_ref(edition, said[0].speaker),
        role=_role(edition, topic, said[0].speaker),
        best=best_of(edition, [quote for quote in said if not screen.tells(quote)]),
        quotes=[quote_view(edition, quote) for quote in said],
        ticks=[axis.x(day) for day in days] if axis else [],
    )


def _role(edition: Edition, topic: Topic, name: str) -> refs.RoleView | None:
    """Return the role that the newest text words, of those that give one."""
    person = edition.newsroom.people[name]
    for story in reversed(topic.stories):
        if roles := refs.different_roles_in(edition, person, story):
            return refs.role_view(edition, roles[0])
    return None


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


def _unknown(edition: Edition, topic: Topic, stories: Iterable[Story]) -> Iterator[refs.StorySentence]:
    """Yield the sentences in which stories, the newest first, say that something is not known, but what is answered.

    Where somebody declined to answer comes last: that says little of what is open.
    """
    closed = [one.places[0] for one in topic.file.answered]
    own = [(story, span) for story in stories for span in unknown_of(edition, story)]
    for story, span in sorted(own, key=lambda one: bool(DECLINED.search(one[1].of(one[0].text)))):
        if not any(place.story == story.id and place.span.meets(span) for place in closed):
            yield refs.StorySentence.of(edition, story.id, span)


# Its page


def pages_of_topic(edition: Edition, topic: Topic, embed: Embeddable) -> Iterator[Page]:
    """Yield the page and the frame of a topic; `embed` is what it offers to other sites."""
    view = TopicView.of(edition, topic)
    title = plain(topic.file.title)
    frame = PageValues(_meta(edition, topic, embed), urls.topic_crumbs(edition, topic.id, title), "topics")
    yield page(embed.page, "topic.html", TopicValues(topic=view, panel=panel(edition.site, embed)), frame)
    yield page(embed.frame, "embed_topic.html", TopicFrameValues(topic=view, line=last_moments(view)), frame)


def _meta(edition: Edition, topic: Topic, embed: Embeddable) -> Meta:
    meta = page_meta(edition, topic.file.title, embed.page)
    texts = edition.site.words.counted(
        "%(num)s text, each sentence with its source.",
        "%(num)s texts on one page, each sentence with its source.",
        len(topic.stories),
    )
    meta["description"] = f"{plain(topic.file.title)}: {texts}"
    meta["feeds"] = [*urls.feed_links(urls.topic_feed(topic.id), plain(topic.file.title)), *meta["feeds"]]
    meta["oembed"] = edition.site.absolute(embed.oembed)
    meta["robots"] = "noindex" if topic.file.status == "draft" else ""
    if embed.picture:
        with_picture(edition, meta, embed.picture, embed.alt)
    with_illustration(edition, meta, refs.picture_view(edition, topic.file.picture))
    return meta


def topics_page(edition: Edition) -> Page:
    """Return the list of all topics."""
    crumbs = urls.way(edition, urls.TOPICS)
    cards = [TopicCard.of(edition, topic) for topic in edition.topics.values()]
    meta = page_meta(edition, crumbs[-1]["label"], urls.TOPICS)
    return page(urls.TOPICS, "topics.html", TopicsValues(topics=cards), PageValues(meta, crumbs, "topics"))


# To other sites


def last_moments(topic: TopicView) -> ShortLine:
    """Return the last moments of a topic that happened, with the next ahead, and how many are left out."""
    told = list(enumerate(topic.moments))
    happened = [at for at, moment in told if not moment["ahead"]]
    # What was ahead of an early text may be long over for the newest.
    ahead = [at for at, moment in told if moment["ahead"] and at > max(happened, default=-1)]
    happened = happened[-(MOMENTS - min(1, len(ahead))) :]
    shown = sorted([*happened, *ahead[: MOMENTS - len(happened)]])
    rows = [TimelineRow(topic.moments[at]) for at in shown]
    return ShortLine(rows, [], len(told) - len(shown) + len(topic.undated))


def topic_embed(edition: Edition, topic: TopicView) -> Embeddable:
    """Return the embed of a topic."""
    ref, line, texts = topic.ref, last_moments(topic), _texts_line(edition, topic)
    title = edition.site.words.gettext("Topic: %(topic)s") % {"topic": plain(ref["title"])}
    latest = f"{topic.stories[0]['title_text']} {topic.stories[0]['date']['human']}"
    embed = Embeddable.of(
        edition,
        Subject("topic", ref["id"], ref["url"]),
        TEXT,
        HEAD,
        [plain(topic.summary.striptags()), latest],
        beside=DOT,
        block=moments_block(edition, line, title, ref["url"], ("", ref["url"], texts)),
        title=title,
        alt=f"{moments_alt(edition, title, dated_moments(edition, line))} {texts}",
        author=edition.site.name,
    )
    return embed if line.rows else embed._replace(picture="")


def _texts_line(edition: Edition, topic: TopicView) -> str:
    """Return how many texts a topic joins and from when to when, in words."""
    ref, words = topic.ref, edition.site.words
    count = words.counted("%(num)s text", "%(num)s texts", ref["stories"])
    if not ref["first"] or not ref["last"] or ref["first"] == ref["last"]:
        return f"{count}, {ref['last']['human']}" if ref["last"] else count
    return f"{count}, {ref['first']['human']} – {ref['last']['human']}"


def topic_picture(edition: Edition, topic: TopicView, canvas: Canvas) -> TimelinePicture:
    """Return the picture of a topic with a dated moment."""
    source = topic.sources[0] if len(topic.sources) == 1 else ""
    where = source, edition.site.absolute(topic.ref["url"])
    return TimelinePicture.of_moments(topic.ref["id"], plain(topic.ref["title"]), topic.moments, canvas, where)


# As data


def topic_json(edition: Edition, topic: Topic) -> JsonObject:
    """Return everything of a topic by the ids of quotations, people and moments, numbers with their places."""
    view, site = TopicView.of(edition, topic), edition.site
    return {
        **row_of(TOPIC, edition, topic),
        "stories": [
            {
                "id": name,
                "date": edition.newsroom.stories[name].date or None,
                "url": site.url_of(urls.story_address(edition.newsroom.stories[name])),
                "source": site.url_of(urls.source_address(name)),
            }
            for name in topic.stories
        ],
        "speakers": list(_most_telling(edition, view.speakers)),
        "moments": [_moment(moment) for moment in topic_moments(edition, topic)],
        "numbers": [[_number(edition, number) for number in group] for group in topic.numbers],
        "not_established": [
            {
                "quote": one.silence["quote"]["id"] if one.silence["quote"] else None,
                "same_words": [quote["id"] for quote in one.elsewhere],
            }
            for one in view.silences
        ],
    }


def _most_telling(edition: Edition, rows: Iterable[TopicSpeaker]) -> Iterator[JsonObject]:
    """Yield those who are quoted most, each with their best sentence in every text that has any."""
    told = ((row, [edition.newsroom.quotes[one["id"]] for one in row.quotes]) for row in rows)
    found = (
        (row, [best_sentence(edition, own, AT_LENGTH) for _, own in groupby(said, key=lambda one: one.story)])
        for row, said in told
    )
    for row, best in islice(((row, [*filter(None, best)]) for row, best in found if any(best)), SPEAKERS_AT_MOST):
        said = {one.quote["story"]["id"]: one.quote["id"] for one in best}
        yield {"person": row.person["id"], "quotations": len(row.quotes), "said": said}


def _moment(moment: Moment) -> JsonObject:
    return {
        "id": moment.id,
        "date": moment.date or None,
        "stories": list(dict.fromkeys(place.story for place in moment.places)),
        "also": [place.id for place in moment.also],
    }


def _number(edition: Edition, number: Number) -> JsonObject:
    """Return a number with what it amounts to, where its words leave no doubt."""
    read = amount_in(edition, number)
    return {
        **words_of(edition, number.story, number.span),
        "amount": (int(read.value) if read.value == int(read.value) else float(read.value)) if read else None,
        "means": words_of(edition, number.story, number.means),
    }
