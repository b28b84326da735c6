"""Where quoted words stand in the sources. Words come in, the first slice that holds exactly these goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Span
from generator.publish.refs import slice_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.publish.cited import Lookup
    from generator.publish.edition import Edition
    from generator.publish.views import Slice


def in_story(edition: Edition, story: str) -> Lookup:
    """Return a lookup over one story's source."""
    return lambda words: _first(edition, [story], words)


def in_any(edition: Edition) -> Lookup:
    """Return a lookup over the sources of all listed stories, newest first."""
    return lambda words: _first(edition, (name for name in edition.newsroom.stories if name in edition.listed), words)


def _first(edition: Edition, stories: Iterable[str], words: str) -> Slice | None:
    for story in stories:
        start = edition.newsroom.stories[story].text.find(words)
        if start >= 0:
            return slice_of(edition, story, Span(start, start + len(words)))
    return None
