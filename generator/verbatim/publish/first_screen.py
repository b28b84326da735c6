"""Makes *Where it stands*, the first screen of a story: what happened, since when, who says what, and what is open.

What editors chose in the story's file comes first. Where they chose nothing, rules choose, and heads are the editors'
alone. Everything is words of the source with their place, or a date of a moment: nothing is invented, nobody without a
page is heard, and no words are left out that may turn their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from verbatim.annotate.text.segments import after_dateline
from verbatim.annotate.text.tense import direction
from verbatim.content.format.story_file import NONE
from verbatim.core import dates as edtf
from verbatim.core.text import stripped
from verbatim.model import Moment, Span, Story
from verbatim.newsroom.timeline import dated, is_after, is_long_before
from verbatim.publish import refs
from verbatim.publish.claims import leans
from verbatim.publish.edition import Edition, once
from verbatim.publish.moments import MomentView, moment_view
from verbatim.publish.opening import (
    bases,
    count_of,
    first_of,
    is_in_clause,
    is_new,
    lead_of,
    matter_of,
    opening_of,
    top_of,
    without_names,
)
from verbatim.publish.refs import DateView, Slice, StoryRef, TopicRef
from verbatim.publish.unsettled import JOINED, LEANING, still_open
from verbatim.publish.urls import span_of
from verbatim.publish.voices import Voice, chosen_voices, voices_of

DATES_AT_MOST, OPEN_AT_MOST = 4, 2
DATE_AT_MOST = 40  # words of a sentence beside its date
WEAK = frozenset(("the", "end", "of", "early", "late", "in", "on", "mid", "beginning", "start"))
OF_HEADLINE = 2  # words of it in a sentence further down that says when
DAYS = 7  # before a text, of which one date alone is what it is about
_TOLD_OF = re.compile(r"(?: (?:and|or) \w{1,20})? (?:is|are|was|were)\b")  # what a time is: May and June are the driest
# Before a date, which is then of a clause of its own, and not of what the sentence tells.
_BESIDES = re.compile(r"\b(?:after|since|until|when|while|who|which|whose) \w", re.IGNORECASE)


class ShownPiece(NamedTuple):
    """Words of the source, and whether words are left out before them."""

    words: Slice  # the words
    gap: bool  # whether “…” stands before them


class DatedRow(NamedTuple):
    """A date with the words that give it."""

    moment: MomentView  # without a date only where the text has none: its words for the day stand there
    words: list[ShownPiece]  # its sentence; where the lead has it, its words for the date, if they are others
    ahead: bool  # whether it was still ahead when the text was published, or is only planned


class FirstScreen(NamedTuple):
    """Where a story stands, or stood."""

    stood: DateView | None  # its day, where a later text of a topic is there; None: it stands so
    later: StoryRef | None  # the newest of those texts
    topic: TopicRef | None  # the topic of which it is the latest text, or a later one is there
    by_editors: bool  # whether editors chose any of it
    lead: list[ShownPiece]  # what happened
    more: list[ShownPiece]  # the sentences that follow it in the text; none where editors chose the lead
    cut: bool  # whether the lead ends within its sentence
    dates: list[DatedRow]  # since when, and what is next; at most four with the later text
    sides: list[Voice]  # who says what: at most three, each speaker once
    open: list[Slice]  # what is still open, in the words of the text

    @staticmethod
    @once()
    def of(edition: Edition, story: Story) -> FirstScreen:
        """Return the first screen of a story, made once for its page and those of its topics."""
        topic, later = later_text(edition, story)
        lead = lead_of(edition, story)
        opening = opening_of(edition, story)
        chosen = (*story.open, *(side.words for side in story.sides))
        dates = list(_dates(edition, story, (*opening, *chosen)))[: DATES_AT_MOST - bool(later)]
        told = (*opening, *(span_of(piece.words) for row in dates for piece in row.words))
        unsettled = still_open(edition, story, told)[:OPEN_AT_MOST]
        told += unsettled
        return FirstScreen(
            stood=refs.story_ref(edition, story)["date"] if later else None,
            later=later,
            topic=topic,
            by_editors=bool(story.lead or story.sides or any(map(story.header, ("When", "Sides", "Open")))),
            lead=lead_pieces(edition, story),
            more=pieces(edition, story, opening[len(lead) :]),
            cut=is_cut(edition, story),
            dates=dates,
            sides=chosen_voices(edition, story)
            or ([] if story.header("Sides") == NONE else voices_of(edition, story, told)),
            open=[refs.slice_of(edition, story.id, span) for span in unsettled],
        )


def quoted(edition: Edition, story: Story) -> Voice | None:
    """Return who stands for a story: the first of its first screen with words of their own."""
    return next((one for one in FirstScreen.of(edition, story).sides if not one.reported), None)


def later_text(edition: Edition, story: Story) -> tuple[TopicRef | None, StoryRef | None]:
    """Return a topic of a story, and the topic's newest text where that is later; of several topics one that has it."""
    found: list[tuple[TopicRef, StoryRef | None]] = []
    for name in edition.topics_by_story.get(story.id, ()):
        topic = edition.topics[name]
        last = edition.newsroom.stories[topic.newest]
        is_later = is_after(last.date, story.date)
        if not is_later and not (story.date and story.id == topic.newest):
            continue  # of a text without a date nothing shows that it is the latest
        found.append((refs.topic_ref(edition, topic), refs.story_ref(edition, last) if is_later else None))
    return next((one for one in found if one[1]), found[0] if found else (None, None))


