"""Makes the whole site's data one SQLite database, for Datasette and notebooks, of the rows of `/data/*.json`.

The same rows make the same bytes: pages of a fixed size, rows in the order of their lists, nothing of the day, and no
number of SQLite's version in the header. What is in no list is in no row, nor in a free page. A later version may add
tables and columns; `user_version` says which one made a file.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

from verbatim.publish.corrections.changes import CORRECTING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from verbatim.core.json import JsonObject

LISTS = ("stories", "people", "quotes", "moments", "topics", "questions")
PAGE = 4096  # bytes
APPLICATION, VERSION = 0x56424D44, 2  # “VBMD”; 2 has the rights of a source
# The header's counters of changes, and the version of SQLite that wrote last: all of them 0.
COUNTERS = ((24, 28), (92, 100))
SLICE = "char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, text TEXT NOT NULL"
SENTENCE = "sentence_start INTEGER, sentence_end INTEGER, sentence TEXT"
ONE_STORY = "story TEXT NOT NULL REFERENCES story"
TABLES = {
    "story": "id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, date TEXT,"
    " date_basis TEXT NOT NULL, modified TEXT, section TEXT NOT NULL, lang TEXT NOT NULL, source TEXT NOT NULL,"
    " source_name TEXT NOT NULL, source_url TEXT NOT NULL, source_sha256 TEXT NOT NULL, archived_url TEXT,"
    " archived_date TEXT, proof TEXT NOT NULL, source_license TEXT, source_credit TEXT",
    "person": "id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL,"
    " given_role TEXT",
    "alias": "person TEXT NOT NULL REFERENCES person, name TEXT NOT NULL",
    "same_as": "person TEXT NOT NULL REFERENCES person, url TEXT NOT NULL",
    "role": f"person TEXT NOT NULL REFERENCES person, {ONE_STORY}, {SLICE}",
    "mention": f"person TEXT NOT NULL REFERENCES person, {ONE_STORY}, {SLICE}",
    "quotation": f"id TEXT PRIMARY KEY NOT NULL, {ONE_STORY}, url TEXT NOT NULL, kind TEXT, char_start INTEGER,"
    f" char_end INTEGER, sha256 TEXT, text TEXT, {SENTENCE}, speaker TEXT REFERENCES person, speaker_name TEXT,"
    " said_by TEXT, basis TEXT, why TEXT, version INTEGER NOT NULL, withdrawn TEXT, reviewed TEXT,"
    " reviewed_by TEXT",
    "part": f"quotation TEXT NOT NULL REFERENCES quotation, number INTEGER NOT NULL, {SLICE}",
    "candidate": "quotation TEXT NOT NULL REFERENCES quotation, person TEXT NOT NULL REFERENCES person",
    "correction": "quotation TEXT NOT NULL REFERENCES quotation, number INTEGER NOT NULL, text TEXT NOT NULL",
    "moment": f"id TEXT PRIMARY KEY NOT NULL, {ONE_STORY}, url TEXT NOT NULL, {SLICE}, {SENTENCE}, date TEXT,"
    " basis TEXT NOT NULL, why TEXT NOT NULL, certainty TEXT NOT NULL",
    "moment_person": "moment TEXT NOT NULL REFERENCES moment, person TEXT NOT NULL REFERENCES person",
    "moment_place": f"moment TEXT NOT NULL REFERENCES moment, id TEXT NOT NULL, url TEXT NOT NULL, {SLICE}, {SENTENCE},"
    " date TEXT, basis TEXT NOT NULL, why TEXT NOT NULL",
    "variant": "quotation TEXT NOT NULL REFERENCES quotation, other TEXT NOT NULL REFERENCES quotation",
    "topic": "id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, summary TEXT NOT NULL,"
    " updated TEXT",
    "topic_story": f"topic TEXT NOT NULL REFERENCES topic, number INTEGER NOT NULL, {ONE_STORY}",
    "question": "id TEXT PRIMARY KEY NOT NULL, topic TEXT REFERENCES topic, story TEXT REFERENCES story,"
    " url TEXT NOT NULL, title TEXT NOT NULL, says TEXT, words TEXT",
    "answer": f"question TEXT NOT NULL REFERENCES question, number INTEGER NOT NULL, {ONE_STORY}, char_start INTEGER,"
    " char_end INTEGER, sha256 TEXT, text TEXT, corrected INTEGER, withdrawn TEXT",
}
INDEXES = {
    "story": ("date",), "alias": ("person",), "same_as": ("person",), "role": ("person", "story"),
    "mention": ("person", "story"), "quotation": ("story", "speaker"), "part": ("quotation",),
    "candidate": ("quotation", "person"), "correction": ("quotation",), "moment": ("story", "date"),
    "moment_person": ("moment", "person"), "moment_place": ("moment",), "variant": ("quotation", "other"),
    "topic_story": ("topic", "story"), "question": ("topic", "story"), "answer": ("question", "story"),
}  # fmt: skip
VIEWS = {
    "said": "SELECT quotation.id, story.date, coalesce(quotation.speaker_name, quotation.said_by) AS who,"
    " quotation.text, quotation.sentence, quotation.basis, quotation.speaker, quotation.story, story.title,"
    " (SELECT count(*) FROM correction WHERE correction.quotation = quotation.id) AS corrections, quotation.url"
    " FROM quotation JOIN story ON story.id = quotation.story WHERE quotation.withdrawn IS NULL",
    "speaker": "SELECT person.id, person.name, person.kind, count(*) AS quotations,"
    " count(DISTINCT said.story) AS stories, min(said.date) AS first, max(said.date) AS last, person.url FROM said"
    " JOIN person ON person.id = said.speaker WHERE said.text IS NOT NULL GROUP BY person.id",
    "timeline": "SELECT moment.date, moment.sentence, moment.text, moment.certainty, moment.story, story.title,"
    " moment.url FROM moment JOIN story ON story.id = moment.story WHERE moment.date IS NOT NULL ORDER BY moment.date",
    "no_speaker": "SELECT said.*, quotation.why FROM said JOIN quotation ON quotation.id = said.id"
    " WHERE quotation.basis = 'none'",
    "same_words": "SELECT said.id, said.who, said.text, said.date, other.id AS other, other.who AS other_who,"
    " other.text AS other_text, other.date AS other_date FROM variant JOIN said ON said.id = variant.quotation"
    " JOIN said AS other ON other.id = variant.other",
    "answered": "SELECT question.id, question.title, coalesce(answer.text, question.says) AS answer, story.source_name,"
    " story.date, answer.story, answer.char_start, answer.char_end, question.url FROM question"
    " LEFT JOIN answer ON answer.question = question.id LEFT JOIN story ON story.id = answer.story",
}
Row = tuple[str | int | None, ...]


def database(lists: Mapping[str, Sequence[JsonObject]]) -> bytes:
    """Return the database of the lists of a site, each by its name in LISTS, and of the `changes` of all stories."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        for pragma in (f"page_size = {PAGE}", "encoding = 'UTF-8'", "foreign_keys = ON", "secure_delete = ON",
                       f"application_id = {APPLICATION}", f"user_version = {VERSION}"):  # fmt: skip
            made.execute(f"PRAGMA {pragma}")
        made.execute("BEGIN")
        for statement in schema():
            made.execute(statement)
        for table, rows in _tables(lists):
            marks = ", ".join("?" * (TABLES[table].count(",") + 1))
            made.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  names of our own
        made.execute("COMMIT")
        made.execute("VACUUM")
        data = bytearray(made.serialize())
    for start, end in COUNTERS:
        data[start:end] = bytes(end - start)
    return bytes(data)


