"""The shapes of a reading: what the annotator finds in one text, before anything is written or published.

Offsets count code points of the text; ids are of this text alone. What is not established is None, with the reason in
`why`.
"""

from __future__ import annotations

from dataclasses import dataclass

from verbatim.model import Basis, Certainty, PersonKind, QuoteKind, Span


@dataclass(frozen=True, slots=True)
class QuoteFound:
    """A piece of a quotation, and its speaker as far as the text establishes one. Pieces share their `group`.

    `span` leaves out the quotation marks of a direct piece. `speaker` is a resolved name or the source's own
    description, or None. `via` is the mention that the attribution relies on: a name, a pronoun, a description.
    `grade` is how often one like it names the right speaker, 0 to 100; 0 without a speaker.
    """

    group: str
    span: Span
    kind: QuoteKind
    speaker: str | None = None
    speaker_id: str | None = None
    via: Span | None = None
    cue: Span | None = None
    basis: Basis = "none"
    grade: int = 0
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role as the source words it: “the East Asia research director at Amnesty International”."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person, organisation or place with all its mentions. `id` is a slug, unique in the text."""

    id: str
    name: str
    kind: PersonKind
    mentions: tuple[Span, ...]
    roles: tuple[RoleFound, ...] = ()


@dataclass(frozen=True, slots=True)
class DateFound:
    """A time expression. `value` is None where the text does not determine a date.

    `moment` is true if it dates an event, told in `sentence`, or in the clause that this then is, rather than giving a
    rate, a duration or a reference.
    `people` are the ids of those named in the sentence. `same` is the place of the words for the date where the text
    tells the same event before.
    """

    span: Span
    value: str | None
    basis: Basis
    why: str
    sentence: Span | None = None
    moment: bool = False
    certainty: Certainty = "reported"
    people: tuple[str, ...] = ()
    same: Span | None = None


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number, and the phrase that gives it meaning: “2,000” · “heads of large technology firms”."""

    span: Span
    means: Span
    key: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the annotator finds in one text, in order of place.

    `unknown`, what the text says is not known, holds whole sentences.
    """

    quotes: tuple[QuoteFound, ...] = ()
    people: tuple[PersonFound, ...] = ()
    dates: tuple[DateFound, ...] = ()
    numbers: tuple[NumberFound, ...] = ()
    unknown: tuple[Span, ...] = ()
