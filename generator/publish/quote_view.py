"""A quotation, ready for a card of any size. A `Quote` comes in, a `QuoteView` goes out."""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.model import Span
from generator.newsroom.context import after, before
from generator.publish.addresses import quote_address, source_place, story_address
from generator.publish.card_addresses import quote_card
from generator.publish.changes import change_view
from generator.publish.corrected_words import corrected_words
from generator.publish.in_story import different_roles_in
from generator.publish.quotation_marks import pair_of
from generator.publish.reasons import told
from generator.publish.refs import marked_slice, person_ref, slice_of, story_ref
from generator.publish.versions import corrections_of, version_of
from generator.publish.views import PartView, QuoteView, Slice
from generator.text import stripped

if TYPE_CHECKING:
    from generator.model import Part, Quote, Story
    from generator.publish.edition import Edition

STEPS = (60, 120, 220, 400)


def quote_view(edition: Edition, quote: Quote) -> QuoteView:
    """Return the view of a quotation, made once for all the pages that show it."""
    return edition.once(_view, quote.id, quote)


def _view(edition: Edition, quote: Quote) -> QuoteView:
    story = edition.newsroom.stories[quote.story]
    known = edition.sentences(story)
    lead, rest = before(quote, story, known), after(quote, story, known)
    whole, parts = _words(edition, quote, story)
    listed = quote.story in edition.listed
    changed = corrections_of(edition, quote.id)
    place = quote_address(edition, quote)
    return QuoteView(
        id=quote.id,
        url=place,
        embed_url=f"embed/quotes/{quote.id}/" if listed else place,
        oembed_url=f"oembed/quotes/{quote.id}.json" if listed else "",
        png_url=quote_card(edition, quote),
        kind=quote.kind,
        marks=quote.kind == "direct",
        pair=pair_of(story, quote),
        parts=parts,
        whole=whole,
        step=step(quote.span),
        speaker=person_ref(edition, quote.speaker) if quote.speaker else None,
        said_by=_said_by(edition, quote, story),
        role=_role(edition, quote),
        via=slice_of(edition, quote.story, quote.via) if quote.via else None,
        basis=quote.basis,
        why=told(quote.why, edition.site.words),
        candidates=[person_ref(edition, name) for name in quote.candidates if name in edition.newsroom.people],
        edited=quote.edited,
        story=story_ref(edition, story),
        before=slice_of(edition, quote.story, lead) if lead else None,
        after=slice_of(edition, quote.story, rest) if rest else None,
        corrections=[change_view(edition, line, story.path) for line in quote.corrections],
        withdrawn=change_view(edition, quote.withdrawn, story.path, "withdrawn") if quote.withdrawn else None,
        changes=changed,
        version=version_of(changed),
        lang=story.lang,
    )


def step(span: Span) -> int:
    """Return the size, 1 (largest letters) to 5, in which a card sets so many characters."""
    return 1 + sum(span.end - span.start > longest for longest in STEPS)


def _words(edition: Edition, quote: Quote, story: Story) -> tuple[Slice, list[PartView]]:
    """Return a quotation's words whole and in pieces; where they were corrected, the new words in them."""
    whole = slice_of(edition, quote.story, quote.span)
    whole["url"] = source_place(edition, quote.story, quote.parts[0].words)
    parts = _parts(edition, quote, story)
    if quote.corrections:
        _correct(edition, story, [whole, *(part["words"] for part in parts)])
    return whole, parts


def _parts(edition: Edition, quote: Quote, story: Story) -> list[PartView]:
    first = PartView(words=marked_slice(edition, quote.story, quote.parts[0].words), gap=None, paragraph=False)
    return [first, *(_later(edition, story, previous, part) for previous, part in pairwise(quote.parts))]


def _correct(edition: Edition, story: Story, slices: list[Slice]) -> None:
    """Put into slices, in place, what their words should have been, beside the printed ones."""
    for held in slices:
        start, end = map(int, held["char"].split(","))
        held["words"] = corrected_words(story, edition.fragments_of(story), Span(start, end))


def _later(edition: Edition, story: Story, previous: Part, part: Part) -> PartView:
    between = Span(previous.span.end, part.span.start)
    gap = stripped(story.text, between) if between.start < between.end else between
    return PartView(
        words=marked_slice(edition, story.id, part.words),
        gap=slice_of(edition, story.id, gap) if gap.start < gap.end else None,
        paragraph="\n" in between.of(story.text) or "\r" in between.of(story.text),
    )


def _said_by(edition: Edition, quote: Quote, story: Story) -> Slice | None:
    """Return the source's own description of the speaker, at the place relied on or the one nearest before it.

    Raises ContentError where the source does not have these words.
    """
    if not quote.said_by or quote.speaker:
        return None
    if quote.via and quote.via.of(story.text).split() == quote.said_by.split():
        return slice_of(edition, story.id, quote.via)
    # A line of the source may end within the description, which an attribute holds on one.
    described = re.compile(r"\s+".join(map(re.escape, quote.said_by.split())) or "$^")
    end = quote.parts[-1].span.end
    found = deque(described.finditer(story.text, 0, end), maxlen=1)
    held = found[0] if found else described.search(story.text, end)
    if held is None:
        fact = f'said-by="{quote.said_by}" of quotation {quote.id} is not in the source'
        raise ContentError(_path(story, quote), 0, fact, "Write the source's own description, word for word")
    return slice_of(edition, story.id, Span(*held.span()))


def _path(story: Story, quote: Quote) -> str:
    held = (fragment for fragment in story.fragments if fragment.name == quote.parts[0].fragment)
    return next((fragment.path for fragment in held if fragment.path), story_address(story))


def _role(edition: Edition, quote: Quote) -> Slice | None:
    if not quote.speaker:
        return None
    roles = different_roles_in(edition, edition.newsroom.people[quote.speaker], quote.story)
    return marked_slice(edition, quote.story, roles[0].span) if roles else None
