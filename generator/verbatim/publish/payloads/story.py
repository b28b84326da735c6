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
        PictureView,
        QuoteView,
        Slice,
        StoryRef,
    )
    from verbatim.publish.payloads.timeline import LineView


class FragmentView(TypedDict):
    """A fragment of the text."""

    anchor: str  # "f-030"
    kind: FragmentKind | Literal["withheld"]  # what it is; or the sign for paragraphs that are not published
    char: str  # its place in the source, empty for a note and a sign
    goes_on: bool  # whether it continues the paragraph of the fragment above
    html: Markup  # the annotated words in an element of their own, a note's blocks, or a sign
    quotes: list[QuoteView]  # quotations that begin in it
    corrections: list[ChangeView]  # changes of its words


class PieceView(TypedDict):
    """A stretch of a paragraph, and whether the other text has it too."""

    words: Slice  # the words of the stretch
    shared: bool  # whether the other text has it


class RewordedView(TypedDict):
    """A paragraph before and after, or `same`: so many that did not change."""

    same: int  # number of paragraphs, 0 for one that changed
    before: list[PieceView]  # empty for a new paragraph
    after: list[PieceView]  # empty for a deleted one


class ReplacedView(TypedDict):
    """A newer text of the source and what it changed."""

    id: str  # its place on the page
    date: DateView  # day of the newer text
    rows: list[RewordedView]  # empty where there is too much for a page
    before: str  # address of the earlier text, empty where it is not kept
    after: str  # address of the newer text
    withheld: bool  # whether the earlier text is not published, since of the newer one a part is


class EvidenceView(TypedDict):
    """The evidence line: counts of the story's quotations, paraphrases apart."""

    quotations: int  # direct and mixed ones that are not withdrawn
    verbatim: int  # without a correction of their words
    stated: int  # whose speaker the source names
    inferred: int  # whose speaker follows from the text
    editor: int  # whose speaker the editors name
    none: int  # whose speaker was looked for and not found
    unread: str  # the sentence that says which language is not read for speakers; empty where it is read
    corrected: int  # with a correction of their words
    paraphrases: int  # apart from the others
    reviewed: int  # that an editor has checked
    story: str  # whose quotations they are


class BriefView(TypedDict):
    """A sentence of the brief."""

    sentence: Slice  # the whole sentence
    paragraph: int  # from 1


class NumberView(TypedDict):
    """A key number."""

    words: Slice  # the number
    means: Slice  # the phrase that gives it meaning
    who: PersonRef | None  # whose words it is from
    url: str  # its place in the source


class VoiceView(TypedDict):
    """Somebody in *Who says what*, whose speaking is established, by name or by the source's description."""

    quote: QuoteView  # the quotation, who spoke, and in which story
    words: list[Slice]  # its pieces that are shown, in order: all, or those of its first sentence
    cut: bool  # whether more words of it follow
    quotations: int  # of theirs, this one included


class UnknownView(TypedDict):
    """A sentence in which a text says that something is not known."""

    sentence: Slice  # the whole sentence
    story: StoryRef  # the story that it is from


class SilenceView(TypedDict):
    """Something that the text does not establish: a speaker or a date."""

    quote: QuoteView | None  # either this
    moment: MomentView | None  # or this
    why: str  # the reason


ExportKind = Literal["quotes", "moments", "calendar", "timeline", "annotations", "story", "source", "part", "proof"]


class ExportView(TypedDict):
    """A file that a story's page offers."""

    kind: ExportKind  # what it holds
    url: str  # its address
    media_type: str  # such as `text/csv`
    left_out: int  # moments that it cannot hold because no date places them


class TranslationView(TypedDict):
    """The story in another language."""

    lang: str  # tag of the language
    name: str  # the language's name in itself
    url: str  # its page


class StoryCard(TypedDict):
    """A story in a list."""

    ref: StoryRef  # what identifies it
    draft: str  # the story's file where it is a draft, else empty
    embargo: str  # until when an embargo holds it back, which makes it a draft; else empty
    lang: str  # tag of its language
    translations: list[TranslationView]  # into other languages
    intro: Markup  # by the editors, empty where there is none
    picture: PictureView | None  # by the editors, None where they gave none
    reading_minutes: int  # at least 1
    characters: int  # of the source
    evidence: EvidenceView  # counts of its quotations
    brief: list[BriefView]  # in brief, three to five sentences
    numbers: list[NumberView]  # key numbers
    source_file_url: str  # the source as text
    source_sha256: str  # hash of the source's text
    covered: bool  # whether editors covered words of it, for which ▇ stands
    corrections: list[ChangeView]  # public changes
    strongest: QuoteView | None  # the best quotation with an established speaker, for the front page


class StoryTimeline(StoryCard):
    """A story on the page of its timeline."""

    timeline: LineView  # its moments to scale
