"""What the templates may count on: a story's page, plain data, made of the small views of `views`."""

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


# ---- publish/passage_views.py


class CardView(TypedDict):
    """A card beside the text.

    `form`: with its words, or brief, where they would not fit beside the passage. `lift`: by how many lines of text the
    card is raised from the end of its passage, 1 to 24. `keep`: how many lines under it the next card is raised by.
    """

    quote: QuoteView
    form: Literal["full", "brief"]
    lift: int
    keep: int


class PassageView(TypedDict):
    """A paragraph of the source: its fragments, which run in, and the cards that belong beside it.

    A heading or a note is a passage of one fragment; `kind` is the kind of the first.
    """

    kind: FragmentKind
    fragments: list[FragmentView]
    cards: list[CardView]


class SourcePart(TypedDict):
    """A paragraph of the source with the blanks after it.

    `at` is the offset where it begins, `anchor` its place in the annotated text ("f-030", empty where there is none).
    The `html` of all parts, joined, is the whole source and nothing else.
    """

    at: int
    anchor: str
    html: Markup


# ---- publish/replaced_views.py


class PieceView(TypedDict):
    """A stretch of a paragraph, and whether the other text has it too."""

    words: Slice
    shared: bool


class RewordedView(TypedDict):
    """A paragraph as it was and as it is, empty where there was or is none; or `same`, so many that did not change."""

    same: int
    before: list[PieceView]
    after: list[PieceView]


class ReplacedView(TypedDict):
    """A newer text: since when, and what it changed; no rows where that is too much for a page.

    `before` and `after` are the addresses of both texts, `before` empty where the earlier one is not kept.
    """

    id: str
    date: DateView
    rows: list[RewordedView]
    before: str
    after: str


# ---- publish/story_views.py


class EvidenceView(TypedDict):
    """The evidence line: counts over the story's quotations (direct and mixed), paraphrases apart."""

    quotations: int
    verbatim: int
    stated: int
    inferred: int
    none: int
    corrected: int
    paraphrases: int


class BriefView(TypedDict):
    """A sentence of the brief, with the number of its paragraph, from 1."""

    sentence: Slice
    paragraph: int


class NumberView(TypedDict):
    """A key number and the phrase that gives it meaning."""

    words: Slice
    means: Slice
    who: PersonRef | None
    url: str


class CastView(TypedDict):
    """A member of who's who in one story."""

    person: PersonRef
    roles: list[RoleView]
    quotations: int
    paraphrases: int


class SilenceView(TypedDict):
    """Something that the text does not establish, with the reason. One of `quote` and `moment` is set."""

    quote: QuoteView | None
    moment: MomentView | None
    why: str


class FragmentView(TypedDict):
    """A fragment of the text.

    `html` is the annotated words for a source fragment, the editors' for a note. `html` brings its own element with
    id, class and slice (`p`, `h3`; `span` for the headline); one that `goes_on` with the paragraph of the fragment
    above has the class `fragment--continued`. A note's is blocks without a slice. `quotes` are the cards that
    belong beside it (those whose first part stands in it).
    """

    anchor: str  # "f-030"
    kind: FragmentKind
    char: str  # "" for a note
    goes_on: bool
    html: Markup
    quotes: list[QuoteView]
    corrections: list[ChangeView]


ExportKind = Literal["quotes", "moments", "calendar", "timeline", "annotations", "story", "source", "proof"]


class RelatedView(TypedDict):
    """A story to read on with, and who of this one is in it."""

    story: StoryRef
    people: list[PersonRef]


class ExportView(TypedDict):
    """A file that a story's page offers. `left_out`: how many moments it cannot hold, since no date places them."""

    kind: ExportKind
    url: str
    media_type: str
    left_out: int


class TranslationView(TypedDict):
    """A story in another language: its tag, the language's own name for itself, the address."""

    lang: str
    name: str
    url: str


class StoryView(TypedDict):
    """Everything that a story's page shows. In lists the parts that belong to that page alone are empty."""

    ref: StoryRef
    lang: str
    translations: list[TranslationView]
    intro: Markup  # the editors' introduction, empty where there is none
    reading_minutes: int
    characters: int
    evidence: EvidenceView
    brief: list[BriefView]
    numbers: list[NumberView]
    cast: list[CastView]
    headline: FragmentView | None  # the source's first heading where it is the title: inline, for within the h1
    fragments: list[FragmentView]  # without the headline
    timeline: LineView
    silences: list[SilenceView]
    passages: list[PassageView]  # the same by paragraphs, with the cards beside them
    source_parts: list[SourcePart]  # the whole source, every annotated span marked and linked both ways
    source_file_url: str
    source_sha256: str
    corrections: list[ChangeView]
    replaced: list[ReplacedView]  # newer texts of its source, newest first
    strongest: QuoteView | None  # the strongest quotation with an established speaker, for the front page
    json_ld: Markup
    exports: list[ExportView]
    related: list[RelatedView]
