"""Makes the view at a glance of one story or several: what happened, who says what, since when, what is not known.

Everything in it is words of a source with their place, a date of a moment, or a count.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from verbatim.newsroom.attributions import is_attributed, is_open
from verbatim.newsroom.timeline import dated, is_after
from verbatim.publish.payloads.story import GlanceDate, GlanceView, UnknownView, VoiceView
from verbatim.publish.refs import opening, slice_of, story_ref
from verbatim.publish.urls import span_of, story_address
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.telling import telling
from verbatim.publish.views.timelines import moment_view, of_matter, published

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Moment, Quote, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.story import NumberView
    from verbatim.publish.views.telling import TellingWords

VOICES_AT_MOST, UNKNOWN_AT_MOST = 4, 3
BRIEF = 5  # sentences of a brief that tell what a story is about
LONGEST = 320  # characters of somebody's words


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
