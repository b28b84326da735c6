"""What the templates may count on: the shape of every payload, plain data, no objects with behaviour.

`Markup` values are safe HTML made by our own code; every `str` is escaped by Jinja. Addresses (`url` keys) are
site addresses without a leading slash, as `stories/a/` or `stories/a/#f-030`; templates pass them through the
global `link(address)`, which makes them relative or absolute. An absent thing is None or an empty list, and a key
is always there (StrictUndefined).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.model import Basis, Certainty, PersonKind, QuoteKind


# ---- publish/views.py


class Slice(TypedDict):
    """Words of a source with the place they are from.

    Templates show them inside an element that carries `data-story="{{ s.story }}" data-char="{{ s.char }}"`, and
    nothing else inside it (macro `slice`). A title that the editors wrote is no source words: its `char` is empty,
    and it is shown without these attributes.
    """

    story: str
    char: str  # "a,b"
    words: Markup
    url: str  # its place in the story page
    lang: str  # the story's language: macro `slice` says so where it is not that of the interface


class DateView(TypedDict):
    """A partial date. `machine` is what `<time datetime>` may hold, empty where HTML has no form for it."""

    edtf: str
    machine: str
    human: str
    precision: Literal["day", "month", "season", "year", "decade", "interval", "unknown"]
    approximate: bool


class PortraitView(TypedDict):
    """A supplied portrait: square pictures at `{stem}-{width}.webp` and `.jpg`, the smallest width first.

    `face` is a small one as a `data:` address: a disc among words is not worth a request.
    """

    face: str
    stem: str
    widths: list[int]
    credit: str


class PersonRef(TypedDict):
    """A person, an organisation or a place, as it is named anywhere. `tint` is the pattern of its disc, 1 to 4."""

    id: str
    name: str
    kind: PersonKind
    url: str
    monogram: str
    tint: int
    portrait: PortraitView | None


class StoryRef(TypedDict):
    """A story as it is named anywhere."""

    id: str
    url: str
    title: Slice  # the source's heading, or the story file's Title, looked up in the source
    title_text: str  # the same, plain, for <title>, where marks of quotation are left out
    kicker: str
    kicker_url: str
    date: DateView
    date_basis: Literal["source", "editor", "unknown"]
    modified: DateView | None
    source_name: str
    source_url: str


class RoleView(TypedDict):
    """A role as one story words it."""

    words: Slice
    story: StoryRef
    as_of: DateView


class PartView(TypedDict):
    """A piece of a quotation.

    `gap` is what the source has between it and the piece before, None at the first and between paragraphs
    (`paragraph` is then true).
    """

    words: Slice
    gap: Slice | None
    paragraph: bool


class AttributionView(TypedDict):
    """Who was said to have spoken, and who is said so now; empty where nobody was established."""

    was: str
    now: str


ChangeKind = Literal["words", "speaker", "source", "withdrawn", "gone", "restored", "replaced"]


class ChangeView(TypedDict):
    """A public change: when, what, and why; `why` is empty where no editor gave a reason.

    `words`: an editor corrected them (`printed` is then what the source printed); `speaker`: the attribution; `source`:
    a newer text of the source has other words; `gone`: no longer marked in the text; `replaced`: a newer text took the
    place of the whole source, and `url` leads to what it changed. `url` is the address of the
    quotation that it is about, and `version` the one that it led to; empty and 0 where it is about none.
    """

    kind: ChangeKind
    date: DateView
    why: Markup
    printed: Slice | None
    attribution: AttributionView | None
    now: str  # the words as an editor corrected them, no more than differ; empty for other kinds
    version: int
    url: str


class QuoteView(TypedDict):
    """A quotation, ready for a card of any size.

    `corrections` are those of the words. `speaker` and `said_by` are both None where nobody is established. `step`
    sizes the words: 1 (up to 60 characters) 2 (120) 3 (220) 4 (400) 5 (more). `marks`: whether the card hangs a
    quotation mark (not for a paraphrase or a mixed quotation, whose own marks are in the words).
    """

    id: str
    url: str
    embed_url: str
    oembed_url: str
    png_url: str
    kind: QuoteKind
    marks: bool
    pair: str  # the opening and the closing mark, as the source has them, else as its language does
    parts: list[PartView]
    whole: Slice  # from the first word to the last, gaps included
    step: int
    speaker: PersonRef | None
    said_by: Slice | None
    role: Slice | None
    via: Slice | None
    basis: Basis
    why: str
    candidates: list[PersonRef]
    edited: bool
    story: StoryRef
    before: Slice | None
    after: Slice | None
    corrections: list[ChangeView]
    withdrawn: ChangeView | None
    changes: list[ChangeView]  # what was corrected in it, oldest first: its words, its attribution
    version: int  # the one that the last of these led to, 1 where nothing was corrected
    lang: str


Shape = Literal["day", "month", "year", "decade", "span", "since", "until", ""]


class MomentView(TypedDict):
    """A moment; `year` and `month` are empty where its date has none.

    In its `sentence` the words for the date are an element of their own (class `moment-here`).
    `shape` is how its date is drawn, by how exactly it is known; empty where there is none that can be placed.
    `ahead`: its date lies after the publication of its story.
    """

    id: str
    url: str
    date: DateView | None  # None: the source gives no date that can be placed
    shape: Shape
    words: Slice
    sentence: Slice
    basis: Basis
    why: str
    certainty: Certainty
    ahead: bool
    people: list[PersonRef]
    story: StoryRef
    year: str
    month: str


# ---- publish/page_views.py


class Page(NamedTuple):
    """One page to render: `address` is the file's path under the output folder, `template` a file's name."""

    address: str
    template: str
    payload: dict[str, object]


class Crumb(TypedDict):
    """A labelled site address."""

    label: str
    url: str
