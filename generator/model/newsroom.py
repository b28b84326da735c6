"""Stories joined: quotations, people, moments as they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from generator.model.fragment import Fragment
from generator.model.history import Former, History
from generator.model.kinds import Basis, Certainty, PersonKind, QuoteKind
from generator.model.source import Replaced
from generator.model.span import Span


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a quotation: `span` in the source with its marks, `words` without them."""

    span: Span
    words: Span
    fragment: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as published. `speaker` is a person's id, `said_by` the source's description; both may be empty."""

    id: str
    story: str
    parts: tuple[Part, ...]
    kind: QuoteKind
    speaker: str
    said_by: str
    via: Span | None
    basis: Basis
    candidates: tuple[str, ...]
    why: str
    corrections: tuple[str, ...] = ()
    withdrawn: str = ""
    edited: bool = False

    @property
    def span(self) -> Span:
        """The slice from the first word to the last, marks left out, gaps included."""
        return Span(self.parts[0].words.start, self.parts[-1].words.end)


@dataclass(frozen=True, slots=True)
class Role:
    """A role with its place: the story, the slice, the words."""

    text: str
    story: str
    span: Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated (or undated) event: the source's sentence, its own words for the date, and how they were read."""

    id: str
    story: str
    sentence: Span
    words: Span
    date: str
    basis: Basis
    why: str
    certainty: Certainty
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A key number and the phrase that gives it meaning."""

    story: str
    span: Span
    means: Span
    fragment: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something with a profile; joined over stories by id."""

    id: str
    name: str
    kind: PersonKind
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    mentions: tuple[tuple[str, Span], ...]
    same_as: tuple[str, ...] = ()
    image: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its files tell it. `headers` is the story file's; `intro` the editors' Markdown; `source` the text.

    `replaced` are the texts that its source had before, oldest first.
    """

    id: str
    title: str
    date: str
    date_basis: Literal["source", "editor", "unknown"]
    modified: str
    category: str
    lang: str
    status: str
    source_file: str
    source_sha256: str
    source_name: str
    source_url: str
    text: str
    intro: str
    fragments: tuple[Fragment, ...]
    brief: tuple[Span, ...]
    key_numbers: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything joined: stories newest first, the rest by id or in order of place.

    `histories` tells what became of each quotation's id that was ever published, `former` of people's that are no more.
    `anchors` are where the fragments of each story begin in its source, with their numbers, `noted` the stories that
    have notes; `paragraphs` and `headings` are what most of those who name a story need of its fragments.
    """

    stories: Mapping[str, Story]
    quotes: Mapping[str, Quote]
    people: Mapping[str, Person]
    moments: Sequence[Moment]
    numbers: Sequence[Number]
    histories: Mapping[str, History] = field(default_factory=dict)
    former: Mapping[str, Former] = field(default_factory=dict)
    anchors: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    noted: AbstractSet[str] = frozenset()
    paragraphs: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    headings: Mapping[str, Fragment] = field(default_factory=dict)
