"""The values that each template of the theme gets: `FrontValues` are those of `front.html`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.publish.payloads.elements import Crumb, DateView, MomentView, PersonRef, QuoteView, StoryRef
    from verbatim.publish.payloads.pages import (
        Filter,
        FormsView,
        GoneView,
        HistoryView,
        IndexRow,
        LatestWordsView,
        Letter,
        Meta,
        Month,
        PaginationView,
        PanelView,
        QuotePlace,
        Section,
        SectionBlock,
        VariantsView,
    )
    from verbatim.publish.payloads.story import StoryCard, StoryTimeline
    from verbatim.publish.payloads.timeline import PeriodView, ShortLine, SpanView, StripView
    from verbatim.publish.views.profile import ProfileView, SaidView
    from verbatim.publish.views.questions import QuestionView
    from verbatim.publish.views.topic import TopicCard, TopicView


class PageValues(TypedDict):
    """Every page and every frame."""

    meta: Meta  # for the head of the page
    crumbs: list[Crumb]  # the way to the page, which is the last of them
    section: Section  # the part of the site that the page belongs to, empty for none


class FrontTotals(TypedDict):
    """How much there is on the site."""

    stories: int  # how many
    quotations: int  # paraphrases not counted
    open: int  # quotations whose speaker is not established
    recent: int  # newest stories that “most quoted” counts
    drafts: int  # not capped


class FrontValues(TypedDict):
    """The front page."""

    lead: StoryCard | None  # None on a site without stories
    lead_quote: QuoteView | None  # the words that the lead is shown with
    lead_also: list[QuoteView]  # words of others in the lead
    seconds: list[StoryCard]  # the two stories beside the lead
    latest: list[StoryCard]  # the newest stories after these
    featured: int  # so many of `latest` are shown with their words, the rest as headlines
    topics: list[TopicCard]  # the topics with the newest stories
    blocks: list[SectionBlock]  # sections
    quotes: list[QuoteView]  # “lately said”
    people: list[IndexRow]  # “most quoted”
    moments: list[MomentView]  # newest first
    drafts: list[StoryRef]  # drafts, for their editors alone: empty on a site for the web, capped
    date: DateView | None  # of the newest story
    totals: FrontTotals  # counts


class FormsValues(TypedDict):
    """The forms of embed code, which the script of every Embed panel reads."""

    forms: FormsView  # the code of each


class SearchTotals(TypedDict):
    """How much the search finds."""

    stories: int  # how many
    people: int  # how many
    quotes: int  # how many


class SearchValues(TypedDict):
    """The search page: what is listed where there are no scripts."""

    stories: list[StoryRef]  # the newest
    people: list[IndexRow]  # those quoted most first
    totals: SearchTotals  # counts
    in_part: bool  # whether the source of some story is not published whole


class VerifyValues(TypedDict):
    """The page on which readers check the site."""

    database: str  # the site's data as one SQLite database; empty for a site that is not published


class NotFoundValues(TypedDict):
    """The page for addresses that do not exist."""

    stories: list[StoryRef]  # the newest


class StoryTimelineValues(TypedDict):
    """The timeline of a story."""

    story: StoryTimeline  # the story, without its text
    strip: StripView | None  # None where moments are few, or all of one day
    panel: PanelView  # how to embed the timeline


class TimelineFrameValues(StoryTimelineValues):
    """The frame of a story's timeline."""

    line: ShortLine  # the rows to show


class TopicValues(TypedDict):
    """A topic: several stories told together."""

    topic: TopicView  # everything on its page
    panel: PanelView  # how to embed it


class TopicsValues(TypedDict):
    """The list of all topics."""

    topics: list[TopicCard]  # that with the newest story first


class TopicFrameValues(TypedDict):
    """The frame of a topic."""

    topic: TopicView  # everything on its page
    line: ShortLine  # the last moments


