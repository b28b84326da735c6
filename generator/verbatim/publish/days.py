"""Merges what several texts tell of a day into one row, with a label in the words of a source.

A label is the headline of a text that opens with the day or, without the words for its date, the sentence that says
most of what the topic's title names and its texts open with. Nothing else is cut out of a sentence but a clause at its
end, and that only where no word of it turns what stands before.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.text.segments import after_dateline
from verbatim.core import dates as edtf
from verbatim.core.quotation_marks import ALL
from verbatim.core.text import stripped
from verbatim.model import Moment, Span
from verbatim.newsroom.timeline import dated, is_after
from verbatim.newsroom.topics import Topic
from verbatim.publish import refs
from verbatim.publish.claims import claim_of, is_closed, pair_of, without_last_clause
from verbatim.publish.edition import Edition, once
from verbatim.publish.first_screen import is_of_the_week, is_told_as_past
from verbatim.publish.moments import MomentView, moment_view
from verbatim.publish.opening import bases, first_of, is_in_clause, is_new, joins_on, matter_of, without_names

A_MONTH = 31  # days
FEWEST = 4  # words that a label keeps
TORN = math.inf  # against a sentence in which a quotation begins or ends
LONG, SHORTEST = 90, 40  # letters: a longer label counts twice what is more, and is cut where safe, not to fewer
# Letters that count against a label that joins on to what was said before or has its day in a clause, and against one
# in quotation marks; and for each word that it has of the topic's title, and for a headline.
LEANING, SPOKEN, TITLED, HEADLINE = 300, 300, 60, 200
NAMING = 0.5  # of another word: what a name says of a matter, which most texts of a topic have
OF_MATTER, OF_PASSING = 0.5, 1.0  # words of the title that a label is worth, and one of another week than its text
_BEFORE = re.compile(r"(?:^|\s)(?:(?:early|late) )?(?:on|in|at)(?: the)?$", re.IGNORECASE)
_TAIL = re.compile(r",(?= (?:who|which|where|when|while|as|after|before|with)\b)")
# Begins a clause about somebody or something, or of what was before: “After resigning on Monday, she …”.
_BESIDE = re.compile(r", (?:who|whose|which|where)\b|(?:After|Before|Since) \w+ing\b")
_BOUND, LONGEST_BOUND = re.compile(r"\b(?:by|until|till)(?: the)?\s$"), 12
_ABBREVIATION = re.compile(r"(?<![A-Za-z.])(?:[A-Za-z]\.){2,}$")  # in Washington, D.C.
_MARKS = frozenset(ALL)
_SAY_NOTHING = bases(" ".join(one for name in ("light_verbs", "months", "units") for one in lang.words(name)))


class DayText(NamedTuple):
    """What one text tells of a day."""

    story: refs.StoryRef  # the text
    moments: list[MomentView]  # its sentences, each once; those it had planned or denied come last


class DayView(NamedTuple):
    """A day, or a month or year of which no day is known, as the texts tell of it."""

    anchor: str  # its place in the page
    date: refs.DateView  # its months shortened
    label: list[refs.Slice]  # the words of a source that stand for it; “ … ” between them
    pair: str  # the quotation marks in which the label stands as somebody's words; else empty
    told: list[DayText]  # earliest text first
    ahead: bool  # whether it lies ahead of the newest text
    aside: bool  # whether texts only name it in passing: for another matter, or as a year and no more


class _Told(NamedTuple):
    day: str
    moments: Sequence[Moment]
    opening: Sequence[str]  # the texts that open with the day
    ahead: bool


class _Label(NamedTuple):
    cost: float
    pieces: list[refs.Slice]
    pair: str = ""
    leans: bool = False  # whether it joins on to others, is somebody's words, or the day is that of a clause within


def days_of(edition: Edition, topic: Topic, moments: Iterable[Moment]) -> list[DayView]:
    """Return the days on which something happened, then those ahead of the newest text, each earliest first.

    What a text had planned for a day that has passed, and what it denies, stands in the row that the text opens with.
    """
    newest = edition.newsroom.stories[topic.newest].date
    happened: dict[str, list[Moment]] = {}
    ahead: dict[str, list[Moment]] = {}
    aside: list[Moment] = []
    for moment in dated(moments):
        story, day = edition.newsroom.stories[moment.story], moment.date.partition("T")[0]
        date = story.date
        if _is_to_come(moment, date, newest) and not is_told_as_past(story, moment):
            ahead.setdefault(day, []).append(moment)
        elif moment.certainty == "reported" and not (is_after(moment.date, date) or _is_loose(edition, moment, day)):
            happened.setdefault(day, []).append(moment)
        else:
            aside.append(moment)
    homes = {story: day for day, told in happened.items() for story in _opening_with(edition, told)}  # the last
    for moment in aside:
        home = homes.get(moment.story) or edition.newsroom.stories[moment.story].date or moment.date
        happened.setdefault(home, []).append(moment)
    return [
        _day(edition, topic, _Told(day, told, [one for one in topic.stories if homes.get(one) == day], group is ahead))
        for group in (happened, ahead)
        for day, told in sorted(group.items(), key=lambda one: edtf.sort_key(one[0]))
    ]


def _is_to_come(moment: Moment, told: str, newest: str) -> bool:
    """Return whether a moment lies ahead of the newest text; of what that plans, its end may be all that does."""
    if is_after(moment.date, newest):
        return True
    known, then = edtf.parse(moment.date), edtf.parse(newest)
    last, day = known.latest if known else None, then.latest if then else None
    return moment.certainty == "planned" and bool(last and day and last > day) and told == newest


def _is_loose(edition: Edition, moment: Moment, day: str) -> bool:
    """Return whether a date is but some days of which one is meant, “this week”, or bounds what happened: “by May”."""
    known, text = edtf.parse(day) if "/" in day else None, edition.newsroom.stories[moment.story].text
    is_bound = _BOUND.search(text, max(0, moment.words.start - LONGEST_BOUND), moment.words.start)
    is_some = known and known.earliest and known.latest and (known.latest - known.earliest).days < A_MONTH
    return bool(is_bound or is_some)


def _opening_with(edition: Edition, told: Iterable[Moment]) -> Iterator[str]:
    """Yield the texts that open, as news, with a day."""
    for place in (one for moment in told for one in moment.places if not is_in_clause(edition, one)):
        first = first_of(edition, edition.newsroom.stories[place.story])
        if first and first.meets(place.sentence) and is_of_the_week(edition, place):
            yield place.story


def _day(edition: Edition, topic: Topic, told: _Told) -> DayView:
    by_story: dict[str, dict[str, MomentView]] = {}
    for place in (one for moment in told.moments for one in moment.places):
        view = moment_view(edition, place)
        by_story.setdefault(place.story, {}).setdefault(view["sentence"]["char"], view)
    own = [one for one in told.moments if one.date.partition("T")[0] == told.day]
    label = _label(edition, topic, own, told)
    of = f"{own[0].story}#{own[0].id}" if own else told.moments[0].story
    shown = refs.date_view(told.day, edition.site.words, of)
    is_news = told.ahead or len(by_story) > 1 or any(is_of_the_week(edition, one) for one in own)
    weight = weight_of(edition, topic, line_of(label.pieces))
    is_of_it = bool(own) and weight >= (OF_MATTER if is_news else OF_PASSING) and not label.leans
    if told.ahead:
        is_row = shown["precision"] == "day" or is_of_it
    else:
        is_row = shown["precision"] in ("day", "month") and is_of_it
    return DayView(
        anchor=f"day-{re.sub(r'[^0-9a-z]+', '-', told.day.lower())}{'-ahead' if told.ahead else ''}",
        date=shown | {"human": edtf.short(told.day, edition.site.words)},
        label=label.pieces,
        pair=label.pair,
        told=[
            DayText(story=refs.story_ref(edition, edition.newsroom.stories[name]), moments=list(views.values()))
            for name, views in sorted(by_story.items(), key=lambda one: topic.stories.index(one[0]))
        ],
        ahead=told.ahead,
        aside=not (told.opening or is_row),
    )


# Labels


@once()
def _weights(edition: Edition, topic: Topic) -> dict[str, float]:
    """Return how much words say of a topic's matter: its title has them, and several of its texts open with them."""
    texts = [edition.newsroom.stories[name] for name in topic.stories]
    title, count = bases(topic.file.title), Counter(one for text in texts for one in matter_of(edition, text))
    plain = frozenset().union(*(bases(without_names(text.text)) for text in texts))
    return {
        one: ((one in title) + count[one] / len(texts)) * (1 if one in plain else NAMING)
        for one in title | {one for one, number in count.items() if number > 1} - _SAY_NOTHING
    }


