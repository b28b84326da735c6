"""The small shapes that most payloads are made of: slices, dates, people, stories, quotations, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.model import Basis, Certainty, ClaimForm, Extent, PersonKind, QuoteKind, Standing


class Slice(TypedDict):
    """Words of a source with their place in it.

    Show them with the macro `slice`, in an element that carries `data-story` and `data-char` and holds nothing else.
    A title written by the editors is not a source's words: its `char` is empty, and it has no such attributes.
    """

    story: str  # id
    char: str  # start and end in the source, in code points: "697,824"
    words: Markup  # the words, ready to be shown
    url: str  # their place in the story's page
    lang: str  # the story's language; `slice` adds `lang` where it differs from the interface's


class DateView(TypedDict):
    """A date, as far as it is known."""

    edtf: str  # as EDTF, `2031-03`
    machine: str  # for `<time datetime>`; empty where HTML has no form for it
    human: str  # in the interface's language
    precision: Literal["day", "month", "season", "year", "decade", "interval", "unknown"]  # how exact
    approximate: bool  # about this date
    of: str  # the story that was published then, or the moment, as `story#m-…`; empty for other dates


class PortraitView(TypedDict):
    """A portrait supplied by the editors: square ones at `{stem}-{width}.webp` and `.jpg`."""

    face: str  # a small one as a `data:` address, for discs within text, which are not worth a request
    tall: NotRequired[bool]  # whether `{stem}-tall.webp` is there, of 504 × 630 pixels
    framed: NotRequired[str]  # one of 112 × 140 pixels as a `data:` address, for frames; may be empty
    stem: str  # site address without width and ending
    widths: list[int]  # smallest first
    credit: str  # empty where none is given


class PictureFiles(TypedDict):
    """The files of a picture at `{stem}-{width}.avif` and `.webp`, `{stem}-fallback.jpg`, `{stem}-share.jpg`."""

    stem: str  # site address without width and ending
    width: int  # of the picture as supplied, in pixels
    height: int  # the same
    widths: list[int]  # smallest first, none larger than the picture itself
    avif: bool  # whether there are files in AVIF
    shared: list[int]  # width and height of the file for previews of links; empty where the picture is too small


class PictureView(TypedDict):
    """A picture that editors give to a story, a moment or a topic."""

    files: PictureFiles  # where it is, in which sizes
    alt: str  # what it shows, for those who do not see it
    credit: str  # whose it is


class GivenRoleView(TypedDict):
    """A role that the editors give, shown in place of the one that a story words."""

    text: str  # the role
    source: str  # who says so, empty where the editors do
    url: str  # the source's address, may be empty
    date: DateView | None  # of which day, month or year it is known
    line: str  # all of it as plain text: the role, and in brackets the source or that it is the editors'


class PersonRef(TypedDict):
    """A person, an organisation or a place, wherever it is named."""

    id: str  # its id
    name: str  # the name to show
    kind: PersonKind  # what it is
    url: str  # its profile, or its first mention where it has none
    monogram: str  # initials, one or two letters
    tint: int  # the pattern of the disc, 1 to 4
    portrait: PortraitView | None  # None where the editors gave none
    role: GivenRoleView | None  # None where the editors gave none


class ArchivedView(TypedDict):
    """A copy of the publisher's page in a web archive."""

    url: str  # its address
    date: DateView  # the day on which it was made


class StoryRef(TypedDict):
    """A story, wherever it is named."""

    id: str  # its id
    url: str  # its page
    title: Slice  # the source's heading, or the story file's Title found in the source
    title_text: str  # the same as plain text without quotation marks, for `<title>`
    kicker: str  # its section, empty where it has none
    kicker_url: str  # the page of the section, may be empty
    date: DateView  # of publication
    date_basis: Literal["source", "file", "editor", "unknown"]  # where the date is from
    modified: DateView | None  # of the last change, where there was one
    source_name: str  # who published the source, may be empty
    source_url: str  # where the source was published, may be empty
    archived: ArchivedView | None  # an archived copy of that page
    extent: Extent  # how much of the source the site publishes
    licence: str  # under which the site publishes it, as the editors word it; may be empty
    credited: str  # whom they credit for it, may be empty


class RoleView(TypedDict):
    """A role as one story words it."""

    words: Slice  # the role
    story: StoryRef  # the story that words it so
    as_of: DateView  # the story's date


class PartView(TypedDict):
    """A piece of a quotation."""

    words: Slice  # the words of the piece
    gap: Slice | None  # the source's words between this piece and the one before
    paragraph: bool  # whether it begins a new paragraph


class AttributionView(TypedDict):
    """A corrected attribution: the speaker before and now, empty where none was established."""

    was: str  # the speaker before
    now: str  # the speaker now


ChangeKind = Literal["words", "speaker", "source", "withdrawn", "gone", "restored", "replaced"]


