"""Exports a story's quotations and moments as CSV (RFC 4180), safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula, even behind apostrophes, gets an apostrophe before it; a reader
takes one apostrophe off. Every row's `text` is the slice of `story` from `start` to `end`, `sentence_text` that of the
sentence. Where only the sentence may be shown, `text` is empty.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from verbatim.newsroom.extent import rights_of
from verbatim.publish.claims import claim_of
from verbatim.publish.exports.data import words_of
from verbatim.publish.urls import cite, moment_address, quote_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.core.json import JsonObject
    from verbatim.model import Moment, Quote, Story
    from verbatim.publish.edition import Edition


# What Excel, LibreOffice and Google Sheets begin a formula or a new cell with (OWASP, CSV injection).
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BEGINNINGS = frozenset("'=+-@\t\r\n＝＋－＠")
QUOTE_COLUMNS = (
    "id", "url", "story", "start", "end", "text", "sha256", "part", "parts", "kind", "speaker", "speaker_name",
    "said_by", "basis", "why", "corrections", "published", "source", "sentence_start", "sentence_end", "sentence_text",
    "reviewed", "reviewed_by", "source_license", "source_credit",
)  # fmt: skip
MOMENT_COLUMNS = (
    "id", "url", "story", "start", "end", "text", "sha256", "sentence_start", "sentence_end", "sentence_text", "date",
    "basis", "why", "certainty", "people", "source", "moment",
)  # fmt: skip


def quotes_table(edition: Edition, story: Story) -> str:
    """Return a row for each piece of each quotation that is not withdrawn, in order of the text."""
    quotes = [quote for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    return _table(QUOTE_COLUMNS, [row for quote in quotes for row in _quote_rows(edition, story, quote)])


def moments_table(edition: Edition, story: Story) -> str:
    """Return a row for each place that tells a moment, dated or not, in order of the text; `moment` is its moment."""
    moments = edition.moments_by_story.get(story.id, [])
    places = [(place, moment) for moment in moments for place in moment.places]
    places.sort(key=lambda pair: pair[0].words)
    return _table(MOMENT_COLUMNS, [_moment_row(edition, story, *pair) for pair in places])


def _quote_rows(edition: Edition, story: Story, quote: Quote) -> list[JsonObject]:
    claim = claim_of(edition, quote)
    shown, rights = claim.shown, rights_of(story)
    sentence = {} if claim.form == "quoted" else words_of(edition, story.id, claim.sentence)
    shared = {
        "id": quote.id,
        "url": edition.site.url_of(quote_address(edition, quote)),
        "parts": len(shown),
        **{f"sentence_{key}": sentence.get(key, "") for key in ("start", "end", "text")},
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_name": edition.newsroom.people[quote.speaker].name if quote.speaker else "",
        "said_by": quote.said_by,
        "basis": quote.basis,
        "why": quote.why,
        "reviewed": quote.reviewed.date if quote.reviewed else "",
        "reviewed_by": quote.reviewed.by if quote.reviewed else "",
        "source_license": rights.licence,
        "source_credit": rights.credited,
        "corrections": "; ".join(quote.corrections),
        "published": "" if story.date_basis == "unknown" else story.date,
    }
    return [
        {
            **shared,
            **words_of(edition, story.id, part.words),
            **({} if claim.stands_alone else {"text": "", "sha256": ""}),
            "part": number,
            "source": cite(edition, story.id, part.words),
        }
        for number, part in enumerate(shown, start=1)
    ]


def _moment_row(edition: Edition, story: Story, place: Moment, moment: Moment) -> JsonObject:
    return {
        "id": place.id,
        "url": edition.site.url_of(moment_address(edition, place)),
        **words_of(edition, story.id, place.words),
        **{f"sentence_{key}": value for key, value in words_of(edition, story.id, place.sentence).items()},
        "date": place.date,
        "basis": place.basis,
        "why": place.why,
        "certainty": place.certainty,
        "people": " ".join(place.people),
        "source": cite(edition, story.id, place.words),
        "moment": moment.id,
    }


def _table(columns: Sequence[str], rows: Sequence[JsonObject]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(str(row[name])) for name in columns] for row in rows)
    return file.getvalue()


def defused(cell: str) -> str:
    """Return a cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in BEGINNINGS and FORMULA.match(cell) else cell
