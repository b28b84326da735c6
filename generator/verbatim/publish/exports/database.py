"""Makes the whole site's data one SQLite database, for Datasette and notebooks, of the rows of `/data/*.json`.

The same rows make the same bytes: pages of a fixed size, rows in the order of their lists, nothing of the day, and no
number of SQLite's version in the header. What is in no list is in no row, nor in a free page. A later version may add
tables and columns; `user_version` says which one made a file.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from verbatim.core.json import JsonObject
from verbatim.publish.corrections import CORRECTING
from verbatim.publish.exports.rows import named_paths, value_at

LISTS = ("stories", "people", "quotes", "moments", "topics", "questions")
PAGE = 4096  # bytes
APPLICATION, VERSION = 0x56424D44, 2  # “VBMD”; 2 has the rights of a source
# The header's counters of changes, and the version of SQLite that wrote last: all of them 0.
COUNTERS = ((24, 28), (92, 100))
SLICE = "char_start=start! char_end=end! text!"
SENTENCE = "sentence_start=sentence.start sentence_end=sentence.end sentence=sentence.text"
# Of each table its list, with the key of what has a row where that is not each row of the list, and its columns: by the
# name what a row of the JSON has at that path, `^` for the id of the row that it is in, `#` for its number there, `.`
# for itself; `!` for what is always there.
COLUMNS = {
    "story": ("stories", (
        "id! title! url! date date_basis! modified section! lang! source! source_name! source_url! source_sha256!"
        " archived_url=source_archived.url archived_date=source_archived.date proof! source_license source_credit"
    )),
    "person": ("people", "id! name! kind! url! given_role=given_role.text"),
    "alias": ("people.aliases", "person=^! name=.!"),
    "same_as": ("people.same_as", "person=^! url=.!"),
    "role": ("people.roles", f"person=^! story! {SLICE}"),
    "mention": ("people.mentions", f"person=^! story! {SLICE}"),
    "quotation": ("quotes", (
        f"id! story! url! kind char_start=start char_end=end sha256 text {SENTENCE} speaker speaker_name said_by basis"
        " why version! withdrawn reviewed=reviewed.date reviewed_by=reviewed.by"
    )),
    "part": ("quotes.parts", f"quotation=^! number=#! {SLICE}"),
    "candidate": ("quotes.candidates", "quotation=^! person=.!"),
    "correction": ("quotes.corrections", "quotation=^! number=#! text=.!"),
    "moment": ("moments", f"id! story! url! {SLICE} {SENTENCE} date basis! why! certainty!"),
    "moment_person": ("moments.people", "moment=^! person=.!"),
    "moment_place": ("moments.also", f"moment=^! id=id! url! {SLICE} {SENTENCE} date basis! why!"),
    "variant": ("quotes.variants", "quotation=^! other=.!"),
    "topic": ("topics", "id! title! url! summary! updated"),
    "topic_story": ("topics.stories", "topic=^! number=#! story=.!"),
    "question": ("questions", "id! topic story url! title! says words"),
    "answer": ("questions.answers", (
        "question=^! number=#! story! char_start=start char_end=end sha256 text corrected withdrawn"
    )),
}  # fmt: skip
WHOLE_NUMBERS = frozenset(("start", "end", "sentence.start", "sentence.end", "#", "version", "corrected"))
REFERRING = {"speaker": "person", "other": "quotation"} | {table: table for table in COLUMNS}


def _definition(column: str) -> str:
    """Return a column of a table in SQL."""
    name, _, path = column.rstrip("!").partition("=")
    kind = "INTEGER" if (path or name) in WHOLE_NUMBERS else "TEXT"
    key = " PRIMARY KEY" if column == "id!" else ""
    needed = " NOT NULL" if column.endswith("!") else ""
    return f"{name} {kind}{key}{needed}" + (f" REFERENCES {REFERRING[name]}" if name in REFERRING else "")


TABLES = {name: ", ".join(_definition(one) for one in columns.split()) for name, (_, columns) in COLUMNS.items()}
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
        ready = _ready(lists)
        for table, columns in TABLES.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            made.executemany(f"INSERT INTO {table} VALUES ({marks})", _rows(table, ready))  # noqa: S608  our names
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


def _ready(lists: Mapping[str, Sequence[JsonObject]]) -> dict[str, Sequence[JsonObject]]:
    """Return the lists as the tables have them: with all corrections, and with ids of those alone who have a row."""
    known = {one["id"] for one in lists["people"]}
    told: dict[object, set[str]] = defaultdict(set)
    for one in lists.get("changes", ()):
        if one["kind"] in CORRECTING:
            told[one["quote"]].add(f"{one['date']} {one['reason'] or one['message']}")
    quotes = [
        {
            **one,
            "speaker": one.get("speaker") if one.get("speaker") in known else None,
            "candidates": [name for name in one.get("candidates", ()) if name in known],
            "corrections": sorted({*one["corrections"], *(() if one["withdrawn"] else told[one["id"]])}),
        }
        for one in lists["quotes"]
    ]
    moments = [{**one, "people": [name for name in one["people"] if name in known]} for one in lists["moments"]]
    return {
        **lists,
        "quotes": quotes,
        "moments": moments,
        "questions": [{**one, one["of"]: one["about"]} for one in lists["questions"]],
    }


def _rows(table: str, lists: Mapping[str, Sequence[JsonObject]]) -> Iterator[Row]:
    """Yield the rows of a table."""
    where, columns = COLUMNS[table]
    name, _, key = where.partition(".")
    paths = list(named_paths(columns.replace("!", "")).values())
    for row in lists[name]:
        for number, item in enumerate(row.get(key) or () if key else (row,), start=1):
            own = {"^": row["id"], "#": number, ".": item}
            yield tuple(own[path] if path in own else value_at(item, path) for path in paths)
