"""A quotation, ready for a card of any size. A `Quote` comes in, a `QuoteView` goes out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, overload

from markupsafe import Markup

from verbatim.core.errors import ContentError
from verbatim.core.i18n import msgid
from verbatim.core.text import stripped
from verbatim.model import Span
from verbatim.newsroom.places import in_source, words_after, words_before
from verbatim.publish.corrections.changes import change_message as told_card_alts
from verbatim.publish.corrections.changes import change_view, corrections_of, version_of
from verbatim.publish.html import plain, span_as_html
from verbatim.publish.payloads.elements import PartView, QuoteView, Slice
from verbatim.publish.reasons import translated_reason
from verbatim.publish.refs import date_view, different_roles_in, marked_slice, person_ref, slice_of, story_ref
from verbatim.publish.urls import quote_address, quote_card, source_place, story_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.model import Fragment, Quote, QuotePart, Story
    from verbatim.publish.edition import Edition


# ---- publish/corrected_words.py

CORRECTED = Markup('<span class="corrected"><ins>{} </ins><del>{}</del></span>')


def corrected_words(story: Story, fragments: Iterable[Fragment], span: Span) -> Markup:
    """Return the words of a slice, each corrected stretch with the new words inserted before the printed ones.

    What is struck out and what is not is the source, character for character.
    """
    html, at = [], span.start
    for was, now in sorted(_corrections(fragments, span)):
        if was.start >= at:
            html.append(span_as_html(story, Span(at, was.start)))
            html.append(CORRECTED.format(now, span_as_html(story, was)))
            at = was.end
    return Markup("").join([*html, span_as_html(story, Span(at, span.end))])


def _corrections(fragments: Iterable[Fragment], span: Span) -> Iterable[tuple[Span, str]]:
    for fragment in fragments:
        if fragment.source and fragment.source.start < span.end and span.start < fragment.source.end:
            for mark in fragment.marks:
                if mark.kind == "was" and span.covers(place := in_source(fragment, mark)):
                    yield place, mark.attrs.get("now", "")


# ---- publish/quotation_marks.py

ENGLISH = "“”"
# What a source can be shown with; a straight mark is a typewriter's, and its language's own are meant.
PAIRS = frozenset(("“”", "„“", "„”", "««", "«»", "»«", "””", "»»", "「」"))
# As CLDR has them, by the first subtag; a language that is not here takes the English ones.
USUAL = {
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "ka", "lt", "lv", "mk", "sk", "sl", "sr"), "„“"),
    **dict.fromkeys(("bs", "hr", "hu", "pl", "ro"), "„”"),
    **dict.fromkeys(("be", "el", "es", "fa", "fr", "hy", "it", "nb", "nn", "no", "ru", "uk"), "«»"),
    **dict.fromkeys(("fi", "he", "sv"), "””"),
    "ar": "”“",
    "ja": "「」",
}


def usual(lang: str) -> str:
    """Return the opening and the closing mark of a language, two characters."""
    return USUAL.get(lang.partition("-")[0].lower(), ENGLISH)


def pair_of(story: Story, quote: Quote) -> str:
    """Return the marks for a quotation, two characters: as the source sets them round it, else as its language does."""
    first, last = quote.parts[0], quote.parts[-1]
    opening = story.text[first.span.start : first.words.start].strip()
    closing = story.text[last.words.end : last.span.end].strip()
    found = opening[-1:] + closing[:1]
    return found if found in PAIRS else usual(story.lang)


# ---- publish/quote_view.py

STEPS = (60, 120, 220, 400)


def quote_view(edition: Edition, quote: Quote) -> QuoteView:
    """Return the view of a quotation, made once for all the pages that show it."""
    return edition.once(_view, quote.id, quote)


def _view(edition: Edition, quote: Quote) -> QuoteView:
    story = edition.newsroom.stories[quote.story]
    known = edition.sentences(story)
    lead, rest = words_before(quote, story, known), words_after(quote, story, known)
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
        why=translated_reason(quote.why, edition.site.words),
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


def _later(edition: Edition, story: Story, previous: QuotePart, part: QuotePart) -> PartView:
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


# ---- publish/quote_views.py


def views_of(edition: Edition, names: Iterable[str]) -> list[QuoteView]:
    """Return the views of the quotations with these ids, in their order."""
    return [quote_view(edition, edition.newsroom.quotes[name]) for name in names]


class QuoteViews(Sequence["QuoteView"]):
    """The views of some quotations, in their order."""

    def __init__(self, edition: Edition, quotes: Sequence[Quote]) -> None:
        self._edition, self._quotes = edition, quotes

    def __len__(self) -> int:
        return len(self._quotes)

    @overload
    def __getitem__(self, place: int) -> QuoteView: ...
    @overload
    def __getitem__(self, place: slice) -> list[QuoteView]: ...
    def __getitem__(self, place: int | slice) -> QuoteView | list[QuoteView]:
        if isinstance(place, slice):
            return [quote_view(self._edition, quote) for quote in self._quotes[place]]
        return quote_view(self._edition, self._quotes[place])


# ---- publish/card_alts.py

NOT_ESTABLISHED = msgid("Speaker not established")


def speaker_name(edition: Edition, quote: Quote) -> str:
    """Return who spoke, as far as the text establishes it."""
    if quote.basis == "none" or not (quote.speaker or quote.said_by):
        return edition.site.words.gettext(NOT_ESTABLISHED)
    return plain(edition.newsroom.people[quote.speaker].name if quote.speaker else quote.said_by)


def card_alt(edition: Edition, quote: Quote) -> str:
    """Return a quotation's whole words, with speaker and date, and what its last correction says."""
    story = edition.newsroom.stories[quote.story]
    words = plain(quote.span.of(story.text))
    said = f"{speaker_name(edition, quote)}: {words} ({date_view(story.date, edition.site.words)['human']})"
    corrected = corrections_of(edition, quote.id)
    return f"{said}. {told_card_alts(corrected[-1], edition.site.words)}" if corrected else said


def words_alt(edition: Edition, words: Slice) -> str:
    """Return the words of a slice as plain text."""
    start, end = (int(offset) for offset in words["char"].split(","))
    return plain(edition.newsroom.stories[words["story"]].text[start:end])
