"""Makes the view at a glance of one story or several: what happened, who says what, since when, what is not known.

Everything in it is words of a source with their place, a date of a moment, or a count. Somebody is heard in few telling
words: whole where they are short; of long ones the first sentence stands for them where nothing shows that the next
takes it back.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, is_after
from verbatim.publish.claims import claim_of, first_sentence, runs
from verbatim.publish.payloads.story import GlanceDate, GlanceView, UnknownView, VoiceView
from verbatim.publish.refs import opening, slice_of, story_ref
from verbatim.publish.urls import span_of, story_address
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.timelines import moment_view, of_matter, published

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Moment, Quote, Span, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.story import NumberView

VOICES_AT_MOST, UNKNOWN_AT_MOST = 4, 3
BRIEF = 5  # sentences of a brief that tell what a story is about
LONGEST = 320  # characters of somebody's words
FEWEST_WORDS, ENOUGH_WORDS = 4, 7  # fewer than four are often held at a distance; seven tell something
COMFORTABLE, SHORT = 60, 160  # characters: the best length, and what is always shown whole
DEAR = 60  # characters that count against words that are partly quoted, corrected, worked out, or very few
CUT = 4 * DEAR  # against a cut: whole words of the same person are better, whatever they are


def glance_view(edition: Edition, stories: Sequence[Story], numbers: list[NumberView]) -> GlanceView:
    """Return the view of stories, of which the first is the newest, with their key numbers."""
    quotes = [quote for story in stories for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    voices, lead = _voices(edition, quotes), opening(edition, stories[0])
    return GlanceView(
        lead=[slice_of(edition, stories[0].id, lead)] if lead else [],
        voices=voices[:VOICES_AT_MOST],
        others=len(voices[VOICES_AT_MOST:]),
        when=list(_when(edition, stories)),
        numbers=numbers,
        unknown=unknown_views(edition, stories),
        open=sum(is_open(quote) and quote.kind != "indirect" for quote in quotes),
        open_url=f"{story_address(stories[0])}#not-established",
    )


def _voices(edition: Edition, quotes: Iterable[Quote]) -> list[VoiceView]:
    """Return everybody who is quoted in words that tell something, those quoted most first, then in order of place."""
    spoken: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        if quote.speaker and is_attributed(quote) and quote.kind != "indirect":
            spoken[quote.speaker].append(quote)
    ranked = sorted(spoken.values(), key=len, reverse=True)
    told = ((telling(edition, said), len(said)) for said in ranked)
    return [_voice(edition, best, count) for best, count in told if best and best.length <= LONGEST]


class TellingWords(NamedTuple):
    """A quotation with its pieces that are shown: the less they cost the better."""

    cost: int
    quote: Quote
    words: tuple[Span, ...]
    is_cut: bool  # whether more words of the quotation follow

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
    if count < FEWEST_WORDS:
        return None
    dear = sum((claim.form == "partly", quote.basis != "stated", bool(quote.corrections), count < ENOUGH_WORDS))
    away = length if length >= COMFORTABLE else 2 * COMFORTABLE - length
    return TellingWords(DEAR * dear + CUT * (is_cut or length > SHORT) + away, quote, words, is_cut)


def _length(words: Iterable[Span]) -> int:
    return sum(piece.end - piece.start for piece in words)


def _voice(edition: Edition, told: TellingWords, quotations: int) -> VoiceView:
    view = quote_view(edition, told.quote)
    corrected = {span_of(part["words"]): part["words"] for part in view["parts"]}
    words = [corrected.get(span) or slice_of(edition, told.quote.story, span) for span in told.words]
    return VoiceView(quote=view, words=words, cut=told.is_cut, quotations=quotations)


def _when(edition: Edition, stories: Iterable[Story]) -> Iterator[GlanceDate]:
    """Yield the first and the last date of what happened, and the next of what was still ahead.

    The first date is one of what the brief tells; where that tells none, there is only a last one.
    """
    moments = dated(moment for story in stories for moment in edition.moments_by_story.get(story.id, []))
    ahead = [moment for moment in moments if _is_ahead(edition, moment) and moment.certainty != "denied"]
    past = [moment for moment in moments if not _is_ahead(edition, moment) and moment.certainty == "reported"]
    told = of_matter(edition, past, sentences=BRIEF)
    if told and told[0].date != told[-1].date:
        yield GlanceDate(which="first", moment=moment_view(edition, told[0]))
        yield GlanceDate(which="last", moment=moment_view(edition, told[-1]))
    elif past:
        one = told[0] if told else past[-1]
        yield GlanceDate(which="only" if told or len(past) == 1 else "last", moment=moment_view(edition, one))
    if ahead:
        yield GlanceDate(which="next", moment=moment_view(edition, ahead[0]))


def _is_ahead(edition: Edition, moment: Moment) -> bool:
    return is_after(moment.date, published(edition.newsroom.stories[moment.story]))


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
