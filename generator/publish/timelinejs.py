"""A story's moments for TimelineJS 3 (Knight Lab's JSON). An edition and a story come in, JSON goes out.

TimelineJS takes headline and text as HTML: both are escaped source words, the text in a quotation that cites its place.
A month stays a month and a year a year: parts of a date that the source does not give are not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.date_words import human
from generator.publish.addresses import cite, moment_address
from generator.publish.filled import filled
from generator.publish.placed_dates import left_out, placed
from generator.publish.shown import clipped, plain, shown
from generator.words import msgid

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from generator.model import Moment, Story
    from generator.publish.edition import Edition
    from generator.publish.placed_dates import Placed

JsonObject = dict[str, Any]
LONGEST = 90
CERTAINTY = {"planned": msgid("still to come"), "denied": msgid("denied")}
SINGLE = ("day", "month", "year")


def timeline(edition: Edition, story: Story) -> JsonObject:
    """Return the timeline; `left_out`, which TimelineJS passes over, counts the moments that no date places."""
    return {
        "title": {"unique_id": story.id, "text": {"headline": str(shown(plain(story.title))), "text": ""}},
        "events": [_event(edition, story, one) for one in placed(edition, story)],
        "scale": "human",
        "left_out": left_out(edition, story),
    }


def _event(edition: Edition, story: Story, one: Placed) -> JsonObject:
    moment = one.moment
    told = {"headline": _headline(story, moment), "text": str(_text(edition, story, moment))}
    return {"unique_id": moment.id, **_dates(one), "display_date": _display(edition, moment), "text": told}


def _headline(story: Story, moment: Moment) -> str:
    return str(shown(clipped(moment.sentence.of(story.text), LONGEST)))


def _text(edition: Edition, story: Story, moment: Moment) -> Markup:
    place = cite(edition, story.id, moment.sentence)
    url = edition.site.absolute(moment_address(edition, moment))
    words = shown(moment.sentence.of(story.text))
    quoted = filled('<blockquote cite="{}"><p>{}</p></blockquote>', place, words)
    link = filled('<p><a href="{}">{}</a></p>', url, plain(story.source_name or story.title)) if url else ""
    return quoted + link


def _display(edition: Edition, moment: Moment) -> str:
    """Return the date in words; what was only planned, or is denied, says so."""
    words = human(moment.date, edition.site.words)
    certainty = CERTAINTY.get(moment.certainty)
    return f"{words} ({edition.site.words.gettext(certainty)})" if certainty else words


def _dates(one: Placed) -> JsonObject:
    precision = one.known.precision
    if precision in SINGLE:
        return {"start_date": _date(one.first, SINGLE.index(precision))}
    return {"start_date": _date(one.first, 0), "end_date": _date(one.last, 0)}


def _date(day: date, less: int) -> JsonObject:
    """Return a date without its `less` finest parts."""
    parts = {"year": day.year, "month": day.month, "day": day.day}
    return dict(list(parts.items())[: len(parts) - less])
