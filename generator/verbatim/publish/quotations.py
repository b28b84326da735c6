"""Makes the view of a quotation, for a card of any size, and its plain-text description for previews."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypedDict

from verbatim.content.people.refs import without_nickname
from verbatim.core.text import stripped
from verbatim.model import Basis, ClaimForm, Quote, QuoteKind, QuotePart, Span, Standing, Story
from verbatim.newsroom.attributions import is_unread, standing_of
from verbatim.newsroom.places import words_after, words_before
from verbatim.newsroom.record import PAIRS
from verbatim.publish import claims, html, reasons, refs
from verbatim.publish.corrections import ChangeView, change_message, change_view, corrections_of, version_of
from verbatim.publish.edition import Edition, once
from verbatim.publish.markup.annotated import Tags, annotated, placed_marks
from verbatim.publish.markup.publisher_links import publisher_url
from verbatim.publish.urls import quote_address, quote_card, source_place, span_of

STEPS = (60, 120, 220, 400)


class PartView(TypedDict):
    """A piece of a quotation."""

    words: refs.Slice  # the words of the piece
    gap: refs.Slice | None  # the source's words between this piece and the one before
    paragraph: bool  # whether it begins a new paragraph


class ReviewView(TypedDict):
    """An editor's check of a quotation, in the state that it is shown in."""

    date: refs.DateView  # the day
    by: str  # the editor's initials


class QuoteView(TypedDict):
    """A quotation for a card of any size. Without an established speaker, `speaker` and `said_by` are both None."""

    id: str  # its id, `q-7k3m9x2c4d`
    url: str  # its page
    embed_url: str  # its frame
    oembed_url: str  # its oEmbed answer, empty for a draft
    png_url: str  # its picture card, may be empty
    kind: QuoteKind  # how the source reports it
    form: ClaimForm  # what may be shown: the words, of a partly quoted sentence beside it, or only the sentence
    marks: bool  # whether the words stand in quotation marks: not where only the sentence may be shown
    pair: str  # opening and closing mark, as in the source, else as usual in its language
    parts: list[PartView]  # the quotation piece by piece
    shown: list[PartView]  # the same for where it stands alone: no comma at its end leads on to the reporter’s words
    whole: refs.Slice  # from the first word to the last, gaps included: the place, never the words
    sentence: refs.Slice | None  # of a partly quoted sentence the whole, the reporter's words included
    step: int  # size of the words: 1 (up to 60 characters), 2 (120), 3 (220), 4 (400), 5 (more)
    speaker: refs.PersonRef | None  # who spoke
    said_by: refs.Slice | None  # the source's words for a speaker whom it only describes, or who has no page
    named: bool  # whether the source names the speaker, and does not only describe them
    role: refs.Slice | None  # the speaker's role, as this story words it
    via: refs.Slice | None  # the mention that the attribution relies on
    basis: Basis  # how the speaker is known
    standing: Standing  # the same; `none` where nobody is established, `unread` where the language is not read
    unread: bool  # whether no speaker was looked for, since the language is not read
    why: str  # the reason for the attribution, or for its absence
    candidates: list[refs.PersonRef]  # who may have spoken, where that is not established
    edited: bool  # whether an editor attributed it
    reviewed: ReviewView | None  # None where it was read by rules, and nobody has checked that
    story: refs.StoryRef  # the story that it is from
    publisher_url: str  # the words on the publisher's own page, or the page where no link leads to them; may be empty
    before: refs.Slice | None  # the rest of its sentence before it
    after: refs.Slice | None  # the rest of its sentence after it
    corrections: list[ChangeView]  # corrections of the words
    withdrawn: ChangeView | None  # set where an editor withdrew it
    changes: list[ChangeView]  # corrections of the words and of the attribution, oldest first
    version: int  # current version, 1 where nothing was corrected
    lang: str  # tag of the story's language


@once()
def quote_view(edition: Edition, quote: Quote) -> QuoteView:
    """Return the view of a quotation, made once for all pages that show it."""
    story, listed = edition.newsroom.stories[quote.story], quote.story in edition.listed
    claim = claims.claim_of(edition, quote)
    before, after = _around(edition, story, claim.shown)
    whole, parts = _words(edition, quote, story)
    changes, url = corrections_of(edition, quote.id), quote_address(edition, quote)
    return QuoteView(
        id=quote.id,
        url=url,
        embed_url=f"embed/quotes/{quote.id}/" if listed else url,
        oembed_url=f"oembed/quotes/{quote.id}.json" if listed and not quote.is_closed else "",
        png_url=quote_card(edition, quote),
        kind=quote.kind,
        form=claim.form,
        marks=claim.stands_alone,
        pair=claims.pair_of(edition, quote),
        parts=parts,
        shown=[*parts[:-1], _without_comma(story, parts[-1])] if claim.stands_alone else parts,
        whole=whole,
        sentence=refs.marked_slice(edition, quote.story, claim.sentence) if claim.form == "partly" else None,
        step=step(sum(piece.words.end - piece.words.start for piece in claim.shown)),
        speaker=refs.person_ref(edition, quote.speaker) if quote.speaker else None,
        said_by=_described(edition, quote),
        named=bool(quote.speaker) or (quote.is_closed and quote.said_by[:1].isupper()),
        role=refs.role_in(edition, quote.speaker, quote.story) if quote.speaker else None,
        via=refs.slice_of(edition, quote.story, quote.via) if quote.via else None,
        basis=quote.basis,
        standing=standing_of(quote),
        unread=is_unread(quote),
        why=_why(edition, quote, story),
        candidates=[refs.person_ref(edition, name) for name in quote.candidates if name in edition.newsroom.people],
        edited=quote.edited,
        reviewed=_reviewed(edition, quote),
        story=refs.story_ref(edition, story),
        publisher_url=publisher_url(edition, quote) if story.source_url else "",
        before=before,
        after=after,
        corrections=[change_view(edition, line, story.path) for line in quote.corrections],
        withdrawn=change_view(edition, quote.withdrawn, story.path, "withdrawn") if quote.withdrawn else None,
        changes=changes,
        version=version_of(changes),
        lang=story.lang,
    )


