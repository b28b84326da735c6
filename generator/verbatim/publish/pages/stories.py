"""The pages of stories: each story's own, its timeline, its timeline's frame, and the lists by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from verbatim.core import dates as edtf
from verbatim.publish.cards.timeline import timeline_alt
from verbatim.publish.embeds.base import panel
from verbatim.publish.embeds.timeline import short_line, timeline_embed
from verbatim.publish.indexes import listed_stories, section_address, section_filters, sections
from verbatim.publish.pages.base import (
    Frame,
    first_places,
    page,
    page_meta,
    section_meta,
    sheet_page,
    sheets,
    story_meta,
    with_picture,
)
from verbatim.publish.payloads.elements import Crumb, Page
from verbatim.publish.payloads.pages import Month
from verbatim.publish.refs import date_view, year_of
from verbatim.publish.urls import (
    INDEX,
    LABELS,
    STORIES,
    TIMELINE,
    story_address,
    story_crumbs,
    timeline_address,
    timeline_card,
    way,
)
from verbatim.publish.views.story import alternates, story_card, story_view, timeline_view
from verbatim.publish.views.timelines import strip_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.pages.base import Sheet
    from verbatim.publish.payloads.pages import Filter
    from verbatim.publish.payloads.story import StoryView


STORIES_A_PAGE = 40
FEW = 3  # stories a month, below which a page is set by years
UNDATED = "undated"


def article_payload(edition: Edition, story: Story) -> dict[str, object]:
    """Return what the template `article.html` needs besides Pelican's own `article`."""
    view = story_view(edition, story)
    meta = story_meta(edition, story, story_address(story), story.title, view["strongest"])
    meta["alternates"] = alternates(edition, story)
    return Frame(meta, story_crumbs(edition, story), "stories").around({"story": view})


def story_pages(edition: Edition) -> Iterator[Page]:
    """Yield the timeline of each listed story, as a page and as a frame."""
    for story in listed_stories(edition):
        yield from timeline_pages_of(edition, story)


def timeline_pages_of(edition: Edition, story: Story) -> Iterator[Page]:
    """Yield the timeline of one story, as a page and as a frame."""
    own = timeline_page(edition, story)
    yield own
    view = cast("StoryView", own.payload["story"])
    framed = {**own.payload, "line": short_line(view["timeline"])}
    yield Page(f"embed/timelines/{story.id}/{INDEX}", "embed_timeline.html", framed)


def timeline_page(edition: Edition, story: Story) -> Page:
    """Return the page of one story's timeline."""
    view = timeline_view(edition, story)
    held = timeline_embed(edition, story, view["timeline"])
    payload: dict[str, object] = {
        "story": view, "strip": strip_view(edition, story), "panel": panel(edition.site, held),
    }  # fmt: skip
    address = timeline_address(story)
    crumbs = [*story_crumbs(edition, story), Crumb(label=edition.site.words.gettext(LABELS[TIMELINE]), url=address)]
    title = edition.site.words.gettext("Timeline: %(story)s") % {"story": story.title}
    meta = story_meta(edition, story, address, title, view["strongest"])
    meta["oembed"] = edition.site.absolute(held.oembed) if held else ""
    if picture := timeline_card(edition, story):
        with_picture(edition, meta, picture, timeline_alt(edition, story))
    return page(address, "story_timeline.html", payload, Frame(meta, crumbs, "stories"))


def section_pages(edition: Edition) -> Iterator[Page]:
    """Yield the list of all stories and one for each section, by month, on as many pages as they need."""
    for name, number in section_sheets(edition):
        yield section_page(edition, name, number)


class SectionSheet(NamedTuple):
    """One page of a list of stories: its sheet, with the ids of the stories, and what is round it."""

    sheet: Sheet[str]
    filters: list[Filter]
    years: list[Crumb]


def section_sheets(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the name of each section (empty: all stories) with the number of each of its pages."""
    for name, held in edition.fact(_lists).items():
        yield from ((name, number) for number in range(1, len(held) + 1))


def section_page(edition: Edition, name: str, number: int) -> Page:
    """Return one page of the list of a section, or of all stories where it has no name."""
    sheet, narrowing, years = edition.fact(_sheet, name, number)
    stories = [edition.newsroom.stories[one] for one in sheet.items]
    title = name or edition.site.words.gettext(LABELS[STORIES])
    crumbs = [*way(edition, STORIES), *([Crumb(label=name, url=section_address(name))] if name else [])]
    payload: dict[str, object] = {
        "title": title, "filters": narrowing, "years": years,
        "stories": [story_card(edition, story) for story in stories], "months": _months(edition, stories),
    }  # fmt: skip
    head = section_meta(edition, name, sheet.url) if name else page_meta(edition, title, sheet.url)
    return sheet_page("stories.html", payload, sheet, Frame(head, crumbs, "stories"), edition)


def _sheet(edition: Edition, name: str, number: int) -> SectionSheet:
    return edition.fact(_lists)[name][number - 1]


def _lists(edition: Edition) -> dict[str, list[SectionSheet]]:
    held = {"": listed_stories(edition), **sections(edition)}
    found: dict[str, list[SectionSheet]] = {}
    for name, stories in held.items():
        ids = [story.id for story in stories]
        cut = sheets(edition, ids, STORIES_A_PAGE, section_address(name) if name else STORIES)
        years, narrowing = _years(edition, cut), section_filters(edition, name)
        found[name] = [SectionSheet(sheet, narrowing, years) for sheet in cut]
    return found


def _years(edition: Edition, found: list[Sheet[str]]) -> list[Crumb]:
    """Return where the stories of each year begin, where there are several years."""

    def year(name: str) -> str:
        return _year(edition.newsroom.stories[name])

    places = [one for one in first_places(found, year, "s-{}".format) if one.name]
    return [Crumb(label=one.name, url=one.url) for one in places] if len(places) > 1 else []


def _year(story: Story) -> str:
    return year_of(story.date) if story.date_basis != "unknown" else ""


def _year_or_none(story: Story) -> str:
    return _year(story) or UNDATED


def _month(story: Story) -> str:
    """Return the month of a story as EDTF, or as much of it as is known."""
    known = edtf.parse(story.date) if story.date_basis != "unknown" else None
    if not known or not known.earliest:
        return UNDATED
    return f"{known.earliest:%Y-%m}" if known.precision in ("day", "month") else f"{known.earliest:%Y}"


def _months(edition: Edition, stories: Sequence[Story]) -> list[Month]:
    """Return the stories of a page by month, or by year where months hold few."""
    key = _month if len(stories) >= FEW * len({_month(story) for story in stories}) else _year_or_none
    found: dict[str, Month] = {}
    for story in stories:
        name = key(story)
        date = date_view(name, edition.site.words) if _year(story) else None
        month = found.setdefault(name, Month(anchor=name, year=_year(story), date=date, stories=[]))
        month["stories"].append(story_card(edition, story))
    return list(found.values())
