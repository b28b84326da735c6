"""Makes the pages of which a site has one, but for the search: front page, “not found”, “check it yourself”, forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypedDict

from verbatim.core import dates as edtf
from verbatim.core.i18n import msgid
from verbatim.model import Moment, Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.publish import indexes, refs, timeline_page, topic_page
from verbatim.publish.edition import Drafts, Edition, fact
from verbatim.publish.embedding import FormsView, forms
from verbatim.publish.first_screen import FirstScreen, ShownPiece, quoted
from verbatim.publish.moments import MomentView, moment_view
from verbatim.publish.page import Page, PageValues, page, page_meta, with_card
from verbatim.publish.story_card import StoryCard, story_card
from verbatim.publish.urls import DATABASE, FORMS, FRONT, Crumb, crumb
from verbatim.publish.voices import Voice

LEAD_AMONG = 5  # a story whose speaker is established leads, where one of the newest has it
SECONDS, FEATURED, BRIEFS = 2, 3, 3
RECENT = 100  # stories whose quotations count for “most quoted”
PEOPLE, MOMENTS = 4, 3

TOPICS_AT_MOST = 3


class FrontTotals(TypedDict):
    """How much there is on the site."""

    stories: int  # how many
    quotations: int  # paraphrases not counted
    open: int  # quotations whose speaker is not established
    recent: int  # newest stories that “most quoted” counts
    drafts: int  # not capped


class SecondView(NamedTuple):
    """A story beside the lead."""

    story: StoryCard  # as lists show it
    voice: Voice | None  # who is heard in it


class FrontValues(TypedDict):
    """The front page."""

    lead: StoryCard | None  # None on a site without stories
    more: list[ShownPiece]  # what the lead tells next: behind an introduction what happened
    voice: Voice | None  # who is heard beside the lead
    seconds: list[SecondView]  # the two stories beside the lead
    latest: list[StoryCard]  # the newest stories after these
    featured: int  # so many of `latest` are shown with their words, the rest as headlines
    topics: list[topic_page.TopicCard]  # the topics with the newest stories
    people: list[indexes.IndexRow]  # “most quoted”
    moments: list[MomentView]  # newest first
    drafts: list[refs.StoryRef]  # drafts, for their editors alone: empty on a site for the web, capped
    date: refs.DateView | None  # of the newest story
    totals: FrontTotals  # counts


class FrontChoice(NamedTuple):
    """The stories of the front page; each has one place."""

    lead: Story | None
    seconds: list[Story]
    featured: list[Story]
    briefs: list[Story]


def front_page(edition: Edition) -> Page:
    """Return the front page."""
    stories = indexes.listed_stories(edition)
    chosen = choose(stories, lambda story: quoted(edition, story) is not None)
    recent = _quotes(edition, stories[:RECENT])
    voice = quoted(edition, chosen.lead) if chosen.lead else None
    date, drafts = edition_date(stories), _drafts(edition)
    words, sizes = edition.site.words, {one.url: len(one.names) for one in indexes.quote_lists(edition)}
    payload = FrontValues(
        lead=story_card(edition, chosen.lead) if chosen.lead else None,
        more=_more(edition, chosen.lead) if chosen.lead else [],
        voice=voice,
        seconds=[SecondView(story_card(edition, story), quoted(edition, story)) for story in chosen.seconds],
        latest=[story_card(edition, story) for story in (*chosen.featured, *chosen.briefs)],
        featured=len(chosen.featured),
        topics=_topics(edition),
        people=_people(edition, recent),
        moments=[moment_view(edition, one) for one in latest(timeline_page.listed_moments(edition), date, MOMENTS)],
        drafts=[*drafts.shown],
        date=refs.date_view(date, words) if date else None,
        totals=FrontTotals(
            stories=len(stories),
            quotations=sizes["quotes/"],
            open=sizes["quotes/not-established/"],
            recent=min(len(stories), RECENT),
            drafts=drafts.total,
        ),
    )
    meta = page_meta(edition, "", "")
    if voice:
        with_card(edition, meta, voice.quote)
    return page("", "front.html", payload, PageValues(meta, [crumb(edition, FRONT)], ""))


def _more(edition: Edition, story: Story) -> list[ShownPiece]:
    card = story_card(edition, story)
    return card["lead"] if card["intro"] else FirstScreen.of(edition, story).more


def _quotes(edition: Edition, stories: Iterable[Story]) -> list[Quote]:
    return [quote for story in stories for quote in edition.quotes_by_story.get(story.id, [])]


@fact
def _topics(edition: Edition) -> list[topic_page.TopicCard]:
    return [topic_page.TopicCard.of(edition, topic) for topic in list(edition.topics.values())[:TOPICS_AT_MOST]]


@fact
def _drafts(edition: Edition) -> Drafts:
    return edition.drafts


def _people(edition: Edition, recent: list[Quote]) -> list[indexes.IndexRow]:
    persons = [quote for quote in recent if quote.speaker and edition.newsroom.people[quote.speaker].kind == "person"]
    counted = most_said(persons, PEOPLE)
    return [indexes.IndexRow({**indexes.index_row(edition, name), "quotations": count}) for name, count in counted]


def choose(stories: Sequence[Story], is_quoted: Callable[[Story], bool]) -> FrontChoice:
    """Give each of the newest stories a place; the lead is the newest with established words of a speaker."""
    lead = next((story for story in stories[:LEAD_AMONG] if is_quoted(story)), stories[0] if stories else None)
    # By id: to compare two stories is to compare all their words.
    rest = [story for story in stories if lead and story.id != lead.id]
    ends = (0, SECONDS, SECONDS + FEATURED, SECONDS + FEATURED + BRIEFS)
    return FrontChoice(lead, *(rest[first:last] for first, last in pairwise(ends)))


def most_said(quotes: Iterable[Quote], at_most: int) -> list[tuple[str, int]]:
    """Return the ids of those with most quotations, paraphrases left out, and how many; of equals the newest first."""
    attributed = (one for one in quotes if one.counts and is_attributed(one))
    return Counter(quote.speaker for quote in attributed if quote.speaker).most_common(at_most)


def edition_date(stories: Iterable[Story]) -> str:
    """Return the date of the newest story that has one, EDTF; empty without one."""
    dates = (story.date for story in stories if edtf.parse(story.date))
    return max(dates, key=edtf.sort_key, default="")


def latest(moments: Sequence[Moment], until: str, at_most: int) -> list[Moment]:
    """Return the latest of the dated moments that had come by `until`, an EDTF date, the last first.

    A sentence that dates two of them appears once.
    """
    last = edtf.sort_key(until)
    found: dict[tuple[str, Span], Moment] = {}
    for moment in reversed(moments):
        if len(found) == at_most:
            break
        if not until or edtf.sort_key(moment.date) <= last:
            found.setdefault((moment.story, moment.sentence), moment)
    return list(found.values())


LATEST = 8  # stories on the page “not found”
VERIFY = "verify/"
VERIFY_TITLE = msgid("Check it yourself")
FORMS_TITLE = msgid("Forms of embedding")


class VerifyValues(TypedDict):
    """The page on which readers check the site."""

    database: str  # the site's data as one SQLite database; empty for a site that is not published


class NotFoundValues(TypedDict):
    """The page for addresses that do not exist."""

    stories: list[refs.StoryRef]  # the newest


class FormsValues(TypedDict):
    """The forms of embed code, which the script of every Embed panel reads."""

    forms: FormsView  # the code of each


def not_found(edition: Edition) -> Page:
    """Return the page for addresses that do not exist."""
    stories = [refs.story_ref(edition, story) for story in indexes.listed_stories(edition)[:LATEST]]
    meta = page_meta(edition, edition.site.words.gettext("Page not found"), "")
    meta["canonical"] = ""
    meta["robots"] = "noindex"
    return page("404.html", "404.html", NotFoundValues(stories=stories), PageValues(meta, [crumb(edition, FRONT)], ""))


def forms_page(edition: Edition) -> Page:
    """Return the page with the forms of embed code, which the script of every Embed panel reads."""
    meta = page_meta(edition, edition.site.words.gettext(FORMS_TITLE), FORMS)
    values = FormsValues(forms=forms(edition.site))
    return page(FORMS, "embed_forms.html", values, PageValues(meta, [crumb(edition, FRONT)], ""))


def verify_page(edition: Edition) -> Page:
    """Return the page on which readers check the site: it reads the published files in their browser."""
    title = edition.site.words.gettext(VERIFY_TITLE)
    crumbs = [crumb(edition, FRONT), Crumb(label=title, url=VERIFY)]
    payload = VerifyValues(database=DATABASE if edition.site.has_database else "")
    return page(VERIFY, "verify.html", payload, PageValues(page_meta(edition, title, VERIFY), crumbs, ""))
