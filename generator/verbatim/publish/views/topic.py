"""Makes the view of a topic: several stories at a glance, on one line, and by who said what."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, is_after, is_long_before, unestablished
from verbatim.newsroom.topics import moments_of_topic
from verbatim.newsroom.variants import folded
from verbatim.publish import refs
from verbatim.publish.claims import words_text
from verbatim.publish.edition import LARGE_MEMO_SIZE
from verbatim.publish.markup.editors import editors_html, in_stories
from verbatim.publish.markup.written import ContentPlace
from verbatim.publish.payloads.story import UnknownView
from verbatim.publish.payloads.topic import (
    AnsweredView,
    CountedView,
    CountView,
    LeadView,
    SpokenView,
    TopicCard,
    TopicSilence,
    TopicSpeaker,
    TopicStory,
    TopicView,
    WhenView,
)
from verbatim.publish.urls import span_of
from verbatim.publish.views.chart import anchor_of, chart_view
from verbatim.publish.views.glance import LONGEST, VOICES_AT_MOST, heard, shown_words, telling, unknown_views
from verbatim.publish.views.questions import question_views
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.story import number_view, silence_view, story_card
from verbatim.publish.views.strips import strip_of
from verbatim.publish.views.timelines import line_view, moment_view, of_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Moment, Number, Quote, Story
    from verbatim.newsroom.topics import Topic
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView, PersonRef, RoleView
    from verbatim.publish.payloads.timeline import LineView

SPEAKERS_AT_MOST = 10
PEOPLE_AT_MOST, MOMENTS_AT_MOST = 8, 4  # that a story is said to be the first with
WORTH_A_FOLD = 4  # moments


def topic_card(edition: Edition, topic: Topic) -> TopicCard:
    """Return what lists show of a topic."""
    quotes = _spoken(edition, topic)
    return TopicCard(
        ref=refs.topic_ref(edition, topic),
        summary=summary(edition, topic),
        quotations=len(quotes),
        speakers=len({quote.speaker for quote in quotes if is_attributed(quote)} - {""}),
        lead=_lead(edition, topic),
        picture=refs.picture_view(edition, topic.file.picture),
    )


def topic_view(edition: Edition, topic: Topic) -> TopicView:
    """Return everything that a topic's page shows, made once for its page, frame, card and data."""
    return edition.once(_topic_view, topic.id, topic, LARGE_MEMO_SIZE)


def _topic_view(edition: Edition, topic: Topic) -> TopicView:
    stories = [edition.newsroom.stories[name] for name in topic.stories]
    quotes = _spoken(edition, topic)
    speakers = _speakers(edition, topic, quotes)
    shown, texts = _columns(speakers[:SPEAKERS_AT_MOST], stories)
    moments = topic_moments(edition, topic)
    long_before = _long_before(stories[0], moments)
    file = topic.file
    place = ContentPlace(file.path, file.words_line, "topics")
    return TopicView(
        ref=refs.topic_ref(edition, topic),
        summary=summary(edition, topic),
        words=editors_html(file.words, in_stories(edition, topic.stories), place),
        picture=refs.picture_view(edition, file.picture),
        updated=refs.date_view(file.updated, edition.site.words) if file.updated else None,
        lead=_lead(edition, topic),
        speakers=shown,
        more_speakers=max(0, len(speakers) - SPEAKERS_AT_MOST),
        voices=_voices(edition, speakers)[:VOICES_AT_MOST],
        texts=[refs.story_ref(edition, story) for story in texts],
        sources=list(dict.fromkeys(story.source_name for story in stories if story.source_name)),
        when=_when(edition, _newest(stories), moments[long_before:]),
        unknown=unknown_views(edition, stories[::-1], [one.places[0] for one in file.answered]),
        answered=[_answered(edition, *one.places[:2]) for one in file.answered],
        line=topic_line(edition, moments),
        before=long_before if long_before >= WORTH_A_FOLD else 0,
        strip=strip_of(edition, moments),
        counts=[_count(edition, topic, group) for group in topic.numbers],
        silences=list(_silences(edition, quotes)),
        questions=question_views(edition, topic.id),
        stories=_newest_first(_stories(edition, stories)),
        quotations=len(quotes),
        open=sum(is_open(quote) for quote in quotes),
    )


def summary(edition: Edition, topic: Topic) -> Markup:
    """Return the editors' summary; empty where there is none."""
    place = ContentPlace(topic.file.path, topic.file.summary_line, "topics")
    return editors_html(topic.file.summary, in_stories(edition, topic.stories), place)


def _spoken(edition: Edition, topic: Topic) -> list[Quote]:
    """Return the current quotations of all texts, paraphrases left out, in order of time and place."""
    return [quote for name in topic.stories for quote in edition.quotes_by_story.get(name, ()) if quote.counts]


