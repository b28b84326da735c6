"""Makes *Where it stands*, the first screen of a story: what happened, since when, who says what, and what is open.

What editors chose in the story's file comes first. Where they chose nothing, rules choose, and heads are the editors'
alone. Everything is words of the source with their place, or a date of a moment: nothing is invented, nobody without a
page is heard, and no words are left out that may turn their sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.dates.context import UNKNOWN
from verbatim.annotate.text.segments import after_dateline
from verbatim.annotate.text.tense import direction, is_finite_form
from verbatim.content.format.story_file import LEAD_AT_MOST, NONE
from verbatim.core import dates as edtf
from verbatim.core.quotation_marks import ALL
from verbatim.core.text import stripped
from verbatim.model import Moment, Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.places import TURNING_NEXT
from verbatim.newsroom.timeline import dated, is_after, is_long_before
from verbatim.publish import refs
from verbatim.publish.claims import (
    ENDS,
    claim_of,
    is_closed,
    is_report,
    leans,
    lone_sentences,
    shown_sides,
    without_comma,
    without_last_clause,
)
from verbatim.publish.edition import Edition
from verbatim.publish.glance import FEWEST_TELLING, TELLING, TellingWords, heard
from verbatim.publish.moments import MomentView, moment_view
from verbatim.publish.quotations import QuoteView, quote_view
from verbatim.publish.refs import DateView, Slice, StoryRef, TopicRef
from verbatim.publish.urls import span_of

DATES_AT_MOST, SIDES_AT_MOST, OPEN_AT_MOST = 4, 3, 2
REPORTS_AT_MOST = 2  # voices with those that are only reported, which are long
DATE_AT_MOST = 40  # words of a sentence beside its date
SHORT, LONG = (4, 15), (8, 30)  # words of a voice: on the first screen, beside the text
AT_MOST = (4, 26)  # words of a voice on the first screen where a short one is an aside
REPORT = (7, 30)  # words of a sentence that reports what somebody said
ENOUGH_FOR_A_VERB = 7  # words of a sentence
FEWEST_IN_OPEN = 6  # words of a sentence that leaves something open
FEWEST_IN_CUT = 9  # words of a sentence whose end is left out
NEAR_THE_TOP = 4  # sentences of a text of which another may open
WEAK = frozenset(("the", "end", "of", "early", "late", "in", "on", "mid", "beginning", "start"))
TOLD_NEXT = 2  # sentences behind the one that a text opens with, in which it says when
DAYS = 7  # before a text, of which one date alone is what it is about
OPENING = 8  # words within which a sentence says who said something
_TOLD = frozenset(("said", "says", "told", "added"))
APART = ALL + " \t"
CONTRACTED = re.compile(r"n't$|'(?:m|re|ve|ll|d)$|^(?:it|he|she|that|there|what|who|here)'s$")
CREDIT = re.compile(r", (?:the )?[^,.]{2,40} reported\.$")  # where a text has it from, which is nobody's view
SAID_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_TOLD))})\b[^.]*\b(?:could|might)\b")
OWNED = re.compile(r"['’]s?\b|['’](?=\s)")
SOMEBODY = re.compile(r"\b(?:he|she|him|her|his)\b")
_YEARS = re.compile(r"\b(?:years?|decades?|century|centuries)\b", re.IGNORECASE)
_OF_IT = re.compile(r"[“\"]?(?:It|This|That)\b(?!.*\b(?:he|she|him|her|his|they|them)\b)")
WRITER = frozenset(("I", "I'm", "I’m", "I've", "I’ve", "My", "We"))
BRIEF = 5  # sentences of a brief that tell what a story is about
# What may be left out at the end of a sentence: “…, ending a quarrel”, “…, which opened in 2019”.
_TAIL = re.compile(r",(?= (?:which|who|whose|where|[a-z]{2,}ing)\b)")
# Before a date, which is then of a clause of its own, and not of what the sentence tells.
_BESIDES = re.compile(r"\b(?:after|since|until|when|while) \w", re.IGNORECASE)
_CONCEDING = re.compile(r"(?:Though|Although|While|Since|Until|Before) [^,]*$")


DECLINED = re.compile(r"\b(?:declin|refus)ed to\b|\bnot (?:\w+ )?(?:respond|return)|\bbe reached\b")
_IS, _STILL = r"(?:is|are|was|were|remains?|remained)", r"(?:still |also |now )?"
_DOUBTFUL = (
    r"(?:sceptical|skeptical|doubtful|uncertain|undecided|unresolved|unconvinced|divided|considering|weighing|mulling"
    r"|in (?:doubt|question|limbo|the balance)|at stake|pending|under review)"
)
_PAST_OR_SENSED = r"(?!(?:be|not|have|see|hear|feel|find|tell|afford)\b)"
JOINED = re.compile(r"^(?:But|However,|Meanwhile,|Still,|Yet|And) (?=\w)")  # what is open stands against what is known
LEANING = re.compile(r"(?:\w+,? ){1,3}(?:it|they|he|she|them)\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"^(?:But |And |So )?(?i:will|can|could|is|are|does|do|has|have) [^“”\"?]+\?$"
    r"|\b(?:highly|more|less) likely that\b|\b(?:concerns|doubts|questions) remain"
    r"|\bnot (?:yet )?(?:answered|ruling out|ruled out|predict|decided|saying)\b"
    rf"|\b(?:wonder(?:s|ed|ing)? (?:if|whether)|{_IS} {_STILL}{_DOUBTFUL}|still at (?:the|an?) [\w-]+ stage"
    r"|awaits?|awaiting|(?:has|have) yet to|(?:doubts?|questions?) (?:over|whether|remains?)"
    r"|the question (?:now |for [\w ]{1,40})?is|up to [\w ]{1,40} to decide|decision [\w ]{0,60}is due"
    r"|could still|at some later)\b"
)
_TO_COME = re.compile(
    r"\b(?:(?:could|might|may) (?:(?:also|now|still|yet|soon|eventually|even) )?"
    rf"(?:be [a-z]+(?:ed|en)|{_PAST_OR_SENSED}[a-z]+)"
    r"|(?:is|are) (?:due|expected|likely|unlikely|not likely|scheduled|set) to"
    r"|will (?:now |also |next )?(?:decide|vote|rule|consider|discuss|miss|need)"
    r"|plans? to|hopes? to|preparing to|sets the stage for|would need|warn(?:s|ed) (?:that|of))\b"
)
_UNSETTLED = re.compile(
    r"\b(?:uncertain|unclear|undecided|unsure) (?:if|whether|how|who)\b|\b(?:has|have) yet to be\b"
    r"|\bnot immediately (?:react|respond)"
)
# What leaves a matter open, best first, each with the fewest words of the headline or the opening that show it to be of
# the matter: a doubt or a choice, what may come of it, and what says in so many words that something is unsettled.
OUTLOOK = ((1, _DOUBT), (2, _TO_COME), (0, _UNSETTLED))


class ShownPiece(NamedTuple):
    """Words of the source, and whether words are left out before them."""

    words: Slice  # the words
    gap: bool  # whether “…” stands before them


class DatedRow(NamedTuple):
    """A date with the words that give it."""

    moment: MomentView  # without a date only where the text has none: its words for the day stand there
    words: list[ShownPiece]  # its sentence; where the lead has it, its words for the date, if they are others
    ahead: bool  # whether it was still ahead when the text was published, or is only planned


class Voice(NamedTuple):
    """Somebody whose speaking is established, with few words of theirs."""

    quote: QuoteView  # the quotation, who spoke, and in which story
    words: list[Slice]  # its pieces that are shown, in order
    cut: bool  # whether more words of it follow
    head: str  # what the side is for, by the editors; may be empty
    reported: bool = False  # whether the words are the source's whole sentence about what was said, and nobody's own


class FirstScreen(NamedTuple):
    """Where a story stands, or stood."""

    stood: DateView | None  # its day, where a later text of a topic is there; None: it stands so
    later: StoryRef | None  # the newest of those texts
    topic: TopicRef | None  # the topic of which it is the latest text, or a later one is there
    by_editors: bool  # whether editors chose any of it
    lead: list[ShownPiece]  # what happened
    dates: list[DatedRow]  # since when, and what is next; at most four with the later text
    sides: list[Voice]  # who says what: at most three, each speaker once
    open: list[Slice]  # what is still open, in the words of the text

    @classmethod
    def of(cls, edition: Edition, story: Story) -> FirstScreen:
        """Return the first screen of a story."""
        topic, later = later_text(edition, story)
        lead = lead_of(edition, story)
        dates = list(_dates(edition, story, lead))[: DATES_AT_MOST - bool(later)]
        if not (dates or story.date or story.header("When")):
            dates = list(_undated(edition, story, lead))
        told = (*lead, *(span_of(piece.words) for row in dates for piece in row.words))
        return cls(
            stood=refs.story_ref(edition, story)["date"] if later else None,
            later=later,
            topic=topic,
            by_editors=bool(story.lead or story.sides or any(map(story.header, ("When", "Sides", "Open")))),
            lead=pieces(edition, story, lead),
            dates=dates,
            sides=_chosen(edition, story) or ([] if story.header("Sides") == NONE else _voices(edition, story, told)),
            open=[refs.slice_of(edition, story.id, span) for span in _open(edition, story, told)[:OPEN_AT_MOST]],
        )


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


# What happened


def lead_of(edition: Edition, story: Story) -> tuple[Span, ...]:
    """Return where a text tells what happened: as editors chose, else as rules do."""
    return story.lead or tuple(_lead(edition, story))


def _lead(edition: Edition, story: Story) -> Iterator[Span]:
    """Yield the sentence that the text opens with, short; behind it the next of the brief, where both are short."""
    first = _opening(edition, story)
    if not first or not is_shown(story, first):
        return
    own = shortened(story, first, LEAD_AT_MOST)
    yield own
    following = next((one for one in story.brief[1:2] if not story.text[first.end : one.start].strip()), None)
    if own == first and following and _count(story, first) + _count(story, following) <= LEAD_AT_MOST:
        yield following


def _opening(edition: Edition, story: Story) -> Span | None:
    """Return the sentence with which the first screen opens; None for a memory, and for what a writer says of himself.

    One that begins with who said something leans on the sentence before it, where that opens the text: it stands there.
    """
    first = refs.opening(edition, story)
    if first is None or _is_long_past(edition, story):
        return None
    before = edition.sentences(story).before(first.start)
    words = first.of(story.text).split()
    above = edition.sentences(story).before(before.start) if before else None
    opens = before and (above is None or _is_heading(edition, story, above))
    opens = opens and before and before.of(story.text).split() != story.title.split()
    if before and opens and not _TOLD.isdisjoint(words[:OPENING]) and _can_open(story, before):
        return before
    if any(word.strip(",’'") in WRITER for word in words) and not story.brief:
        return None
    return _instead(edition, story, first) if words[0][0] in ALL or words[-1].endswith(":") else first


def _instead(edition: Edition, story: Story, first: Span) -> Span:
    """Return the first sentence that may open in place of a quotation, or of a rubric that ends in a colon."""
    title = story.title.rstrip(".").split()
    body = (
        one
        for one in edition.sentences(story).all()
        if one != first and not _is_heading(edition, story, one) and one.of(story.text).rstrip(".").split() != title
    )
    return next((one for one in islice(body, NEAR_THE_TOP) if _can_open(story, one)), first)


def _is_heading(edition: Edition, story: Story, sentence: Span) -> bool:
    return any(
        one.kind == "heading" and one.source and one.source.covers(sentence) for one in edition.fragments_of(story)
    )


def _can_open(story: Story, sentence: Span) -> bool:
    words = sentence.of(story.text).split()
    is_whole = words[-1].endswith(".") and not any(mark in words[0] for mark in "“\"‘'")
    return FEWEST_IN_CUT <= len(words) <= LEAD_AT_MOST and is_whole and not leans(words[0])


def shortened(story: Story, sentence: Span, most: int) -> Span:
    """Return a sentence without its last clause, where it is short then; whole where that may turn it.

    Nothing is known of how languages but English turn a sentence.
    """
    if _count(story, sentence) <= most or not story.lang.startswith("en"):
        return sentence
    kept = without_last_clause(story.text, sentence, _TAIL)
    return kept if FEWEST_IN_CUT <= _count(story, kept) <= most else sentence


def _count(story: Story, span: Span) -> int:
    return len(span.of(story.text).split())


def _fits(story: Story, span: Span, words: tuple[int, int]) -> bool:
    return words[0] <= _count(story, span) <= words[1]


# Since when


def _dates(edition: Edition, story: Story, lead: Sequence[Span]) -> Iterator[DatedRow]:
    is_chosen = bool(story.header("When"))
    for moment in _moments_chosen(edition, story) if is_chosen else _moments(edition, story):
        view = moment_view(edition, moment)
        is_past = bool(story.date) and is_after(story.date, moment.date)  # what was planned for then is not ahead
        is_ahead = view["ahead"] or (moment.certainty == "planned" and not is_past)
        told = own = _told(story, moment)
        is_long = is_chosen and _count(story, own) > DATE_AT_MOST
        if is_long or any(one.meets(moment.sentence) for one in lead):
            told = moment.words
        date, shown = view["date"], [told]
        if (
            date
            and told == moment.words
            and set(date["human"].split()).issuperset(set(told.of(story.text).split()) - WEAK)
        ):
            if date["precision"] != "day" and not is_chosen:
                continue  # the lead says it
            shown = []
        is_short = _count(story, told) <= DATE_AT_MOST
        if is_chosen or (is_short and not _is_beside(story.text, own.start, moment.words.start)):
            yield DatedRow(view, pieces(edition, story, shown), is_ahead)


def _undated(edition: Edition, story: Story, lead: Sequence[Span]) -> Iterator[DatedRow]:
    """Yield the first day that a text without a date of its own names in its matter, as it words it: “on Wednesday”.

    Nothing where the lead has such words. A year or more tells little of when.
    """
    own = [one for one in edition.moments_by_story.get(story.id, ()) if one.why == UNKNOWN.why]
    if any(one.meets(moment.sentence) for moment in own for one in lead):
        return
    for moment in own:
        told = _told(story, moment)
        is_near = not _YEARS.search(moment.words.of(story.text)) and moment.certainty != "denied"
        is_fit = is_near and is_of_event(edition, moment) and _is_brief(edition, moment)
        is_lone = not (leans(told.of(story.text)) or _is_beside(story.text, told.start, moment.words.start))
        if is_fit and is_lone and not _is_quoted(edition, moment):
            planned = moment.certainty == "planned"
            yield DatedRow(moment_view(edition, moment), pieces(edition, story, [told]), planned)
            return


def _moments_chosen(edition: Edition, story: Story) -> Iterator[Moment]:
    """Yield those that editors chose, in their order; one that has no date any more is gone."""
    own = dated(edition.moments_by_story.get(story.id, []))
    for span in story.when:
        yield from (one for one in own if one.words.meets(span))


def _is_beside(text: str, start: int, date: int) -> bool:
    """Return whether a date stands in a clause that begins behind the first words of its sentence."""
    if _CONCEDING.match(text, start, date):
        return True
    clause = max(start, text.rfind(",", start, date))
    found = _BESIDES.search(text, clause, date)
    return found is not None and found.start() > start and text[found.end() : date].count(" ") > 0


def _told(story: Story, moment: Moment) -> Span:
    own = after_dateline(story.text, stripped(story.text, moment.sentence))
    short = shortened(story, own, DATE_AT_MOST)
    return short if short.covers(moment.words) else own


def _moments(edition: Edition, story: Story) -> Iterator[Moment]:
    """Yield the moment of what happened, and the next of what was still ahead.

    What happened is what the text opens with or says next, else the day that most passages tell of, else the only day
    of the week before it: any other may be of a side matter, and so is each where it opens with what is ahead. What was
    still ahead is what the text opens with, else what its brief tells, else the nearest of the matter. What somebody is
    quoted as saying dates nothing.
    """
    moments = [one for one in dated(edition.moments_by_story.get(story.id, [])) if not _is_quoted(edition, one)]
    ahead = [one for one in moments if _is_ahead(one, story)]
    past = [one for one in moments if not is_after(one.date, story.date) and one.certainty == "reported"]
    near = [one for one in past if not _is_background(edition, one)]
    planned = [one for one in moments if one.certainty == "planned"]  # of the same day too
    opens_ahead = bool(_of_matter(edition, planned, sentences=1))
    yield from _main_day(edition, near, ahead=opens_ahead)
    told = (_of_matter(edition, ahead, sentences=sentences) for sentences in (1, BRIEF))
    nearest = [
        one for one in ahead if story.date and is_of_event(edition, one) and not leans(_told(story, one).of(story.text))
    ]
    yield from (next(filter(None, told), None) or nearest)[:1]


def _is_ahead(moment: Moment, story: Story) -> bool:
    """Return whether a moment was ahead of its text: of one without a date of its own, whether it is planned.

    What its sentence tells as past was not, whatever its date: a day counted from a wrong place, or a clause aside.
    """
    is_past = direction(story.text, moment.sentence, moment.words).direction == "past"
    is_after_text = is_after(moment.date, story.date) if story.date else moment.certainty == "planned"
    return is_after_text and not is_past and moment.certainty != "denied"


def _main_day(edition: Edition, moments: Sequence[Moment], *, ahead: bool) -> list[Moment]:
    """Return the moment that one text is about: the last that it opens with, else the first of its week told next.

    Else it is that of the day named most often, else that of the only day of its week.
    """
    if (opened := _of_matter(edition, moments, sentences=1)) or ahead:
        return opened[-1:]
    this_week = [one for one in moments if is_of_the_week(edition, one)]
    if early := [one for one in this_week if _is_told_next(edition, one) and _is_brief(edition, one)]:
        return [min(early, key=lambda one: one.sentence)]
    count = Counter(moment.date for moment in moments for _ in moment.places)
    (day, most), (_, next_most) = [*count.most_common(2), ("", 0), ("", 0)][:2]
    if most > next_most and most > 1:
        return [moment for moment in moments if moment.date == day][:1]
    week = [one for one in this_week if is_of_event(edition, one) and _is_brief(edition, one)]
    return week[:1] if len({moment.date for moment in week}) == 1 else []


def _of_matter(edition: Edition, moments: Iterable[Moment], *, sentences: int) -> list[Moment]:
    """Return those of moments that their texts are about: told in what opens a text, or by several texts.

    What opens a text are so many `sentences` of its brief, or the one that it opens with where it has none. Else a date
    may be a side matter: when somebody was born, or another mill burned.
    """
    return [moment for moment in moments if _is_told_first(edition, moment, sentences)]


def _is_told_first(edition: Edition, moment: Moment, sentences: int) -> bool:
    if len({place.story for place in moment.places}) > 1:
        return True
    story = edition.newsroom.stories[moment.story]
    first = refs.opening(edition, story)
    spans = story.brief[:sentences] or ((first,) if first else ())
    return any(span.meets(place.sentence) for place in moment.places for span in spans)


def _is_brief(edition: Edition, moment: Moment) -> bool:
    """Return whether the sentence of a moment may stand beside its date: it is short, and no aside in brackets."""
    story = edition.newsroom.stories[moment.story]
    told = _told(story, moment)
    return _count(story, told) <= DATE_AT_MOST and story.text[told.start] not in "(["


def _is_told_next(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment stands before the sentence that its text opens with, or in one of the two behind it."""
    story = edition.newsroom.stories[moment.story]
    first, before = refs.opening(edition, story), moment.sentence
    if first and before.start < first.start:
        return True
    for _ in range(TOLD_NEXT):
        above = edition.sentences(story).before(before.start)
        if first and above and above.meets(first):
            return True
        before = above or before
    return False


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
    story = edition.newsroom.stories[moment.story]
    lead, told = refs.opening(edition, story), story.date
    opens = any(lead and lead.meets(place.sentence) for place in moment.places) and not _is_long_past(edition, story)
    return not opens and (not told or is_long_before(moment.date, told) or moment.date == told[: len("2031")])


