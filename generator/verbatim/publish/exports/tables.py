"""Exports a story's quotations and moments as CSV (RFC 4180), safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula, even behind apostrophes, gets an apostrophe before it; a reader
takes one apostrophe off. Every row's `text` is the slice of `story` from `start` to `end`, `sentence_text` that of the
sentence. Where only the sentence may be shown, `text` is empty.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from verbatim.core.json import JsonObject
from verbatim.model import Span, Story
from verbatim.publish.edition import Edition
from verbatim.publish.exports.rows import MOMENT, STORY, named_paths, quote_row, row_of, value_at
from verbatim.publish.urls import cite

# What Excel, LibreOffice and Google Sheets begin a formula or a new cell with (OWASP, CSV injection).
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BEGINNINGS = frozenset("'=+-@\t\r\n＝＋－＠")
# By the name in the table what a row of the JSON has at that path; the rest is of the piece, or of its story.
QUOTE_COLUMNS = named_paths(
    "id url story start end text sha256 part parts kind speaker speaker_name said_by basis why corrections"
    " published=of.date source sentence_start=sentence.start sentence_end=sentence.end sentence_text=sentence.text"
    " reviewed=reviewed.date reviewed_by=reviewed.by source_license=of.source_license source_credit=of.source_credit"
)
MOMENT_COLUMNS = named_paths(
    "id url story start end text sha256 sentence_start=sentence.start sentence_end=sentence.end"
    " sentence_text=sentence.text date basis why certainty people source moment"
)


def quotes_table(edition: Edition, story: Story) -> str:
    """Return a row for each piece of each quotation that is not withdrawn, in order of the text."""
    of, quotes = row_of(STORY, edition, story), edition.quotes_by_story.get(story.id, [])
    rows = (quote_row(edition, quote) for quote in quotes if not quote.withdrawn)
    return _table(QUOTE_COLUMNS, ({**piece, "of": of} for row in rows for piece in _pieces(edition, row)))


def _pieces(edition: Edition, row: JsonObject) -> Iterator[JsonObject]:
    """Yield a quotation's row for each piece; where only the sentence may be shown for its place, without words."""
    pieces = row.get("parts") or [{"text": "", "sha256": ""}]
    for number, piece in enumerate(pieces, start=1):
        one = {**row, **piece, "part": number, "parts": len(pieces)}
        yield {**one, "source": cite(edition, one["story"], Span(one["start"], one["end"]))}


def moments_table(edition: Edition, story: Story) -> str:
    """Return a row for each place that tells a moment, dated or not, in order of the text; `moment` is its moment."""
    moments = edition.moments_by_story.get(story.id, [])
    places = [(place, moment) for moment in moments for place in moment.places]
    places.sort(key=lambda pair: pair[0].words)
    return _table(MOMENT_COLUMNS, (
        {**row_of(MOMENT, edition, place), "people": " ".join(place.people), "moment": moment.id,
         "source": cite(edition, story.id, place.words)}
        for place, moment in places
    ))  # fmt: skip


def _table(columns: Mapping[str, str], rows: Iterable[JsonObject]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(_cell(value_at(row, path))) for path in columns.values()] for row in rows)
    return file.getvalue()


def _cell(value: object) -> str:
    return "" if value is None else "; ".join(value) if isinstance(value, list) else str(value)


def defused(cell: str) -> str:
    """Return a cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in BEGINNINGS and FORMULA.match(cell) else cell