def weight_of(edition: Edition, topic: Topic, words: str) -> float:
    """Return how much words say of a topic's matter, in plain words of its title."""
    weights = _weights(edition, topic)
    return math.fsum(weights.get(one, 0) for one in bases(words))  # the same in any order


def _label(edition: Edition, topic: Topic, own: Sequence[Moment], day: _Told) -> _Label:
    """Return the label of a day: the headline of a text that opens with it, or its best sentence.

    Without a moment of its `own` it has the headline of the text that is told there.
    """
    certain = [one for one in own if one.certainty == "reported"]
    told = certain or [one for one in own if one.certainty != "denied"]
    headlines = [_headline(edition, topic, name) for name in (day.opening if told else [day.moments[0].story])]
    found = [*headlines, *(_slices(edition, topic, place) for one in told for place in one.places)]
    best = min(found, key=lambda label: label.cost)
    return best if best.cost < TORN else _headline(edition, topic, own[0].story)


def line_of(pieces: Iterable[refs.Slice]) -> str:
    """Return the words of slices in one line."""
    return " ".join(str(piece["words"]) for piece in pieces)


def _headline(edition: Edition, topic: Topic, name: str) -> _Label:
    title = refs.story_ref(edition, edition.newsroom.stories[name])["title"]
    return _Label(len(str(title["words"])) - TITLED * weight_of(edition, topic, line_of([title])) - HEADLINE, [title])