def _why(edition: Edition, quote: Quote, story: Story) -> str:
    """Return why a speaker is named or not: where nobody is, the source's own words for them stand for NAME."""
    why = reasons.translated_reason(quote.why, edition.site.words)
    return why if quote.speaker or not quote.via else why.replace("NAME", without_nickname(quote.via.of(story.text)))


def _around(edition: Edition, story: Story, shown: Sequence[QuotePart]) -> tuple[refs.Slice | None, refs.Slice | None]:
    """Return what leads up to the words in their paragraph, and what follows them."""
    sentences = edition.sentences(story)
    lead = words_before(shown[0].span.start, story, sentences)
    rest = words_after(shown[-1].span.end, story, sentences)
    before, after = (refs.slice_of(edition, story.id, place) if place else None for place in (lead, rest))
    return before, after


def step(letters: int) -> int:
    """Return the size, 1 (largest letters) to 5, in which a card sets so many characters."""
    return 1 + sum(letters > longest for longest in STEPS)


def _words(edition: Edition, quote: Quote, story: Story) -> tuple[refs.Slice, list[PartView]]:
    """Return a quotation's words whole and in parts; corrected ones have the new words inserted before the printed."""
    shown = claims.claim_of(edition, quote).shown
    whole = refs.slice_of(edition, quote.story, Span(shown[0].words.start, shown[-1].words.end))
    whole["url"] = source_place(edition, quote.story, quote.parts[0].words)  # where the source is marked
    first = PartView(words=refs.marked_slice(edition, quote.story, shown[0].words), gap=None, paragraph=False)
    parts = [first, *(_later(edition, story, previous, part) for previous, part in pairwise(shown))]
    if quote.corrections:
        tags = Tags(edition, story)
        marks = [placed for one in edition.fragments_of(story) for placed in placed_marks(one)]
        corrected = [placed for placed in marks if placed.mark.kind == "was"]
        for words in (whole, *(part["words"] for part in parts)):
            span = span_of(words)
            words["words"] = annotated(span, [placed for placed in corrected if span.covers(placed.span)], tags)
    return whole, parts


def _without_comma(story: Story, part: PartView) -> PartView:
    words = part["words"]
    span = span_of(words)
    shown = claims.without_comma(story.text, span)
    if shown == span or words["words"].endswith(">"):
        return part
    return {**part, "words": {**words, "char": shown.char, "words": words["words"][: shown.end - span.end]}}


def _later(edition: Edition, story: Story, previous: QuotePart, part: QuotePart) -> PartView:
    between = Span(previous.span.end, part.span.start)
    gap = _without_marks(story.text, between, previous, part) if between.start < between.end else between
    return PartView(
        words=refs.marked_slice(edition, story.id, part.words),
        gap=refs.slice_of(edition, story.id, gap) if gap.start < gap.end else None,
        paragraph="\n" in between.of(story.text) or "\r" in between.of(story.text),
    )


def _without_marks(text: str, between: Span, previous: QuotePart, part: QuotePart) -> Span:
    """Return what stands between two pieces, less marks that a space sets off from their words: « Oui », she said."""
    gap = stripped(text, between)
    opener = text[max(0, previous.span.start - 2) : previous.span.start].strip()
    if previous.span == previous.words and gap.of(text)[:1] in PAIRS.get(opener, ()):
        gap = stripped(text, Span(gap.start + 1, gap.end))
    closer = text[part.span.end : part.span.end + 2].strip()
    if part.span == part.words and closer in PAIRS.get(gap.of(text)[-1:], ()):
        gap = stripped(text, Span(gap.start, gap.end - 1))
    return gap


def _described(edition: Edition, quote: Quote) -> refs.Slice | None:
    place = claims.description_of(edition, quote)
    return refs.slice_of(edition, quote.story, place) if place else None


def _reviewed(edition: Edition, quote: Quote) -> ReviewView | None:
    if quote.reviewed is None or quote.withdrawn:
        return None
    return ReviewView(date=refs.date_view(quote.reviewed.date, edition.site.words), by=quote.reviewed.by)


def card_alt(edition: Edition, quote: Quote) -> str:
    """Return the alternative text of a card: the whole words with speaker, date and the last correction."""
    story = edition.newsroom.stories[quote.story]
    told = f"{claims.attributed(edition, quote)} ({refs.when_published(story.date, edition.site.words)})"
    corrected = corrections_of(edition, quote.id)
    message = change_message(corrected[-1], edition.site.words) if corrected else ""
    return f"{message}{'' if message.endswith(claims.ENDS) else '.'} {told}" if message else told


def words_alt(edition: Edition, words: refs.Slice) -> str:
    """Return the words of a slice as plain text."""
    return html.plain(span_of(words).of(edition.newsroom.stories[words["story"]].text))
