"""Checks published sources, feeds, calendars, CSV tables and the search's results."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from verbatim.verify.facts.printed import fault_of_day
from verbatim.verify.facts.speakers import SPOKEN
from verbatim.verify.law import fault_of_event, fault_of_withdrawn
from verbatim.verify.markup.appearance import REMOVE
from verbatim.verify.markup.documents import MarkupError, XmlDocument
from verbatim.verify.markup.parsed_page import SourceSlice, placed
from verbatim.verify.markup.passages import excerpt, first_difference
from verbatim.verify.naming.metadata import RIGHTS
from verbatim.verify.pasted import check_pasted
from verbatim.verify.quotations import (
    UNPLACED,
    cited,
    difference,
    difference_but_for_layout,
    fault_of_claim,
    faults_of,
    headline_difference,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from verbatim.verify.reference import File, SiteCheck


MARKUP = frozenset(("content", "summary", "description", "encoded"))  # elements of feeds
SHOWN_IN_FEEDS = ("term", "label", "title", "href")  # attributes
MARK = b"pagefind_dcd"
FRAGMENT = ".pf_fragment"
ALSO = "X-VERBATIM-ALSO"
_QUOTE = '"'
_FOLD = re.compile(r"\r?\n[ \t]")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)$")  # a day of a calendar
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FORMULA = re.compile(r"[=+@\t\r＝＋－＠]|-(?![\d.])")
# A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
_DEFUSED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")


def published_original(sources: Path, story: str) -> Path | None:
    """Return the file that a site publishes as received: one beside the text where the bytes differ, else the text."""
    originals = sorted(sources.glob(f"{story}.original.*"))
    path = originals[0] if originals else sources / f"{story}.txt"
    return path if path.is_file() else None


def check_original(file: File, check: SiteCheck) -> None:
    """Fault a published text that is not, code point for code point, the decoded source."""
    story = PurePosixPath(file.path).stem
    text = check.texts.get(story)
    if fact := _fault_of_part(story, check):
        check.fault(file, 0, fact)
    elif text is None:
        check.fault(file, 0, f"there is no source of a story {story}")
    elif text != file.text:
        at = first_difference(text, file.text)
        line = file.text.count("\n", 0, at) + 1
        check.fault(file, line, f"the text differs from the source: {excerpt(file.text, at)} / {excerpt(text, at)}")


def _fault_of_part(name: str, check: SiteCheck) -> str:
    """Return that a text that a story's source had before, or was received in, may not be published; empty if so."""
    story, _, more = name.partition(".")
    is_part = more and check.texts.stretches(story) is not None
    return f"this text is published whole, and of the source of {story} a part is" if is_part else ""


def check_lines(file: File, check: SiteCheck) -> None:
    """Check a plain text that is no source, such as robots.txt."""
    for number, line in enumerate(file.text.split("\n"), start=1):
        for fact in faults_of(line, "a line", check):
            check.fault(file, number, fact, UNPLACED)


def check_received(file: File, data: bytes, check: SiteCheck) -> None:
    """Fault a published original that is not, byte for byte, the file that was received."""
    story = PurePosixPath(file.path).name.partition(".original.")[0]
    received = check.texts.received(story)
    if fact := _fault_of_part(f"{story}.original", check):
        check.fault(file, 0, fact)
    elif received is None:
        check.fault(file, 0, f"there is no source of a story {story}")
    elif received != data:
        check.fault(file, 0, "the bytes differ from those of the source as received")


class FeedReader:
    """Reads a feed, and notes the text of each element, and where it begins."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, int]] = []
        self._open: list[tuple[str, int, list[str]]] = []
        self._elements = -1

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note an element, and those of its attributes that are shown."""
        self._elements += 1
        self._open.append((name, self._elements, []))
        self.found += [(key, value, self._elements) for key in SHOWN_IN_FEEDS if (value := attributes.get(key))]

    def text(self, text: str) -> None:
        """Note text."""
        if self._open:
            self._open[-1][2].append(text)

    def end(self, name: str) -> None:
        """Note an element's text."""
        del name
        name, element, texts = self._open.pop()
        if words := "".join(texts).strip():
            self.found.append((name, words, element))