class QuestionValues(TypedDict):
    """A question, and how to embed it."""

    question: QuestionView  # what is asked and answered
    panel: PanelView  # how to embed it


class QuestionFrameValues(TypedDict):
    """The frame of a question."""

    question: QuestionView  # what is asked and answered


class StoriesValues(TypedDict):
    """The list of all stories, or of a section."""

    title: str  # of the list
    filters: list[Filter]  # the sections
    years: list[Crumb]  # where each year begins in a long list
    stories: list[StoryCard]  # those on this page
    months: list[Month]  # the same stories by month
    pagination: PaginationView  # position in the list


class QuoteValues(TypedDict):
    """A quotation."""

    quote: QuoteView  # the quotation
    place: QuotePlace  # its position in the story
    panel: PanelView  # how to embed it
    json_ld: Markup  # for a script element
    history: HistoryView | None  # None where it never changed
    variants: VariantsView | None  # None where no editor joined it with another text's


class QuoteFrameValues(TypedDict):
    """The frame of a quotation."""

    quote: QuoteView  # the quotation
    words: QuoteView  # the same, without a comma at its end that leads on to the reporter's words
    says: str  # of reported speech, whose words these are
    where: str  # the newspaper, or the story's title, and the date
    portrait: str  # of the speaker, as a `data:` address; may be empty
    initials: str  # what stands in its place
    short: str  # the short address of its page, as it is read; empty where the site has no address
    history: HistoryView | None  # the newest changes


class QuotesValues(TypedDict):
    """A list of quotations."""

    title: str  # of the list
    filters: list[Filter]  # by how far the speaker is established
    years: list[Crumb]  # where each year begins in a long list
    quotes: list[QuoteView]  # those on this page
    pagination: PaginationView  # position in the list


class PersonValues(TypedDict):
    """The profile of a person, an organisation or a place."""

    profile: ProfileView  # everything on the profile
    quotes: list[SaidView]  # those on this page, the most telling first
    panel: PanelView  # how to embed it
    pagination: PaginationView  # of the quotations
    json_ld: Markup  # for a script element


class ProfileName(TypedDict):
    """Whose quotations these are."""

    ref: PersonRef  # the person


class PersonQuotesValues(TypedDict):
    """A further page of a person's quotations."""

    profile: ProfileName  # whose they are
    quotes: list[SaidView]  # those on this page
    pagination: PaginationView  # position in the list


class PersonFrameValues(TypedDict):
    """The frame of a profile."""

    profile: ProfileView  # everything on the profile
    latest: LatestWordsView  # the words to show


class PeopleValues(TypedDict):
    """The list of people, organisations or places, or of those under one letter."""

    title: str  # of the list
    total: int  # how many the list has
    most: list[IndexRow]  # who is quoted most; empty in a short list
    alphabet: list[Filter]  # the letters, where each has pages of its own
    filters: list[Filter]  # the three kinds
    letters: list[Letter]  # empty where each letter has pages of its own
    pagination: PaginationView | None  # of a letter's pages, else None
    list: str  # address of the whole list


class TimelineValues(TypedDict):
    """The overview of the timeline of all stories."""

    spans: list[SpanView]  # of the texts' own time, latest first
    earlier: list[SpanView]  # of what they tell from before it
    peak: int  # moments of the busiest month
    moments: int  # how many have a date
    undated: int  # how many have none
    latest: list[MomentView]  # the latest that had happened when they were reported, newest first
    filters: list[Filter]  # people named in several moments


class PeriodValues(TypedDict):
    """The timeline of a year or a month."""

    period: PeriodView  # its moments
    filters: list[Filter]  # people named in several moments


class MovedValues(TypedDict):
    """A page at an address that something left."""

    target: str  # its new address
    is_same: bool  # whether two entries are the same; else a person has a place in a story instead of a page


class TombstoneValues(TypedDict):
    """A page, or a frame, at the address of something that is gone."""

    gone: GoneView  # what is known of it
    title: str  # what to say
