"""A source as read: bytes in, a `Document` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

# ---- model/span.py


class Span(Struct, frozen=True, order=True, gc=False):
    """A stretch of a text, `start` included, `end` not.

    No dataclass: every stage makes spans and compares them by tens of thousands, which here is done in C.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that this span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """Return the same stretch `by` characters further on."""
        return Span(self.start + by, self.end + by)


# ---- model/source.py


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a source, without the white space around it."""

    span: Span
    kind: Literal["heading", "text"]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source says of itself; empty where it says nothing. `date` is EDTF."""

    title: str = ""
    date: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: `text` is the decoded file, unaltered; `sha256` is of the file's bytes."""

    story: str
    file: str
    text: str
    sha256: str
    encoding: str
    blocks: tuple[Block, ...]
    facts: SourceFacts = field(default_factory=SourceFacts)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A newer text, of this `number` from 2, took the place of a story's source: when, and why if an editor said so.

    `before` is the text until then; None where it is not kept.
    """

    number: int
    date: str
    reason: str
    before: str | None


# ---- model/kinds.py

Basis = Literal["stated", "inferred", "none"]
QuoteKind = Literal["direct", "mixed", "indirect"]
PersonKind = Literal["person", "organisation", "place"]
Certainty = Literal["reported", "planned", "denied"]
FragmentKind = Literal["heading", "text", "quote", "moment", "number", "note"]
MarkKind = Literal["quote", "person", "organisation", "place", "role", "moment", "number", "was"]


# ---- model/fragment.py


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracketed span of a fragment. `span` is in the fragment's own `text` (add its source start for the source).

    A quote's mark includes its quotation marks. `attrs` keeps the order of the file and every unknown key.
    """

    span: Span
    kind: MarkKind
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment file as read. `text` is the printed words for a source fragment, Markdown for a note.

    `source` is its slice; None for a note. `marks` are in order of start, outer before inner, never crossing.
    `headers` holds every header in file order, the known ones too. `lines` maps nothing: `body_line` is
    the line on which the body begins, for messages.
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

    @property
    def number(self) -> str:
        """The leading digits of the file's name, in whose order fragments stand: 010, 0105, 011, as in a dictionary."""
        return self.name.split("-", 1)[0]


# ---- model/reading.py


@dataclass(frozen=True, slots=True)
class QuoteFound:
    """One row of the reading: a piece of a quotation, with who spoke it as far as the text tells.

    `span` of a direct row leaves its quotation marks out. Rows of one quotation share `group`.
    `speaker` is a resolved name or the source's own description; None where nobody is established.
    `via` is the mention relied on (a name, a pronoun, a description), where there is one.
    """

    group: str
    span: Span
    kind: QuoteKind
    speaker: str | None = None
    speaker_id: str | None = None
    via: Span | None = None
    cue: Span | None = None
    basis: Basis = "none"
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role as the source words it: “the East Asia research director at Amnesty International”."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person, organisation or place, with every mention clustered; `id` is a slug, unique in the text."""

    id: str
    name: str
    kind: PersonKind
    mentions: tuple[Span, ...]
    roles: tuple[RoleFound, ...] = ()


@dataclass(frozen=True, slots=True)
class DateFound:
    """A time expression; `value` is EDTF, None where the text gives no date that can be placed.

    `moment` tells whether it dates an event (its `sentence`), and not a rate, a duration or a mere reference.
    `people` are ids of those named in the sentence.
    """

    span: Span
    value: str | None
    basis: Basis
    why: str
    sentence: Span | None = None
    moment: bool = False
    certainty: Certainty = "reported"
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number with the phrase that gives it meaning: “2,000” · “heads of large technology firms”."""

    span: Span
    means: Span
    key: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the annotator reads out of one text, in order of place. `brief` are whole sentences."""

    quotes: tuple[QuoteFound, ...] = ()
    people: tuple[PersonFound, ...] = ()
    dates: tuple[DateFound, ...] = ()
    numbers: tuple[NumberFound, ...] = ()
    brief: tuple[Span, ...] = ()
