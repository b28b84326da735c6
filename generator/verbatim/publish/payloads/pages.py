"""What pages are made of besides stories and timelines: heads, embed panels, lists, profiles, tombstones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from verbatim.publish.payloads.elements import RoleView

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.publish.payloads.elements import (
        ChangeView,
        Crumb,
        DateView,
        PersonRef,
        QuoteView,
        Slice,
        StoryRef,
    )
    from verbatim.publish.payloads.story import PieceView, StoryCard


class Page(NamedTuple):
    """A page to render."""

    address: str  # path of the file under the output folder
    template: str  # file name
    payload: dict[str, object]


Section = Literal["stories", "topics", "people", "quotes", "timeline", "search", ""]


class Alternate(TypedDict):
    """The page in one language."""

    lang: str  # its tag, or `x-default`
    url: str  # absolute


class Meta(TypedDict):
    """The head of a page."""

    title: str  # cut to what a tab and a list of results show; without the site's name
    description: str  # plain text
    canonical: str  # absolute, empty without a SITEURL
    lang: str  # tag of the page's language
    og_image: str  # absolute address, empty where there is no picture
    og_image_alt: str  # empty where there is no picture
    og_image_size: list[int]  # width and height in pixels; those of a card where there is no picture
    og_type: str  # `website` or `article`
    oembed: str  # absolute address of the oEmbed answer, empty where there is none
    feeds: list[Crumb]  # feeds that the page announces
    robots: str  # `noindex`, or empty
    alternates: list[Alternate]  # the page in every language, this one included; empty where there is only one
    share_title: str  # the whole title
    locale: str  # as Open Graph writes it, `de_DE`; empty where the territory is not known
    section: str  # of the story, may be empty
    published: str  # as `<time datetime>` writes it; for stories, their timelines and quotations, else empty
    modified: str  # the same, for the last change
    linked: Markup  # JSON-LD for a script element; empty where the page has none


class FrameSize(TypedDict):
    """A size that the panel offers for a frame, in pixels: its words always fit."""

    width: int  # pixels
    height: int  # pixels


class PanelView(TypedDict):
    """The Embed panel. A script makes the other forms of the code from `html` and `iframe`, by `FormsView`."""

    kind: Literal["quote", "timeline", "person", "topic", "question", ""]  # empty where there is nothing to embed
    ready: bool  # false without an absolute SITEURL: there is nothing to copy then
    html: str  # form 1, the card as HTML
    iframe: str  # the card's frame alone
    alt: str  # of the picture, empty where none is drawn
    address: str  # absolute
    sizes: list[FrameSize]  # sizes offered for the frame
    picture: str  # site address
    square: str  # the square picture, 1080 by 1080 pixels; empty where none is drawn
    basis: str  # how far a quotation’s speaker is established, where the source does not name them; else empty


class FormsView(TypedDict):
    """The code of each form that the panel has a script make, with names in braces for what differs."""

    site: str  # the site’s address, absolute, with a slash at its end
    card: str  # form 2: the words, and the script that turns them into the card
    picture: str  # form 3
    element: str  # form 1 within the web component


class IndexRow(TypedDict):
    """A row of the index of people."""

    person: PersonRef  # who it is
    name: list[str]  # the name in three parts: the middle one is what sorts it, a person's family name
    role: Slice | None  # as last worded
    quotations: int  # how many
    stories: int  # how many
    namesakes: int  # how many others this site names so


class Letter(TypedDict):
    """The people of one letter, or of a run of letters."""

    letter: str  # a capital, `#`, or both ends of a run: `A–C`
    anchor: str  # its id on the page, `l-a`
    people: list[IndexRow]  # in the order of family names


class Month(TypedDict):
    """The stories of one month, or of a year where the month is not known."""

    anchor: str  # its id on the page
    year: str  # may be empty
    date: DateView | None  # None for undated stories
    stories: list[StoryCard]  # newest first


class SectionBlock(TypedDict):
    """A section on the front page, with its newest stories that are nowhere else on it."""

    label: str  # the section's name
    url: str  # the section's page
    stories: list[StoryCard]  # newest first


class PageLink(TypedDict):
    """A link to a page of a long list."""

    number: int  # 0 for a gap between numbers
    url: str  # empty for a gap
    current: bool  # whether it is this page


class PaginationView(TypedDict):
    """The position of a page in a long list."""

    number: int  # from 1
    count: int  # pages
    first: int  # number of the first item shown, from 1
    last: int  # number of the last item shown
    total: int  # items
    url: str  # this page
    previous: str  # the page before, empty on the first
    next: str  # the page after, empty on the last
    links: list[PageLink]  # the first page, the last, and those near this one


class Filter(TypedDict):
    """A link that narrows an index, such as `people/organisations/`."""

    label: str  # what it leads to
    url: str  # site address
    count: int  # how many are there
    current: bool  # whether it is this page


class QuotePlace(TypedDict):
    """The position of a quotation in its story."""

    number: int  # from 1, in the order of the text
    total: int  # quotations of the story
    previous: QuoteView | None  # the quotation before it in the text
    following: QuoteView | None  # the quotation after it
    sha256: str  # of the source's text
    file_url: str  # the source as text


class WordingView(TypedDict):
    """The words of a version, as the ledger has them."""

    key: str  # names story, quotation and version
    html: Markup  # with what changed as `del` or `ins`


class VersionView(TypedDict):
    """A version of a quotation."""

    number: int  # from 1
    date: DateView  # day of the version
    change: ChangeView | None  # None for the first version
    before: WordingView | None  # the words before, where they differ and the ledger has them
    after: WordingView | None  # the words now, likewise


class VariantView(TypedDict):
    """The same words as another text has them."""

    quote: QuoteView  # the other text's quotation
    runs: list[list[PieceView]]  # its words, each run in marks of its own, in pieces that this text has too or not
    record: bool  # whether the text is a transcript or a release


class VariantsView(TypedDict):
    """What several texts have of the same words."""

    others: list[VariantView]  # a record first, then the earliest
    record: bool  # whether the page's own text is a transcript or a release
    disagree: bool  # whether the texts name different speakers


class HistoryView(TypedDict):
    """The versions of a quotation."""

    versions: list[VersionView]  # newest first
    older: int  # versions that only the quotation's page shows
    lang: str  # tag of the story's language


class LatestWordsView(NamedTuple):
    """The words on the frame of a profile: the latest quotation, else the sentence that names the person."""

    quote: QuoteView | None  # the latest quotation, if there is one
    sentence: Slice | None  # both None where no story names the person
    story: StoryRef | None  # where the words are from


class ProfileRole(RoleView):
    """A role on a profile, as last worded."""

    since: DateView | None  # when a story first worded it so; None where only one does
    stories: int  # how many word it


GoneKind = Literal["quotation", "person", "story", "timeline", "question"]


class GoneView(TypedDict):
    """What is known of something that is gone. A tombstone shows no quoted words."""

    kind: GoneKind  # what it was
    status: Literal["withdrawn", "gone"]  # withdrawn by an editor, or no longer in the text
    id: str  # its id
    name: str  # of a person, else empty
    url: str  # its former address
    changes: list[ChangeView]  # oldest first
    story: StoryRef | None  # the story that it is from, if that is published
    quotations: list[str]  # the ids of a story's quotations, whose pages say what became of them
