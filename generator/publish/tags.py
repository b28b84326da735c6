"""The element for each kind of mark. A mark and what is open around it come in, an opening and a closing tag go out.

Two sorts of page show marks: the annotated text, where a quotation has its own id, and the source at the story's foot,
where every marked slice has the id `char=a,b`, so that a link to an offset works without scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator import edtf
from generator.model import Span
from generator.publish.addresses import char, person_address, quote_address, story_address
from generator.publish.block_marks import is_markdown, shown_in
from generator.publish.escaped import escaped
from generator.publish.links import link
from generator.publish.shown import shown

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model import Mark, Quote, Story
    from generator.publish.edition import Edition

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
        return shown_in(self.story, Span(start, end)) if self.is_markdown else shown(self.text[start:end])

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
        return shown(self.text[start:end])

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
