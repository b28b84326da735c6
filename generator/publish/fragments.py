"""The annotated text of a story, fragment by fragment, and its source with every mark. Records in, views out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.model import Span
from generator.newsroom.places import in_source
from generator.publish.addresses import char
from generator.publish.changes import changes_of
from generator.publish.editors import editors_html
from generator.publish.filled import filled
from generator.publish.inline import annotated
from generator.publish.lookup import in_story
from generator.publish.passage_views import SourcePart
from generator.publish.place import Place
from generator.publish.quote_view import quote_view
from generator.publish.refs import headline
from generator.publish.story_views import FragmentView
from generator.publish.tags import Placed, SourceTags, Tags

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model import Fragment, Story
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView


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
            corrections=changes_of(self.edition, self.story, fragment),
        )

    def _note(self, fragment: Fragment) -> Markup:
        lookup = in_story(self.edition, self.story.id)
        return editors_html(
            fragment.text, lookup, Place(fragment.path, fragment.body_line, f"fragments/{self.story.id}")
        )

    def _words(self, fragment: Fragment, place: Span, goes_on: bool) -> Markup:  # noqa: FBT001
        element = "span" if self.is_title(fragment) else "h3" if fragment.kind == "heading" else "p"
        return filled(
            '<{0} class="{1}" id="f-{2}" data-story="{3}" data-char="{4}">{5}</{0}>',
            element,
            f"fragment fragment--{fragment.kind}" + (" fragment--continued" if goes_on else ""),
            fragment.number,
            self.story.id,
            char(place),
            annotated(place, placed_marks(fragment), self.tags),
        )