class ChangeView(TypedDict):
    """A public change: when, what and why.

    Kinds: `words`, corrected by an editor; `speaker`, the attribution; `source`, other words in a newer source;
    `withdrawn` by an editor; `gone`, no longer marked in the text; `restored`, marked again; `replaced`, the whole
    source by a newer text.
    """

    kind: ChangeKind  # what was changed
    date: DateView  # day of the change
    why: Markup  # empty where the editors gave no reason
    printed: Slice | None  # what the source printed, where the words were corrected
    attribution: AttributionView | None  # set for `speaker` only
    now: str  # the corrected words, only those that differ; empty for other kinds
    version: int  # the version that the change led to; 0 where it concerns no single quotation
    url: str  # the quotation, or what a newer text changed; may be empty


class ReviewView(TypedDict):
    """An editor's check of a quotation, in the state that it is shown in."""

    date: DateView  # the day
    by: str  # the editor's initials


class QuoteView(TypedDict):
    """A quotation for a card of any size. Without an established speaker, `speaker` and `said_by` are both None."""

    id: str  # its id, `q-7k3m9x2c4d`
    url: str  # its page
    embed_url: str  # its frame
    oembed_url: str  # its oEmbed answer, empty for a draft
    png_url: str  # its picture card, may be empty
    kind: QuoteKind  # how the source reports it
    form: ClaimForm  # what may be shown: the words, of a partly quoted sentence beside it, or only the sentence
    marks: bool  # whether the words stand in quotation marks: not where only the sentence may be shown
    pair: str  # opening and closing mark, as in the source, else as usual in its language
    parts: list[PartView]  # the quotation piece by piece
    whole: Slice  # from the first word to the last, gaps included: the place, never the words
    sentence: Slice | None  # of a partly quoted sentence the whole, the reporter's words included
    step: int  # size of the words: 1 (up to 60 characters), 2 (120), 3 (220), 4 (400), 5 (more)
    speaker: PersonRef | None  # who spoke
    said_by: Slice | None  # the source's words for a speaker whom it only describes, or who has no page
    named: bool  # whether the source names the speaker, and does not only describe them
    role: Slice | None  # the speaker's role, as this story words it
    via: Slice | None  # the mention that the attribution relies on
    basis: Basis  # how the speaker is known
    standing: Standing  # the same; `none` where nobody is established, `unread` where the language is not read
    unread: bool  # whether no speaker was looked for, since the language is not read
    why: str  # the reason for the attribution, or for its absence
    candidates: list[PersonRef]  # who may have spoken, where that is not established
    edited: bool  # whether an editor attributed it
    reviewed: ReviewView | None  # None where it was read by rules, and nobody has checked that
    story: StoryRef  # the story that it is from
    publisher_url: str  # the words on the publisher's own page, or the page where no link leads to them; may be empty
    before: Slice | None  # the rest of its sentence before it
    after: Slice | None  # the rest of its sentence after it
    corrections: list[ChangeView]  # corrections of the words
    withdrawn: ChangeView | None  # set where an editor withdrew it
    changes: list[ChangeView]  # corrections of the words and of the attribution, oldest first
    version: int  # current version, 1 where nothing was corrected
    lang: str  # tag of the story's language


Shape = Literal["day", "month", "year", "decade", "span", "since", "until", ""]


class PlaceView(TypedDict):
    """Another place that tells a moment."""

    id: str  # its id, which once may have been a moment's own
    date: DateView | None  # set where it is not the moment's
    sentence: Slice  # what it says
    words: Slice  # its words for the date


class MomentView(TypedDict):
    """A moment: a date in a story, with the sentence that gives it."""

    id: str  # its id
    url: str  # its place in the story's timeline
    date: DateView | None  # None where the source gives no date that can be placed
    shape: Shape  # how the date is drawn, by its precision; empty where it cannot be placed
    words: Slice  # the words for the date
    sentence: Slice  # the words for the date are an element of class `moment-here`
    basis: Basis  # how the date is known
    why: str  # how the date was found, or why there is none
    certainty: Certainty  # whether it happened, by what the text says
    ahead: bool  # whether it lies after its story's publication
    people: list[PersonRef]  # who is named with it
    story: StoryRef  # the story that it is from
    year: str  # empty where the date has none
    month: str  # its name, empty where the date has none
    also: list[PlaceView]  # the other places that tell it, in order of the text
    picture: PictureView | None  # by the editors, None where they gave none


class Crumb(TypedDict):
    """A labelled site address."""

    label: str  # what it is called
    url: str  # site address


class TopicRef(TypedDict):
    """A topic, wherever it is named."""

    id: str  # its id
    url: str  # its page
    title: str  # by the editors, without quotation marks
    stories: int  # how many texts it joins
    first: DateView | None  # of the earliest text, None where none has a date
    last: DateView | None  # of the newest text
    draft: str  # the topic's file where it is a draft, else empty