def _is_long_past(edition: Edition, story: Story) -> bool:
    """Return whether a text without a brief opens with what lies over a year before it: with a memory, and no news."""
    lead, own = refs.opening(edition, story), edition.moments_by_story.get(story.id, ())
    dates = [one.date for one in own if one.date and lead and any(lead.meets(place.sentence) for place in one.places)]
    return bool(dates) and not story.brief and all(is_long_before(date, story.date) for date in dates)


# Who says what


def _chosen(edition: Edition, story: Story) -> list[Voice]:
    """Return the sides that editors chose; of one speaker the first."""
    found: dict[str, Voice] = {}
    for side, quote in shown_sides(edition, story).items():
        if is_report(edition, quote, side):
            voice = _reported(edition, quote, side.words)
        else:
            voice = _voice(edition, quote, without_comma(story.text, side.words))
        found.setdefault(quote.speaker or quote.said_by, voice._replace(head=side.head))
    return list(found.values())


def _voices(edition: Edition, story: Story, told: Sequence[Span]) -> list[Voice]:
    """Return whom the headline names and who is quoted most, each with a whole sentence; no newspaper.

    What is of the matter comes first, in words of theirs, then in the text's; then asides. Where nobody is heard so,
    the text's sentence about “it” stands there, else those whom it describes, else those whose words it only reports.
    The order is that of the text.
    """
    named: dict[str, list[Quote]] = defaultdict(list)
    described: dict[str, list[Quote]] = defaultdict(list)
    for quote in edition.quotes_by_story.get(story.id, ()):
        if is_attributed(quote) and not (quote.withdrawn or quote.is_closed):
            (named if quote.speaker else described)[quote.speaker or quote.said_by.casefold()].append(quote)
    matter = matter_of(edition, story)
    counted = [
        (matter.isdisjoint(bases(name)), -sum(quote.counts for quote in own), own)
        for name, own in ((edition.newsroom.people[who].name, own) for who, own in named.items())
        if name.removeprefix("The ") not in lang.words("outlets") or not matter.isdisjoint(bases(name))
    ]
    ranked = [own for *_, own in sorted(counted, key=lambda one: one[:2])]
    described_only = [own for name, own in described.items() if " " in name]
    found: list[Voice] = []
    heard_of: set[str] = set()  # by the first of their quotations
    for groups, maker, most, is_aside in (
        (ranked, _of_matter_said, SIDES_AT_MOST, False),
        (ranked, partial(_report, told=told, aside=False), REPORTS_AT_MOST, False),
        (ranked, _heard, SIDES_AT_MOST, False),
        (ranked, partial(_said_of_it, told=told), REPORTS_AT_MOST, True),
        (described_only, partial(best_sentence, words=SHORT), SIDES_AT_MOST, True),
        (ranked, partial(_report, told=told, aside=True), REPORTS_AT_MOST, True),
    ):
        for own in () if is_aside and found else groups:
            if len(found) < most and own[0].id not in heard_of and (one := maker(edition, own)):
                found.append(one)
                heard_of.add(own[0].id)
    return sorted(found, key=lambda one: span_of(one.words[0]))


