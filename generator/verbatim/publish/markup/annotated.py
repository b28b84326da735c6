"""Renders a source's words with their marks as nested HTML elements.

Marks appear on two kinds of page: in the annotated text, where a quotation has its own id, and in the source at the
foot of the story, where every marked slice has the id `char=a,b`, so that links to offsets work without scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.core import dates as edtf
from verbatim.model import Span
from verbatim.newsroom.attributions import is_unread
from verbatim.newsroom.places import in_source
from verbatim.publish.html import as_html, escaped, marked_safe, span_as_html
from verbatim.publish.urls import char, link, person_address, quote_address, story_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from verbatim.model import Fragment, Mark, Quote, Story
    from verbatim.publish.edition import Edition

NAMED = ("person", "organisation", "place")
SAID = "said"  # the part of the mark around what somebody said within a partly quoted sentence


class PlacedMark(NamedTuple):
    """A mark with its span in the source."""

    mark: Mark
    span: Span


class MarkElement(NamedTuple):
    """An opening and a closing tag."""

    opening: str
    closing: str
    is_link: bool = False


class _OpenMark(NamedTuple):
    """A mark whose end has not been reached."""

    end: int
    closing: str
    in_link: bool
    in_quote: bool


def placed_marks(fragment: Fragment) -> list[PlacedMark]:
    """Return the fragment's marks with their spans in the source."""
    return [PlacedMark(mark, in_source(fragment, mark)) for mark in fragment.marks]


class Tags:
    """The elements for the marks of one story's annotated text."""

    def __init__(self, edition: Edition, story: Story) -> None:
        self.edition = edition
        self.story = story

    def element(self, placed: PlacedMark, within_link: bool, within_quote: bool) -> MarkElement:  # noqa: FBT001
        """Return the element for a mark; links never nest, and names within a quotation are no links."""
        mark, kind = placed.mark, placed.mark.kind
        if kind == "quote":
            return self._quote(placed, within_link)
        if kind in NAMED:
            return self._name(placed, within_link or within_quote)
        if kind == "moment":
            value = mark.attrs.get("date", "")
            if machine := edtf.machine(value) if value else "":
                return MarkElement(f'<time class="moment" datetime="{machine}"{self.anchor(placed)}>', "</time>")
            css = "moment" if value else "moment moment--undated"
            return MarkElement(f'<span class="{css}"{self.anchor(placed)}>', "</span>")
        if kind == "was":
            now = escaped(mark.attrs.get("now", ""))
            return MarkElement(f'<span class="corrected"><ins>{now} </ins><del>', "</del></span>")
        of = f' data-of="{escaped(mark.attrs.get("of", ""))}"' if kind == "role" else ""
        return MarkElement(f'<span class="{kind}"{of}{self.anchor(placed)}>', "</span>")

    def words(self, start: int, end: int) -> Markup:
        """Return unmarked words of the story; the marks of a Markdown source are wrapped."""
        return span_as_html(self.story, Span(start, end))

    def anchor(self, placed: PlacedMark) -> str:
        """Return the `id` attribute that links point to: here only a quotation's first part has one."""
        if placed.mark.kind != "quote" or placed.mark.attrs.get("part", "1") != "1":
            return ""
        return f' id="{escaped(placed.mark.id)}"'

    def quote_link(self, quote: Quote) -> str:
        """Return where a quotation links to: its own page."""
        return quote_address(self.edition, quote)

    def _quote(self, placed: PlacedMark, within_link: bool) -> MarkElement:  # noqa: FBT001
        if placed.mark.attrs.get("part") == SAID:
            return MarkElement('<span class="quote__said">', "</span>")
        quote = self.edition.newsroom.quotes[placed.mark.id]
        state = " quote--withdrawn" if quote.withdrawn else " quote--corrected" if quote.corrections else ""
        basis = "unread" if is_unread(quote) else quote.basis
        attributes = f'class="quote quote--{quote.kind} quote--{basis}{state}"{self.anchor(placed)}'
        if within_link:
            return MarkElement(f'<span {attributes} data-quote="{escaped(quote.id)}">', "</span>")
        href = escaped(link(self.quote_link(quote)))
        return MarkElement(f'<a {attributes} href="{href}" data-quote="{escaped(quote.id)}">', "</a>", is_link=True)

    def _name(self, placed: PlacedMark, is_plain: bool) -> MarkElement:  # noqa: FBT001
        kind, ref = placed.mark.kind, placed.mark.attrs.get("ref", "")
        attributes = f'class="{kind}"{self.anchor(placed)} data-ref="{escaped(ref)}"'
        if is_plain or ref not in self.edition.newsroom.people:
            return MarkElement(f"<span {attributes}>", "</span>")
        href = escaped(link(person_address(self.edition, self.edition.newsroom.people[ref])))
        return MarkElement(f'<a {attributes} href="{href}">', "</a>", is_link=True)


class SourceTags(Tags):
    """The elements for the source view: a quotation links to its place in the annotated text above."""

    def __init__(self, edition: Edition, story: Story) -> None:
        super().__init__(edition, story)
        self._parts = {
            (quote.id, str(number)): part.words
            for quote in edition.quotes_by_story.get(story.id, [])
            for number, part in enumerate(quote.parts, start=1)
        }
        self._taken: set[str] = set()

    def words(self, start: int, end: int) -> Markup:
        """Return unmarked words of the story exactly as the file has them."""
        return as_html(self.story.text[start:end])

    def anchor(self, placed: PlacedMark) -> str:
        """Return the id `char=a,b`; of several marks over the same words only the first has it."""
        mark = placed.mark
        name = char(self._parts.get((mark.id, mark.attrs.get("part", "1")), placed.span))
        if name in self._taken:
            return ""
        self._taken.add(name)
        return f' id="char={name}"'

    def quote_link(self, quote: Quote) -> str:
        """Return a quotation's place in the annotated text."""
        return f"{story_address(self.story)}#{quote.id}"


def annotated(span: Span, marks: Iterable[PlacedMark], tags: Tags) -> Markup:
    """Return the words of `span` with its marks as elements.

    `marks` are in order of start, outer before inner, and never cross.
    """
    html: list[str] = []
    opened: list[_OpenMark] = []
    at = span.start
    for placed in marks:
        start = placed.span.start
        if opened:
            at = _close_until(start, tags, at, opened, html)
        if at < start:
            html.append(tags.words(at, start))
        at = start
        within_link, within_quote = opened[-1][-2:] if opened else (False, False)
        opening, closing, is_link = tags.element(placed, within_link, within_quote)
        html.append(opening)
        within_quote = within_quote or placed.mark.kind == "quote"
        opened.append(_OpenMark(placed.span.end, closing, within_link or is_link, within_quote))
    at = _close_until(span.end, tags, at, opened, html)
    if at < span.end:
        html.append(tags.words(at, span.end))
    return marked_safe("".join(html))


def _close_until(place: int, tags: Tags, at: int, opened: list[_OpenMark], html: list[str]) -> int:
    """Write the words and the closing tag of every mark that ends by `place`; return how far words are written."""
    while opened and opened[-1].end <= place:
        last = opened.pop()
        if at < last.end:
            html.append(tags.words(at, last.end))
        html.append(last.closing)
        at = last.end
    return at
