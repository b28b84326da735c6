"""The values of a topic's page: several stories told together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.publish.payloads.elements import (
        ChangeView,
        Crumb,
        DateView,
        MomentView,
        PersonRef,
        PictureView,
        QuoteView,
        RoleView,
        Slice,
        StoryRef,
    )
    from verbatim.publish.payloads.story import NumberView, SilenceView, UnknownView
    from verbatim.publish.payloads.timeline import Align, LineView, StripView, TickView


class TopicRef(TypedDict):
    """A topic, wherever it is named."""

    id: str  # its id
    url: str  # its page
    title: str  # by the editors, without quotation marks
    stories: int  # how many texts it joins
    first: DateView | None  # of the earliest text, None where none has a date
    last: DateView | None  # of the newest text
    draft: str  # the topic's file where it is a draft, else empty


class TopicCard(TypedDict):
    """A topic in a list."""

    ref: TopicRef  # what identifies it
    summary: Markup  # by the editors, empty where there is none
    quotations: int  # in all its texts
    speakers: int  # how many people and organisations are quoted
    lead: LeadView | None  # what the newest text tells first
    picture: PictureView | None  # by the editors, None where they gave none


class LeadView(TypedDict):
    """The sentence with which a text begins its news."""

    sentence: Slice  # the whole sentence
    story: StoryRef  # the text


class SpokenView(TypedDict):
    """What somebody says in one text."""

    story: StoryRef  # the text
    quote: QuoteView | None  # their shortest telling words; None where the text quotes none of theirs that stand alone
    words: list[Slice]  # its pieces that lead: all, or those of its first sentence; empty where they are folded
    cut: bool  # whether more words of it follow
    more: int  # further quotations of theirs in this text


class TopicSpeaker(TypedDict):
    """Somebody who is quoted in a topic."""

    person: PersonRef  # who it is
    role: RoleView | None  # as the newest text that gives one words it
    quotations: int  # in all texts
    spoken: list[SpokenView]  # one for each column of who said what, earliest first
    latest: SpokenView  # the last text that has words of theirs


class CountedView(TypedDict):
    """A number of one text, beside the same thing's in others."""

    number: NumberView  # the number, and the phrase that says what it counts
    story: StoryRef  # the text
    anchor: str  # its row's place in the page


class ChartMark(TypedDict):
    """A number drawn at the date of its text."""

    anchor: str  # the place of its row
    x: float  # per cent of the width
    y: float  # pixels from the top
    label: Slice | None  # the number in the source's words; None where it would cover others
    label_y: float  # of the label's line, in pixels
    align: Align  # of the label, at its mark
    lifted: bool  # whether the label stands higher than its mark, and a line leads to it


class ChartView(TypedDict):
    """Numbers drawn in time, on a scale that begins at zero."""

    marks: list[ChartMark]  # earliest first
    zero: float  # where zero is, in pixels from the top
    ticks: list[TickView]  # dates that are written below


class CountView(TypedDict):
    """One thing that several texts count."""

    counted: list[CountedView]  # earliest text first
    by_editors: bool  # whether the editors put them together, not the words' likeness
    chart: ChartView | None  # None where fewer than three have a date and an amount, or all have one date


class TopicSilence(TypedDict):
    """Something that a text does not establish."""

    silence: SilenceView  # what it is
    elsewhere: list[QuoteView]  # where another text of the topic has the same words, and names who spoke


class TopicStory(TypedDict):
    """A text of a topic, and what is new in it."""

    ref: StoryRef  # the text
    lead: Slice | None  # the sentence with which it begins its news
    people: list[PersonRef]  # who stands in no earlier text, those quoted first; capped
    more_people: int  # how many more
    numbers: list[NumberView]  # key numbers that stand in no earlier text
    moments: list[MomentView]  # the first of each date that no earlier text has; capped
    more_moments: int  # how many more


class WhenView(TypedDict):
    """The dates that a reader needs first."""

    first: MomentView | None  # the earliest moment
    last: MomentView | None  # the latest that had happened when it was told
    next: MomentView | None  # the earliest that lies ahead of the newest text


class AnswerView(TypedDict):
    """Whole sentences of a source that answer a question."""

    words: Slice | None  # the sentences; None where words in them were withdrawn since
    url: str  # their place in the story's page
    story: StoryRef  # the text that has them
    corrections: list[ChangeView]  # of words in them
    withdrawn: ChangeView | None  # set where words in them were withdrawn


class QuestionView(TypedDict):
    """A reader's question, with its answers as the texts word them."""

    id: str  # what it is about and its own name, `gate/cost`
    anchor: str  # its id on the page of what it is about
    url: str  # its own page
    home: Crumb  # the page of the story or topic that it is about
    place: str  # where it stands on that page
    title: str  # by the editors, without quotation marks
    answers: list[AnswerView]  # empty: the texts do not say
    words: Markup  # by the editors, empty where there are none
    draft: str  # the file of the topic that it is about where that is a draft, else empty


class AnsweredView(TypedDict):
    """A sentence that says what is not known, and the one that answers it."""

    asked: UnknownView  # what was not known
    answer: UnknownView | None  # None where the editors name no place


class TopicView(TypedDict):
    """Everything on a topic's page."""

    ref: TopicRef  # what identifies it
    summary: Markup  # by the editors, empty where there is none
    picture: PictureView | None  # by the editors, None where they gave none
    words: Markup  # the editors' background, empty where there is none
    updated: DateView | None  # when the editors last changed what they say
    lead: LeadView | None  # what the newest text tells first
    speakers: list[TopicSpeaker]  # most quoted first; capped
    more_speakers: int  # how many more are quoted
    voices: list[
        TopicSpeaker
    ]  # those with words that may stand at a glance, at most four; `latest` are the last of these
    texts: list[StoryRef]  # in which a speaker is heard, earliest first: the columns of who said what
    sources: list[str]  # names of those who published the texts
    when: WhenView  # first, last and next
    unknown: list[UnknownView]  # what the texts say is not known, the newest first, without what is answered
    answered: list[AnsweredView]  # what a text said is not known, and the editors found answered in another
    line: LineView  # all moments
    before: int  # how many rows at its beginning lie long before the earliest text
    strip: StripView | None  # the same at one scale; None where they are few
    counts: list[CountView]  # numbers side by side
    silences: list[TopicSilence]  # what no text establishes
    questions: list[QuestionView]  # what readers ask, in the editors' order
    stories: list[TopicStory]  # newest first, those without a date after them
    quotations: int  # in all texts
    open: int  # quotations whose speaker was not found