def pieces(edition: Edition, story: Story, spans: Sequence[Span]) -> list[ShownPiece]:
    """Return slices in their order, each with whether anything but blanks is left out before it."""
    gaps = [False, *(bool(story.text[one.end : other.start].strip()) for one, other in pairwise(spans))]
    return [ShownPiece(refs.slice_of(edition, story.id, span), gap) for span, gap in zip(spans, gaps, strict=False)]


def lead_pieces(edition: Edition, story: Story) -> list[ShownPiece]:
    """Return the pieces of a lead, the first with a gap where editors had it begin within its sentence."""
    lead = lead_of(edition, story)
    found = pieces(edition, story, lead)
    if story.lead:
        whole = after_dateline(story.text, edition.sentences(story).around(lead[0].start)[1])
        found[0] = found[0]._replace(gap=any(map(str.isalnum, story.text[whole.start : lead[0].start])))
    return found


def is_cut(edition: Edition, story: Story) -> bool:
    """Return whether words of its last sentence follow behind a lead."""
    end = max((one.end for one in lead_of(edition, story)), default=0)
    sentence = edition.sentences(story).around(end - 1)[1] if end else Span(0, 0)
    return any(map(str.isalnum, story.text[end : sentence.end]))


def _dates(edition: Edition, story: Story, shown: Iterable[Span]) -> Iterator[DatedRow]:
    """Yield the dates, each with its sentence, or with its words for the date where that is shown already."""
    is_chosen, above = bool(story.header("When")), [*shown]
    for moment in _moments_chosen(edition, story) if is_chosen else _moments(edition, story):
        if is_in_clause(edition, moment) and not is_chosen:
            continue
        view = moment_view(edition, moment)
        is_ahead = view["ahead"] or (moment.certainty == "planned" and not story.date)  # of that day it may be over
        told = own = _told(story, moment)
        is_long = is_chosen and count_of(story, own) > DATE_AT_MOST
        if is_long or not is_new(above, moment.sentence):
            told = moment.words
        date, words = view["date"], [told]
        if (
            date
            and told == moment.words
            and set(date["human"].split()).issuperset(set(told.of(story.text).split()) - WEAK)
        ):
            if date["precision"] != "day" and not is_chosen:
                continue  # the lead says it
            words = []
        is_fit = count_of(story, told) <= DATE_AT_MOST and not leans(own.of(story.text))
        if is_chosen or (is_fit and not _is_beside(story.text, own.start, moment.words.start)):
            above.append(told)
            yield DatedRow(view, pieces(edition, story, words), is_ahead)


def _moments_chosen(edition: Edition, story: Story) -> Iterator[Moment]:
    """Yield those that editors chose, in their order; one that has no date any more is gone."""
    own = dated(edition.moments_by_story.get(story.id, []))
    for span in story.when:
        yield from (one for one in own if one.words.meets(span))


def _is_beside(text: str, start: int, date: int) -> bool:
    """Return whether a date stands in a clause that begins behind the first words of its sentence."""
    clause = max(start, text.rfind(",", start, date))
    found = _BESIDES.search(text, clause, date)
    return found is not None and found.start() > start and text[found.end() : date].count(" ") > 0


def _told(story: Story, moment: Moment) -> Span:
    return after_dateline(story.text, stripped(story.text, moment.sentence))


def _moments(edition: Edition, story: Story) -> Iterator[Moment]:
    """Yield the moment of what happened, and the next of what was still ahead.

    What happened is what the text opens with, else the first day of the week before it that it names near its top: any
    other may be of a side matter, and so is each where it opens with what is ahead. What was still ahead is what the
    text opens with, else the nearest of the matter that is named near its top. What somebody is quoted as saying dates
    nothing.
    """
    moments = [one for one in dated(edition.moments_by_story.get(story.id, [])) if not _is_quoted(edition, one)]
    past = [one for one in moments if not is_after(one.date, story.date) and one.certainty == "reported"]
    over = {one.date for one in past}  # so that a year that the text looks back on is not ahead
    ahead = [one for one in moments if _is_ahead(one, story) and one.date not in over]
    near = [one for one in past if not _is_background(edition, one)]
    planned = [one for one in moments if one.certainty == "planned"]  # of the same day too
    opens_ahead = bool(_of_matter(edition, planned))
    yield from _main_day(edition, near, ahead=opens_ahead)
    early = (one for one in ahead if story.date and _is_near_top(edition, one) and _is_of_event(edition, one))
    nearest = [one for one in early if not leans(_told(story, one).of(story.text))]
    yield from (_of_matter(edition, ahead) or nearest)[:1]