def _slices(edition: Edition, topic: Topic, place: Moment) -> _Label:
    """Return what stands for the sentence of a moment: in quotation marks where all of it is somebody's words."""
    story = edition.newsroom.stories[place.story]
    sentence, pair = after_dateline(story.text, place.sentence), ""
    for quote in edition.quotes_by_story.get(story.id, ()):
        for part in quote.parts if claim_of(edition, quote).stands_alone else ():
            within = Span(max(sentence.start, part.words.start), min(sentence.end, part.words.end))
            around = story.text[sentence.start : within.start] + story.text[within.end : sentence.end]
            if within.start < within.end and _MARKS.issuperset(around.replace(" ", "")):
                sentence, pair = within, pair_of(edition, quote)
    others = (one for one in edition.moments_by_story[story.id] if one.words != place.words)
    is_dated_once = is_new([one.words for one in others], sentence)  # else nobody knows what of it is of the day
    spans = label_spans(story.text, sentence, place.words) if is_dated_once else [_trimmed(story.text, sentence)]
    words, pieces = sentence.of(story.text), [refs.slice_of(edition, story.id, span) for span in spans]
    clause = max(sentence.start, story.text.rfind(",", sentence.start, place.words.start))
    leans = bool(pair or joins_on(words) or _BESIDE.match(story.text, clause, place.words.start))
    against = LEANING * (leans or words[0] == "(") + SPOKEN * bool(pair)
    letters = sum(span.end - span.start for span in spans)
    against += letters + max(0, letters - LONG)
    cost = against - TITLED * weight_of(edition, topic, line_of(pieces)) if is_closed(words) else TORN
    return _Label(cost, pieces, pair, leans)


def label_spans(text: str, sentence: Span, date: Span) -> list[Span]:
    """Return a sentence without the words for its date, where it goes on without them, and without its full stop."""
    before, after = text[sentence.start : date.start].rstrip(), text[date.end : sentence.end]
    found = _BEFORE.search(before)
    start = sentence.start + (found.start() if found else len(before))
    lead, whole = text[sentence.start : start].rstrip(), stripped(text, sentence)
    is_quoting = any(mark in _MARKS for mark in whole.of(text))
    pieces = [whole]
    word = lead.rpartition(" ")[2].lower()
    if word in lang.short("needing_dates") or word in lang.words("closed") or is_quoting or date.start < sentence.start:
        pass
    elif not after.strip(" .") and len(lead.split()) >= FEWEST:
        pieces = [Span(sentence.start, start)]
    elif lead.endswith(",") and after.startswith(","):
        pieces = [Span(sentence.start, start), Span(date.end + 1, whole.end)]
    elif not lead and after.startswith(","):
        pieces = [Span(date.end + 1, whole.end)]
    pieces = [_trimmed(text, piece) for piece in pieces]
    last = pieces[-1]
    if not is_quoting and sum(piece.end - piece.start for piece in pieces) > LONG:
        kept = without_last_clause(text, last, _TAIL)
        is_dated = date.start < kept.end  # else the date may be of the clause that would go
        pieces[-1] = kept if is_dated and kept.end - kept.start >= SHORTEST else last
    return pieces


def _trimmed(text: str, piece: Span) -> Span:
    """Return a piece without the blanks, the comma and the full stop at its ends, but for that of an abbreviation."""
    span = stripped(text, piece)
    words = span.of(text)
    kept = words.rstrip(" ,;")
    is_needed = kept.endswith(("...", "…")) or _ABBREVIATION.search(kept)
    return Span(span.start, span.start + len(kept if is_needed else kept.rstrip(" ,;.")))
