"""Renders a source's words with their marks as nested HTML elements.

In the text of a story, a quotation has its own id, and every marked slice the id `char=a,b`, so that links to offsets
work without scripts. Links within the text are reached by a pointer, not by the tabulator key, which would stop at
every name: what they lead to can be reached from the cards after each paragraph, and from who's who. There a link is
no longer than what stands in quotation marks: a paraphrase is none, and of a partly quoted sentence only what was said.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.core.quotation_marks import ALL
from verbatim.model import Fragment, Mark, Span, Story
from verbatim.newsroom.attributions import is_unread
from verbatim.publish import urls
from verbatim.publish.edition import Edition
from verbatim.publish.html import escaped, format_html, marked_safe, span_as_html

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
    return [PlacedMark(mark, fragment.in_source(mark.span)) for mark in fragment.marks]


class Tags:
    """The elements for the marks of one story's annotated text.

    With `places`, on the story's own page, they are where links to offsets lead, the tabulator key passes by links, a
    name is a link once, the reporter's own words are part of none, and quotation marks are elements, to be coloured.
    """

    def __init__(self, edition: Edition, story: Story, *, places: bool = False) -> None:
        self.edition = edition
        self.story = story
        self._places = places
        self._passed = ' tabindex="-1"' if places else ""
        self._taken: set[str] = set()
        self._named: set[str] = set()
        self._quotation_marks: set[int] = set()  # where one stands at an end of a quotation

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
                return MarkElement(f'<time class="moment" datetime="{machine}"{self._place(placed.span)}>', "</time>")
            css = "moment" if value else "moment moment--undated"
            return MarkElement(f'<span class="{css}"{self._place(placed.span)}>', "</span>")
        if kind == "was":
            now = escaped(mark.attrs.get("now", ""))
            return MarkElement('<span class="corrected"><del>', f"</del><ins> <span>{now}</span></ins></span>")
        of = f' data-of="{escaped(mark.attrs.get("of", ""))}"' if kind == "role" else ""
        return MarkElement(f'<span class="{kind}"{of}{self._place(placed.span)}>', "</span>")

    def words(self, start: int, end: int) -> Markup:
        """Return unmarked words of the story; quotation marks and the marks of a Markdown source are wrapped."""
        ends = [at for at in (start, end - 1) if at in self._quotation_marks]
        if not ends:
            return span_as_html(self.story, Span(start, end))
        cuts = sorted({start, end, *(cut for at in ends for cut in (at, at + 1))})
        pieces = ((Span(*span), span_as_html(self.story, Span(*span))) for span in pairwise(cuts))
        form = '<span class="quotemark">{}</span>'
        return Markup().join(format_html(form, html) if span.start in ends else html for span, html in pieces)

    def _place(self, span: Span) -> str:
        """Return the attribute `id="char=a,b"`; of several marks over the same words only the first has it."""
        name = span.char
        if not self._places or name in self._taken:
            return ""
        self._taken.add(name)
        return f' id="char={name}"'

    def _quote(self, placed: PlacedMark, within_link: bool) -> MarkElement:  # noqa: FBT001
        quote = self.edition.newsroom.quotes[placed.mark.id]
        href = escaped(urls.link(urls.quote_address(self.edition, quote)))
        leads, data = f' href="{href}"{self._passed}', f' data-quote="{escaped(quote.id)}"'
        is_marked = quote.kind == "direct" or placed.mark.attrs.get("part") == SAID
        if self._places and is_marked and not quote.withdrawn:
            ends = (placed.span.start, placed.span.end - 1)
            self._quotation_marks.update(at for at in ends if self.story.text[at] in ALL)
        if placed.mark.attrs.get("part") == SAID:
            if within_link:
                return MarkElement('<span class="quote__said">', "</span>")
            return MarkElement(f'<a class="quote__said"{leads}{data}>', "</a>", is_link=True)
        state = " quote--withdrawn" if quote.withdrawn else " quote--corrected" if quote.corrections else ""
        basis = "unread" if is_unread(quote) else quote.basis
        number = placed.mark.attrs.get("part", "1")
        begins, part = number == "1", int(number) if number.isdecimal() else 0
        place = self._place(quote.parts[part - 1].words if 0 < part <= len(quote.parts) else placed.span)
        own = f' id="{escaped(quote.id)}"' if begins else place
        css = f'class="quote quote--{quote.kind} quote--{basis}{state}"'
        opened, closed = (f"<span{place}>", "</span>") if begins and place else ("", "")
        if within_link or (self._places and quote.kind != "direct"):
            return MarkElement(f"<span {css}{own}{data}>{opened}", f"{closed}</span>")
        return MarkElement(f"<a {css}{own}{leads}{data}>{opened}", f"{closed}</a>", is_link=True)

    def _name(self, placed: PlacedMark, is_plain: bool) -> MarkElement:  # noqa: FBT001
        kind, ref = placed.mark.kind, placed.mark.attrs.get("ref", "")
        attributes = f'class="{kind}"{self._place(placed.span)} data-ref="{escaped(ref)}"'
        if is_plain or ref in self._named or ref not in self.edition.newsroom.people:
            return MarkElement(f"<span {attributes}>", "</span>")
        if self._places:
            self._named.add(ref)
        href = escaped(urls.link(urls.person_address(self.edition, self.edition.newsroom.people[ref])))
        return MarkElement(f'<a {attributes} href="{href}"{self._passed}>', "</a>", is_link=True)


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