def _report(edition: Edition, quotes: Iterable[Quote], told: Sequence[Span], *, aside: bool) -> Voice | None:
    """Return the first sentence that reports what somebody said and names them, of the matter or an `aside`."""
    for quote in quotes:
        story, sentence = edition.newsroom.stories[quote.story], claim_of(edition, quote).sentence
        is_new = is_shown(story, sentence) and not any(one.meets(sentence) for one in told)
        is_fit = is_new and _is_lone(sentence.of(story.text)) and _fits(story, sentence, REPORT)
        is_announced = not matter_of(edition, story).isdisjoint(bases(edition.newsroom.people[quote.speaker].name))
        is_aside = not is_announced and _is_aside(edition, story.id, sentence)
        if is_fit and _names_its_people(edition, quote, sentence) and aside == is_aside:
            return _reported(edition, quote, sentence)
    return None


def _said_of_it(edition: Edition, quotes: Iterable[Quote], told: Sequence[Span]) -> Voice | None:
    """Return the text's whole sentence in which somebody says something of “it” or “this”, which the text tells of."""
    for quote in quotes:
        story, sentence = edition.newsroom.stories[quote.story], claim_of(edition, quote).sentence
        own = sentence.of(story.text)
        is_new = is_shown(story, sentence) and not any(one.meets(sentence) for one in told)
        is_named = quote.basis == "stated" and quote.via is not None and sentence.covers(quote.via)
        if (
            is_new
            and is_named
            and _is_whole(own)
            and not quote.corrections
            and _OF_IT.match(own)
            and _fits(story, sentence, REPORT)
        ):
            return _reported(edition, quote, sentence)
    return None


