"""Makes the first screen of a topic: where its texts say that it stands, who says what, since when, and what is open.

One text tells it, as its own first screen does: the newest that opens with the topic. Where no text has a date, it is
the one that tells what the others open with, of those whose opening others tell too. What only other texts say stands
with their dates, else with their headlines: it may have been said before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from verbatim.annotate.text.tense import direction, is_past
from verbatim.core import dates as edtf
from verbatim.core.quotation_marks import ALL
from verbatim.model import Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.timeline import is_after
from verbatim.newsroom.topics import Topic
from verbatim.publish import refs
from verbatim.publish.claims import leans
from verbatim.publish.days import OF_PASSING, DayView, line_of, weight_of
from verbatim.publish.edition import Edition
from verbatim.publish.first_screen import DatedRow, FirstScreen, ShownPiece, may_be_dated, pieces
from verbatim.publish.moments import moment_view
from verbatim.publish.opening import bases, lead_of, matter_of, opening_within
from verbatim.publish.unsettled import DECLINED, looks_ahead
from verbatim.publish.urls import span_of
from verbatim.publish.voices import AT_LENGTH, Voice, best_sentence

READ_AT_MOST, NEXT_AT_MOST = 45, 26  # words of what happened, and of what is next, that a phone shows at once
HEARD_AT_LEAST, HEARD_AT_MOST = 2, 3
MAIN_MATTER = 0.6  # of how much the opening of a text that has most of it says of the matter
TOLD_TOO = 0.6  # of a lead that a later text tells
RECALLED = 900  # characters before a quotation in which a text names the year of which it tells
_POINTING = re.compile(r"\b(?:that|this|it)[.,!?]?$")  # what was spoken of before: “a lot of talk about that”
# Who speaks, and no more, at the head of a lead: Ada Vell says she …
_STATED = re.compile(r"(?:(?! (?:said|has|have) )[^,.:;]){0,80} (?:says?|insists?|believes?|hopes?|wants?|fears?) ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b\d{1,2}\b.*[A-Z]|[A-Z][a-z]+ \d{1,2}\b")  # 12 March: a day that is the same in all texts


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
    dates: list[DatedRow]  # when that was, as its text tells
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
        title, weigh = bases(topic.file.title), partial(weight_of, edition, topic)
        matter = Matter(stand.id, title | matter_of(edition, stand), title | bases(stand.title), weigh)
        later = [one for one in stories if _is_later(edition, one, stand)]
        still = _open(edition, topic, matter, [stand, *later])
        others = (FirstScreen.of(edition, one).sides for one in (*later, *stories) if one is not stand)
        reports = [one for one in own.sides if one.reported]  # sentences of the text about the matter at large
        made = ((chain(own.sides, *others), 1), (_most_quoted(edition, stand), 1), (reports, 0))
        heard_of = ([*_heard(edition, found, still, matter, fewest)] for found, fewest in made)
        voices = next(filter(None, heard_of), [])[:HEARD_AT_MOST]
        in_order = {one.id for one in (stand, *later, *dated)}  # what other texts without a date say may be long over
        rows = {one.id: refs.story_ref(edition, one) for one in (*dated[:1], *dated[-1:]) if one is not event}
        happened = [one for one in own.dates if not one.ahead]
        when = happened if stand.date else own.dates or list(_day_of(edition, matter, later))
        return cls(
            event=TextOpening.of(edition, event, opening_within(edition, event, READ_AT_MOST)) if event else None,
            dates=when if event else [],
            open=still,
            heard=[one for at, one in enumerate(voices) if at < HEARD_AT_LEAST or one.quote["story"]["id"] in in_order],
            latest=rows.pop(stories[0].id, None),
            first=next(iter(rows.values()), None) if event else None,
            next=_next(own, stories[0], days, weigh),
        )

    def tells(self, quote: Quote) -> bool:
        """Return whether what happened is told with a quotation."""
        shown = self.event.words if self.event and self.event.story["id"] == quote.story else []
        return any(span_of(piece.words).meets(quote.span) for piece in shown)


class Matter(NamedTuple):
    """What a topic is about."""

    main: str  # the text that tells what happened, by its id
    words: frozenset[str]  # of the topic's title and of that text's opening, in base forms
    heads: frozenset[str]  # of the title and of that text's headline
    weigh: Callable[[str], float]  # how much words say of it

    def has(self, voice: Voice, fewest: int) -> bool:
        """Return whether somebody speaks of it: in that text with so many plain words of it, elsewhere with enough."""
        words, speaker = line_of(voice.words), voice.quote["speaker"]
        if voice.quote["story"]["id"] != self.main:
            return self.weigh(words) >= OF_PASSING
        plain = " ".join(word for word in words.split() if word.strip(ALL)[:1].islower())
        is_headed = speaker is not None and not self.heads.isdisjoint(bases(str(speaker["name"])))
        return is_headed or len(self.words & bases(plain)) >= fewest


def telling_text(edition: Edition, topic: Topic, stories: Sequence[Story]) -> Story | None:
    """Return the newest text that opens with most of what any does of the topic's matter, and with a word of its title.

    Of texts without a date it is the one that seems to follow the others: it tells what they open with, and they do not
    tell what it does. One that opens with what happened goes before one that looks ahead.
    """
    leads = {one.id: _lead(edition, one) for one in stories}
    fit = [one for one in stories if leads[one.id] and bases(topic.file.title) & bases(f"{one.title} {leads[one.id]}")]
    weights = {one.id: weight_of(edition, topic, _opening(edition, one)) for one in fit}
    fit = [one for one in fit if weights[one.id] >= MAIN_MATTER * max(weights.values())]

    def rank(story: Story) -> tuple[bool, float]:
        others = [one for one in fit if one is not story]
        follows = sum(_share(leads[one.id], story.text) - _share(leads[story.id], one.text) for one in others)
        return _tells_event(leads[story.id]), follows

    return next((one for one in fit if one.date), None) or max(fit, key=rank, default=None)


def _lead(edition: Edition, story: Story) -> str:
    return " ".join(span.of(story.text) for span in lead_of(edition, story))


def _opening(edition: Edition, story: Story) -> str:
    return " ".join(span.of(story.text) for span in opening_within(edition, story, READ_AT_MOST))


def _is_later(edition: Edition, one: Story, than: Story) -> bool:
    """Return whether a text is newer than another: of texts without a date, whether it tells what that opens with."""
    if one.date or than.date:
        return bool(one.date and than.date) and is_after(one.date, than.date)
    told = _share(_lead(edition, than), one.text)
    return one is not than and told >= TOLD_TOO and told > _share(_lead(edition, one), than.text)


def _tells_event(lead: str) -> bool:
    """Return whether a lead tells what happened: it does not look ahead, and nobody only says, wants or fears.

    It looks ahead too where it begins with what will be, is to be or is planned, but was not agreed.
    """
    verb = direction(lead, Span(0, len(lead)), Span(0, 0))
    is_to_be = verb.direction == "future" and not is_past(verb.word)
    return not (looks_ahead(lead) or is_to_be or _STATED.match(lead))


def _share(lead: str, text: str) -> float:
    """Return how much of a lead another text tells, from 0 to 1."""
    own = bases(lead)
    return len(own & bases(text)) / max(1, len(own))


def _open(edition: Edition, topic: Topic, matter: Matter, stories: Sequence[Story]) -> refs.StorySentence | None:
    """Return what the first of texts leaves open, or what of its matter another does.

    Nothing that editors find answered, and no answer that somebody declined.
    """
    closed = [one.places[0] for one in topic.file.answered]
    for story in stories:
        for span in map(span_of, FirstScreen.of(edition, story).open):
            words = span.of(story.text)
            is_closed = any(place.story == story.id and place.span.meets(span) for place in closed)
            is_of_it = story is stories[0] or matter.weigh(words) >= OF_PASSING
            if is_of_it and not is_closed and (story.open or not DECLINED.search(words)):
                return refs.StorySentence.of(edition, story.id, span)
    return None


def _day_of(edition: Edition, matter: Matter, stories: Iterable[Story]) -> Iterator[DatedRow]:
    """Yield the first day, without a year, on which other texts tell most of the matter: “on 12 March”."""
    found = []
    for story in stories:
        for moment in edition.moments_by_story.get(story.id, ()):
            words = moment.sentence.of(story.text)
            is_day = not moment.date and moment.certainty == "reported" and _DAY.search(moment.words.of(story.text))
            weight = matter.weigh(words)
            if is_day and weight >= OF_PASSING and may_be_dated(edition, moment):
                found.append((-weight, moment.sentence, moment))
    for *_, moment in sorted(found, key=lambda one: one[:2])[:1]:
        story = edition.newsroom.stories[moment.story]
        yield DatedRow(moment_view(edition, moment), pieces(edition, story, [moment.sentence]), ahead=False)


def _heard(
    edition: Edition, voices: Iterable[Voice], still: refs.StorySentence | None, matter: Matter, fewest: int
) -> Iterator[Voice]:
    """Yield those of voices who speak of the matter, each once.

    Whom a text only describes is heard in the text of the event alone. No words are of another year, begin with what
    leans on others, or end in what was spoken of before.
    """
    seen = set[str]()
    for voice in voices:
        quote, speaker = edition.newsroom.quotes[voice.quote["id"]], voice.quote["speaker"]
        words = line_of(voice.words)
        is_open = still and still.story["id"] == quote.story and span_of(still.sentence).meets(span_of(voice.words[0]))
        is_unfit = is_open or is_recalled(edition, quote) or _POINTING.search(words) or leans(words)
        key = speaker["id"] if speaker else quote.said_by
        is_known = speaker or quote.story == matter.main
        if key not in seen and is_known and not is_unfit and matter.has(voice, fewest):
            seen.add(key)
            yield voice


def _most_quoted(edition: Edition, story: Story) -> Iterator[Voice]:
    """Yield whom a text quotes, most quoted first, with all of a quotation that tells in few words."""
    said: dict[str, list[Quote]] = {}
    for quote in edition.quotes_by_story.get(story.id, ()):
        if quote.speaker and quote.counts and is_attributed(quote):
            said.setdefault(quote.speaker, []).append(quote)
    found = (best_of(edition, own) for own in sorted(said.values(), key=len, reverse=True))
    return filter(None, found)


def best_of(edition: Edition, said: Sequence[Quote]) -> Voice | None:
    """Return the best sentence of somebody; none recalls another year."""
    return best_sentence(edition, [one for one in said if not is_recalled(edition, one)], AT_LENGTH)


def is_recalled(edition: Edition, quote: Quote) -> bool:
    """Return whether the last year that a text names before a quotation, or in its sentence, is before its year."""
    story = edition.newsroom.stories[quote.story]
    near = story.text[max(0, quote.span.start - RECALLED) : quote.span.end]
    years = _YEAR.findall(near)
    return bool(years and story.date) and years[-1] < story.date[: len("2031")]


def _next(own: FirstScreen, newest: Story, days: Iterable[DayView], weigh: Callable[[str], float]) -> DayView | None:
    """Return the first day of the matter ahead of the newest text that a screen has, or several texts tell of.

    One that lies wholly ahead goes before one whose end may. In place of a week or a month stands a day within it,
    which is the same event told more exactly.
    """
    waited = [row.moment["date"] for row in own.dates if row.ahead]
    ahead = [day for day in days if day.ahead and _is_of_matter(day, weigh)]
    told = [day for day in ahead if len(day.told) > 1 or any(one and one["edtf"] == day.date["edtf"] for one in waited)]
    first = next((day for day in told if is_after(day.date["edtf"], newest.date)), next(iter(told), None))
    within = edtf.sort_key(first.date["edtf"]) if first else (0, 0)
    exact = (day for day in ahead if day.date["precision"] == "day")
    return next((day for day in exact if within[0] <= edtf.sort_key(day.date["edtf"])[0] <= within[1]), first)


def _is_of_matter(day: DayView, weigh: Callable[[str], float]) -> bool:
    """Return whether the label of a day is short and tells of the matter."""
    words = line_of(day.label)
    return len(words.split()) <= NEXT_AT_MOST and weigh(words) > 0