def _lead(edition: Edition, topic: Topic) -> LeadView | None:
    """Return what the newest text tells first that opens with news: with its brief, or with a sentence that has a date.

    A first sentence that no brief chose is often a scene: it stands only where no text opens with news. A date that
    lies over a year before the text is of no news.
    """
    stories = [edition.newsroom.stories[name] for name in topic.stories]
    story = _newest([one for one in stories if _opens_with_news(edition, one)] or stories)
    place = refs.opening(edition, story)
    return (
        LeadView(sentence=refs.slice_of(edition, story.id, place), story=refs.story_ref(edition, story))
        if place
        else None
    )


def _opens_with_news(edition: Edition, story: Story) -> bool:
    place = refs.opening(edition, story)
    own = (one for one in edition.moments_by_story.get(story.id, ()) if not is_long_before(one.date, story.date))
    dated_there = any(one.date and place and place.meets(each.sentence) for one in own for each in one.places)
    return bool(story.brief) or dated_there


def _newest(stories: Sequence[Story]) -> Story:
    """Return the newest of stories in order of time; those without a date come after it."""
    return next((story for story in reversed(stories) if story.date), stories[-1])


# Who said what


def _speakers(edition: Edition, topic: Topic, quotes: Sequence[Quote]) -> list[TopicSpeaker]:
    """Return who is quoted with words that stand alone: most quoted first, of equals who spoke last."""
    by_person: dict[str, list[Quote]] = {}
    for quote in quotes:
        if quote.speaker and is_attributed(quote):
            by_person.setdefault(quote.speaker, []).append(quote)
    order = {name: at for at, name in enumerate(topic.stories)}
    ranked = sorted(by_person, key=lambda name: (-len(by_person[name]), -order[by_person[name][-1].story], name))
    rows = ((name, _cells(edition, topic, by_person[name])) for name in ranked)
    return [
        TopicSpeaker(
            person=refs.person_ref(edition, name),
            role=_role(edition, topic, name),
            quotations=len(by_person[name]),
            spoken=cells,
            latest=next(cell for cell in reversed(cells) if cell["quote"]),
        )
        for name, cells in rows
        if any(cell["quote"] for cell in cells)
    ]


def _voices(edition: Edition, speakers: Iterable[TopicSpeaker]) -> list[TopicSpeaker]:
    """Return those with words that may stand at a glance, each with the last of these."""
    found: list[TopicSpeaker] = []
    for one in speakers:
        told = (
            cell
            for cell in reversed(one["spoken"])
            if cell["quote"] and heard(edition, [edition.newsroom.quotes[cell["quote"]["id"]]])
        )
        if latest := next(told, None):
            found.append({**one, "latest": latest})
    return found


def _cells(edition: Edition, topic: Topic, quotes: Iterable[Quote]) -> list[SpokenView]:
    """Return what somebody says in each text of a topic."""
    by_story = {story: list(group) for story, group in groupby(quotes, key=lambda quote: quote.story)}
    cells = []
    for name in topic.stories:
        own = by_story.get(name, [])
        best = telling(edition, own)
        cells.append(
            SpokenView(
                story=refs.story_ref(edition, edition.newsroom.stories[name]),
                quote=quote_view(edition, best.quote) if best else None,
                words=shown_words(edition, best) if best and best.length <= LONGEST else [],
                cut=bool(best and best.is_cut),
                more=max(0, len(own) - 1),
            )
        )
    return cells


def _columns(speakers: Sequence[TopicSpeaker], stories: Sequence[Story]) -> tuple[list[TopicSpeaker], list[Story]]:
    """Return the speakers and the texts without those in which nobody of them is heard: columns that would be empty."""
    heard_in = [at for at in range(len(stories)) if any(one["spoken"][at]["quote"] for one in speakers)]
    rows = [TopicSpeaker({**one, "spoken": [one["spoken"][at] for at in heard_in]}) for one in speakers]
    return rows, [stories[at] for at in heard_in]


def _role(edition: Edition, topic: Topic, name: str) -> RoleView | None:
    """Return the role that the newest text words, of those that give one."""
    person = edition.newsroom.people[name]
    for story in reversed(topic.stories):
        if roles := refs.different_roles_in(edition, person, story):
            return refs.role_view(edition, roles[0])
    return None


# When


def topic_moments(edition: Edition, topic: Topic) -> list[Moment]:
    """Return the moments of all texts, earliest first, then those without a date."""
    own = [moment for name in topic.stories for moment in edition.moments_by_story.get(name, ())]
    joined = moments_of_topic(topic, own)
    return [*dated(joined), *(moment for moment in joined if not moment.date)]