def schema() -> Iterator[str]:
    """Yield the statements that create the tables, their indexes and the views."""
    for table, columns in TABLES.items():
        yield f"CREATE TABLE {table} ({columns})"
    for table, columns_of in INDEXES.items():
        yield from (f"CREATE INDEX {table}_{column} ON {table} ({column})" for column in columns_of)
    for view, query in VIEWS.items():
        yield f"CREATE VIEW {view} AS {query}"


def _tables(lists: Mapping[str, Sequence[JsonObject]]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of each table, those that others refer to first."""
    stories, people, quotes, moments, *told = (lists[name] for name in LISTS)
    known = {one["id"] for one in people}
    yield "story", map(_story, stories)
    yield "person", ((one["id"], one["name"], one["kind"], one["url"], _text(one["given_role"])) for one in people)
    yield "alias", ((one["id"], name) for one in people for name in one["aliases"])
    yield "same_as", ((one["id"], url) for one in people for url in one["same_as"])
    yield "role", ((one["id"], role["story"], *_slice(role)) for one in people for role in one["roles"])
    yield "mention", ((one["id"], place["story"], *_slice(place)) for one in people for place in one["mentions"])
    yield "quotation", (_quotation(one, known) for one in quotes)
    yield "part", ((one["id"], n, *_slice(part)) for one in quotes for n, part in enumerate(one.get("parts", ()), 1))
    yield "candidate", ((one["id"], name) for one in quotes for name in one.get("candidates", ()) if name in known)
    yield "correction", _corrections(quotes, lists.get("changes", ()))
    yield "moment", map(_moment, moments)
    yield "moment_person", ((one["id"], name) for one in moments for name in one["people"] if name in known)
    yield "moment_place", ((one["id"], *_place(place)) for one in moments for place in one["also"])
    yield "variant", ((one["id"], other) for one in quotes for other in one.get("variants", ()))
    yield from _told(*told)


def _corrections(quotes: Sequence[JsonObject], changes: Iterable[JsonObject]) -> Iterator[Row]:
    """Yield the corrections of quotations, of their words and of who said them, in order of their days."""
    told: dict[object, set[str]] = defaultdict(set)
    for one in changes:
        if one["kind"] in CORRECTING:
            told[one["quote"]].add(f"{one['date']} {one['reason'] or one['message']}")
    for quote in quotes:
        others = told[quote["id"]] if not quote["withdrawn"] else ()
        for number, text in enumerate(sorted({*quote["corrections"], *others}), 1):
            yield quote["id"], number, text


def _told(topics: Sequence[JsonObject], questions: Sequence[JsonObject]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of what editors tell over several stories, and of what they ask."""
    yield "topic", (tuple(one[key] for key in ("id", "title", "url", "summary", "updated")) for one in topics)
    yield "topic_story", ((one["id"], n, name) for one in topics for n, name in enumerate(one["stories"], 1))
    yield "question", map(_question, questions)
    keys = ("story", "start", "end", "sha256", "text", "corrected", "withdrawn")
    yield (
        "answer",
        (
            (one["id"], n, *(answer.get(key) for key in keys))
            for one in questions
            for n, answer in enumerate(one["answers"], 1)
        ),
    )


def _question(one: JsonObject) -> Row:
    about = {one["of"]: one["about"]}
    keys = ("url", "title", "says", "words")
    return (one["id"], about.get("topic"), about.get("story"), *(one[key] for key in keys))


def _story(one: JsonObject) -> Row:
    archived = one["source_archived"] or {}
    keys = ("id", "title", "url", "date", "date_basis", "modified", "section", "lang", "source", "source_name",
            "source_url", "source_sha256")  # fmt: skip
    rights = (one.get("source_license"), one.get("source_credit"))
    return (*(one[key] for key in keys), archived.get("url"), archived.get("date"), one["proof"], *rights)


def _quotation(one: JsonObject, known: Collection[object]) -> Row:
    """Return a quotation's row; of a withdrawn one only that it is. A speaker without a profile has a name alone."""
    place = tuple(one.get(key) for key in ("start", "end", "sha256", "text"))
    speaker = one.get("speaker") if one.get("speaker") in known else None
    said = (speaker, *(one.get(key) for key in ("speaker_name", "said_by", "basis", "why")))
    head = (one["id"], one["story"], one["url"], one.get("kind"))
    review = one.get("reviewed") or {}
    reviewed = (review.get("date"), review.get("by"))
    return (*head, *place, *_sentence(one.get("sentence")), *said, one["version"], one["withdrawn"], *reviewed)


def _moment(one: JsonObject) -> Row:
    identity, url, *place = _place(one)
    *rest, basis, why = place
    return (identity, one["story"], url, *rest, basis, why, one["certainty"])


def _place(one: JsonObject) -> Row:
    """Return a place that tells a moment."""
    return (one["id"], one["url"], *_slice(one), *_sentence(one["sentence"]), one["date"], one["basis"], one["why"])


def _slice(one: JsonObject) -> Row:
    return one["start"], one["end"], one["text"]


def _sentence(one: JsonObject | None) -> Row:
    return _slice(one) if one else (None, None, None)


def _text(role: JsonObject | None) -> str | None:
    return role["text"] if role else None
