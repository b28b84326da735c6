"""Makes the views of a story's text: annotated fragments, passages with cards beside them, the source with its marks.

Also the plain article and its summary for feeds and other Pelican themes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.model import Span
from verbatim.publish.corrections.changes import header_changes
from verbatim.publish.html import format_html
from verbatim.publish.markup.annotated import SourceTags, Tags, annotated, placed_marks
from verbatim.publish.markup.citations import cited_marks, said_marks
from verbatim.publish.markup.editors import editors_line, in_story, introduction, note
from verbatim.publish.payloads.story import CardView, FragmentView, PassageView, SourcePart
from verbatim.publish.refs import headline, slice_of, story_ref
from verbatim.publish.urls import char, link, source_address, span_of
from verbatim.publish.views.quotations import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verbatim.model import Fragment, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import QuoteView, Slice

LETTERS_A_LINE = 70  # of the text's measure
LETTERS_A_CARD_LINE = {1: 25, 2: 28, 3: 31}  # of a card's words, by their step; longer ones are not set again
LETTERS_A_NOTE_LINE = 44
MOST_LINES = 24  # the style sheet has a class for each lift up to this
BETWEEN = 0.75  # lines between passages, and between cards
FULL, BRIEF = 4.6, 2.6  # lines of a card without its words: those of a full card, of a brief one
DRIFT = 1.5  # lines by which a card with words may stand too low, or run beside the next card's place


def fragment_views(edition: Edition, story: Story) -> list[FragmentView]:
    """Return the fragments in the order of their numbers, without the headline."""
    text = _AnnotatedText(edition, story)
    found = []
    end = 0
    for fragment in sorted(story.fragments, key=lambda one: (one.number, one.name)):
        if not text.is_title(fragment):
            found.append(text.view(fragment, _goes_on(story, end, fragment)))
        end = fragment.source.end if fragment.source else end
    return found


def headline_view(edition: Edition, story: Story) -> FragmentView | None:
    """Return the fragment that is the page's headline, as inline HTML for its `h1`; None where there is none.

    Words within quotation marks that a quotation of the story has lead to it.
    """
    text = _AnnotatedText(edition, story)
    return text.view(text.title, goes_on=False) if text.title else None


def title_view(edition: Edition, story: Story) -> Markup:
    """Return a title that is no fragment as inline HTML for the page's `h1`, its quoted words as in a headline."""
    title = story_ref(edition, story)["title"]
    if not title["char"]:
        return editors_line(story.title, in_story(edition, story.id))
    place = span_of(title)
    words = annotated(place, cited_marks(edition, story, place, ()), Tags(edition, story))
    return format_html('<span data-story="{}" data-char="{}">{}</span>', story.id, title["char"], words)


def source_parts(edition: Edition, story: Story) -> list[SourcePart]:
    """Return the whole source by paragraphs, every marked slice an element that links can point to."""
    tags = SourceTags(edition, story)
    paragraphs = _paragraphs(edition, story)
    starts = [0, *(place.start for _, place in paragraphs[1:]), len(story.text)]
    marks = [placed for fragment in edition.fragments_of(story) for placed in placed_marks(fragment)]
    mark_starts = [placed.span.start for placed in marks]
    found = []
    for number, whole in enumerate(Span(*ends) for ends in pairwise(starts)):
        within = marks[bisect_left(mark_starts, whole.start) : bisect_left(mark_starts, whole.end)]
        anchor, place = paragraphs[number] if paragraphs else ("", whole)
        found.append(SourcePart(at=place.start, anchor=anchor, html=annotated(whole, within, tags)))
    return found


def _paragraphs(edition: Edition, story: Story) -> list[tuple[str, Span]]:
    """Return the anchor and the place of the fragment that begins each paragraph of the source."""
    found = []
    end = 0
    for fragment in edition.fragments_of(story):
        if fragment.source:
            if not _goes_on(story, end, fragment):
                found.append((f"f-{fragment.number}", fragment.source))
            end = fragment.source.end
    return found


def _goes_on(story: Story, end: int, fragment: Fragment) -> bool:
    """Return whether the fragment continues the paragraph of the source fragment that ends at `end`."""
    if not fragment.source or not end:
        return False
    between = story.text[end : fragment.source.start]
    return "\n" not in between and "\r" not in between


class _AnnotatedText:
    """What the fragments of one story share: their quotations, their tags, and which of them is the headline."""

    def __init__(self, edition: Edition, story: Story) -> None:
        self.edition = edition
        self.story = story
        self.title = headline(edition, story)
        self.tags = Tags(edition, story)
        self.quotes: dict[str, list[QuoteView]] = defaultdict(list)
        for quote in edition.quotes_by_story.get(story.id, []):
            self.quotes[quote.parts[0].fragment].append(quote_view(edition, quote))

    def is_title(self, fragment: Fragment) -> bool:
        # By name, since a fragment that is read again is another object.
        return self.title is not None and fragment.name == self.title.name

    def view(self, fragment: Fragment, goes_on: bool) -> FragmentView:  # noqa: FBT001
        return FragmentView(
            anchor=f"f-{fragment.number}",
            kind=fragment.kind,
            char=char(fragment.source) if fragment.source else "",
            goes_on=goes_on,
            html=self._words(fragment, fragment.source, goes_on) if fragment.source else note(self.edition, fragment),
            quotes=self.quotes.get(fragment.name, []),
            corrections=header_changes(self.edition, self.story, fragment),
        )

    def _words(self, fragment: Fragment, place: Span, goes_on: bool) -> Markup:  # noqa: FBT001
        marks = said_marks(self.edition, placed_marks(fragment))
        if self.is_title(fragment):
            marks = cited_marks(self.edition, self.story, place, marks)
        element = "span" if self.is_title(fragment) else "h3" if fragment.kind == "heading" else "p"
        return format_html(
            '<{0} class="{1}" id="f-{2}" data-story="{3}" data-char="{4}">{5}</{0}>',
            element,
            f"fragment fragment--{fragment.kind}" + (" fragment--continued" if goes_on else ""),
            fragment.number,
            self.story.id,
            char(place),
            annotated(place, marks, self.tags),
        )