def topic_line(edition: Edition, moments: Sequence[Moment]) -> LineView:
    """Return the timeline of a topic; the first row of a day says how many texts tell of it."""
    line = line_view(edition, moments)
    stories = {moment.id: {place.story for place in moment.places} for moment in moments}
    at = 0
    while at < len(line["rows"]):
        end = at + 1
        while end < len(line["rows"]) and line["rows"][end]["same"]:
            end += 1
        run = [row["moment"] for row in line["rows"][at:end] if row["moment"]]
        told = set[str]().union(*(stories[one["id"]] for one in run))
        is_day = bool(run and run[0]["date"] and run[0]["date"]["precision"] == "day")
        line["rows"][at]["texts"] = len(told) if is_day and len(told) > 1 else 0
        at = end
    return line


def _long_before(earliest: Story, moments: Iterable[Moment]) -> int:
    """Return how many moments lie over a year before the earliest text: what came before the matter.

    Without a date of the text nothing says what came before.
    """
    told = earliest.date
    return sum(is_long_before(moment.date, told) for moment in moments)


def _when(edition: Edition, newest: Story, moments: Iterable[Moment]) -> WhenView:
    """Return the first and the last date of what the texts are about, and the next that was ahead of the newest."""
    known = [moment for moment in moments if moment.date and moment.certainty != "denied"]
    told = newest.date
    past = [one for one in known if one.certainty == "reported" and not is_after(one.date, told)]
    ahead = [one for one in known if told and is_after(one.date, told)]
    matter = of_matter(edition, past, sentences=1)
    latest = (matter or past)[-1].date if past else ""
    return WhenView(
        first=_about(edition, matter, matter[0].date) if matter else None,
        last=_about(edition, matter or past, latest) if past and not (matter and matter[0].date == latest) else None,
        next=_about(edition, ahead, ahead[0].date) if ahead else None,
    )


def _about(edition: Edition, moments: Iterable[Moment], date: str) -> MomentView:
    """Return, of the moments of one date, that whose sentence names the date first: it is most likely about it."""
    of_date = (moment for moment in moments if moment.date == date)
    return moment_view(edition, min(of_date, key=lambda one: one.words.start - one.sentence.start))


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


# The texts


def _newest_first(told: Iterable[TopicStory]) -> list[TopicStory]:
    """Return texts that come earliest first the other way round; those without a date stay at the end."""
    newest = list(told)[::-1]
    return sorted(newest, key=lambda one: one["ref"]["date_basis"] == "unknown")


def _stories(edition: Edition, stories: Iterable[Story]) -> Iterator[TopicStory]:
    """Yield the texts, earliest first, each with who, what number and what date stands in no earlier one."""
    people_before, numbers_before, dates_before = set[str](), set[str](), set[str]()
    for at, story in enumerate(stories):
        card = story_card(edition, story)
        people = _people(edition, story)
        moments = dated(edition.moments_by_story.get(story.id, ()))
        new_people = [ref for ref in people if ref["id"] not in people_before] if at else []
        told = [one for one in card["numbers"] if span_of(one["means"]).covers(span_of(one["words"]))]
        numbers = [one for one in told if str(one["words"]["words"]) not in numbers_before] if at else []
        new_dates = {one.date: one for one in reversed(moments) if at and one.date not in dates_before}
        new_moments = [one for one in moments if new_dates.get(one.date) is one]
        yield TopicStory(
            ref=card["ref"],
            lead=card["brief"][0]["sentence"] if card["brief"] else None,
            people=new_people[:PEOPLE_AT_MOST],
            more_people=max(0, len(new_people) - PEOPLE_AT_MOST),
            numbers=numbers,
            moments=[moment_view(edition, one) for one in new_moments[:MOMENTS_AT_MOST]],
            more_moments=max(0, len(new_moments) - MOMENTS_AT_MOST),
        )
        people_before |= {ref["id"] for ref in people}
        numbers_before |= {str(one["words"]["words"]) for one in card["numbers"]}
        dates_before |= {one.date for one in moments}


def _people(edition: Edition, story: Story) -> list[PersonRef]:
    """Return the people and organisations of a text: those quoted most first, then in order of mention.

    One word is too little of a person's name to say that no other text has them.
    """
    counts = Counter(quote.speaker for quote in edition.quotes_by_story.get(story.id, ()) if not quote.withdrawn)
    people = [
        person
        for person in edition.people_by_story.get(story.id, ())
        if person.kind == "organisation" or (person.kind == "person" and " " in person.name)
    ]
    return [refs.person_ref(edition, person.id) for person in sorted(people, key=lambda one: -counts[one.id])]
