"""Annotated words as HTML. A stretch of a source with its marks comes in, Markup whose text is exactly it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.publish.escaped import marked_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from generator.model import Span
    from generator.publish.tags import Placed, Tags


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
