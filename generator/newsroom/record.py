"""What one story gives to the whole: it and its ledger come in, a `Record` goes out, of which the newsroom is joined.

A record depends on nothing but the story's own files, so that it can be kept, and made by several at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.errors import ContentError, ContentErrors
from generator.fragments.ledger import Entry
from generator.model import Fragment, History, Moment, Number, Quote, Span, Story
from generator.newsroom.brief import numbers_of
from generator.newsroom.context import Sentences
from generator.newsroom.history import histories_of, of_people_gone
from generator.newsroom.moments import moments_of
from generator.newsroom.people import Named, named_in
from generator.newsroom.places import fault, line_of, paragraph_spans, source_fragments
from generator.newsroom.quotes import quotes_of
from generator.slugs import is_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Mark

# The attributes that name people, by kind of mark. A candidate who is not known is a matter for `check`: nothing is
# said of anybody by leaving one out.
NAMING = {"quote": ("speaker",), "moment": ("people",), "role": ("of",)}
HEADING = "heading"
SEVERAL = "people"  # the one that holds ids with blanks between


@dataclass(frozen=True, slots=True)
class Asked:
    """An id in an attribute that must be somebody's: the attribute, the id, and where it stands."""

    key: str
    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a story gives: `head` is the story without its text and fragments, `told` what its ledger tells of people.

    Everything is in order of place. `anchors` are where its fragments begin, with their numbers; `has_notes` tells
    whether others of its fragments are notes of its editors. `heading` is its first fragment, where that is one.
    """

    head: Story
    quotes: tuple[Quote, ...]
    moments: tuple[Moment, ...]
    numbers: tuple[Number, ...]
    named: tuple[Named, ...]
    asked: tuple[Asked, ...]
    histories: tuple[History, ...]
    told: tuple[Entry, ...]
    anchors: tuple[tuple[int, str], ...]
    has_notes: bool
    paragraphs: tuple[Span, ...]
    heading: Fragment | None


def record_of(story: Story, ledger: tuple[Entry, ...]) -> Record:
    """Return the record of a story. Raises ContentErrors with everything that is wrong in it."""
    errors = list(_misnamed(story))
    quotes: list[Quote] = []
    moments: list[Moment] = []
    numbers: list[Number] = []
    paragraphs = tuple(paragraph_spans(story))
    try:
        quotes = quotes_of(story)
    except ContentErrors as several:
        errors += several.errors
    try:
        moments, numbers = moments_of(story, Sentences(story.text, paragraphs)), numbers_of(story)
    except ContentError as error:
        errors.append(error)
    if errors:
        raise ContentErrors(errors)
    head = replace(story, text="", fragments=(), replaced=())
    held = source_fragments(story)
    anchors = tuple((one.source.start, one.number) for one in held if one.source)
    heading = next((one for one in held[:1] if one.kind == HEADING), None)
    told = histories_of(story, ledger), of_people_gone(ledger), anchors, len(held) < len(story.fragments)
    return Record(
        head,
        tuple(quotes),
        tuple(moments),
        tuple(numbers),
        named_in(story),
        tuple(asked_in(story)),
        *told,
        paragraphs,
        heading,
    )


def asked_in(story: Story) -> Iterator[Asked]:
    """Yield each id in an attribute that must be somebody's."""
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            for key in NAMING.get(mark.kind, ()):
                for name in _names(mark, key):
                    yield Asked(key, name, fragment.path or fragment.name, line_of(fragment, mark))


def _names(mark: Mark, key: str) -> list[str]:
    value = mark.attrs.get(key, "")
    return value.split() if key == SEVERAL else [value] if value else []


def _misnamed(story: Story) -> Iterator[ContentError]:
    """Yield an error for each id that cannot be an address: pages are written where these say."""
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            for name in (mark.id, mark.attrs.get("ref", "")):
                if name and not is_name(name):
                    fact = f"“{name[:60]}” cannot be an id, which is part of an address"
                    yield fault(fragment, mark, fact, f"Write {slug(name)}")