def _reported(edition: Edition, quote: Quote, sentence: Span) -> Voice:
    """Return somebody with the source's whole sentence about what they said."""
    words = [refs.slice_of(edition, quote.story, sentence)]
    return Voice(quote_view(edition, quote), words, cut=False, head="", reported=True)


def _is_whole(sentence: str) -> bool:
    return sentence.rstrip(ALL).endswith(ENDS) and is_closed(sentence) and "\n" not in sentence


def _is_lone(sentence: str) -> bool:
    """Return whether a sentence of the reporter's is whole and joins on to none before it."""
    first = sentence.split(maxsplit=1)[0].strip(",").lower()
    joins = leans(sentence) or first in lang.words("brief_openers") or " also " in sentence
    return _is_whole(sentence) and sentence[0] not in ALL and not joins and not CREDIT.search(sentence)


def _names_its_people(edition: Edition, quote: Quote, sentence: Span) -> bool:
    """Return whether a sentence that reports names who says so, and nobody by a pronoun but whoever says it.

    Who says so is no owner of something (Ada Vell's wish), and a sentence “according to” them has that at an end.
    """
    text, speaker = edition.newsroom.stories[quote.story].text, edition.newsroom.people[quote.speaker]
    if quote.kind == "direct" or quote.corrections or quote.basis != "stated" or not quote.via:
        return False
    before, behind = text[sentence.start : quote.via.start].lower(), text[quote.via.end : sentence.end]
    is_by_according = "according to" in before
    is_at_an_end = before.startswith("according to") or (", according to" in before and "," not in behind)
    is_named = sentence.covers(quote.via) and not OWNED.match(behind) and (is_at_an_end or not is_by_according)
    is_named = is_named and not _CONCEDING.match(before.capitalize())
    return is_named and (speaker.kind == "person" or not SOMEBODY.search(sentence.of(text)))