def check_feed(file: File, check: SiteCheck) -> None:
    """Check one feed or sitemap, as XML: markup as pasted code, every other text as plain words."""
    document, reader = XmlDocument(file.text), FeedReader()
    if fact := fault_of_withdrawn(file.path, file.text, check.rows):
        check.fault(file, 0, fact)
    try:
        document.read(reader)
    except MarkupError as error:
        check.fault(file, error.line, str(error), REMOVE)
        return
    entry: dict[str, str] = {}
    for name, text, element in reader.found:
        line = document.line_of(element)
        if name == "id":
            entry.pop("rights", "")  # which not every entry has
        if name in ("id", "title", "published", "loc", "rights"):
            entry[name] = text
        for fact in filter(
            None, (fault_of_day(name, text, entry, check.dates), *_named(name, text, entry, file, check))
        ):
            check.fault(file, line, fact)
        if name in MARKUP:
            for fact in check.speakers.faults_of({**entry, "content_html": text}, ""):
                check.fault(file, line, fact)
            check_pasted(text, file, check, partial(int, line - 1))
        else:
            for fact in faults_of(text, f"<{name}>", check):
                check.fault(file, line, fact, UNPLACED)


def _named(name: str, text: str, entry: Mapping[str, str], file: File, check: SiteCheck) -> Iterator[str]:
    """Yield what an element of a feed is called that the site's data do not have."""
    if check.naming is None:
        return
    metadata = check.naming.metadata
    yield metadata.fault_of_part(file.path, name, text, check.address)
    if name == "title" and "id" not in entry:
        yield metadata.fault_of_feed(file.path, text)
    elif name == "content":
        yield from metadata.faults_of_entry(file.path, {**entry, "content_html": text}, check.address)


def check_calendar(file: File, check: SiteCheck) -> None:
    """Check one iCalendar file (RFC 5545).

    An event's DESCRIPTION is the slice that X-VERBATIM-SOURCE names; its SUMMARY begins as that slice does, and may end
    in the words for the date of X-VERBATIM-WHEN. X-VERBATIM-ALSO is the slice that its parameter names.
    """
    for line, event in _events(file.text):
        place = cited(f"sources/{event.get('X-VERBATIM-SOURCE', '')}")
        if place is None:
            check.fault(file, line, "an event carries no place in a source")
            continue
        check.passages += 1
        for fact in filter(None, _faults_of_event(event, place, check)):
            check.fault(file, line, fact)
        for name in event:
            if name.startswith(ALSO):
                other = cited(f"sources/{name.partition('=')[2].strip(_QUOTE)}")
                fact = (
                    difference_but_for_layout(other, event[name], check.texts) if other else "has no place in a source"
                )
                check.passages += 1
                if fact:
                    check.fault(file, line, f"in {ALSO} {fact}")


def _faults_of_event(event: Mapping[str, str], place: SourceSlice, check: SiteCheck) -> Iterator[str]:
    """Yield how an event differs from its passage, and from the dates and the certainty of its moment."""
    yield difference_but_for_layout(place, event.get("DESCRIPTION", ""), check.texts)
    summary = event.get("SUMMARY", "").removesuffix(f" ({event.get('X-VERBATIM-WHEN', '')})")
    if fact := headline_difference(place, summary, check.texts):
        yield f"in SUMMARY {fact}"
    moment = event.get("UID", "").partition("@")[0]
    for key in ("DTSTART", "X-VERBATIM-DATE"):
        day = _COMPACT.sub(r"\1-\2-\3", event.get(key, ""))
        if fact := check.dates.fault_of_days(place.story, moment, day):
            yield f"in {key} {fact}"
    row, spans = check.records.proofs.moment(place.story, moment), check.records.fragments.of(place.story)
    mark = spans.moments.get((row["start"], row["end"])) if row and spans else None
    yield fault_of_event(event, mark.attrs) if mark else ""


