"""Makes the views of a story's text: its annotated fragments.

Also the plain article and its summary for feeds and other Pelican themes.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Literal, TypedDict

from markupsafe import Markup

from verbatim.model import Fragment, FragmentKind, Span, Story
from verbatim.newsroom.places import without_semicolon
from verbatim.publish.corrections import ChangeView, header_changes
from verbatim.publish.edition import Edition
from verbatim.publish.html import format_html
from verbatim.publish.markup.annotated import Tags, annotated, placed_marks
from verbatim.publish.markup.editors import cited_marks, editors_line, in_story, introduction, note, said_marks
from verbatim.publish.quotations import QuoteView, quote_view
from verbatim.publish.refs import headline, story_ref
from verbatim.publish.urls import link, source_address, span_of


class FragmentView(TypedDict):
    """A fragment of the text."""

    anchor: str  # "f-030"
    kind: FragmentKind | Literal["withheld"]  # what it is; or the sign for paragraphs that are not published
    char: str  # its place in the source, empty for a note and a sign
    goes_on: bool  # whether it continues the paragraph of the fragment above
    html: Markup  # the annotated words in an element of their own, a note's blocks, or a sign
    quotes: list[QuoteView]  # quotations that begin in it
    corrections: list[ChangeView]  # changes of its words


def fragment_views(edition: Edition, story: Story, *, places: bool = True) -> list[FragmentView]:
    """Return the fragments in the order of their numbers, without the headline; `places` as for `Tags`."""
    text = _AnnotatedText(edition, story, places=places)
    found, withheld = list[FragmentView](), deque(story.part.withheld if story.part else ())
    end = 0
    for fragment in sorted(story.fragments, key=lambda one: (one.number, one.name)):
        if fragment.source:
            found += _sign(edition, withheld, fragment.source.start)
        if not text.is_title(fragment):
            found.append(text.view(fragment, _goes_on(story, end, fragment)))
        end = fragment.source.end if fragment.source else end
    return [*found, *_sign(edition, withheld, len(story.text))]


def _sign(edition: Edition, withheld: deque[int], before: int) -> Iterator[FragmentView]:
    """Yield the sign for paragraphs that begin before a place and are not published, and take them off the rest."""
    count = 0
    while withheld and withheld[0] < before:
        withheld.popleft()
        count += 1
    if count:
        told = edition.site.words.counted(
            "%(num)s paragraph of the source is not published here",
            "%(num)s paragraphs of the source are not published here",
            count,
        )
        html = format_html('<p class="withheld">{}</p>', told)
        yield FragmentView(anchor="", kind="withheld", char="", goes_on=False, html=html, quotes=[], corrections=[])


def headline_view(edition: Edition, story: Story) -> FragmentView | None:
    """Return the fragment that is the page's headline, as inline HTML for its `h1`, or None.

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
    words = annotated(place, cited_marks(edition, story, place, ()), Tags(edition, story, places=True))
    return format_html('<span data-story="{}" data-char="{}">{}</span>', story.id, title["char"], words)


def _goes_on(story: Story, end: int, fragment: Fragment) -> bool:
    """Return whether the fragment continues the paragraph of the source fragment that ends at `end`."""
    if not fragment.source or not end:
        return False
    between = story.text[end : fragment.source.start]
    return "\n" not in between and "\r" not in between


class _AnnotatedText:
    """What the fragments of one story share: their quotations, their tags, and which of them is the headline."""

    def __init__(self, edition: Edition, story: Story, *, places: bool = True) -> None:
        self.edition = edition
        self.story = story
        self.title = headline(edition, story)
        self.tags = Tags(edition, story, places=places)
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
            char=fragment.source.char if fragment.source else "",
            goes_on=goes_on,
            html=self._words(fragment, fragment.source, goes_on) if fragment.source else note(self.edition, fragment),
            quotes=self.quotes.get(fragment.name, []),
            corrections=header_changes(self.edition, self.story, fragment),
        )

    def _words(self, fragment: Fragment, place: Span, goes_on: bool) -> Markup:  # noqa: FBT001
        marks = said_marks(self.edition, placed_marks(fragment))
        if self.is_title(fragment):
            place = Span(place.start, place.start + len(without_semicolon(place.of(self.story.text))))
            marks = cited_marks(self.edition, self.story, place, marks)
        return format_html(
            '<span class="{}" id="f-{}" data-story="{}" data-char="{}">{}</span>',
            f"fragment fragment--{fragment.kind}" + (" fragment--continued" if goes_on else ""),
            fragment.number,
            self.story.id,
            place.char,
            annotated(place, marks, self.tags),
        )


def article_html(edition: Edition, story: Story) -> Markup:
    """Return the introduction and the annotated text without its headline; links are tokens of `urls.link`.

    Each fragment is a block quotation that cites its slice, since feed readers drop `data-` attributes.
    """
    pieces = [introduction(edition, story)]
    for view in fragment_views(edition, story, places=False):
        place = link(f"{source_address(story.id)}#char={view['char']}")
        element = "h3" if view["kind"] == "heading" else "p"
        cited = format_html('<blockquote cite="{0}"><{1}>{2}</{1}></blockquote>', place, element, view["html"])
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
