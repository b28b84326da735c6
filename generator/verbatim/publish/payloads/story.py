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
        RoleView,
        Slice,
        StoryRef,
        TopicRef,
    )
    from verbatim.publish.payloads.timeline import LineView
    from verbatim.publish.views.questions import QuestionView


class CardView(TypedDict):
    """A card beside the text. It never shows the words, which stand in the text."""

    quote: QuoteView  # whose speaker it tells
    quiet: bool  # whether it stands there for every reader; others stand there with the evidence
    folded: bool  # whether it has no room beside its passage, with the evidence
    folded_quietly: bool  # whether it has none beside it among those for every reader


class FragmentView(TypedDict):
    """A fragment of the text."""

    anchor: str  # "f-030"
    kind: FragmentKind | Literal["withheld"]  # what it is; or the sign for paragraphs that are not published
    char: str  # its place in the source, empty for a note and a sign
    goes_on: bool  # whether it continues the paragraph of the fragment above
    html: Markup  # the annotated words in an element of their own, a note's blocks, or a sign
    quotes: list[QuoteView]  # quotations that begin in it
    corrections: list[ChangeView]  # changes of its words


class PassageView(TypedDict):
    """A paragraph of the source: its fragments and the cards beside it. A heading or a note is a passage of its own."""

    kind: FragmentKind | Literal["withheld"]  # of its first fragment
    fragments: list[FragmentView]  # in their order
    cards: list[CardView]  # quotations that begin in it


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


class GlanceDate(TypedDict):
    """One of the dates that say when."""

    which: Literal["only", "first", "last", "next"]  # the next was still ahead when its text was published
    moment: MomentView  # with a date


class UnknownView(TypedDict):
    """A sentence in which a text says that something is not known."""

    sentence: Slice  # the whole sentence
    story: StoryRef  # the story that it is from


class GlanceView(TypedDict):
    """What one story, or several, tell at a glance."""

    lead: list[Slice]  # what happened: the sentence with which the newest text opens its brief
    voices: list[VoiceView]  # those quoted most first, at most four
    others: int  # speakers besides
    when: list[GlanceDate]  # in their order
    numbers: list[NumberView]  # key numbers
    unknown: list[UnknownView]  # at most three
    open: int  # quotations whose speaker was looked for and not found
    open_url: str  # where these are listed


class CastView(TypedDict):
    """A member of who's who in one story."""

    person: PersonRef  # who it is
    roles: list[RoleView]  # as this story words them
    quotations: int  # how many
    paraphrases: int  # how many
    first: str  # where the text first names them, for those who have no page; else empty


class SilenceView(TypedDict):
    """Something that the text does not establish: a speaker or a date."""

    quote: QuoteView | None  # either this
    moment: MomentView | None  # or this
    why: str  # the reason


ExportKind = Literal["quotes", "moments", "calendar", "timeline", "annotations", "story", "source", "part", "proof"]


class RelatedView(TypedDict):
    """A story to read next."""

    story: StoryRef  # the other story
    people: list[PersonRef]  # who is in both


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


class StoryView(StoryTimeline):
    """Everything on a story's page."""

    cast: list[CastView]  # who's who, those quoted most first
    places: list[CastView]  # the places that it names, in order of mention
    headline: FragmentView | None  # the source's first heading where it is the title, as inline HTML for the `h1`
    headline_cards: list[CardView]  # of the quotations that begin in it
    title: Markup  # any other title, as inline HTML for the `h1`
    fragments: list[FragmentView]  # without the headline
    silences: list[SilenceView]  # what the text does not establish
    passages: list[PassageView]  # the fragments by paragraph, with the cards beside them
    changes_url: str  # the file that has its changes as data; empty where nothing was changed
    replaced: list[ReplacedView]  # newest first
    related: list[RelatedView]  # what to read next
    topics: list[TopicRef]  # which it is part of
    questions: list[QuestionView]  # what readers ask, in the editors' order