def _events(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each event's first line and its properties, unfolded and unescaped; those of ALSO with their parameter."""
    unfolded = _FOLD.sub(lambda fold: "\v" * fold[0].count("\n"), text)
    line, began = 1, 0
    event: dict[str, str] = {}
    for raw in unfolded.split("\n"):
        name, _, value = raw.rstrip("\r").replace("\v", "").partition(":")
        if (name, value) == ("BEGIN", "VEVENT"):
            began, event = line, {}
        elif (name, value) == ("END", "VEVENT"):
            yield began, event
        else:
            key = name if name.startswith(ALSO) else name.partition(";")[0]
            event[key] = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
        line += 1 + raw.count("\v")


def check_rows(file: File, check: SiteCheck) -> None:
    """Check one CSV file; only columns `text`, `start` and `end`, or those with a common prefix, hold slices."""
    reader = csv.DictReader(io.StringIO(file.text, newline=""))
    columns = reader.fieldnames or ()
    prefixes = [name[:-4] for name in columns if name.endswith("text") and f"{name[:-4]}start" in columns]
    if "story" not in columns:
        return
    for row in reader:
        facts = [fact] if (fact := _fault_of_cells(row)) else _faults_of_cells(row, prefixes, check)
        for fact in facts:
            check.fault(file, reader.line_num, fact)


def _faults_of_cells(row: Mapping[str, str], prefixes: Sequence[str], check: SiteCheck) -> Iterator[str]:
    """Yield how a row names another speaker or date, or has other words, than the proofs, the data and the source."""
    yield from _faults_of_row(row, row.keys(), check)
    for prefix in prefixes:
        start, end, text = (row.get(f"{prefix}{name}") or "" for name in ("start", "end", "text"))
        if start.isdecimal() and end.isdecimal() and text:
            check.passages += 1
            place = SourceSlice(row["story"], int(start), int(end))
            fact = difference(place, text, check.texts)
            if fact and _DEFUSED.match(text):
                fact = difference(place, text[1:], check.texts)
            if not fact and not prefix and "speaker" in row:
                fact = fault_of_claim(place, check.texts)
            if fact:
                yield fact


def _fault_of_cells(row: Mapping[str | None, Any]) -> str:
    """Return that a row has another number of cells than the table, or one that a spreadsheet computes."""
    if None in row or None in row.values():
        return "the row has another number of cells than the table"
    computed = next((cell for cell in row.values() if _FORMULA.match(cell)), "")
    return f"a cell is a formula: {computed[:60]}" if computed else ""


def _faults_of_row(row: Mapping[str, str], columns: Collection[str], check: SiteCheck) -> Iterator[str]:
    """Yield who a row says spoke, when something was, and who checked it, otherwise than the site's records."""
    story = row["story"] or ""
    spoken = {key: _restored(row[key] or "") or None for key in columns if key in ("id", *SPOKEN)}
    yield from filter(None, (check.speakers.fault_of_row(spoken, story), _fault_of_date(row, check)))
    if check.naming:
        metadata, told = check.naming.metadata, [key for key in RIGHTS if key in columns]
        yield from filter(None, (metadata.fault_of_rights(story, key, _restored(row[key])) for key in told))
    if "reviewed" in columns:
        by = _restored(row.get("reviewed_by") or "")
        review = {"date": row["reviewed"], "by": by} if row["reviewed"] or by else None
        yield from check.reviews.faults_of({"id": row.get("id"), "reviewed": review}, story)


def _fault_of_date(row: Mapping[str, str], check: SiteCheck) -> str:
    """Return how the row of a table has another date of a moment, or of publication, than the story's data."""
    start, end = row.get("start") or "", row.get("end") or ""
    if "published" in row and (known := check.dates.published(row.get("story") or "")) not in (None, row["published"]):
        return f"its story is published {row['published']}; the story’s data have “{known}”"
    if "date" not in row or not (start.isdecimal() and end.isdecimal()):
        return ""
    value = {key: row.get(key) for key in ("id", "date", "basis")}
    return check.dates.fault_of_row({**value, "start": int(start), "end": int(end)}, row.get("story") or "")


def _restored(cell: str) -> str:
    return cell[1:] if _DEFUSED.match(cell) else cell


def check_fragment(file: File, data: bytes, check: SiteCheck) -> None:
    """Check one result of the search."""
    try:
        card = json.loads(json.loads(gzip.decompress(data).removeprefix(MARK))["url"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        check.fault(file, 0, "a result of the search cannot be read")
        return
    check.check_withheld(file, json.dumps(card, ensure_ascii=False))
    for fact in filter(None, (check.speakers.fault_of_result(card), check.dates.fault_of_result(card))):
        check.fault(file, 0, f"in the search {fact}")
    for value in _slices(card):
        check.passages += 1
        char = str(value["char"])
        place = placed({"data-story": str(value.get("story")), "data-char": char})
        if place is None:
            check.fault(file, 0, f"in the search “{char}” is no place in a source")
            continue
        fact = difference(place, str(value.get("words")), check.texts)
        if not fact and value is card.get("words") and card.get("open"):
            fact = fault_of_claim(place, check.texts)
        if fact:
            check.fault(file, 0, f"in the search {fact}")


def _slices(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every slice within a card."""
    if isinstance(value, dict):
        if value.get("char"):
            yield value
        for inner in value.values():
            yield from _slices(inner)
