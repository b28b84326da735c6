"""What the templates may count on: the payloads of whole pages, made of the small views of `views`.

Pages, their templates and the payload's keys. Every payload also has: `meta` (Meta), `crumbs` (list[Crumb]),
`section` ("stories" | "people" | "quotes" | "timeline" | "search" | "").

  index.html                          front.html       lead: StoryView | None, lead_quote: QuoteView | None,
                                                       lead_also: list[QuoteView], seconds: list[StoryView],
                                                       latest: list[StoryView], featured: int (how many of latest
                                                       are told with their words), blocks: list[Block],
                                                       quotes: list[QuoteView], people: list[IndexRow],
                                                       moments: list[MomentView], silences: list[SilenceView],
                                                       date: DateView | None, totals: dict[str, int] (stories,
                                                       quotations, open, recent)
  stories/index.html                  stories.html     title, stories: list[StoryView], months: list[Month],
                                                       filters: list[Filter], years: list[Crumb] (where each
                                                       begins), pagination: PaginationView; stories/page/<n>/
  stories/<id>/index.html             article.html     story: StoryView  (also Pelican's own `article`)
  stories/<id>/timeline/index.html    story_timeline.html  story: StoryView, strip: StripView | None
  quotes/index.html                   quotes.html      title, quotes: list[QuoteView], filters, years, pagination;
                                                       quotes/page/<n>/
  quotes/not-established/index.html   quotes.html      (and quotes/stated/, quotes/inferred/, quotes/paraphrases/)
  quotes/<id>/index.html              quote.html       quote: QuoteView, panel: PanelView, json_ld: Markup
  embed/quotes/<id>/index.html        embed_quote.html quote: QuoteView
  embed/timelines/<story>/index.html  embed_timeline.html  story: StoryView
  embed/people/<id>/index.html        embed_person.html    profile: ProfileView
  people/index.html                   people.html      title, list (its address), letters: list[Letter],
                                                       most: list[IndexRow], total: int, alphabet: list[Filter],
                                                       filters, pagination or None
                                                       (and people/organisations/, people/places/; of more than 500
                                                       each letter has a page, people/letters/<letter>/)
  people/<id>/index.html              person.html      profile: ProfileView, quotes: list[QuoteView], pagination
  people/<id>/page/<n>/index.html     person_quotes.html   the same, with quotations alone
  sections/<slug>/index.html          stories.html     the stories of one section; sections/<slug>/page/<n>/
  timeline/index.html                 timeline.html    spans: list[SpanView], peak: int, moments: int, undated: int,
                                                       latest: list[MomentView], filters
  timeline/<year>/index.html          timeline_period.html  period: PeriodView, filters
                                                       (and timeline/<year>/<month>/ of a long year, …/page/<n>/)
  404.html                            404.html         stories: list[StoryRef]
  search/index.html                   search.html      (an index of links that works without scripts)
  about/, corrections/                page.html        Pelican's own pages; corrections lists `changes`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from generator.publish.views import RoleView

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.publish.story_views import StoryView
    from generator.publish.views import DateView, MomentView, PersonRef, QuoteView, Slice, StoryRef


class Page(NamedTuple):
    """One page to render: `address` is the file's path under the output folder, `template` a file's name."""

    address: str
    template: str
    payload: dict[str, object]


class AppearsWith(TypedDict):
    """Somebody who is in the same stories, and in how many."""

    person: PersonRef
    stories: int


class HeldRole(RoleView):
    """A role on a profile: as last worded, since when these words are known, and in how many stories they stand."""

    since: DateView | None  # None where one story alone words it so
    stories: int


class Named(TypedDict):
    """Where a story first names somebody: the sentence that does so."""

    story: StoryRef
    sentence: Slice


class SpeaksFor(TypedDict):
    """Somebody whose role names an organisation, and that role."""

    person: PersonRef
    role: Slice


class Namesake(TypedDict):
    """Somebody else of the same name: whether the two are one, the sources do not establish."""

    person: PersonRef
    role: Slice | None


class Count(TypedDict):
    """How many quotations one year has."""

    year: str
    count: int


class ProfileView(TypedDict):
    """Everything that a profile shows; `together` and `stories` are capped, their counts are not."""

    ref: PersonRef
    credit: str  # whose picture the portrait is, empty where nobody is named
    roles: list[HeldRole]  # as last worded first
    aliases: list[Slice]
    namesakes: list[Namesake]
    words: Markup  # the editors' words about them, empty where there are none
    same_as: list[str]
    quotes: list[QuoteView]
    paraphrases: list[QuoteView]
    moments: list[MomentView]
    years: list[Count]  # how often quoted, every year from the first to the last; empty within one year
    named: list[Named]  # the newest stories, each with the sentence that first names them
    appears_with: list[AppearsWith]
    organisations: list[AppearsWith]
    speak_for: list[SpeaksFor]  # for an organisation: those whose role names it
    stories: list[StoryRef]
    story_count: int
    feed_url: str
    json_ld: Markup


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


class Block(TypedDict):
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


class Crumb(TypedDict):
    """A labelled site address."""

    label: str
    url: str
