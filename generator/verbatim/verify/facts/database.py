"""Holds the lists of a site's data to each story's own data, and its SQLite database to the lists, row for row.

A row of `/data/quotes.json` or `/data/moments.json` is the same in the data of its story. What a fragment states of a
quotation or a moment, the rows state too; a person has a name of their file, or one that a text has.

A database is opened only if its header is one of ours, and read only if it has the tables, indexes and views of its
version and nothing else: a trigger, a view or a free page may hold or show other words.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from verbatim.verify.claims import on_one_line
from verbatim.verify.facts.attributions import is_name_of, is_unsure, place_of
from verbatim.verify.facts.records import digest_of
from verbatim.verify.markup.passages import ALL_MARKS, passages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verbatim.verify.facts.records import MarkedSpan, Records

LISTS = ("stories", "people", "quotes", "moments", "topics", "questions")
PAGE = 4096
# Of the header, by offset: what a file of ours has there.
HEADER: Mapping[tuple[int, int], bytes] = {
    (0, 16): b"SQLite format 3\x00",
    (16, 18): PAGE.to_bytes(2),
    (18, 24): b"\x01\x01\x00\x40\x20\x20",
    (24, 28): bytes(4),  # the counter of changes
    (32, 40): bytes(8),  # free pages
    (52, 56): bytes(4),  # no pages are moved by themselves
    (56, 60): (1).to_bytes(4),  # UTF-8
    (64, 68): bytes(4),
    (68, 72): b"VBMD",
    (72, 92): bytes(20),
    (92, 100): bytes(8),  # the version of SQLite that wrote last
}
# The SHA-256 of all statements of the schema in order of type and name, by the version of the database.
SCHEMAS = {
    1: "66c8b7d036c4df967d35a121ee0a68f5713c51929388a080ec937370e0dac09a",
    2: "2bd1fab4bf35f5a9356a5c12a13d5a6e7a6301b391027ef84e5cffac5de664bb",
}
KNOWN = frozenset(("table", "index", "view"))
MOST_STEPS, STEP = 10, 10_000  # of SQLite's machine: for each byte of a database, ours take an eighth; counted at once
MOST_TOLD = 5  # rows of a table
SHOWN = 60
Row = tuple[Any, ...]
Lists = Mapping[str, Sequence[Mapping[str, Any]]]  # the rows of /data/*.json, by the file's name


def faults_of_database(data: bytes, lists: Lists) -> Iterator[str]:
    """Yield how a database is none of ours, or differs from the lists of the site, each by its name."""
    if fact := _fault_of_header(data):
        yield fact
        return
    left = [MOST_STEPS * len(data) // STEP]

    def is_over() -> bool:
        left[0] -= 1
        return left[0] < 0

    with closing(sqlite3.connect(":memory:")) as opened:
        opened.set_progress_handler(is_over, STEP)
        try:
            opened.deserialize(data)
            for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
                opened.execute(f"PRAGMA {pragma}")
            yield from _faults_of_content(opened, lists)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            yield f"this is no database that can be read ({str(error)[:SHOWN]})"


def _fault_of_header(data: bytes) -> str:
    if not data.startswith(HEADER[0, 16]):
        return "this is no SQLite database"
    wrong = next((start for (start, end), wanted in HEADER.items() if data[start:end] != wanted), None)
    if wrong is not None:
        return f"the header of the database is not as ours: byte {wrong}"
    if int.from_bytes(data[28:32]) * PAGE != len(data):
        return "the database does not end where its pages do"
    version = int.from_bytes(data[60:64])
    return "" if version in SCHEMAS else f"the database is of version {version}, which is not known here"


def _faults_of_content(opened: sqlite3.Connection, lists: Lists) -> Iterator[str]:
    query = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    made = opened.execute(query).fetchall()
    strange = [f"a {kind}, {name[:SHOWN]}" for kind, name, _, _ in made if kind not in KNOWN]
    version = opened.execute("PRAGMA user_version").fetchone()[0]
    if strange or hashlib.sha256(repr(made).encode()).hexdigest() != SCHEMAS[version]:
        yield f"the database has other tables, indexes or views than ours{f': {strange[0]}' if strange else ''}"
        return
    damage = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if damage != "ok":
        yield f"the database is damaged: {str(damage)[:SHOWN]}"
        return
    try:
        rows = rows_of(lists)
    except (KeyError, TypeError, AttributeError):
        yield "the site has no lists of data that the database could be compared with"
        return
    for table, wanted in rows.items():
        found = opened.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608  names of our own
        names = [column[0] for column in found.description]
        # An earlier version has fewer columns: those that a later one adds are the last.
        yield from _differences(table, names, found.fetchall(), [row[: len(names)] for row in wanted])


def _differences(table: str, names: Sequence[str], found: Sequence[Row], wanted: Sequence[Row]) -> Iterator[str]:
    told = 0
    for number, (row, other) in enumerate(zip_longest(found, wanted), start=1):
        if row == other:
            continue
        told += 1
        if told > MOST_TOLD:
            yield f"more rows of {table} differ"
            return
        if row is None or other is None:
            yield f"row {number} of {table} is {'missing' if row is None else 'one that the site’s data does not have'}"
            continue
        at = next(at for at, pair in enumerate(zip(row, other, strict=True)) if pair[0] != pair[1])
        shown, told_there = (str(one[at])[:SHOWN] for one in (row, other))
        yield f"in row {number} of {table} ({row[0]}) {names[at]} is “{shown}”; the site’s data has “{told_there}”"


# What the lists say, as rows


def changes_in(site: Path) -> list[Mapping[str, Any]]:
    """Return what was changed in the stories of a site, as their files in `data/changes/` say; none of broken ones."""
    found = list[Mapping[str, Any]]()
    for path in sorted(site.glob("data/changes/*.json")):
        with suppress(ValueError, RecursionError, AttributeError, TypeError):
            found += [row for row in json.loads(path.read_bytes()).get("changes", ()) if isinstance(row, dict)]
    return found


def rows_of(lists: Lists) -> Mapping[str, Sequence[Row]]:
    """Return the rows of each table as the lists of a site have them."""
    stories, people, quotes, moments = (lists[name] for name in LISTS[:4])
    named = {one.get("id") for one in people}
    return {
        "story": [_row_of_story(one) for one in stories],
        "person": [(*_values(one, "id name kind url"), _inner(one, "given_role", "text")) for one in people],
        "alias": [(one.get("id"), each) for one in people for each in one.get("aliases") or ()],
        "same_as": [(one.get("id"), each) for one in people for each in one.get("same_as") or ()],
        "role": [(one.get("id"), *_values(each, "story start end text")) for one in people for each in one["roles"]],
        "mention": [
            (one.get("id"), *_values(each, "story start end text")) for one in people for each in one["mentions"]
        ],
        "quotation": [_row_of_quotation(one, named) for one in quotes],
        "part": [
            (one.get("id"), at, *_values(each, "start end text"))
            for one in quotes
            for at, each in enumerate(one.get("parts") or (), start=1)
        ],
        "candidate": [(one.get("id"), each) for one in quotes for each in one.get("candidates") or () if each in named],
        "correction": [
            (one.get("id"), at, each)
            for one in quotes
            for at, each in enumerate(
                sorted({*one["corrections"], *_corrected(one, lists.get("changes", ()))}), start=1
            )
        ],
        "moment": [_row_of_moment(one) for one in moments],
        "moment_person": [(one.get("id"), each) for one in moments for each in one["people"] if each in named],
        "moment_place": [
            (one.get("id"), *_values(each, "id url start end text"), *_sentence(each), *_values(each, "date basis why"))
            for one in moments
            for each in one["also"]
        ],
        "variant": [(one.get("id"), each) for one in quotes for each in one.get("variants") or ()],
        **_rows_told(lists.get("topics", ()), lists.get("questions", ())),
    }


def _corrected(quote: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what was corrected of a quotation that was not withdrawn: its words, or who said them."""
    kinds = ("words", "speaker", "source") if not quote.get("withdrawn") else ()
    found = [one for one in changes if one.get("quote") == quote.get("id") and one.get("kind") in kinds]
    return [f"{one.get('date')} {one.get('reason') or one.get('message')}" for one in found]


