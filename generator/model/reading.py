"""What the annotator reads out of one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.kinds import Basis, Certainty, PersonKind, QuoteKind
    from generator.model.span import Span


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
