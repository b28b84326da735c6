"""The front page as plain data: what `front_choice` chose, as views. The edition comes in, a `Page` goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publish.chronicle import listed_moments
from generator.publish.crumbs import FRONT, crumb
from generator.publish.dates import date_view
from generator.publish.front_choice import also_said, choose, edition_date, lately_said, latest, left_open, most_quoted
from generator.publish.indexes import index_row, listed_stories, quote_lists, section_address
from generator.publish.list_views import Block
from generator.publish.meta import page_meta
from generator.publish.page import Frame, page
from generator.publish.quote_view import quote_view
from generator.publish.reasons import no_speaker
from generator.publish.story_view import story_card
from generator.publish.story_views import SilenceView
from generator.publish.timelines import moment_view

if TYPE_CHECKING:
    from generator.model import Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.front_choice import Choice
    from generator.publish.list_views import IndexRow
    from generator.publish.page_views import Page
    from generator.publish.views import MomentView, QuoteView

RECENT = 100  # stories: whose quotations count for “most quoted”
PEOPLE, SAID, OPEN, MOMENTS, ALSO = 8, 3, 4, 6, 3


def front_page(edition: Edition) -> Page:
    """Return the front page."""
    stories = listed_stories(edition)
    chosen = choose(stories, lambda story: _words_of(edition, story) is not None)
    recent = _quotes_of(edition, stories[:RECENT])
    payload: dict[str, object] = {
        **_stories(edition, chosen),
        "quotes": _said(edition, chosen, recent),
        "people": _people(edition, recent),
        "moments": _moments(edition, stories),
        "silences": [_silence(edition, quote) for quote in left_open(recent, OPEN)],
        **_totals(edition, stories),
        "json_ld": Markup(""),
    }
    return page("", "front.html", payload, Frame(page_meta(edition, "", ""), [crumb(edition, FRONT)], ""))


def _stories(edition: Edition, chosen: Choice) -> dict[str, object]:
    return {
        "lead": story_card(edition, chosen.lead) if chosen.lead else None,
        "lead_quote": _words_of(edition, chosen.lead) if chosen.lead else None,
        "lead_also": _also(edition, chosen.lead),
        "seconds": [story_card(edition, story) for story in chosen.seconds],
        "latest": [story_card(edition, story) for story in (*chosen.featured, *chosen.briefs)],
        "featured": len(chosen.featured),
        "blocks": [
            Block(label=name, url=section_address(name), stories=[story_card(edition, story) for story in held])
            for name, held in chosen.blocks.items()
        ],
    }


def _words_of(edition: Edition, story: Story) -> QuoteView | None:
    """Return the story's strongest quotation where it is somebody's own words and no paraphrase."""
    best = story_card(edition, story)["strongest"]
    return best if best and best["kind"] != "indirect" else None


def _quotes_of(edition: Edition, stories: list[Story]) -> list[Quote]:
    return [quote for story in stories for quote in edition.quotes_by_story.get(story.id, [])]


def _also(edition: Edition, lead: Story | None) -> list[QuoteView]:
    words = _words_of(edition, lead) if lead else None
    if not lead or not words:
        return []
    held = also_said(edition.quotes_by_story[lead.id], edition.newsroom.quotes[words["id"]], ALSO)
    return [quote_view(edition, quote) for quote in held]


def _said(edition: Edition, chosen: Choice, recent: list[Quote]) -> list[QuoteView]:
    shown = [story for story in (chosen.lead, *chosen.seconds, *chosen.featured) if story]
    lead = _words_of(edition, shown[0]) if shown else None
    taken = {story.id for story in shown} | ({lead["speaker"]["name"]} if lead and lead["speaker"] else set())
    people = edition.newsroom.people
    return [quote_view(edition, one) for one in lately_said(recent, taken, SAID, lambda name: people[name].name)]


def _people(edition: Edition, recent: list[Quote]) -> list[IndexRow]:
    persons = [quote for quote in recent if quote.speaker and edition.newsroom.people[quote.speaker].kind == "person"]
    found: list[IndexRow] = []
    for name, count in most_quoted(persons, PEOPLE):
        row = index_row(edition, name)
        row["quotations"] = count
        found.append(row)
    return found


def _moments(edition: Edition, stories: list[Story]) -> list[MomentView]:
    shown = latest(listed_moments(edition), edition_date(stories), MOMENTS)
    return [moment_view(edition, one) for one in shown]


def _silence(edition: Edition, quote: Quote) -> SilenceView:
    return SilenceView(quote=quote_view(edition, quote), moment=None, why=no_speaker(quote.why, edition.site.words))


def _totals(edition: Edition, stories: list[Story]) -> dict[str, object]:
    """Return the date of the edition and how much there is of everything."""
    lists = {one.url: len(one.held) for one in quote_lists(edition)}
    date = edition_date(stories)
    return {
        "date": date_view(date, edition.site.words) if date else None,
        "totals": {
            "stories": len(stories),
            "quotations": lists["quotes/"],
            "open": lists["quotes/not-established/"],
            "recent": min(len(stories), RECENT),
        },
    }
