"""Stories joined: quotations, people, moments as they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from verbatim.model.documents import Basis, Certainty, Fragment, PersonKind, QuoteKind, Replaced, Span

# ---- model/history.py

VersionEvent = Literal["first", "changed", "corrected", "withdrawn", "gone", "restored"]
Status = Literal["current", "withdrawn", "gone", "moved"]


@dataclass(frozen=True, slots=True)
class Version:
    """A quotation as it was published: its words on one line without outer marks, and who was said to speak.

    `date` is EDTF; that of a change which no split has recorded yet is open (`2031-03-04/..`), and it is then not
    `recorded`. `reason` is an editor's, empty where none gave one. `name` is the speaker's as it was then shown.
    """

    number: int
    event: VersionEvent
    date: str
    words: str
    speaker: str
    name: str
    reason: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class History:
    """Everything that a quotation's id stood for, oldest first. `into` is the id that took its place, where one did."""

    id: str
    story: str
    status: Status
    versions: tuple[Version, ...]
    into: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """A person's id that stands for nobody any more: the name it had, and the id that took its place or nothing."""

    id: str
    name: str
    kind: PersonKind
    into: str


# ---- model/newsroom.py


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
