"""The values of a story's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.model import FragmentKind
    from verbatim.publish.payloads.elements import (
        ChangeView,
        DateView,
        MomentView,
        PersonRef,
        QuoteView,
        RoleView,
        Slice,
        StoryRef,
    )
    from verbatim.publish.payloads.timeline import LineView


class CardView(TypedDict):
    """A card beside the text."""

    quote: QuoteView
    form: Literal["full", "brief"]  # brief where its words would not fit beside the passage
    lift: int  # lines of text by which it is raised from the end of its passage, 1 to 24
    keep: int  # lines under it by which the next card is raised


class FragmentView(TypedDict):
    """A fragment of the text."""

    anchor: str  # "f-030"
    kind: FragmentKind
    char: str  # its place in the source, empty for a note
    goes_on: bool  # whether it continues the paragraph of the fragment above
    html: Markup  # the annotated words in an element of their own, or a note's blocks
    quotes: list[QuoteView]  # quotations that begin in it
    corrections: list[ChangeView]


class PassageView(TypedDict):
    """A paragraph of the source: its fragments and the cards beside it. A heading or a note is a passage of its own."""

    kind: FragmentKind  # of its first fragment
    fragments: list[FragmentView]
    cards: list[CardView]


class SourcePart(TypedDict):
    """A paragraph of the source with the blanks after it. The `html` of all parts, joined, is the whole source."""

    at: int  # offset of its first character
    anchor: str  # its place in the annotated text ("f-030"), empty where there is none
    html: Markup


class PieceView(TypedDict):
    """A stretch of a paragraph, and whether the other text has it too."""

    words: Slice
    shared: bool


class RewordedView(TypedDict):
    """A paragraph before and after, or `same`: so many that did not change."""

    same: int
    before: list[PieceView]  # empty for a new paragraph
    after: list[PieceView]  # empty for a deleted one


class ReplacedView(TypedDict):
    """A newer text of the source and what it changed."""

    id: str
    date: DateView
    rows: list[RewordedView]  # empty where there is too much for a page
    before: str  # address of the earlier text, empty where it is not kept
    after: str


class EvidenceView(TypedDict):
    """The evidence line: counts of the story's quotations, paraphrases apart."""

    quotations: int
    verbatim: int  # without a correction of their words
    stated: int
    inferred: int
    none: int
    corrected: int
    paraphrases: int


class BriefView(TypedDict):
    """A sentence of the brief."""

    sentence: Slice
    paragraph: int  # from 1


class NumberView(TypedDict):
    """A key number."""

    words: Slice
    means: Slice  # the phrase that gives it meaning
    who: PersonRef | None  # whose words it is from
    url: str


class CastView(TypedDict):
    """A member of who's who in one story."""

    person: PersonRef
    roles: list[RoleView]
    quotations: int
    paraphrases: int


class SilenceView(TypedDict):
    """Something that the text does not establish: a speaker or a date."""

    quote: QuoteView | None  # either this
    moment: MomentView | None  # or this
    why: str


ExportKind = Literal["quotes", "moments", "calendar", "timeline", "annotations", "story", "source", "proof"]


class RelatedView(TypedDict):
    """A story to read next."""

    story: StoryRef
    people: list[PersonRef]  # who is in both


class ExportView(TypedDict):
    """A file that a story's page offers."""

    kind: ExportKind
    url: str
    media_type: str
    left_out: int  # moments that it cannot hold because no date places them


class TranslationView(TypedDict):
    """The story in another language."""

    lang: str
    name: str  # the language's name in itself
    url: str


class StoryView(TypedDict):
    """Everything on a story's page. In lists of stories, what belongs to that page alone is empty."""

    ref: StoryRef
    lang: str
    translations: list[TranslationView]
    intro: Markup  # by the editors, empty where there is none
    reading_minutes: int
    characters: int
    evidence: EvidenceView
    brief: list[BriefView]
    numbers: list[NumberView]
    cast: list[CastView]
    headline: FragmentView | None  # the source's first heading where it is the title, as inline HTML for the `h1`
    fragments: list[FragmentView]  # without the headline
    timeline: LineView
    silences: list[SilenceView]
    passages: list[PassageView]  # the fragments by paragraph, with the cards beside them
    source_parts: list[SourcePart]
    source_file_url: str
    source_sha256: str
    corrections: list[ChangeView]
    replaced: list[ReplacedView]  # newest first
    strongest: QuoteView | None  # the best quotation with an established speaker, for the front page
    json_ld: Markup
    exports: list[ExportView]
    related: list[RelatedView]
