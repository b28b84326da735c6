"""What the templates may count on: the shape of every payload, plain data, no objects with behaviour.

`Markup` values are safe HTML made by our own code; every `str` is escaped by Jinja. Addresses (`url` keys) are
site addresses without a leading slash, as `stories/a/` or `stories/a/#f-030`; templates pass them through the
global `link(address)`, which makes them relative or absolute. An absent thing is None or an empty list, and a key
is always there (StrictUndefined).
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypedDict

from markupsafe import Markup

from generator.model import Basis, Certainty, FragmentKind, PersonKind, QuoteKind


class Page(NamedTuple):
    """One page to render: `address` is the file's path under the output folder, `template` a file's name."""

    address: str
    template: str
    payload: dict[str, object]


class Slice(TypedDict):
    """Words of a source with the place they are from. Templates show them inside an element that carries
    `data-story="{{ s.story }}" data-char="{{ s.char }}"`, and nothing else inside it (macro `slice`). A title that the
    editors wrote is no source words: its `char` is empty, and it is shown without these attributes."""

    story: str
    char: str  # "a,b"
    words: Markup
    url: str  # its place in the story page


class DateView(TypedDict):
    """A partial date. `machine` is what `<time datetime>` may hold, empty where HTML has no form for it."""

    edtf: str
    machine: str
    human: str
    precision: Literal["day", "month", "season", "year", "decade", "interval", "unknown"]
    approximate: bool


class PersonRef(TypedDict):
    id: str
    name: str
    kind: PersonKind
    url: str
    monogram: str
    image: str


class StoryRef(TypedDict):
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
    words: Slice
    story: StoryRef
    as_of: DateView


class PartView(TypedDict):
    """A piece of a quotation; `gap` is what the source has between it and the piece before, None at the first
    and between paragraphs (`paragraph` is then true)."""

    words: Slice
    gap: Slice | None
    paragraph: bool


class ChangeView(TypedDict):
    """A correction or withdrawal: when, why, and the printed words where they were corrected."""

    date: DateView
    why: Markup
    printed: Slice | None


class QuoteView(TypedDict):
    """A quotation, ready for a card of any size. `speaker` and `said_by` are both None where nobody is established.

    `step` sizes the words: 1 (up to 60 characters) 2 (120) 3 (220) 4 (400) 5 (more).
    `marks`: whether the card hangs a quotation mark (not for a paraphrase or a mixed quotation, whose own
    marks are in the words).
    """

    id: str
    url: str
    embed_url: str
    oembed_url: str
    png_url: str
    kind: QuoteKind
    marks: bool
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
    lang: str


class MomentView(TypedDict):
    id: str
    url: str
    date: DateView | None  # None: the source gives no date that can be placed
    words: Slice
    sentence: Slice
    basis: Basis
    why: str
    certainty: Certainty
    people: list[PersonRef]
    story: StoryRef
    year: str
    month: str


class TimelineRow(TypedDict):
    """A step of a drawn timeline: `gap` is the words for the time since the row above, empty at the first;
    `gap_step` 0-5 is its drawn length, `broken` whether the line is cut there."""

    moment: MomentView
    gap: str
    gap_step: int
    broken: bool


class NumberView(TypedDict):
    words: Slice
    means: Slice
    who: PersonRef | None
    url: str


class BriefView(TypedDict):
    sentence: Slice
    paragraph: int


class FragmentView(TypedDict):
    """A fragment of the text. `html` is the annotated words for a source fragment, the editors' for a note.

    `html` brings its own element with id, class and slice (`p`, `h3`; `span` for the headline); one that goes on with
    the paragraph of the fragment above has the class `fragment--continued`. A note's is blocks without a slice.
    `quotes` are the cards that belong beside it (those whose first part stands in it)."""

    anchor: str  # "f-030"
    kind: FragmentKind
    char: str  # "" for a note
    html: Markup
    quotes: list[QuoteView]
    corrections: list[ChangeView]


class CastView(TypedDict):
    """A member of who's who in one story."""

    person: PersonRef
    roles: list[RoleView]
    quotations: int
    paraphrases: int