def _of_matter_said(edition: Edition, quotes: Sequence[Quote]) -> Voice | None:
    """Return somebody's best short sentence of the story's matter, else a longer one."""
    found = (best_sentence(edition, quotes, words) for words in (SHORT, AT_MOST))
    return next((best for best in found if best and _is_of_matter(edition, best)), None)


def _heard(edition: Edition, quotes: Sequence[Quote]) -> Voice | None:
    """Return somebody's best short sentence, else telling words that are short, else a longer sentence."""
    short, longer = (_as_aside(best_sentence(edition, quotes, words)) for words in (SHORT, AT_MOST))
    told = None if short else heard(edition, quotes)
    return voice_of(edition, told) if told and _tells(edition, told) else short or longer


def _as_aside(voice: Voice | None) -> Voice | None:
    """Return a voice that may stand though it is an aside: nobody was worked out, and it points back to nothing."""
    is_fit = voice and voice.quote["basis"] != "inferred" and not _points_back(str(voice.words[0]["words"]))
    return voice if is_fit else None


def voice_of(edition: Edition, told: TellingWords) -> Voice:
    """Return somebody with telling words: corrected ones as they read now, others without a comma that leads on."""
    view, text = quote_view(edition, told.quote), edition.newsroom.stories[told.quote.story].text
    parts = {span_of(part["words"]): part["words"] for part in view["parts"]}
    spans = told.words if told.quote.corrections else [without_comma(text, one) for one in told.words]
    shown = [parts.get(span) or refs.slice_of(edition, told.quote.story, span) for span in spans]
    return Voice(view, shown, told.is_cut, "")


