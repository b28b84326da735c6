"""Immutable shapes that the stages pass to one another: a source, its fragments, its reading, the published newsroom.

Offsets count code points of the decoded source text without its byte-order mark. Spans are half open:
`text[start:end]`. Dates are EDTF strings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar, get_args

from msgspec import Struct

__all__ = [
    "PERSON_KINDS", "ArchivedCopy", "Basis", "Block", "Certainty", "ClaimForm", "Document", "Extent",
    "FormerPerson", "Fragment", "FragmentKind", "GivenRole", "History", "Mark", "MarkKind", "Moment", "Newsroom",
    "Number", "Person", "PersonKind", "Picture", "PublishedPart", "Quote", "QuoteKind",
    "QuotePart", "Role", "Side", "SourceChange", "SourceFacts", "Span", "Standing", "Status", "Story", "Version",
    "VersionEvent",
]  # fmt: skip

Basis = Literal["stated", "inferred", "editor", "none"]
Standing = Literal["stated", "inferred", "editor", "none", "unread"]
Certainty = Literal["reported", "planned", "denied"]
FragmentKind = Literal["heading", "text", "quote", "moment", "number", "note"]
MarkKind = Literal["quote", "person", "organisation", "place", "role", "moment", "number", "was"]
PersonKind = Literal["person", "organisation", "place"]
PERSON_KINDS: tuple[PersonKind, ...] = get_args(PersonKind)
QuoteKind = Literal["direct", "mixed", "indirect"]
ClaimForm = Literal["quoted", "partly", "sentence", "paraphrase"]
Extent = Literal["whole", "quoted", "hash"]
Status = Literal["current", "withdrawn", "gone", "moved"]
VersionEvent = Literal["first", "changed", "corrected", "withdrawn", "gone", "restored"]


class Span(Struct, frozen=True, order=True, gc=False):
    """A range of a text.

    A msgspec struct rather than a dataclass: every stage creates and compares tens of thousands, here in C.
    """

    start: int
    end: int

    @classmethod
    def read(cls, value: str) -> Span | None:
        """Return the slice that is written `753,765`; None for other words. Nothing says that a text has it."""
        start, _, end = value.partition(",")
        return cls(int(start), int(end)) if start.isdecimal() and end.isdecimal() else None

    @property
    def char(self) -> str:
        """The span as files and pages write it, which `read` reads: `753,765`."""
        return f"{self.start},{self.end}"

    def of(self, text: str) -> str:
        """Return the words that this span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """Return this span moved by `by` characters."""
        return Span(self.start + by, self.end + by)


# A source as read


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a source, without the white space around it."""

    span: Span
    kind: Literal["heading", "text"]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source states about itself; each field is empty where it states nothing."""

    title: str = ""
    date: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: `text` is the decoded file, unaltered; `sha256` is of the bytes that it was taken from.

    `sha256` is empty if a page was replaced, and its words are still those of one that is not there any more. Above
    `text_start` the file states what it is; that is no text.
    """

    story: str
    file: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    facts: SourceFacts = field(default_factory=SourceFacts)
    text_start: int = 0

    @property
    def readable(self) -> str:
        """The text with line ends in place of what stands above `text_start`: every offset is that of `text`."""
        return "\n" * self.text_start + self.text[self.text_start :]


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy that an archive keeps of the publisher's page, and the day on which it was made."""

    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the content folder that editors give to a story, a moment or a topic; `line` of `path` names it.

    `alt` is what it shows, for those who do not see it, `credit` whose it is.
    """

    file: str
    alt: str
    credit: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Side:
    """Words of a quotation that editors choose for a story's first screen; `line` of the story's file names them.

    They stand under a `head` of the editors', which may be empty.
    """

    words: Span
    head: str
    line: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """The replacement of a published source by a newer text, which is version `number`, counted from 2.

    `reason` is an editor's, or empty. `before` is the text that was replaced, or None if no copy of it exists.
    """

    number: int
    date: str
    reason: str
    before: str | None


# Fragments: the annotated text in files that people edit


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracketed span of a fragment. `span` counts from the start of the fragment's own `text`.

    A quotation's mark includes its quotation marks. `attrs` keeps unknown keys and the order of the file.
    """

    span: Span
    kind: MarkKind
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment file as read. `text` is printed words, or Markdown in a note, whose `source` is None.

    `marks` are in order of their start, outer before inner, and never cross. `headers` holds every header in file
    order, including those with a field of their own. `body_line` is the line on which the body begins, for messages.
    """

    story: str
    name: str
    title: str
    kind: FragmentKind
    source_file: str
    source: Span | None
    sha256: str
    text: str
    marks: tuple[Mark, ...]
    headers: tuple[tuple[str, str], ...] = ()
    path: str = ""
    body_line: int = 0
    picture: Picture | None = None

    @property
    def number(self) -> str:
        """The leading digits of the file's name. Fragments sort by them as strings: 010, 0105, 011."""
        return self.name.split("-", 1)[0]

    def in_source(self, span: Span) -> Span:
        """Return where a span of the text is in the source; a note has none, and its spans stay as they are."""
        return span.shift(self.source.start) if self.source else span

    def line_at(self, place: int) -> int:
        """Return the line of the file on which a place of the text is, counted from 1; 0 if that is not known."""
        return self.body_line + self.text.count("\n", 0, max(0, place)) if self.body_line else 0

    def words(self, mark: Mark) -> str:
        """Return the printed words of a mark."""
        return mark.span.of(self.text)