def _is_ahead(moment: Moment, story: Story) -> bool:
    """Return whether a moment was ahead of its text: of one of that day, or without a date, whether it is planned.

    What its sentence tells as past was not, whatever its date: a day counted from a wrong place, or a clause aside.
    """
    is_planned = moment.certainty == "planned" and (not story.date or moment.date == story.date)
    return (is_planned or is_after(moment.date, story.date)) and not is_told_as_past(story, moment)


def is_told_as_past(story: Story, moment: Moment) -> bool:
    """Return whether the sentence of a moment tells it as past, or denies it."""
    is_past = direction(story.text, moment.sentence, moment.words).direction == "past"
    return is_past or moment.certainty == "denied"


def _main_day(edition: Edition, moments: Sequence[Moment], *, ahead: bool) -> list[Moment]:
    """Return the moment that one text is about: the last that it opens with, else the first of its week near its top.

    Else it is that of the only day of its week, where its sentence has words of the headline.
    """
    if (opened := _of_matter(edition, moments)) or ahead:
        return opened[-1:]
    this_week = [one for one in moments if is_of_the_week(edition, one) and _is_of_event(edition, one)]
    week = sorted(filter(partial(_is_short, edition), this_week), key=lambda one: one.sentence)
    early = [one for one in week if _is_near_top(edition, one)]
    is_alone = len({one.date for one in this_week}) == 1
    return (early or [one for one in week if is_alone and _is_of_headline(edition, one)])[:1]


def _of_matter(edition: Edition, moments: Iterable[Moment]) -> list[Moment]:
    """Return those of moments that their texts are about: told in what opens a text, or by several texts.

    Else a date may be a side matter: when somebody was born, or another mill burned.
    """
    return [moment for moment in moments if _is_told_first(edition, moment)]


def _is_told_first(edition: Edition, moment: Moment) -> bool:
    if len({place.story for place in moment.places}) > 1:
        return True
    first = first_of(edition, edition.newsroom.stories[moment.story])
    return first is not None and any(first.meets(place.sentence) for place in moment.places)


def _is_short(edition: Edition, moment: Moment) -> bool:
    """Return whether the sentence of a moment may stand beside its date: it is short, and no aside in brackets."""
    story = edition.newsroom.stories[moment.story]
    told = _told(story, moment)
    return count_of(story, told) <= DATE_AT_MOST and story.text[told.start] not in "(["


def may_be_dated(edition: Edition, moment: Moment) -> bool:
    """Return whether a short sentence of the reporter's, which leans on none before it, gives a moment its date."""
    story = edition.newsroom.stories[moment.story]
    own = JOINED.sub("", _told(story, moment).of(story.text))
    is_lone = not (leans(own) or LEANING.match(own) or _TOLD_OF.match(story.text, moment.words.end))
    return is_lone and _is_short(edition, moment) and not _is_quoted(edition, moment)


def _is_near_top(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment stands in one of the first sentences of its text."""
    return any(one.meets(moment.sentence) for one in top_of(edition, edition.newsroom.stories[moment.story]))


def _is_of_headline(edition: Edition, moment: Moment) -> bool:
    story = edition.newsroom.stories[moment.story]
    return len(bases(story.title) & bases(moment.sentence.of(story.text))) >= OF_HEADLINE


def _is_quoted(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment stands in somebody's words alone."""
    return all(
        any(
            part.words.covers(place.words)
            for quote in edition.quotes_by_story.get(place.story, [])
            if not quote.is_paraphrase
            for part in quote.parts
        )
        for place in moment.places
    )


def is_of_the_week(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment has a day of the week that ends with the publication of its text."""
    day, told = edtf.parse(moment.date), edtf.parse(edition.newsroom.stories[moment.story].date)
    if not (day and told and day.latest and told.latest and day.precision == told.precision == "day"):
        return False
    return 0 <= (told.latest - day.latest).days <= DAYS


def _is_background(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment lies long before its text, or in the year of it, and the text does not open with it.

    Of a text without a date of its own nothing shows how long before it a moment lies.
    """
    told = edition.newsroom.stories[moment.story].date
    is_dim = not told or moment.date == told[: len("2031")]
    return is_long_before(moment.date, told) or (is_dim and not _is_told_first(edition, moment))


def _is_of_event(edition: Edition, moment: Moment) -> bool:
    """Return whether the sentence of a moment has a word of its story's matter that is no name."""
    story = edition.newsroom.stories[moment.story]
    return not matter_of(edition, story).isdisjoint(bases(without_names(moment.sentence.of(story.text))))
