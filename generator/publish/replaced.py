"""Newer texts of a story's source: what each has other than the one before, word by word, as plain data.

Every word is a slice: of the text that stands, or of an earlier one, which is published beside it under its number.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from generator.model import Span
from generator.publish.addresses import char, earlier_text, source_address, story_address
from generator.publish.dates import date_view
from generator.publish.replaced_views import PieceView, ReplacedView, RewordedView
from generator.publish.shown import shown
from generator.publish.views import ChangeView, Slice
from generator.publish.word_diff import word_diff
from generator.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Replaced, Story
    from generator.publish.edition import Edition
    from generator.publish.word_diff import Piece

MOST = 20_000  # characters of changed paragraphs that a story's page shows; beyond that it leads to the texts


class Text(NamedTuple):
    """A text that a source had: its name as slices have it, its words, its address, its language."""

    name: str
    words: str
    url: str
    lang: str


def replaced_views(edition: Edition, story: Story) -> list[ReplacedView]:
    """Return what each newer text changed, newest first."""
    texts = [_earlier(story, one) for one in story.replaced]
    texts.append(Text(story.id, story.text, source_address(story.id), story.lang))
    held = [_view(edition, one, *pair) for one, *pair in zip(story.replaced, texts, texts[1:], strict=False)]
    return held[::-1]


def replaced_changes(edition: Edition, story: Story) -> Iterator[ChangeView]:
    """Yield each newer text as the log of changes has it."""
    for one in story.replaced:
        yield ChangeView(
            kind="replaced",
            date=date_view(one.date, edition.site.words),
            why=escape(one.reason),
            printed=None,
            attribution=None,
            now="",
            version=one.number,
            url=f"{story_address(story)}#{anchor(one)}",
        )


def anchor(one: Replaced) -> str:
    """Return the id, within the story's page, of what a newer text changed."""
    return f"text-{one.number}"


def _earlier(story: Story, one: Replaced) -> Text | None:
    name = earlier_text(story.id, one.number - 1)
    return Text(name, one.before, source_address(name), story.lang) if one.before is not None else None


def _view(edition: Edition, one: Replaced, before: Text | None, after: Text | None) -> ReplacedView:
    rows = list(_rows(before, after)) if before and after else []
    size = sum(len(piece["words"]["words"]) for row in rows for piece in (*row["before"], *row["after"]))
    return ReplacedView(
        id=anchor(one),
        date=date_view(one.date, edition.site.words),
        rows=rows if size <= MOST else [],
        before=before.url if before else "",
        after=after.url if after else "",
    )


def _rows(before: Text, after: Text) -> Iterator[RewordedView]:
    """Yield the paragraphs that differ in order, and how many in a row between them do not."""
    old, new = paragraphs(before.words), paragraphs(after.words)
    same = SequenceMatcher(None, [one.of(before.words) for one in old], [one.of(after.words) for one in new], False)  # noqa: FBT003
    for what, a, b, c, d in same.get_opcodes():
        if what == "equal":
            yield RewordedView(same=b - a, before=[], after=[])
            continue
        for one, other in zip_longest(old[a:b], new[c:d]):
            yield _reworded(before, after, one, other)


def _reworded(before: Text, after: Text, one: Span | None, other: Span | None) -> RewordedView:
    old, new = word_diff(one.of(before.words) if one else "", other.of(after.words) if other else "")
    return RewordedView(same=0, before=_pieces(before, one, old), after=_pieces(after, other, new))


def _pieces(text: Text, place: Span | None, pieces: Sequence[Piece]) -> list[PieceView]:
    found: list[PieceView] = []
    at = place.start if place else 0
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        words = Slice(story=text.name, char=char(span), words=shown(piece.text), url=text.url, lang=text.lang)
        found.append(PieceView(words=words, shared=piece.shared))
        at = span.end
    return found