def passages(views: Iterable[FragmentView]) -> list[PassageView]:
    """Return the fragments by paragraph, with their cards; notes, headings and what follows either begin a new one."""
    found: list[PassageView] = []
    for view in views:
        if found and view["goes_on"] and found[-1]["fragments"][-1]["kind"] != "note":
            found[-1]["fragments"].append(view)
        else:
            found.append(PassageView(kind=view["kind"], fragments=[view], cards=[]))
    _add_cards(found)
    return found


def _add_cards(found: Iterable[PassageView]) -> None:
    """Give each passage its cards: where they stand, and whether they have room for their words."""
    drafts: list[tuple[PassageView, CardView, float]] = []
    at = 0.0
    for passage in found:
        height = _height(passage)
        start = span_of(passage["fragments"][0]).start if passage["kind"] != "note" else 0
        for quote in (one for view in passage["fragments"] for one in view["quotes"]):
            begins = max(0, span_of(quote["whole"]).start - start) // LETTERS_A_LINE
            line = min(begins, height - 1)
            card = CardView(quote=quote, form="brief", lift=min(height - line, MOST_LINES), keep=0)
            drafts.append((passage, card, at + line))
        at += height + BETWEEN
    _fit([(card, top) for _, card, top in drafts], at)
    for passage, card, _ in drafts:
        passage["cards"].append(card)


def _height(passage: PassageView) -> int:
    """Return the height of a passage, in lines of text."""
    first, last = passage["fragments"][0], passage["fragments"][-1]
    if passage["kind"] == "note":
        return 2 + len(first["html"].striptags()) // LETTERS_A_LINE
    return 1 + (span_of(last).end - span_of(first).start - 1) // LETTERS_A_LINE


def _fit(cards: Sequence[tuple[CardView, float]], end: float) -> None:
    """Give a card its words where they fit above the next card's place."""
    below = 0.0
    places = [*(place for _, place in cards), end + FULL]
    for number, (card, place) in enumerate(cards, start=1):
        top = max(place, below)
        full = _full_height(card["quote"])
        if full and top - place <= DRIFT and top + full <= places[number] + DRIFT:
            card["form"] = "full"
        below = top + BETWEEN + (full if card["form"] == "full" else _brief_height(card["quote"]))
    for (card, _), (after, _) in pairwise(cards):
        card["keep"] = after["lift"]


def _full_height(quote: QuoteView) -> float:
    """Return the height in lines of a card with its words, 0 for one that never has them."""
    if quote["withdrawn"]:
        return FULL
    if quote["kind"] == "indirect" or quote["step"] not in LETTERS_A_CARD_LINE:
        return 0.0
    letters = sum(_length(part["words"]) for part in quote["parts"])
    return FULL + 0.85 * (letters // LETTERS_A_CARD_LINE[quote["step"]])


def _brief_height(quote: QuoteView) -> float:
    name = len(quote["speaker"]["name"]) if quote["speaker"] else LETTERS_A_NOTE_LINE
    given = quote["speaker"]["role"] if quote["speaker"] else None
    role = len(given["line"]) if given else _length(quote["role"]) if quote["role"] else 0
    return BRIEF + 0.65 * ((name + role) // LETTERS_A_NOTE_LINE)


def _length(words: Slice) -> int:
    place = span_of(words)
    return place.end - place.start


def article_html(edition: Edition, story: Story) -> Markup:
    """Return the introduction and the annotated text without its headline; links are tokens of `urls.link`.

    Each fragment is a block quotation that cites its slice, since feed readers drop `data-` attributes.
    """
    pieces = [introduction(edition, story)]
    for view in fragment_views(edition, story):
        place = link(f"{source_address(story.id)}#char={view['char']}")
        cited = format_html('<blockquote cite="{}">{}</blockquote>', place, view["html"])
        pieces.append(cited if view["char"] else view["html"])
    return Markup("\n").join(piece for piece in pieces if piece)


def editors_words(edition: Edition, story: Story) -> Markup:
    """Return what editors wrote for a story, its introduction and notes: only these may link to files of theirs."""
    pieces = [introduction(edition, story)]
    if story.id in edition.newsroom.noted:
        notes = [one for one in story.fragments if not one.source]
        text = _AnnotatedText(edition, story)
        pieces += [text.view(one, goes_on=False)["html"] for one in sorted(notes, key=lambda n: (n.number, n.name))]
    return Markup("\n").join(piece for piece in pieces if piece)


def article_summary(edition: Edition, story: Story) -> str:
    """Return the introduction, else the first sentence of the brief, so that Pelican does not cut one out itself."""
    intro = introduction(edition, story)
    if intro or not story.brief:
        return str(intro)
    first = slice_of(edition, story.id, story.brief[0])
    return str(format_html('<p data-story="{}" data-char="{}">{}</p>', first["story"], first["char"], first["words"]))
