"""The annotated text of a story, fragment by fragment, and its source with every mark. Records in, views out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model import Span
from generator.newsroom.places import in_source
from generator.publish.addresses import char
from generator.publish.changes import changes_of
from generator.publish.editors import editors_html
from generator.publish.inline import annotated
from generator.publish.lookup import in_story
from generator.publish.place import Place
from generator.publish.quote_view import quote_view
from generator.publish.refs import headline
from generator.publish.story_views import FragmentView
from generator.publish.tags import Placed, SourceTags, Tags

if TYPE_CHECKING:
    from generator.model import Fragment, Story
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView


def fragment_views(edition: Edition, story: Story) -> list[FragmentView]:
    """Return the fragments in the order of their numbers, the page's headline left out."""
    text = _Text(edition, story)
    found = []
    end = 0
    for fragment in sorted(story.fragments, key=lambda one: (one.number, one.name)):
        if fragment is not text.title:
            found.append(text.view(fragment, "fragment--continued" if _goes_on(story, end, fragment) else ""))
        end = fragment.source.end if fragment.source else end
    return found


def headline_view(edition: Edition, story: Story) -> FragmentView | None:
    """Return the fragment that is the page's headline, as inline HTML for its `h1`; None where there is none."""
    text = _Text(edition, story)
    return text.view(text.title, "") if text.title else None


def source_html(edition: Edition, story: Story) -> Markup:
    """Return the whole source text, every marked slice an element that links can point to."""
    marks = [placed for fragment in edition.fragments[story.id] for placed in placed_marks(fragment)]
    whole = Span(0, len(story.text))
    words = annotated(story.text, whole, marks, SourceTags(edition, story))
    return Markup('<div class="source-text" data-story="{}" data-char="{}">{}</div>').format(
        story.id, char(whole), words
    )


def placed_marks(fragment: Fragment) -> list[Placed]:
    """Return the fragment's marks with their spans in the source."""
    return [Placed(mark, in_source(fragment, mark)) for mark in fragment.marks]


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

    def view(self, fragment: Fragment, state: str) -> FragmentView:
        return FragmentView(
            anchor=f"f-{fragment.number}",
            kind=fragment.kind,
            char=char(fragment.source) if fragment.source else "",
            html=self._words(fragment, fragment.source, state) if fragment.source else self._note(fragment),
            quotes=self.cards.get(fragment.name, []),
            corrections=changes_of(self.edition, self.story, fragment),
        )

    def _note(self, fragment: Fragment) -> Markup:
        lookup = in_story(self.edition, self.story.id)
        return editors_html(
            fragment.text, lookup, Place(fragment.path, fragment.body_line, f"fragments/{self.story.id}")
        )

    def _words(self, fragment: Fragment, place: Span, state: str) -> Markup:
        element = "span" if fragment is self.title else "h3" if fragment.kind == "heading" else "p"
        return Markup('<{0} class="{1}" id="f-{2}" data-story="{3}" data-char="{4}">{5}</{0}>').format(
            element,
            f"fragment fragment--{fragment.kind} {state}".rstrip(),
            fragment.number,
            self.story.id,
            char(place),
            annotated(self.story.text, place, placed_marks(fragment), self.tags),
        )
