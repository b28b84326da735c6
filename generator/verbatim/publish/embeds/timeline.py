"""A story's timeline for other sites: each moment's date and the sentence that tells of it, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from verbatim.model import Span
from verbatim.publish.embeds.base import (
    FOOT,
    LABEL,
    SIDES,
    SMALL,
    TEXT,
    TITLE,
    WIDTHS,
    Embed,
    breadth,
    each,
    tall,
    whole,
    within,
)
from verbatim.publish.html import as_html, clipped, closing_controls, format_html, plain
from verbatim.publish.refs import date_view
from verbatim.publish.urls import cite, source_address, timeline_address, timeline_card
from verbatim.publish.views.timelines import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView
    from verbatim.publish.payloads.timeline import LineView, TimelineRow


MOST = 12  # moments on a card: the newest, since it has to be read within another page
DOT = 20  # what the line and its dots take of the width
STOPS = (".", "!", "?", "…", "”", "’", "»", "“")


class ShortLine(NamedTuple):
    """What a card shows of a timeline: rows earliest first, moments without a date, and how many it leaves out."""

    rows: list[TimelineRow]
    undated: list[MomentView]
    left_out: int


def short_line(line: LineView) -> ShortLine:
    """Return the newest rows of a timeline, and of what has no date as much as there is room for."""
    told = [row for row in line["rows"] if row["moment"]]
    undated = line["undated"][: max(0, MOST - len(told))]
    left = max(0, len(told) - MOST)
    first = line["rows"].index(told[left]) if left else 0
    # The time since a row that is not shown would be read as the time since another.
    rows = [{**row, "gap": None, "same": False} if at == first else row for at, row in enumerate(line["rows"])]
    return ShortLine(rows[first:], undated, left + len(line["undated"]) - len(undated))  # type: ignore[arg-type]


def timeline_embed(edition: Edition, story: Story, line: LineView) -> Embed | None:
    """Return what a story's timeline offers to other sites; nothing where no moment is told, or it is not listed."""
    short = short_line(line)
    if story.id not in edition.listed or not (short.rows or short.undated):
        return None
    held = block(edition, story, short)
    return Embed(
        kind="timeline",
        block=held,
        title=_heading(edition, story),
        page=timeline_address(story),
        frame=f"embed/timelines/{story.id}/",
        oembed=oembed_address(story),
        picture=timeline_card(edition, story),
        alt=plain(held.striptags()),
        heights=heights(edition, story, short),
        author=plain(story.source_name),
        author_url=story.source_url if story.source_name else "",
    )


def oembed_address(story: Story) -> str:
    """Return the address of a timeline's oEmbed file."""
    return f"oembed/timelines/{story.id}.json"


def block(edition: Edition, story: Story, short: ShortLine) -> Markup:
    """Return form 1: a list whose dates are ours and whose sentences are the source's, each within a `q` that cites."""
    say = edition.site.words
    items = Markup("").join(format_html("<li>{}</li> ", _item(edition, *one)) for one in _told(edition, short))
    more = say.counted("%(num)s more moment", "%(num)s more moments", short.left_out) + ". " if short.left_out else ""
    where = format_html(
        '<a href="{}">{}</a>',
        edition.site.url_of(timeline_address(story)),
        _where(edition, story),
    )
    return format_html('<blockquote cite="{}" lang="{}"><b>{}.</b> <ul>{}</ul> {}{}</blockquote>',
        edition.site.url_of(source_address(story.id)),
        edition.site.lang, _heading(edition, story), items, more, where,
    )  # fmt: skip


def _told(edition: Edition, short: ShortLine) -> Iterator[tuple[str, MomentView]]:
    """Yield each moment with the words for its date: how it is known is part of them."""
    say = edition.site.words.gettext
    for row in short.rows:
        if row["moment"] and row["moment"]["date"]:
            certainty = {"planned": say("still to come"), "denied": say("denied")}.get(row["moment"]["certainty"], "")
            yield row["moment"]["date"]["human"] + (f" ({certainty})" if certainty else ""), row["moment"]
    for moment in short.undated:
        yield say("The source gives no date"), moment


def _item(edition: Edition, date: str, moment: MomentView) -> Markup:
    story = edition.newsroom.stories[moment["story"]["id"]]
    start, end = (int(offset) for offset in moment["sentence"]["char"].split(","))
    sentence = story.text[start:end]
    spoken = format_html(' lang="{}"', story.lang) if story.lang != edition.site.lang else ""
    return format_html('<b>{}:</b> <q cite="{}"{}>{}</q>{}',
        date, cite(edition, story.id, Span(start, end)), spoken, as_html(sentence),
        closing_controls(sentence) + ("" if sentence.endswith(STOPS) else "."),
    )  # fmt: skip


def _heading(edition: Edition, story: Story) -> str:
    return edition.site.words.gettext("Timeline: %(story)s") % {"story": clipped(story.title, 80)}


def _where(edition: Edition, story: Story) -> str:
    if not published(story):
        return plain(story.source_name) or edition.site.name
    date = date_view(story.date, edition.site.words)["human"]
    return f"{plain(story.source_name) or edition.site.name}, {date}"


def heights(edition: Edition, story: Story, short: ShortLine) -> dict[int, int]:
    """Return the height in pixels in which a timeline's frame surely fits at each width."""
    rows = list(_told(edition, short))
    dates = [breadth(date) for date, _ in rows]
    sentences = [breadth(_sentence(edition, moment)) for _, moment in rows]
    passed = sum(1 for row in short.rows if row["gap"] and row["gap"]["count"] and not row["same"])
    marks = passed + 2 * sum(1 for row in short.rows if not row["moment"])
    head = _where(edition, story) + (LEFT_OUT if short.left_out else "")
    foot = f"{edition.site.name} · {edition.site.absolute(timeline_address(story))}"
    small = [breadth(head), breadth(foot)]

    def height(width: int) -> int:
        room = width - SIDES
        pairs = zip(each(dates, LABEL, room - DOT), each(sentences, TEXT, room - DOT), strict=True)
        told = sum([date + words + BETWEEN for date, words in pairs])
        title, lines = tall(story.title, within(TITLE, width), room), sum(each(small, SMALL, room))
        return whole(HEAD + FOOT + told + marks * SMALL.size * SMALL.line + title + lines)

    return {width: height(width) for width in WIDTHS}


def _sentence(edition: Edition, moment: MomentView) -> str:
    start, end = (int(offset) for offset in moment["sentence"]["char"].split(","))
    return edition.newsroom.stories[moment["story"]["id"]].text[start:end]


HEAD = 4 + 16 + 19 + 4 + 4 + 14  # the rule, the paddings, the line that says what it is
BETWEEN = 14  # between rows
LEFT_OUT = " · 12 more moments on the whole timeline"
