"""The annotated text of a story, fragment by fragment, and its source with every mark. Records in, views out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.model import Span
from verbatim.newsroom.places import in_source
from verbatim.publish.corrections.changes import header_changes
from verbatim.publish.html import format_html
from verbatim.publish.markup.annotated import Placed, SourceTags, Tags, annotated
from verbatim.publish.markup.editors import Place, editors_html, in_story
from verbatim.publish.payloads.story import CardView, FragmentView, PassageView, SourcePart
from verbatim.publish.refs import headline, slice_of
from verbatim.publish.urls import char, link, source_address
from verbatim.publish.views.quotations import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verbatim.model import Fragment, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import QuoteView


# ---- publish/fragments.py


def fragment_views(edition: Edition, story: Story) -> list[FragmentView]:
    """Return the fragments in the order of their numbers, the page's headline left out."""
    text = _Text(edition, story)
    found = []
    end = 0
    for fragment in sorted(story.fragments, key=lambda one: (one.number, one.name)):
        if not text.is_title(fragment):
            found.append(text.view(fragment, _goes_on(story, end, fragment)))
        end = fragment.source.end if fragment.source else end
    return found


def note_views(edition: Edition, story: Story) -> list[FragmentView]:
    """Return the notes of a story's editors, in the order of their numbers."""
    notes = sorted((one for one in story.fragments if not one.source), key=lambda one: (one.number, one.name))
    text = _Text(edition, story) if notes else None
    return [text.view(fragment, goes_on=False) for fragment in notes] if text else []


def headline_view(edition: Edition, story: Story) -> FragmentView | None:
    """Return the fragment that is the page's headline, as inline HTML for its `h1`; None where there is none."""
    text = _Text(edition, story)
    return text.view(text.title, goes_on=False) if text.title else None


def source_parts(edition: Edition, story: Story) -> list[SourcePart]:
    """Return the whole source text by paragraphs, every marked slice an element that links can point to."""
    tags = SourceTags(edition, story)
    held = _first_of_paragraphs(edition, story)
    starts = [0, *(place.start for _, place in held[1:]), len(story.text)]
    marks = [placed for fragment in edition.fragments_of(story) for placed in placed_marks(fragment)]
    opens = [placed.span.start for placed in marks]
    found = []
    for number, whole in enumerate(Span(*ends) for ends in pairwise(starts)):
        within = marks[bisect_left(opens, whole.start) : bisect_left(opens, whole.end)]
        anchor, place = held[number] if held else ("", whole)
        found.append(SourcePart(at=place.start, anchor=anchor, html=annotated(whole, within, tags)))
    return found


def placed_marks(fragment: Fragment) -> list[Placed]:
    """Return the fragment's marks with their spans in the source."""
    return [Placed(mark, in_source(fragment, mark)) for mark in fragment.marks]


def _first_of_paragraphs(edition: Edition, story: Story) -> list[tuple[str, Span]]:
    """Return the anchor and the place of the fragment with which each paragraph of the source begins."""
    found = []
    end = 0
    for fragment in edition.fragments_of(story):
        if fragment.source:
            if not _goes_on(story, end, fragment):
                found.append((f"f-{fragment.number}", fragment.source))
            end = fragment.source.end
    return found


def _goes_on(story: Story, end: int, fragment: Fragment) -> bool:
    """Tell whether the fragment goes on with the paragraph that the source fragment before it left."""
    if not fragment.source or not end:
        return False
    between = story.text[end : fragment.source.start]
    return "\n" not in between and "\r" not in between


class _Text:
    """What the fragments of one story share: their cards, their tags, and which of them is the headline."""

    def __init__(self, edition: Edition, story: Story) -> None:
        self.edition = edition
        self.story = story
        self.title = headline(edition, story)
        self.tags = Tags(edition, story)
        self.cards: dict[str, list[QuoteView]] = defaultdict(list)
        for quote in edition.quotes_by_story.get(story.id, []):
            self.cards[quote.parts[0].fragment].append(quote_view(edition, quote))

    def is_title(self, fragment: Fragment) -> bool:
        """Tell whether a fragment is the headline: by name, since one that is read again is another object."""
        return self.title is not None and fragment.name == self.title.name

    def view(self, fragment: Fragment, goes_on: bool) -> FragmentView:  # noqa: FBT001
        return FragmentView(
            anchor=f"f-{fragment.number}",
            kind=fragment.kind,
            char=char(fragment.source) if fragment.source else "",
            goes_on=goes_on,
            html=self._words(fragment, fragment.source, goes_on) if fragment.source else self._note(fragment),
            quotes=self.cards.get(fragment.name, []),
            corrections=header_changes(self.edition, self.story, fragment),
        )

    def _note(self, fragment: Fragment) -> Markup:
        lookup = in_story(self.edition, self.story.id)
        return editors_html(
            fragment.text, lookup, Place(fragment.path, fragment.body_line, f"fragments/{self.story.id}")
        )

    def _words(self, fragment: Fragment, place: Span, goes_on: bool) -> Markup:  # noqa: FBT001
        element = "span" if self.is_title(fragment) else "h3" if fragment.kind == "heading" else "p"
        return format_html(
            '<{0} class="{1}" id="f-{2}" data-story="{3}" data-char="{4}">{5}</{0}>',
            element,
            f"fragment fragment--{fragment.kind}" + (" fragment--continued" if goes_on else ""),
            fragment.number,
            self.story.id,
            char(place),
            annotated(place, placed_marks(fragment), self.tags),
        )


# ---- publish/passages.py

