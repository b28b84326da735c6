"""Makes the view at a glance of one story or several: what happened, who says what, since when, what is not known.

Everything in it is words of a source with their place, a date of a moment, or a count. Somebody is heard in few telling
words: whole where they are short; of long ones the first sentence stands for them where nothing shows that the next
takes it back. Words that their speaker turns in the next breath (“…,” she said, but she warned that …) are not heard
alone. What lies over a year before the text is no date of the matter, unless the text opens with it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.lang import base_form
from verbatim.annotate.text.tense import is_past
from verbatim.core import dates as edtf
from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, is_after, is_long_before
from verbatim.publish.claims import claim_of, first_sentence, is_turned_after, runs
from verbatim.publish.payloads.story import GlanceDate, GlanceView, UnknownView, VoiceView
from verbatim.publish.refs import opening, slice_of, story_ref
from verbatim.publish.urls import span_of, story_address
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.timelines import moment_view, of_matter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Moment, Quote, Span, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Slice
    from verbatim.publish.payloads.story import NumberView

VOICES_AT_MOST, UNKNOWN_AT_MOST = 4, 3
TELLING = re.compile(r"[^\W\d_][\w’'-]{3,}")
FEW_VOICES, DESCRIBED_AT_MOST = 2, 3  # fewer named voices are joined by described ones, up to so many in all
DAYS = 7  # before a text, of which one date alone is what it is about
BRIEF = 5  # sentences of a brief that tell what a story is about
LONGEST = 320  # characters of somebody's words
FEWEST_WORDS, ENOUGH_WORDS = 4, 7  # fewer than four are often held at a distance; seven tell something
COMFORTABLE, SHORT = 60, 160  # characters: the best length, and what is always shown whole
JOINING = ("and ", "but ", "or ", "because ", "which ")  # what goes on from words that are not shown
DEAR = 60  # characters that count against words that are partly quoted, corrected, worked out, or very few
CUT = 4 * DEAR  # against a cut, and against pieces of a sentence: whole words of the same person are better
EMPTY, FEWEST_TELLING = 2 * CUT, 2  # against words of which fewer than two tell something: “It is so, I would say”


def glance_view(edition: Edition, stories: Sequence[Story], numbers: list[NumberView]) -> GlanceView:
    """Return the view of stories, of which the first is the newest, with their key numbers."""
    quotes = [quote for story in stories for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    voices, lead, told = _voices(edition, quotes), opening(edition, stories[0]), stories[0].brief
    return GlanceView(
        lead=[slice_of(edition, stories[0].id, lead)] if lead and not _is_long_past(edition, stories[0]) else [],
        voices=voices[:VOICES_AT_MOST],
        others=len(voices[VOICES_AT_MOST:]),
        when=list(_when(edition, stories)),
        numbers=[one for one in numbers if not (told and lead and lead.covers(span_of(one["words"])))],
        unknown=unknown_views(edition, stories),
        open=sum(is_open(quote) and quote.counts for quote in quotes),
        open_url=f"{story_address(stories[0])}#not-established",
    )


def _voices(edition: Edition, quotes: Iterable[Quote]) -> list[VoiceView]:
    """Return everybody who is quoted in words that tell something, those quoted most first, then in order of place.

    Where hardly anybody is named, some whom the text describes stand with them, each description once.
    """
    spoken: dict[str, list[Quote]] = defaultdict(list)
    described: list[Quote] = []
    for quote in quotes:
        if (
            is_attributed(quote)
            and not quote.is_closed
            and not quote.is_paraphrase
            and (quote.speaker or " " in quote.said_by)
        ):
            (spoken[quote.speaker] if quote.speaker else described).append(quote)
    ranked = sorted(spoken.values(), key=len, reverse=True)
    named = [_voice(edition, best, len(said)) for said in ranked if (best := heard(edition, said))]
    if len(named) >= FEW_VOICES:
        return named
    told = filter(None, (heard(edition, [quote]) for quote in described))
    others = sorted((one for one in told if not _leans(edition, one)), key=lambda one: one.cost, reverse=True)
    # of one whom the text describes alike, the words that cost least
    each = list({one.quote.said_by.casefold(): one for one in others}.values())
    fewest = sorted(each, key=lambda one: one.cost)[: DESCRIBED_AT_MOST - len(named)]
    best_others = sorted(fewest, key=lambda one: one.quote.span)
    return [*named, *(_voice(edition, one, 1) for one in best_others)]


def heard(edition: Edition, said: Iterable[Quote]) -> TellingWords | None:
    """Return the telling words that may stand at a glance: short ones, which nothing after them turns."""
    best = telling(edition, said)
    return best if best and best.length <= LONGEST and not best.is_turned else None


def _leans(edition: Edition, told: TellingWords) -> bool:
    """Return whether words begin with a pronoun for somebody, whom nothing beside a description tells."""
    first = told.words[0].of(edition.newsroom.stories[told.quote.story].text).split()[0]
    return first.lower() in lang.words("brief_pronouns")


class TellingWords(NamedTuple):
    """A quotation with its pieces that are shown: the less they cost the better."""

    cost: int
    quote: Quote
    words: tuple[Span, ...]
    is_cut: bool  # whether more words of the quotation follow
    is_turned: bool  # whether what follows the quotation in its paragraph may turn it

    @property
    def length(self) -> int:
        """How many characters are shown."""
        return _length(self.words)


def telling(edition: Edition, quotes: Iterable[Quote]) -> TellingWords | None:
    """Return the words that tell most in few; None where none may stand without their sentence, or they are too few."""
    found = filter(None, map(partial(_told, edition), quotes))
    return min(found, key=lambda one: one.cost, default=None)


def _told(edition: Edition, quote: Quote) -> TellingWords | None:
    claim, text = claim_of(edition, quote), edition.newsroom.stories[quote.story].text
    if not claim.stands_alone or not claim.words:
        return None
    words = claim.words
    is_parted = len(runs(text, words)) != len(words)  # by paragraphs, each of which has a mark of its own
    if (_length(words) > SHORT or is_parted) and (first := first_sentence(edition, quote, SHORT)):
        words = first
    is_cut, length = words != claim.words, _length(words)
    count = sum(len(piece.of(text).split()) for piece in words)
    is_piece = words[0].of(text)[:1].islower()  # “not to the mayor herself”
    is_english = edition.newsroom.stories[quote.story].lang.startswith("en")
    if is_piece and is_english and _begins_with_verb(words[0].of(text)):
        return None
    if count < (ENOUGH_WORDS if is_piece else FEWEST_WORDS) or words[0].of(text).lower().startswith(JOINING):
        return None
    is_turned = is_turned_after(edition, quote)
    is_empty = is_english and _telling(piece.of(text) for piece in words) < FEWEST_TELLING
    dear = sum((claim.form == "partly", quote.basis != "stated", bool(quote.corrections), count < ENOUGH_WORDS))
    away = length if length >= COMFORTABLE else 2 * COMFORTABLE - length
    is_pieced = claim.form == "partly" and len(words) > 1
    cut = CUT * (is_cut or length > SHORT) + 4 * CUT * is_turned + CUT * is_pieced + EMPTY * is_empty
    return TellingWords(DEAR * dear + cut + away, quote, words, is_cut, is_turned)


def _begins_with_verb(words: str) -> bool:
    """Return whether a piece of a sentence begins with its verb, so that its subject stands outside: “has to go”.

    Beside the name of whoever says it, the piece reads as if it were about them.
    """
    first = words.split(maxsplit=1)[0].strip(",;:").lower()
    if first in lang.words("auxiliaries"):
        return True
    if first in lang.words("closed"):
        return False  # something, during
    is_verb = first in lang.words("verbs") or base_form(first) in lang.words("verbs")
    return is_verb or is_past(first) or first.endswith("ing")


def _telling(words: Iterable[str]) -> int:
    """Return how many words tell something: four letters or more, and no article, pronoun, preposition and the like."""
    low = (word.lower().replace("’", "'") for one in words for word in TELLING.findall(one))
    return sum(word not in lang.words("closed") for word in low)


def _length(words: Iterable[Span]) -> int:
    return sum(piece.end - piece.start for piece in words)


def _voice(edition: Edition, told: TellingWords, quotations: int) -> VoiceView:
    view = quote_view(edition, told.quote)
    return VoiceView(quote=view, words=shown_words(edition, told), cut=told.is_cut, quotations=quotations)


def shown_words(edition: Edition, told: TellingWords) -> list[Slice]:
    """Return the pieces that are shown, in order; corrected ones as they read now."""
    corrected = {span_of(part["words"]): part["words"] for part in quote_view(edition, told.quote)["parts"]}
    return [corrected.get(span) or slice_of(edition, told.quote.story, span) for span in told.words]


def _when(edition: Edition, stories: Sequence[Story]) -> Iterator[GlanceDate]:
    """Yield the first and the last date of what happened, and the next of what was still ahead.

    Of one text it is the date of the sentence that it opens with, else the one that most passages tell of, else the
    only one of the week before it: any other may be of a side matter, and so is each where it opens with what is ahead.
    What was still ahead is what the text opens with, else what its brief tells, else the nearest.
    Of several the first date is one of what their briefs tell. What somebody is quoted as saying dates nothing.
    """
    moments = dated(moment for story in stories for moment in edition.moments_by_story.get(story.id, []))
    ahead = [moment for moment in moments if _is_ahead(edition, moment) and moment.certainty != "denied"]
    past = [moment for moment in moments if not _is_ahead(edition, moment) and moment.certainty == "reported"]
    near = [one for one in past if not _is_background(edition, one) and not _is_quoted(edition, one)]
    planned = [moment for moment in moments if moment.certainty == "planned"]  # of the same day too
    opens_ahead = len(stories) == 1 and bool(of_matter(edition, planned, sentences=1))
    told = (
        of_matter(edition, near, sentences=BRIEF) if len(stories) > 1 else _main_day(edition, near, ahead=opens_ahead)
    )
    if told and told[0].date != told[-1].date:
        yield GlanceDate(which="first", moment=moment_view(edition, told[0]))
        yield GlanceDate(which="last", moment=moment_view(edition, told[-1]))
    elif told:
        yield GlanceDate(which="only", moment=moment_view(edition, told[0]))
    elif near and len(stories) > 1:
        yield GlanceDate(which="only" if len(past) == 1 else "last", moment=moment_view(edition, near[-1]))
    if coming := _main_of(edition, ahead) if len(stories) == 1 else ahead[:1]:
        yield GlanceDate(which="next", moment=moment_view(edition, coming[0]))


def _main_of(edition: Edition, ahead: Sequence[Moment]) -> Sequence[Moment]:
    """Return what a text that is of what lies ahead opens with, else what its brief tells of it, else all."""
    told = (of_matter(edition, ahead, sentences=sentences) for sentences in (1, BRIEF))
    return next(filter(None, told), ahead)


def _main_day(edition: Edition, moments: Sequence[Moment], *, ahead: bool) -> list[Moment]:
    """Return the moment that one text is about: the last that it opens with, else that of the day most often told."""
    if (opened := of_matter(edition, moments, sentences=1)) or ahead:
        return opened[-1:]
    count = Counter(moment.date for moment in moments for _ in moment.places)
    (day, most), (_, next_most) = [*count.most_common(2), ("", 0), ("", 0)][:2]
    if most > next_most and most > 1:
        return [moment for moment in moments if moment.date == day][:1]
    week = [moment for moment in moments if _is_of_the_week(edition, moment)]
    return week[:1] if len({moment.date for moment in week}) == 1 else []


def _is_quoted(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment is told in somebody's words alone."""
    return all(
        any(
            part.words.covers(place.words)
            for quote in edition.quotes_by_story.get(place.story, [])
            if not quote.is_paraphrase
            for part in quote.parts
        )
        for place in moment.places
    )


