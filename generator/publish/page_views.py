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
  people/<id>/page/<n>/index.html     person_quotes.html   profile: its ref: PersonRef alone; quotes, pagination
  sections/<slug>/index.html          stories.html     the stories of one section; sections/<slug>/page/<n>/
  timeline/index.html                 timeline.html    spans: list[SpanView], peak: int, moments: int, undated: int,
                                                       latest: list[MomentView], filters
  timeline/<year>/index.html          timeline_period.html  period: PeriodView, filters
                                                       (and timeline/<year>/<month>/ of a long year, …/page/<n>/)
  404.html                            404.html         stories: list[StoryRef]
  search/index.html                   search.html      (an index of links that works without scripts)
  verify/index.html                   verify.html      (a reader's own check of a story, made by its script)
  about/, corrections/                page.html        Pelican's own pages; corrections lists `changes`
"""

from __future__ import annotations

from typing import NamedTuple, TypedDict


class Page(NamedTuple):
    """One page to render: `address` is the file's path under the output folder, `template` a file's name."""

    address: str
    template: str
    payload: dict[str, object]


class Crumb(TypedDict):
    """A labelled site address."""

    label: str
    url: str
