"""What the templates may count on: the head of every page, and the panel from which a quotation is embedded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from verbatim.publish.payloads.elements import RoleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from verbatim.publish.payloads.elements import Crumb, DateView, MomentView, PersonRef, QuoteView, Slice, StoryRef
    from verbatim.publish.payloads.story import StoryView


# ---- publish/head_views.py


class Alternate(TypedDict):
    """A page in one language: its tag, or `x-default`, and its absolute address."""

    lang: str
    url: str


class Meta(TypedDict):
    """The head of a page. `title` and `description` hold no quoted words beyond their slices."""

    title: str
    description: str
    canonical: str  # absolute, empty without a SITEURL
    lang: str
    og_image: str
    og_image_alt: str
    og_type: str
    oembed: str  # absolute address of the oEmbed file, empty where there is none
    feeds: list[Crumb]
    robots: str
    alternates: list[Alternate]  # the page in every language, its own too; empty where there is one only
    share_title: str  # the title whole; `title` is cut to what a tab and a list of results show
    locale: str  # as Open Graph writes it, de_DE; empty where no territory is known
    section: str
    published: str  # as far as the day is known; empty but for stories and their quotations
    modified: str
    linked: Markup  # JSON-LD, ready for a script element; empty where a page has none


class FrameSize(TypedDict):
    """A width that the panel offers for a frame, and the height in which its words surely fit then, in pixels."""

    width: int
    height: int


class PanelView(TypedDict):
    """The Embed panel. Without an absolute SITEURL `ready` is false, and there is nothing to copy.

    `kind` is empty where there is nothing to embed. `frame` and `picture` are site addresses, `address` and `oembed`
    absolute ones.
    """

    kind: Literal["quote", "timeline", "person", ""]
    ready: bool
    html: str  # form 1, as source code to be shown
    iframe: str  # form 2
    image: str  # form 3, empty where no picture is drawn
    image_alt: str
    oembed: str
    address: str
    frame: str
    title: str  # names the frame
    sizes: list[FrameSize]
    picture: str
    square: str  # the same, 1080 by 1080 pixels; empty where none is drawn
    element: str  # form 1 within the web component, empty but for quotations


# ---- publish/list_views.py


class IndexRow(TypedDict):
    """A row of the people index."""

    person: PersonRef
    role: Slice | None
    quotations: int
    stories: int
    namesakes: int  # how many others have a page under this name


class Letter(TypedDict):
    """People of one letter; `anchor` is its place on the page (`l-a`)."""

    letter: str
    anchor: str
    people: list[IndexRow]


class Month(TypedDict):
    """Stories of one month, or of one year where no month is known; `date` None where no date is."""

    anchor: str
    year: str
    date: DateView | None
    stories: list[StoryView]


class SectionBlock(TypedDict):
    """A section on the front page, with its newest stories that stand nowhere else there."""

    label: str
    url: str
    stories: list[StoryView]


class PageLink(TypedDict):
    """A page of a long list; the number 0 stands for those that are left out."""

    number: int
    url: str
    current: bool


class PaginationView(TypedDict):
    """Where a page of a long list stands: numbers count from 1, `first` to `last` of `total` items are shown."""

    number: int
    count: int
    first: int
    last: int
    total: int
    url: str
    previous: str
    next: str
    links: list[PageLink]


class Filter(TypedDict):
    """A plain link that narrows an index: `people/organisations/`."""

    label: str
    url: str
    count: int
    current: bool


# ---- publish/profile_views.py


class Companion(TypedDict):
    """Somebody who is in the same stories, and in how many."""

    person: PersonRef
    stories: int


class ProfileRole(RoleView):
    """A role on a profile: as last worded, since when these words are known, and in how many stories they stand."""

    since: DateView | None  # None where one story alone words it so
    stories: int


class FirstMention(TypedDict):
    """Where a story first names somebody: the sentence that does so."""

    story: StoryRef
    sentence: Slice


class Spokesperson(TypedDict):
    """Somebody whose role names an organisation, and that role."""

    person: PersonRef
    role: Slice


class NamesakeView(TypedDict):
    """Somebody else of the same name: whether the two are one, the sources do not establish."""

    person: PersonRef
    role: Slice | None


class YearCount(TypedDict):
    """How many quotations one year has."""

    year: str
    count: int


class ProfileView(TypedDict):
    """Everything that a profile shows; `together` and `stories` are capped, their counts are not."""

    ref: PersonRef
    credit: str  # whose picture the portrait is, empty where nobody is named
    roles: list[ProfileRole]  # as last worded first
    aliases: list[Slice]
    namesakes: list[NamesakeView]
    words: Markup  # the editors' words about them, empty where there are none
    same_as: list[str]
    quotes: Sequence[QuoteView]  # newest story first, each made when somebody looks at it
    paraphrases: list[QuoteView]
    moments: list[MomentView]
    years: list[YearCount]  # how often quoted, every year from the first to the last; empty within one year
    named: list[FirstMention]  # the newest stories, each with the sentence that first names them
    appears_with: list[Companion]
    organisations: list[Companion]
    speak_for: list[Spokesperson]  # for an organisation: those whose role names it
    stories: list[StoryRef]
    story_count: int
    feed_url: str
    json_ld: Markup
