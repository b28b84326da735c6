"""What pages are made of besides stories and timelines: heads, embed panels, lists, profiles, tombstones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from verbatim.publish.payloads.elements import RoleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from verbatim.publish.payloads.elements import (
        ChangeView,
        Crumb,
        DateView,
        MomentView,
        PersonRef,
        QuoteView,
        Slice,
        StoryRef,
    )
    from verbatim.publish.payloads.story import StoryView


class Page(NamedTuple):
    """A page to render."""

    address: str  # path of the file under the output folder
    template: str  # file name
    payload: dict[str, object]


Section = Literal["stories", "people", "quotes", "timeline", "search", ""]


class Alternate(TypedDict):
    """The page in one language."""

    lang: str  # its tag, or `x-default`
    url: str  # absolute


class Meta(TypedDict):
    """The head of a page."""

    title: str  # cut to what a tab and a list of results show; without the site's name
    description: str
    canonical: str  # absolute, empty without a SITEURL
    lang: str
    og_image: str
    og_image_alt: str
    og_type: str
    oembed: str  # absolute address of the oEmbed answer, empty where there is none
    feeds: list[Crumb]
    robots: str
    alternates: list[Alternate]  # the page in every language, this one included; empty where there is only one
    share_title: str  # the whole title
    locale: str  # as Open Graph writes it, `de_DE`; empty where the territory is not known
    section: str
    published: str  # as `<time datetime>` writes it; for stories, their timelines and quotations, else empty
    modified: str
    linked: Markup  # JSON-LD for a script element; empty where the page has none


class FrameSize(TypedDict):
    """A size that the panel offers for a frame, in pixels: its words always fit."""

    width: int
    height: int


class PanelView(TypedDict):
    """The Embed panel."""

    kind: Literal["quote", "timeline", "person", ""]  # empty where there is nothing to embed
    ready: bool  # false without an absolute SITEURL: there is nothing to copy then
    html: str  # form 1, the card as HTML
    iframe: str  # form 2
    image: str  # form 3, empty where no picture is drawn
    image_alt: str
    oembed: str  # absolute
    address: str  # absolute
    frame: str  # site address
    title: str  # the frame's name
    sizes: list[FrameSize]
    picture: str  # site address
    square: str  # the square picture, 1080 by 1080 pixels; empty where none is drawn
    element: str  # form 1 within the web component; for quotations only, else empty


class IndexRow(TypedDict):
    """A row of the index of people."""

    person: PersonRef
    role: Slice | None
    quotations: int
    stories: int
    namesakes: int  # how many others have a page under this name


class Letter(TypedDict):
    """The people of one letter."""

    letter: str
    anchor: str  # its id on the page, `l-a`
    people: list[IndexRow]


class Month(TypedDict):
    """The stories of one month, or of a year where the month is not known."""

    anchor: str
    year: str
    date: DateView | None  # None for undated stories
    stories: list[StoryView]


class SectionBlock(TypedDict):
    """A section on the front page, with its newest stories that are nowhere else on it."""

    label: str
    url: str
    stories: list[StoryView]


class PageLink(TypedDict):
    """A link to a page of a long list."""

    number: int  # 0 for a gap between numbers
    url: str
    current: bool


class PaginationView(TypedDict):
    """The position of a page in a long list."""

    number: int  # from 1
    count: int  # pages
    first: int  # number of the first item shown, from 1
    last: int
    total: int  # items
    url: str
    previous: str
    next: str
    links: list[PageLink]


class Filter(TypedDict):
    """A link that narrows an index, such as `people/organisations/`."""

    label: str
    url: str
    count: int
    current: bool


class QuotePlace(TypedDict):
    """The position of a quotation in its story."""

    number: int  # from 1, in the order of the text
    total: int
    previous: QuoteView | None
    following: QuoteView | None
    sha256: str  # of the source's text
    file_url: str  # the source as text


class WordingView(TypedDict):
    """The words of a version, as the ledger has them."""

    key: str  # names story, quotation and version
    html: Markup


class VersionView(TypedDict):
    """A version of a quotation."""

    number: int
    date: DateView
    change: ChangeView | None  # None for the first version
    before: WordingView | None  # the words before and after, where they differ
    after: WordingView | None


class HistoryView(TypedDict):
    """The versions of a quotation."""

    versions: list[VersionView]  # newest first
    older: int  # versions that only the quotation's page shows
    lang: str


class LatestWordsView(NamedTuple):
    """The words on the frame of a profile: the latest quotation, else the sentence that names the person."""

    quote: QuoteView | None
    sentence: Slice | None  # both None where no story names the person
    story: StoryRef | None


class Companion(TypedDict):
    """A person or an organisation in the same stories, and in how many."""

    person: PersonRef
    stories: int


class ProfileRole(RoleView):
    """A role on a profile, as last worded."""

    since: DateView | None  # when a story first worded it so; None where only one does
    stories: int


class FirstMention(TypedDict):
    """The sentence in which a story first names somebody."""

    story: StoryRef
    sentence: Slice


class Spokesperson(TypedDict):
    """A person whose role names an organisation."""

    person: PersonRef
    role: Slice


class NamesakeView(TypedDict):
    """Another person of the same name; whether the two are one, the sources do not establish."""

    person: PersonRef
    role: Slice | None


class YearCount(TypedDict):
    """The number of quotations in one year."""

    year: str
    count: int


class ProfileView(TypedDict):
    """Everything on a profile."""

    ref: PersonRef
    credit: str  # of the portrait, empty where none is given
    roles: list[ProfileRole]  # the one worded last first
    aliases: list[Slice]
    namesakes: list[NamesakeView]
    words: Markup  # by the editors, empty where there are none
    same_as: list[str]  # addresses of the same person elsewhere
    quotes: Sequence[QuoteView]  # newest story first, each made when it is looked at
    paraphrases: list[QuoteView]
    moments: list[MomentView]
    years: list[YearCount]  # every year from the first to the last; empty where there is only one
    named: list[FirstMention]  # in the newest stories
    appears_with: list[Companion]  # capped
    organisations: list[Companion]  # capped
    speak_for: list[Spokesperson]  # for an organisation
    stories: list[StoryRef]  # capped
    story_count: int  # not capped
    feed_url: str
    json_ld: Markup


class GoneView(TypedDict):
    """What is known of something that is gone. A tombstone shows no quoted words."""

    kind: Literal["quotation", "person"]
    status: Literal["withdrawn", "gone"]
    id: str  # of a quotation
    name: str  # of a person, empty for a quotation
    url: str
    changes: list[ChangeView]  # oldest first
    story: StoryRef | None