LETTERS_A_LINE = 70  # of the text's measure
LETTERS_A_CARD_LINE = {1: 25, 2: 28, 3: 31}  # of a card's words, by their step; longer ones are not set again
LETTERS_A_NOTE_LINE = 44
MOST_LINES = 24  # the sheet has a class for each lift up to this
BETWEEN = 0.75  # lines between passages, and between cards
FULL, BRIEF = 4.6, 2.6  # lines that a card takes beside its words, and one without words
DRIFT = 1.5  # lines by which a card with words may stand too low, or run beside the next card's place


def passages(views: Sequence[FragmentView]) -> list[PassageView]:
    """Return the passages in order; a note, a heading, and what follows either, begin one of their own."""
    found: list[PassageView] = []
    for view in views:
        if found and view["goes_on"] and found[-1]["fragments"][-1]["kind"] != "note":
            found[-1]["fragments"].append(view)
        else:
            found.append(PassageView(kind=view["kind"], fragments=[view], cards=[]))
    _place(found)
    return found


def _place(found: Iterable[PassageView]) -> None:
    """Give each passage its cards: where they stand, and whether they have room for their words."""
    drafts: list[tuple[PassageView, CardView, float]] = []
    at = 0.0
    for passage in found:
        high = _lines(passage)
        for quote in (one for view in passage["fragments"] for one in view["quotes"]):
            line = min(_line(passage, quote), high - 1)
            drafts.append((passage, _card(quote, high - line), at + line))
        at += high + BETWEEN
    _fit([(card, top) for _, card, top in drafts], at)
    for passage, card, _ in drafts:
        passage["cards"].append(card)


def _card(quote: QuoteView, lift: int) -> CardView:
    return CardView(quote=quote, form="brief", lift=min(lift, MOST_LINES), keep=0)


def _fit(cards: Sequence[tuple[CardView, float]], end: float) -> None:
    """Set a card with its words where these fit above the next card's place, else without."""
    below = 0.0
    places = [*(place for _, place in cards), end + FULL]
    for number, (card, place) in enumerate(cards, start=1):
        top = max(place, below)
        full = _full(card["quote"])
        if full and top - place <= DRIFT and top + full <= places[number] + DRIFT:
            card["form"] = "full"
        below = top + BETWEEN + (full if card["form"] == "full" else _brief(card["quote"]))
    for (card, _), (after, _) in pairwise(cards):
        card["keep"] = after["lift"]


def _full(quote: QuoteView) -> float:
    """Return the height in lines of a card with its words, 0 for one that never has them."""
    if quote["withdrawn"]:
        return FULL
    if quote["kind"] == "indirect" or quote["step"] not in LETTERS_A_CARD_LINE:
        return 0.0
    letters = sum(_length(part["words"]["char"]) for part in quote["parts"])
    return FULL + 0.85 * (letters // LETTERS_A_CARD_LINE[quote["step"]])


def _brief(quote: QuoteView) -> float:
    named = len(quote["speaker"]["name"]) if quote["speaker"] else LETTERS_A_NOTE_LINE
    role = _length(quote["role"]["char"]) if quote["role"] else 0
    return BRIEF + 0.65 * ((named + role) // LETTERS_A_NOTE_LINE)


def _lines(passage: PassageView) -> int:
    """Return the height of a passage, in lines of text."""
    if passage["kind"] == "note":
        return 2 + len(passage["fragments"][0]["html"].striptags()) // LETTERS_A_LINE
    first, last = passage["fragments"][0], passage["fragments"][-1]
    return 1 + (_end(last["char"]) - _start(first["char"]) - 1) // LETTERS_A_LINE


def _line(passage: PassageView, quote: QuoteView) -> int:
    """Return the line of the passage at which a quotation begins, from 0."""
    return max(0, _start(quote["whole"]["char"]) - _start(passage["fragments"][0]["char"])) // LETTERS_A_LINE


def _length(char: str) -> int:
    return _end(char) - _start(char)


def _start(char: str) -> int:
    return int(char.partition(",")[0])


def _end(char: str) -> int:
    return int(char.partition(",")[2])


# ---- publish/article.py


def article_html(edition: Edition, story: Story) -> Markup:
    """Return the editors' introduction and the annotated text without its headline; links are tokens of `links`."""
    intro = editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories"))
    held = [intro, *(_with_place(story, view) for view in fragment_views(edition, story))]
    return Markup("\n").join(piece for piece in held if piece)


def editors_words(edition: Edition, story: Story) -> Markup:
    """Return what editors wrote of a story, its introduction and notes, which alone may link to files of theirs."""
    intro = editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories"))
    has_notes = story.id in edition.newsroom.noted
    notes = (view["html"] for view in note_views(edition, story)) if has_notes else ()
    return Markup("\n").join(piece for piece in (intro, *notes) if piece)


def _with_place(story: Story, view: FragmentView) -> Markup:
    """Return a fragment within a block quotation that cites its slice: feed readers drop attributes of our own."""
    if not view["char"]:
        return view["html"]
    place = link(f"{source_address(story.id)}#char={view['char']}")
    return format_html('<blockquote cite="{}">{}</blockquote>', place, view["html"])


def article_summary(edition: Edition, story: Story) -> str:
    """Return the introduction, else the first sentence of the brief, so that Pelican does not cut one out itself."""
    intro = editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories"))
    if intro or not story.brief:
        return str(intro)
    first = slice_of(edition, story.id, story.brief[0])
    made = format_html('<p data-story="{}" data-char="{}">{}</p>', first["story"], first["char"], first["words"])
    return str(made)
