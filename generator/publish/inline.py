"""Annotated words as HTML. A stretch of a source with its marks comes in, Markup whose text is exactly it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model import Span
from generator.publish.escaped import marked_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from generator.publish.tags import Placed, Tags


class Open(NamedTuple):
    """A mark whose end has not been reached: where that is, the tag that ends it, and what it is."""

    end: int
    closing: str
    is_link: bool
    is_quote: bool


def annotated(span: Span, marks: Sequence[Placed], tags: Tags) -> Markup:
    """Return the words of `span` with its marks as elements.

    `marks` are in order of start, outer before inner, never crossing. Links never nest: the outermost wins.
    """
    html: list[str] = []
    opened: list[Open] = []
    at = span.start
    for placed in marks:
        at = _close_until(placed.span.start, tags, at, opened, html)
        if at < placed.span.start:
            html.append(tags.words(Span(at, placed.span.start)))
        at = placed.span.start
        element = tags.element(placed, any(one.is_link for one in opened), any(one.is_quote for one in opened))
        html.append(element.opening)
        opened.append(Open(placed.span.end, element.closing, element.is_link, placed.mark.kind == "quote"))
    at = _close_until(span.end, tags, at, opened, html)
    if at < span.end:
        html.append(tags.words(Span(at, span.end)))
    return marked_safe("".join(html))


def _close_until(place: int, tags: Tags, at: int, opened: list[Open], html: list[str]) -> int:
    """Write the words and the end tag of every mark that ends by `place`; return how far the words are written."""
    while opened and opened[-1].end <= place:
        last = opened.pop()
        if at < last.end:
            html.append(tags.words(Span(at, last.end)))
        html.append(last.closing)
        at = last.end
    return at