def _is_of_the_week(edition: Edition, moment: Moment) -> bool:
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
    lead, told = opening(edition, story), story.date
    opens = any(lead and lead.meets(place.sentence) for place in moment.places) and not _is_long_past(edition, story)
    return not opens and (not told or is_long_before(moment.date, told) or moment.date == told[: len("2031")])


def _is_long_past(edition: Edition, story: Story) -> bool:
    """Return whether a text without a brief opens with what lies over a year before it: with a memory, and no news."""
    lead, own = opening(edition, story), edition.moments_by_story.get(story.id, ())
    dates = [one.date for one in own if one.date and lead and any(lead.meets(place.sentence) for place in one.places)]
    return bool(dates) and not story.brief and all(is_long_before(date, story.date) for date in dates)


def _is_ahead(edition: Edition, moment: Moment) -> bool:
    return is_after(moment.date, edition.newsroom.stories[moment.story].date)


def unknown_views(
    edition: Edition, stories: Iterable[Story], answered: Collection[SourcePlace] = ()
) -> list[UnknownView]:
    """Return up to three sentences in which stories, the newest first, say that something is not known.

    `answered` are places of sentences that are answered since.
    """
    closed = [(place.story, place.span) for place in answered]
    found = (
        (story, span)
        for story in stories
        for span in story.unknown
        if not any(name == story.id and place.meets(span) for name, place in closed)
    )
    return [
        UnknownView(sentence=slice_of(edition, story.id, span), story=story_ref(edition, story))
        for story, span in islice(found, UNKNOWN_AT_MOST)
    ]
