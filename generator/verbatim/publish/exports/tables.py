"""A story's quotations and moments as CSV (RFC 4180). An edition and a story come in, the file's text goes out.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with
apostrophes before such a character: to read the cell, take one apostrophe off. Every row's `text` is the slice of
`story` from `start` to `end`.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from verbatim.core.dates import human
from verbatim.core.i18n import msgid
from verbatim.publish.exports.calendar import left_out, placed
from verbatim.publish.exports.data import words_of
from verbatim.publish.html import as_html, clipped, format_html, plain
from verbatim.publish.urls import cite, moment_address, quote_address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from markupsafe import Markup

    from verbatim.model import Moment, Quote, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.exports.calendar import Placed


# ---- publish/tables.py

Row = dict[str, Any]
# What Excel, LibreOffice and Google Sheets begin a formula or a new cell with (OWASP, CSV injection).
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BEGINNINGS = frozenset("'=+-@\t\r\n＝＋－＠")
QUOTE_COLUMNS = (
    "id", "url", "story", "start", "end", "text", "sha256", "part", "parts", "kind", "speaker", "speaker_name",
    "said_by", "basis", "why", "corrections", "published", "source",
)  # fmt: skip
MOMENT_COLUMNS = (
    "id", "url", "story", "start", "end", "text", "sha256", "sentence_start", "sentence_end", "sentence_text", "date",
    "basis", "why", "certainty", "people", "source",
)  # fmt: skip


def quotes_table(edition: Edition, story: Story) -> str:
    """Return a row for each piece of each quotation that is not withdrawn, in order of the text."""
    held = [quote for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    return _table(QUOTE_COLUMNS, [row for quote in held for row in _quote(edition, story, quote)])


def moments_table(edition: Edition, story: Story) -> str:
    """Return a row for each moment, those without a date among them, in order of the text."""
    held = edition.moments_by_story.get(story.id, [])
    return _table(MOMENT_COLUMNS, [_moment(edition, story, moment) for moment in held])


def _quote(edition: Edition, story: Story, quote: Quote) -> list[Row]:
    speaker = edition.newsroom.people[quote.speaker].name if quote.speaker else ""
    facts = {
        "id": quote.id,
        "url": _url(edition, quote_address(edition, quote)),
        "parts": len(quote.parts),
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_name": speaker,
        "said_by": quote.said_by,
        "basis": quote.basis,
        "why": quote.why,
        "corrections": "; ".join(quote.corrections),
        "published": "" if story.date_basis == "unknown" else story.date,
    }
    return [
        {
            **facts,
            **words_of(edition, story.id, part.words),
            "part": number,
            "source": cite(edition, story.id, part.words),
        }
        for number, part in enumerate(quote.parts, start=1)
    ]


def _moment(edition: Edition, story: Story, moment: Moment) -> Row:
    return {
        "id": moment.id,
        "url": _url(edition, moment_address(edition, moment)),
        **words_of(edition, story.id, moment.words),
        **{f"sentence_{key}": value for key, value in words_of(edition, story.id, moment.sentence).items()},
        "date": moment.date,
        "basis": moment.basis,
        "why": moment.why,
        "certainty": moment.certainty,
        "people": " ".join(moment.people),
        "source": cite(edition, story.id, moment.words),
    }


def _table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(str(row[name])) for name in columns] for row in rows)
    return file.getvalue()


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in BEGINNINGS and FORMULA.match(cell) else cell


def _url(edition: Edition, address: str) -> str:
    return edition.site.url_of(address)


# ---- publish/timelinejs.py

JsonObject = dict[str, Any]
LONGEST = 90
CERTAINTY = {"planned": msgid("still to come"), "denied": msgid("denied")}
SINGLE = ("day", "month", "year")


def timeline(edition: Edition, story: Story) -> JsonObject:
    """Return the timeline; `left_out`, which TimelineJS passes over, counts the moments that no date places."""
    return {
        "title": {"unique_id": story.id, "text": {"headline": str(as_html(plain(story.title))), "text": ""}},
        "events": [_event(edition, story, one) for one in placed(edition, story)],
        "scale": "human",
        "left_out": left_out(edition, story),
    }


def _event(edition: Edition, story: Story, one: Placed) -> JsonObject:
    moment = one.moment
    told = {"headline": _headline(story, moment), "text": str(_text(edition, story, moment))}
    return {"unique_id": moment.id, **_dates(one), "display_date": _display(edition, moment), "text": told}


def _headline(story: Story, moment: Moment) -> str:
    return str(as_html(clipped(moment.sentence.of(story.text), LONGEST)))


def _text(edition: Edition, story: Story, moment: Moment) -> Markup:
    place = cite(edition, story.id, moment.sentence)
    url = edition.site.absolute(moment_address(edition, moment))
    words = as_html(moment.sentence.of(story.text))
    quoted = format_html('<blockquote cite="{}"><p>{}</p></blockquote>', place, words)
    link = format_html('<p><a href="{}">{}</a></p>', url, plain(story.source_name or story.title)) if url else ""
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