def _tells(edition: Edition, told: TellingWords) -> bool:
    """Return whether telling words are short and say something by themselves, and no part of a reporter's sentence."""
    story = edition.newsroom.stories[told.quote.story]
    if told.quote.basis == "inferred" and all(_is_aside(edition, story.id, words) for words in told.words):
        return False
    first, words = told.words[0].of(story.text), " ".join(span.of(story.text) for span in told.words).split()
    if len(words) > SHORT[1] or first[:1].islower() or leans(first) or _points_back(first):
        return False
    start, end = told.words[0].start, told.words[-1].end
    before, behind = story.text[max(0, start - 6) : start].rstrip(APART), story.text[end : end + 6].lstrip(APART)
    is_apart = not before[-1:].isalnum() and not (words[-1][-1].isalnum() and behind[:1].isalnum())
    return not story.lang.startswith("en") or (is_apart and _has_verb(" ".join(words)))


def _points_back(words: str) -> bool:
    """Return whether words begin with a thing that was spoken of before: “The numbers are good”."""
    return words.startswith("The ") and words[len("The ")].islower()


def _has_verb(words: str) -> bool:
    """Return whether English words have a verb, which many are taken to have: not Farmers, millers, the old mayor."""
    low = [word.strip(",.;:!?…").replace("’", "'") for word in words.lower().split()]
    return len(low) >= ENOUGH_FOR_A_VERB or any(
        is_finite_form(word)
        or CONTRACTED.search(word)
        or not lang.words("verbs").isdisjoint((word, lang.base_form(word)))
        for word in low
    )


