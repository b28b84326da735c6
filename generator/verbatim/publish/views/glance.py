"""Makes the view at a glance of one story or several: what happened, who says what, since when, what is not known.

Everything in it is words of a source with their place, a date of a moment, or a count.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.text import stripped
from verbatim.model import Quote, Span
from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, is_after
from verbatim.publish.claims import claim_of
from verbatim.publish.payloads.story import GlanceDate, GlanceView, UnknownView, VoiceView
from verbatim.publish.refs import opening, slice_of, story_ref
from verbatim.publish.urls import span_of, story_address
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.timelines import moment_view, published

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Moment, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.story import NumberView

VOICES_AT_MOST, UNKNOWN_AT_MOST = 4, 3
FEWEST_WORDS = 4  # that tell something; fewer are often words that the reporter holds at a distance
COMFORTABLE = 60  # characters, from which on shorter words are better
LONG = 120  # characters, from which on only the first sentence is shown
DEAR = 60  # characters that count against words quoted in part, cut or corrected, or whose speaker was worked out


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
    best = (min((one for one in map(partial(_telling, edition), said) if one), default=None) for said in ranked)
    return [_voice(edition, one, len(said)) for one, said in zip(best, ranked, strict=True) if one]


class TellingWords(NamedTuple):
    """A quotation, and its first words, as far as they tell something by themselves: the less they cost the better."""

    cost: int
    place: Span
    quote: Quote
    is_cut: bool  # whether more words of the quotation follow


def _telling(edition: Edition, quote: Quote) -> TellingWords | None:
    """Return a quotation's first piece, of a long one the first sentence; None where they are a word or two.

    None, too, where the words may not stand without their sentence.
    """
    claim, story = claim_of(edition, quote), edition.newsroom.stories[quote.story]
    if not claim.stands_alone or not claim.words:
        return None
    words = claim.words[0]
    ends = edition.sentences(story).around(words.start)[1].end
    first = stripped(story.text, Span(words.start, min(words.end, ends)))
    if words.end - words.start > LONG and not quote.corrections and _count(story, first) > FEWEST_WORDS:
        words = first
    if _count(story, words) < FEWEST_WORDS:
        return None
    length, is_cut = words.end - words.start, words != claim.words[-1]
    dear = sum((claim.form == "partly", quote.basis != "stated", bool(quote.corrections), is_cut))
    cost = DEAR * dear + (length if length >= COMFORTABLE else 2 * COMFORTABLE - length)
    return TellingWords(cost, words, quote, is_cut)


def _count(story: Story, words: Span) -> int:
    return len(words.of(story.text).split())


def _voice(edition: Edition, told: TellingWords, quotations: int) -> VoiceView:
    view = quote_view(edition, told.quote)
    whole = view["parts"][0]["words"]
    words = whole if span_of(whole) == told.place else slice_of(edition, told.quote.story, told.place)
    return VoiceView(quote=view, words=words, cut=told.is_cut, quotations=quotations)


def _when(edition: Edition, stories: Iterable[Story]) -> Iterator[GlanceDate]:
    """Yield the first and the last date of what happened, and the next of what was still ahead."""
    moments = dated(moment for story in stories for moment in edition.moments_by_story.get(story.id, []))
    ahead = [moment for moment in moments if _is_ahead(edition, moment) and moment.certainty != "denied"]
    past = [moment for moment in moments if not _is_ahead(edition, moment) and moment.certainty == "reported"]
    if past and past[0].date != past[-1].date:
        yield GlanceDate(which="first", moment=moment_view(edition, past[0]))
        yield GlanceDate(which="last", moment=moment_view(edition, past[-1]))
    elif past:
        yield GlanceDate(which="only", moment=moment_view(edition, past[0]))
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