class EvidenceView(TypedDict):
    """The evidence line: counts over the story's quotations (direct and mixed), paraphrases apart."""

    quotations: int
    verbatim: int
    stated: int
    inferred: int
    none: int
    corrected: int
    paraphrases: int


class SilenceView(TypedDict):
    """Something that the text does not establish, with the reason. One of `quote` and `moment` is set."""

    quote: QuoteView | None
    moment: MomentView | None
    why: str


class StoryView(TypedDict):
    ref: StoryRef
    lang: str
    intro: Markup  # the editors' introduction, empty where there is none
    reading_minutes: int
    characters: int
    evidence: EvidenceView
    brief: list[BriefView]
    numbers: list[NumberView]
    cast: list[CastView]
    headline: FragmentView | None  # the source's first heading where it is the title: inline, for within the h1
    fragments: list[FragmentView]  # without the headline
    timeline: list[TimelineRow]
    undated: list[MomentView]
    silences: list[SilenceView]
    source_html: Markup  # the whole source, every annotated span marked and linked both ways
    source_file_url: str
    source_sha256: str
    corrections: list[ChangeView]
    strongest: QuoteView | None  # the strongest quotation with an established speaker, for the front page
    json_ld: Markup
    exports: list[ExportView]


class ExportView(TypedDict):
    label: str
    url: str
    media_type: str


class ProfileView(TypedDict):
    ref: PersonRef
    roles: list[RoleView]
    aliases: list[Slice]
    words: Markup  # the editors' words about them, empty where there are none
    same_as: list[str]
    quotes: list[QuoteView]
    paraphrases: list[QuoteView]
    moments: list[MomentView]
    appears_with: list[AppearsWith]
    organisations: list[PersonRef]
    stories: list[StoryRef]
    feed_url: str
    json_ld: Markup


class AppearsWith(TypedDict):
    person: PersonRef
    stories: int


class IndexRow(TypedDict):
    """A row of the people index."""

    person: PersonRef
    role: Slice | None
    quotations: int
    stories: int


class Filter(TypedDict):
    """A plain link that narrows an index: `people/organisations/`."""

    label: str
    url: str
    count: int
    current: bool


class Crumb(TypedDict):
    label: str
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


# Pages, their templates and the payload's keys. Every payload also has: `meta` (Meta), `crumbs` (list[Crumb]),
# `section` ("stories" | "people" | "quotes" | "timeline" | "search" | "").
#
#   index.html                          front.html       lead: StoryView | None, latest: list[StoryView],
#                                                        people: list[IndexRow], moments: list[MomentView],
#                                                        quotes: list[QuoteView]
#   stories/index.html                  stories.html     stories: list[StoryView], filters: list[Filter]
#   stories/<id>/index.html             article.html     story: StoryView  (also Pelican's own `article`)
#   stories/<id>/timeline/index.html    story_timeline.html  story: StoryView
#   quotes/index.html                   quotes.html      quotes: list[QuoteView], filters
#   quotes/not-established/index.html   quotes.html      (and quotes/stated/, quotes/inferred/, quotes/paraphrases/)
#   quotes/<id>/index.html              quote.html       quote: QuoteView, panel: PanelView, json_ld: Markup
#   embed/quotes/<id>/index.html        embed_quote.html quote: QuoteView
#   embed/timelines/<story>/index.html  embed_timeline.html  story: StoryView
#   embed/people/<id>/index.html        embed_person.html    profile: ProfileView
#   people/index.html                   people.html      people: list[IndexRow], filters
#                                                        (and people/organisations/, people/places/)
#   people/<id>/index.html              person.html      profile: ProfileView
#   sections/<slug>/index.html          stories.html     the stories of one section
#   timeline/index.html                 timeline.html    years: list[tuple[str, list[TimelineRow]]],
#                                                        undated: list[MomentView], filters
#   404.html                            404.html         stories: list[StoryRef]
#   search/index.html                   search.html      (an index of links that works without scripts)
#   about/, corrections/                page.html        Pelican's own pages; corrections lists `changes`


class PanelView(TypedDict):
    """The Embed panel. Without an absolute SITEURL `ready` is false, and there is nothing to copy."""

    ready: bool
    html: str  # form 1, as source code to be shown
    iframe: str  # form 2
    image: str  # form 3
    image_alt: str
    oembed: str
    address: str