def _rows_told(topics: Sequence[Mapping[str, Any]], questions: Sequence[Mapping[str, Any]]) -> Mapping[str, list[Row]]:
    return {
        "topic": [_values(one, "id title url summary updated") for one in topics],
        "topic_story": [(one.get("id"), at, each) for one in topics for at, each in enumerate(one["stories"], start=1)],
        "question": [
            (
                one.get("id"),
                *(one.get("about") if one.get("of") == of else None for of in ("topic", "story")),
                *_values(one, "url title says words"),
            )
            for one in questions
        ],
        "answer": [
            (one.get("id"), at, *_values(each, "story start end sha256 text corrected withdrawn"))
            for one in questions
            for at, each in enumerate(one["answers"], start=1)
        ],
    }


def _row_of_story(one: Mapping[str, Any]) -> Row:
    keys = "id title url date date_basis modified section lang source source_name source_url source_sha256"
    copy = (_inner(one, "source_archived", "url"), _inner(one, "source_archived", "date"))
    return (*_values(one, keys), *copy, *_values(one, "proof source_license source_credit"))


def _row_of_quotation(one: Mapping[str, Any], named: set[Any]) -> Row:
    speaker = one.get("speaker") if one.get("speaker") in named else None
    spoken = _values(one, "speaker_name said_by basis why version withdrawn")
    reviewed = (_inner(one, "reviewed", "date"), _inner(one, "reviewed", "by"))
    return (*_values(one, "id story url kind start end sha256 text"), *_sentence(one), speaker, *spoken, *reviewed)


def _row_of_moment(one: Mapping[str, Any]) -> Row:
    place = _values(one, "id story url start end text")
    return (*place, *_sentence(one), *_values(one, "date basis why certainty"))