# What is published


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """What a site publishes of a text that it does not publish whole.

    `spans` are the stretches, in order; those that pages show are `shown`, others are names and roles. `withheld` are
    the starts of the paragraphs of which pages show nothing, `sha256` is of the whole text in UTF-8.
    """

    spans: tuple[Span, ...]
    shown: tuple[Span, ...]
    withheld: tuple[int, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its files tell it. `headers` are the story file's, `intro` is the editors' Markdown.

    `lead`, `when`, `sides` and `open` are what editors choose for its first screen, each empty where they chose
    nothing.
    `date` is when the text was published, empty where `date_basis` is `unknown`: the file then has the day of the first
    split, which says nothing about the text.
    `intro_line` is the line of the file on which it begins, for messages; 0 where that is not known. `replaced` lists
    the replacements of its source, oldest first. Above `text_start` a source states what it is. `archived` is a copy of
    the page at `source_url`. A site publishes the source's text to an `extent`; where that is not whole, `part` says
    what (`newsroom.extent`).
    """

    id: str
    title: str
    date: str
    date_basis: Literal["source", "file", "editor", "unknown"]
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
    key_numbers: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    replaced: tuple[SourceChange, ...] = ()
    text_start: int = 0
    intro_line: int = 0
    archived: ArchivedCopy | None = None
    unknown: tuple[Span, ...] = ()
    lead: tuple[Span, ...] = ()
    when: tuple[Span, ...] = ()
    sides: tuple[Side, ...] = ()
    open: tuple[Span, ...] = ()
    picture: Picture | None = None
    redacted: tuple[Span, ...] = ()
    extent: Extent = "whole"
    part: PublishedPart | None = None

    def header(self, name: str) -> str:
        """Return what a header of the story's file says, whatever its capitals; empty where it has none."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


LaterStory = TypeVar("LaterStory", bound=Story)
LARGE = frozenset(("text", "fragments", "replaced"))  # fields of a story


def with_head(kind: type[LaterStory], head: Story, **own: object) -> LaterStory:
    """Return a story of a class whose properties give what is `LARGE`, from what it holds as its `own`."""
    made = object.__new__(kind)
    for name in Story.__dataclass_fields__.keys() - LARGE:
        object.__setattr__(made, name, getattr(head, name))
    for name, value in own.items():
        object.__setattr__(made, name, value)
    return made


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One piece of a quotation: `span` in the source includes its quotation marks, `words` does not."""

    span: Span
    words: Span
    fragment: str


@dataclass(frozen=True, slots=True)
class Review:
    """An editor's check of something in the state that it still has: the day, and the editor's initials."""

    date: str
    by: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A published quotation. `speaker` is a person's id, `said_by` the source's description; both may be empty.

    `same_as` are ids of other texts' quotations that editors say are the same words. Nobody `reviewed` most. Whose
    words are those of a child, or of somebody without a page, is `is_closed`: `said_by` is then what the source calls
    them.
    """

    id: str
    story: str
    parts: tuple[QuotePart, ...]
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
    same_as: tuple[str, ...] = ()
    reviewed: Review | None = None
    is_closed: bool = False

    @property
    def span(self) -> Span:
        """The source from the first word to the last, gaps included, outer quotation marks left out."""
        return Span(self.parts[0].words.start, self.parts[-1].words.end)

    @property
    def is_paraphrase(self) -> bool:
        """Whether the reporter tells it, without words of the speaker's."""
        return self.kind == "indirect"

    @property
    def counts(self) -> bool:
        """Whether it is among the quotations that a number on a page counts: no paraphrase, and not withdrawn."""
        return not (self.is_paraphrase or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the source's words, with its story and place."""

    text: str
    story: str
    span: Span


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role that the editors give, with its source, the source's address and its date (EDTF), each of them or "".

    Without a source it is the editors' own.
    """

    text: str
    source: str = ""
    url: str = ""
    date: str = ""


class SaidPair(NamedTuple):
    """Two quotations of somebody that editors put side by side, the subject in their words; the line that says so."""

    subject: str
    quotes: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person, organisation or place with a profile, joined across stories by id.

    The editors' `words` begin on `words_line` of the person's file, for messages; 0 where there are none. `sort_as` is
    what they want the index to sort the name by, or empty. `pairs` and `telling` are quotations that they choose.
    """

    id: str
    name: str
    kind: PersonKind
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    mentions: tuple[tuple[str, Span], ...]
    same_as: tuple[str, ...] = ()
    image: str = ""
    words: str = ""
    role: GivenRole | None = None
    words_line: int = 0
    sort_as: str = ""
    pairs: tuple[SaidPair, ...] = ()
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerPerson:
    """A person's id no longer in use: the name it had, and the id that replaced it, or ""."""

    id: str
    name: str
    kind: PersonKind
    into: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An event: the source's sentence, its words for the date, and the date read from them, empty where unknown.

    Where the date is that of a clause, `sentence` is the clause with what it is about. An event that a story tells more
    than once is one moment, with its fullest sentence and all who take part; `several` are then all places that tell
    it, that one too, each as if it were alone, else it is empty.
    """

    id: str
    story: str
    sentence: Span
    words: Span
    date: str
    basis: Basis
    why: str
    certainty: Certainty
    people: tuple[str, ...]
    several: tuple[Moment, ...] = ()
    picture: Picture | None = None

    @property
    def places(self) -> tuple[Moment, ...]:
        """Every place that tells it, in order of the text."""
        return self.several or (self,)

    @property
    def also(self) -> tuple[Moment, ...]:
        """The other places that tell it."""
        return tuple(place for place in self.several if place.id != self.id)


@dataclass(frozen=True, slots=True)
class Number:
    """A key number, and the phrase that gives it meaning."""

    story: str
    span: Span
    means: Span
    fragment: str


@dataclass(frozen=True, slots=True)
class Version:
    """A quotation as once published: its words on one line without outer quotation marks, and its speaker.

    A change that no split has `recorded` yet has an open date, such as `2031-03-04/..`. `reason` is an editor's, or
    empty. `name` is the speaker's name as shown then. An edition has no words of what is quoted no more, but their
    `sha256`, which is empty where the words are there.
    """

    number: int
    event: VersionEvent
    date: str
    words: str
    speaker: str
    name: str
    reason: str
    recorded: bool
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All versions published under a quotation's id, oldest first. `into` is the id that replaced it, or ""."""

    id: str
    story: str
    status: Status
    versions: tuple[Version, ...]
    into: str = ""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All stories joined: stories newest first, everything else by id or in order of place.

    `histories` covers every quotation id ever published, `former` the ids of people no longer in use. By story,
    `anchors` gives the start in the source and the number of each fragment, `paragraphs` and `headings` the parts of
    its fragments that other pages need; `noted` are the stories with editors' notes, `changed` those whose files tell
    of a change besides what the ledger has.
    """

    stories: Mapping[str, Story]
    quotes: Mapping[str, Quote]
    people: Mapping[str, Person]
    moments: Collection[Moment]
    numbers: Collection[Number]
    histories: Mapping[str, History] = field(default_factory=dict)
    former: Mapping[str, FormerPerson] = field(default_factory=dict)
    anchors: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    noted: AbstractSet[str] = frozenset()
    changed: AbstractSet[str] = frozenset()
    paragraphs: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    headings: Mapping[str, Fragment] = field(default_factory=dict)
