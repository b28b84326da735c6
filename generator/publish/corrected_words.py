"""The words of a corrected quotation: what they should have been, beside what the source printed. Markup goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model import Span
from generator.newsroom.places import in_source
from generator.publish.block_marks import shown_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Fragment, Story

CORRECTED = Markup('<span class="corrected"><ins>{} </ins><del>{}</del></span>')


def corrected_words(story: Story, fragments: Iterable[Fragment], span: Span) -> Markup:
    """Return the words of a slice, each corrected stretch with the new words inserted before the printed ones.

    What is struck out and what is not is the source, character for character.
    """
    html, at = [], span.start
    for was, now in sorted(_corrections(fragments, span)):
        if was.start >= at:
            html.append(shown_in(story, Span(at, was.start)))
            html.append(CORRECTED.format(now, shown_in(story, was)))
            at = was.end
    return Markup("").join([*html, shown_in(story, Span(at, span.end))])


def _corrections(fragments: Iterable[Fragment], span: Span) -> Iterable[tuple[Span, str]]:
    for fragment in fragments:
        if fragment.source and fragment.source.start < span.end and span.start < fragment.source.end:
            for mark in fragment.marks:
                if mark.kind == "was" and span.covers(place := in_source(fragment, mark)):
                    yield place, mark.attrs.get("now", "")