def _sentence(one: Mapping[str, Any]) -> Row:
    return tuple(_inner(one, "sentence", key) for key in ("start", "end", "text"))


def _values(one: Mapping[str, Any], keys: str) -> Row:
    return tuple(one.get(key) for key in keys.split())


def _inner(one: Mapping[str, Any], key: str, inner: str) -> Any:
    value = one.get(key)
    return value.get(inner) if isinstance(value, dict) else None


# Lists

LISTED = {"data/quotes.json": "quotes", "data/moments.json": "moments"}
PEOPLE = "data/people.json"
STORIES = "data/stories/"
TOLD = 80
SHORT = 4  # letters: words of a name that are not capitalised have fewer, as of, and, the
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Keys of annotations in JSON-LD (W3C Web Annotation Data Model), as ours have them.
ANNOTATED = frozenset(
    ("@context", "body", "created", "creator",
     "end", "exact", "first", "format", "id", "items", "label", "last", "motivation", "name",
     "partOf",
     "prefix", "purpose", "selector", "source", "start", "startIndex", "suffix", "target", "total", "type", "value")
)  # fmt: skip


def faults_of_row(path: str, row: Mapping[str, Any], records: Records) -> Iterator[str]:
    """Yield how an object of a list or of a story's data differs from what is known elsewhere."""
    name = str(row.get("id"))
    if path in LISTED and name != "None" and isinstance(row.get("story"), str):
        known = records.proofs.digest(str(row["story"]), LISTED[path], name)
        if known is not None and known != digest_of(row):
            yield f"{name} has another row in the data of {row['story']}"
    if path == PEOPLE and "mentions" in row:
        yield from _faults_of_person(name, row, records)
    if path.startswith(STORIES) and "kind" in row and "speaker" in row:
        yield from _faults_in_fragment(name, row, records)


def fault_of_keys(path: str, row: Mapping[str, Any]) -> str:
    """Return which key an object of annotations has that none of ours has; empty for other files."""
    is_annotated = path.startswith(STORIES) and path.endswith(".annotations.jsonld")
    odd = row.keys() - ANNOTATED if is_annotated else ()
    return f"an annotation has “{min(odd)[:TOLD]}”, which none of ours has" if odd else ""


def _faults_of_person(name: str, row: Mapping[str, Any], records: Records) -> Iterator[str]:
    if records.people.is_closed(name):
        yield f"{name} is listed, whose file says that they have no page"
    shown, known = str(row.get("name")), records.people.names(name)
    mentions = [str(one.get("text")) for one in row.get("mentions") or () if isinstance(one, dict)]
    by_texts = any(is_name_of(one, [shown]) for one in mentions) and not records.people.is_titled(name)
    if known and _bare(shown) not in map(_bare, known) and not by_texts:
        yield f"{name} is called “{shown[:TOLD]}”; their file has “{known[0]}”"
    elif not known and mentions and not by_texts:
        yield f"{name} is called “{shown[:TOLD]}”; the texts have “{mentions[0][:TOLD]}”"


def _faults_in_fragment(name: str, row: Mapping[str, Any], records: Records) -> Iterator[str]:
    spans = records.fragments.of(str(row.get("story"))) if place_of(row) else None
    span = spans.quotes.get(name) if spans else None
    if spans is None or span is None:
        return
    kind, why = span.attrs.get("kind") or "direct", span.attrs.get("why") or ""
    # Marks around nothing but names of works make no quoted words.
    is_told_so = row.get("kind") == "indirect" and kind == "mixed" and _quotes_nobody(row, spans.parts[name])
    if row.get("kind") != kind and not is_told_so:
        yield f"{name} is of the kind “{row.get('kind')}”; the fragment has “{kind}”"
    if spans.is_corrected(name) and "corrections" in row and not row["corrections"]:
        yield f"{name} has no corrections; the fragment has one"
    if row.get("why") not in (None, "", why) and not is_unsure(row, span):  # a stale reason is told nobody
        yield f"{name} has the reason “{str(row.get('why'))[:TOLD]}”; the fragment has “{why[:TOLD]}”"


def _quotes_nobody(row: Mapping[str, Any], parts: Sequence[MarkedSpan]) -> bool:
    """Return whether all that a row's words, marked in the fragment, have in marks is capitalised as names of works.

    A mark without a partner among the words quotes nobody either.
    """
    sentence = row.get("sentence")
    around = place_of(sentence)
    if not around or not isinstance(sentence, dict) or any(not _within(part, around) for part in parts):
        return False
    text = str(sentence.get("text"))
    told = " ".join(text[part.start - around[0] : part.end - around[0]] for part in parts)
    named = [_WORD.findall(one.words) for one in passages(told)]
    return told.count('"') == 1 or (
        all(words and words[0][0].isupper() for words in named)
        and all(one[0].isupper() or len(one) < SHORT for words in named for one in words)
    )


def _within(part: MarkedSpan, around: tuple[int, int]) -> bool:
    return around[0] <= part.start and part.end <= around[1]


def _bare(name: str) -> str:
    return " ".join(ALL_MARKS.sub("", on_one_line(name)).split())