def _is_of_matter(edition: Edition, voice: Voice) -> bool:
    """Return whether words have any of the headline or the opening: no aside is heard of one who is worked out."""
    name = voice.quote["story"]["id"]
    return any(not _is_aside(edition, name, span_of(words)) for words in voice.words)


def is_of_event(edition: Edition, moment: Moment) -> bool:
    """Return whether the sentence of a moment has a word of its story's matter that is no name."""
    story = edition.newsroom.stories[moment.story]
    plain = " ".join(word for word in moment.sentence.of(story.text).split() if word[0].islower())
    return not matter_of(edition, story).isdisjoint(bases(plain))


def _is_aside(edition: Edition, name: str, words: Span) -> bool:
    """Return whether words have none of those of their story's headline and opening."""
    story = edition.newsroom.stories[name]
    return matter_of(edition, story).isdisjoint(bases(words.of(story.text)))


def best_sentence(
    edition: Edition, quotes: Iterable[Quote], words: tuple[int, int], fits: Callable[[Span], bool] = bool
) -> Voice | None:
    """Return the best whole sentence, of so many words and at a place that `fits`; None where none stands for itself.

    It begins with no word that leans on what was said before. One that the source itself attributes is better than one
    that was worked out, one with words of the headline or of the opening better than an aside, one without a pronoun
    for somebody better than others, and one that tells much better than a short one.
    """
    fewest, most = words
    found: list[tuple[tuple[bool, bool, bool, bool, float], Span, Quote]] = []
    for quote in quotes:
        text = edition.newsroom.stories[quote.story].text
        matter = matter_of(edition, edition.newsroom.stories[quote.story])
        for span in lone_sentences(edition, quote):
            own = span.of(text)
            count = len(own.split())
            says = sum(one.lower() not in lang.words("closed") for one in TELLING.findall(own))
            is_told = says >= FEWEST_TELLING and _has_verb(own)
            if fewest <= count <= most and fits(span) and is_told and not leans(own):
                is_aside = matter.isdisjoint(bases(own))
                others = SOMEBODY.search(own) is not None  # whom these words do not name
                rank = quote.basis != "stated", is_aside, others, count < LONG[0], -says / count - says / most
                found.append((rank, span, quote))
    best = min(found, key=lambda one: (one[0], one[1]), default=None)
    return _voice(edition, best[2], best[1]) if best else None


