"""The element for each kind of mark. A mark and what is open around it come in, an opening and a closing tag go out.

Two sorts of page show marks: the annotated text, where a quotation has its own id, and the source at the story's foot,
where every marked slice has the id `char=a,b`, so that a link to an offset works without scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.core import dates as edtf
from verbatim.model import Span
from verbatim.publish.html import as_html, escaped, is_markdown, marked_safe, span_as_html
from verbatim.publish.urls import char, link, person_address, quote_address, story_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from verbatim.model import Mark, Quote, Story
    from verbatim.publish.edition import Edition


# ---- publish/tags.py

NAMED = ("person", "organisation", "place")


class Placed(NamedTuple):
    """A mark with its span in the source."""

    mark: Mark
    span: Span


class Element(NamedTuple):
    """An opening tag, its closing tag, and whether it is a link."""

    opening: str
    closing: str
    is_link: bool = False


class Tags:
    """The elements of one story's annotated text."""

    def __init__(self, edition: Edition, story: Story) -> None:
        self.edition = edition
        self.story = story
        self.text = story.text
        self.is_markdown = is_markdown(story)

    def element(self, placed: Placed, within_link: bool, within_quote: bool) -> Element:  # noqa: FBT001
        """Return the element for a mark, seeing whether a link or a quotation is open around it."""
        kind = placed.mark.kind
        if kind == "quote":
            return self._quote(placed, within_link)
        if kind in NAMED:
            return self._named(placed, within_link or within_quote)
        if kind == "moment":
            return self._moment(placed)
        if kind == "was":
            return _corrected(placed.mark)
        of = f' data-of="{escaped(placed.mark.attrs.get("of", ""))}"' if kind == "role" else ""
        return Element(f'<span class="{kind}"{of}{self.place(placed)}>', "</span>")

    def words(self, start: int, end: int) -> Markup:
        """Return unmarked words of the story."""
        return span_as_html(self.story, Span(start, end)) if self.is_markdown else as_html(self.text[start:end])

    def place(self, placed: Placed) -> str:
        """Return the attribute that makes a mark a link's target; only a quotation's first part has one here."""
        if placed.mark.kind != "quote" or placed.mark.attrs.get("part", "1") != "1":
            return ""
        return f' id="{escaped(placed.mark.id)}"'

    def quote_link(self, quote: Quote) -> str:
        """Return where a marked quotation links to: its own page."""
        return quote_address(self.edition, quote)

    def _quote(self, placed: Placed, within_link: bool) -> Element:  # noqa: FBT001
        quote = self.edition.newsroom.quotes[placed.mark.id]
        state = " quote--withdrawn" if quote.withdrawn else " quote--corrected" if quote.corrections else ""
        shape = f'class="quote quote--{quote.kind} quote--{quote.basis}{state}"{self.place(placed)}'
        if within_link:
            return Element(f'<span {shape} data-quote="{escaped(quote.id)}">', "</span>")
        href = escaped(link(self.quote_link(quote)))
        return Element(f'<a {shape} href="{href}" data-quote="{escaped(quote.id)}">', "</a>", is_link=True)

    def _named(self, placed: Placed, is_plain: bool) -> Element:  # noqa: FBT001
        kind, ref = placed.mark.kind, placed.mark.attrs.get("ref", "")
        shape = f'class="{kind}"{self.place(placed)} data-ref="{escaped(ref)}"'
        if is_plain or ref not in self.edition.newsroom.people:
            return Element(f"<span {shape}>", "</span>")
        href = escaped(link(person_address(self.edition, self.edition.newsroom.people[ref])))
        return Element(f'<a {shape} href="{href}">', "</a>", is_link=True)

    def _moment(self, placed: Placed) -> Element:
        value = placed.mark.attrs.get("date", "")
        machine = edtf.machine(value) if value else ""
        if machine:
            return Element(f'<time class="moment" datetime="{machine}"{self.place(placed)}>', "</time>")
        shape = "moment" if value else "moment moment--undated"
        return Element(f'<span class="{shape}"{self.place(placed)}>', "</span>")


class SourceTags(Tags):
    """The elements of the source view: each slice has the id `char=a,b`, and a quotation links to the text above."""

    def __init__(self, edition: Edition, story: Story) -> None:
        super().__init__(edition, story)
        self._parts = {
            (quote.id, str(number)): part.words
            for quote in edition.quotes_by_story.get(story.id, [])
            for number, part in enumerate(quote.parts, start=1)
        }
        self._taken: set[str] = set()

    def words(self, start: int, end: int) -> Markup:
        """Return unmarked words of the story as the file has them."""
        return as_html(self.text[start:end])

    def place(self, placed: Placed) -> str:
        """Return the id `char=a,b`; of marks over the same words only the first has it."""
        mark = placed.mark
        words = self._parts.get((mark.id, mark.attrs.get("part", "1")), placed.span)
        name = char(words)
        if name in self._taken:
            return ""
        self._taken.add(name)
        return f' id="char={name}"'

    def quote_link(self, quote: Quote) -> str:
        """Return where a quotation of the source links to: its place in the annotated text."""
        return f"{story_address(self.story)}#{quote.id}"


def _corrected(mark: Mark) -> Element:
    """Return the element for a correction: the new words inserted, the printed ones struck out."""
    now = escaped(mark.attrs.get("now", ""))
    return Element(f'<span class="corrected"><ins>{now} </ins><del>', "</del></span>")


# ---- publish/inline.py


class Open(NamedTuple):
    """A mark whose end has not been reached: where that is, the tag that ends it, and what its words are within."""

    end: int
    closing: str
    in_link: bool
    in_quote: bool


def annotated(span: Span, marks: Sequence[Placed], tags: Tags) -> Markup:
    """Return the words of `span` with its marks as elements.

    `marks` are in order of start, outer before inner, never crossing. Links never nest: the outermost wins.
    """
    html: list[str] = []
    opened: list[Open] = []
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
        opened.append(Open(placed.span.end, closing, within_link or is_link, within_quote))
    at = _close_until(span.end, tags, at, opened, html)
    if at < span.end:
        html.append(tags.words(at, span.end))
    return marked_safe("".join(html))


def _close_until(place: int, tags: Tags, at: int, opened: list[Open], html: list[str]) -> int:
    """Write the words and the end tag of every mark that ends by `place`; return how far the words are written."""
    while opened and opened[-1].end <= place:
        last = opened.pop()
        if at < last.end:
            html.append(tags.words(at, last.end))
        html.append(last.closing)
        at = last.end
    return at
