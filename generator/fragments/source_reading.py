"""Reads one source as far as its own files go: what takes longest of a split, and asks nothing of other stories.

A content folder and a path come in; a document, its story's file and its reading go out. Nothing is written, so that
sources can be read by several processes or machines at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.annotate import read as annotate
from generator.errors import ContentError, ContentErrors
from generator.fragments import stories
from generator.fragments.files import read_if_there
from generator.fragments.firststory import said_by
from generator.fragments.places import Places
from generator.sources import load, story_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.fragments.firststory import Said
    from generator.model import Document, Reading

PUBLISHED = "published"  # as Pelican has it


class SourceRead(NamedTuple):
    """A source, what it tells of itself, the story's file where there is one, and what the text says."""

    document: Document
    said: Said
    story_file: stories.StoryFile | None
    reading: Reading

    @property
    def published(self) -> bool:
        """Whether the story is published, as far as its file says."""
        return self.story_file is None or self.story_file.head.get("Status") in ("", PUBLISHED)


def read_source(content: Path, source: Path) -> SourceRead:
    """Read a source of a content folder. Raises ContentError or ContentErrors where it cannot be read."""
    document = load(source)
    story_file = _story_file(Places(content, story_of(source)))
    said = said_by(document)
    published = story_file.published if story_file else said.date or None
    lang = (story_file.head.get("Lang") if story_file else "") or said.lang
    return SourceRead(document, said, story_file, annotate(document.text, published, lang=lang))


def tried(content: Path, source: Path) -> SourceRead | list[ContentError]:
    """Read a source, or return what stood in the way, which is told when it is the source's turn."""
    try:
        return read_source(content, source)
    except ContentError as error:
        return [error]
    except ContentErrors as several:
        return several.errors


def _story_file(places: Places) -> stories.StoryFile | None:
    shown = places.shown(places.story_file)
    data = read_if_there(places.story_file, shown)
    return stories.read(data, shown, places.story) if data else None