def matter_of(edition: Edition, story: Story) -> frozenset[str]:
    """Return what the headline and the opening of a story say, in base forms."""
    return edition.once(_words_of_matter, story.id, story)


def _words_of_matter(edition: Edition, story: Story) -> frozenset[str]:
    first = refs.opening(edition, story)
    return bases(f"{story.title} {first.of(story.text) if first else ''}")


@lru_cache(maxsize=1 << 12)
def bases(words: str) -> frozenset[str]:
    """Return the words that tell something, in base forms."""
    low = (one.lower().removesuffix("’s").removesuffix("'s") for one in TELLING.findall(words))
    return frozenset(lang.base_form(one) for one in low if one not in lang.words("closed"))


def _voice(edition: Edition, quote: Quote, words: Span) -> Voice:
    text = edition.newsroom.stories[quote.story].text
    rest = next(text[words.end : one.end] for one in claim_of(edition, quote).words if one.covers(words))
    return Voice(
        quote_view(edition, quote), [refs.slice_of(edition, quote.story, words)], bool(rest.strip(" \t,،")), ""
    )


# What is open


def _open(edition: Edition, story: Story, told: Sequence[Span]) -> tuple[Span, ...]:
    """Return what editors chose as open, nothing where they chose that.

    Else what the text says is not known; an answer that somebody declined only where it is of the matter. Where there
    is none, the sentence that leaves most of the matter open: somebody wonders or weighs, or it says what may come.
    """
    if story.header("Open"):
        return story.open
    unknown = tuple(one for one in unknown_of(edition, story) if not any(one.meets(other) for other in told))
    return unknown or tuple(_outlook(edition, story, told))


def unknown_of(edition: Edition, story: Story) -> list[Span]:
    """Return where a text says that something is not known, but an answer that somebody declined on another matter."""
    declined = (one for one in story.unknown if DECLINED.search(one.of(story.text)))
    asides = {one for one in declined if _is_aside(edition, story.id, one)}
    return [one for one in story.unknown if one not in asides]


def _outlook(edition: Edition, story: Story, told: Sequence[Span]) -> Iterator[Span]:
    if not story.lang.startswith("en"):
        return
    matter, found = matter_of(edition, story), []
    spoken = [part.words for quote in edition.quotes_by_story.get(story.id, ()) if quote.counts for part in quote.parts]
    known = edition.sentences(story)
    for span in known.all():
        own, following = span.of(story.text), known.around(span.start)[2]
        kinds = [at for at, (_, one) in enumerate(OUTLOOK) if one.search(own)]
        shared = len(matter & bases(own)) if kinds else 0
        kind = next((at for at in kinds if OUTLOOK[at][0] <= shared), None)
        if kind is None or not _fits(story, span, (FEWEST_IN_OPEN, DATE_AT_MOST)):
            continue
        is_new = is_shown(story, span) and not any(one.meets(span) for one in (*told, *spoken))
        is_new = is_new and not SAID_BEFORE.search(own)  # what somebody said on a day, which is their voice
        is_turned = following.start > span.start and TURNING_NEXT.match(story.text, following.start, following.end)
        if is_new and _is_lone(JOINED.sub("", own)) and not is_turned and not LEANING.match(own):
            found.append((kind, -shared, span))
    yield from (span for *_, span in sorted(found)[:1])
