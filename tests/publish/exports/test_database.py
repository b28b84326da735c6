"""The database of a site: the same bytes for the same rows, what is in it, and the queries that the document shows."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests import tables
from tests.made import edition, mark, person, said, story, with_headers
from verbatim.model import ArchivedCopy
from verbatim.publish.exports.database import APPLICATION, COUNTERS, TABLES, database, schema

DOCUMENT = Path(__file__).parents[3] / "docs/exports.md"
TEXT = (
    "Wall to be mended\n"
    "“We shall mend the wall”, said Ada Vell, the harbour master, on 3 March 2031.\n"
    "Ada Vell said that the winter would be hard.\n"
    "“Never”, somebody shouted.\n"
    "“It is gone”, said Ada Vell.\n"
)
MARKS = [
    said("“We shall mend the wall”", "q-1", "ada-vell"),
    person("Ada Vell", "ada-vell"),
    mark("the harbour master", "role", of="ada-vell"),
    mark("3 March 2031", "moment", date="2031-03-03", basis="stated", people="ada-vell"),
    mark("that the winter would be hard", "quote", "q-2", speaker="ada-vell", basis="inferred", kind="indirect"),
    mark("“Never”", "quote", "q-3", basis="none", why="Nobody is named"),
    said("“It is gone”", "q-4", "ada-vell"),
]
WALL = with_headers(
    story("wall", TEXT, MARKS, title="Wall to be mended", archived=ArchivedCopy("https://a.example/1", "2031-03-05")),
    "050", ("Withdrawn", "2031-03-09 She never said it"),
)  # fmt: skip
RELEASE = with_headers(
    story("release", "Wall\n“We shall mend the old wall”, said Bo Lind.\nThe harbour pays.\n",
          [said("“We shall mend the old wall”", "q-5", "bo-lind"), person("Bo Lind", "bo-lind")],
          title="Wall", date="2031-03-02"),
    "020", ("Same-As", "q-1"),
)  # fmt: skip
PAYS = "The harbour pays."
AT = RELEASE.text.index(PAYS)
TOPICS = {"walls": "Title: The walls\nSummary: Who mends them?\nStories: wall release\nUpdated: 2031-03-09\n"}
QUESTIONS = {
    "walls/10-pays": f"Title: Who pays?\nAnswer: release#char={AT},{AT + len(PAYS)}\n",
    "wall/10-when": "Title: When will it be mended?\nAnswer: none\n\nNobody has said.\n",
}
CHANGES = [
    {"quote": "q-1", "kind": "speaker", "date": "2031-03-08", "reason": None, "message": "Attribution corrected."},
    {"quote": "q-1", "kind": "speaker", "date": "2031-03-07", "reason": "We misheard", "message": "Corrected."},
    {"quote": "q-1", "kind": "gone", "date": "2031-03-06", "reason": None, "message": "No longer in the story."},
    {"quote": "q-4", "kind": "words", "date": "2031-03-05", "reason": None, "message": "It should read: It is gone"},
    {"quote": None, "kind": "words", "date": "2031-03-05", "reason": "A slip", "message": "Corrected."},
]


def lists() -> dict[str, Any]:
    held = edition(WALL, RELEASE, topics=TOPICS, questions=QUESTIONS)
    return {"stories": tables.stories(held), "people": tables.people(held), "quotes": tables.quotes(held),
            "moments": tables.moments(held), "topics": tables.topics(held),
            "questions": tables.questions(held), "changes": CHANGES}  # fmt: skip


@pytest.fixture
def opened() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(database(lists()))
        yield made


def test_the_same_rows_are_the_same_bytes_whichever_sqlite_wrote_them() -> None:
    assert database(lists()) == database(lists())
    data = database(lists())
    assert all(data[start:end] == bytes(end - start) for start, end in COUNTERS)
    assert int.from_bytes(data[68:72]) == APPLICATION


def test_there_is_no_free_page_and_no_broken_reference(opened: sqlite3.Connection) -> None:
    assert opened.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_a_row_for_each_thing_or_is_empty(table: str, opened: sqlite3.Connection) -> None:
    counts = {"story": 2, "person": 2, "role": 1, "mention": 2, "quotation": 5, "part": 3, "moment": 1, "correction": 2,
              "moment_person": 1, "variant": 2, "topic": 1, "topic_story": 2, "question": 2, "answer": 1}  # fmt: skip
    assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (counts.get(table, 0),)  # noqa: S608


ANSWERS = {
    "words that may not be shown alone have their sentence": (
        "SELECT text, sentence, speaker FROM quotation WHERE id = 'q-2'",
        [(None, "Ada Vell said that the winter would be hard.", "ada-vell")],
    ),
    "corrections are in order": (
        "SELECT quotation, number, text FROM correction",
        [("q-1", 1, "2031-03-07 We misheard"), ("q-1", 2, "2031-03-08 Attribution corrected.")],
    ),
    "corrections are counted": ("SELECT corrections FROM said WHERE id = 'q-1'", [(2,)]),
    "what was said": ("SELECT id FROM said", [("q-1",), ("q-2",), ("q-3",), ("q-5",)]),
    "why nobody is named": ("SELECT id, why FROM no_speaker", [("q-3", "Nobody is named")]),
    "a question is about a topic or a story, and says where no text answers": (
        "SELECT id, topic, story, says, words FROM question ORDER BY id",
        [("wall/when", None, "wall", "The editors: The texts do not say.", "Nobody has said."),
         ("walls/pays", "walls", None, None, None)],
    ),
    "an answer has its place": (
        "SELECT story, char_start, char_end, text, corrected FROM answer", [("release", AT, AT + len(PAYS), PAYS, 0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_the_database_answers(name: str, opened: sqlite3.Connection) -> None:
    query, rows = ANSWERS[name]
    assert opened.execute(query).fetchall() == rows


def test_of_a_withdrawn_quotation_only_that_is_kept(opened: sqlite3.Connection) -> None:
    names = [row[1] for row in opened.execute("PRAGMA table_info(quotation)")]
    row = dict(zip(names, opened.execute("SELECT * FROM quotation WHERE id = 'q-4'").fetchone(), strict=True))
    assert {name for name, value in row.items() if value is not None} == {"id", "story", "url", "version", "withdrawn"}
    assert b"It is gone" not in database(lists())


def test_a_speaker_without_a_profile_keeps_the_name_alone() -> None:
    held = lists()
    held["people"] = []
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(database({**held, "moments": []}))
        assert made.execute("SELECT speaker, speaker_name FROM quotation").fetchone() == (None, "Ada Vell")


def test_every_reference_has_an_index() -> None:
    statements = list(schema())
    for table, columns in TABLES.items():
        for column in re.findall(r"(\w+) TEXT(?: NOT NULL)? REFERENCES", columns):
            assert any(f"ON {table} ({column})" in one for one in statements), (table, column)


def queries() -> list[str]:
    part = DOCUMENT.read_text(encoding="utf-8").partition("## One database")[2].partition("\n## ")[0]
    return re.findall(r"    sqlite3 site\.db \"\n(.*?)\"", part, re.DOTALL)


WANTED = [
    [("Ada Vell", 1, 1), ("Bo Lind", 1, 1)],
    [("wall", "2031-03-03")],
    [("2031-03-04", "Never", "Wall to be mended")],
    [("The walls", "release", "2031-03-02"), ("The walls", "wall", "2031-03-04")],
    [("Bo Lind", "We shall mend the old wall", "Ada Vell", "We shall mend the wall")],
    [("When will it be mended?", "The editors: The texts do not say.", None, None),
     ("Who pays?", "The harbour pays.", "The Courier", "2031-03-02")],
]  # fmt: skip


@pytest.mark.parametrize(("number", "wanted"), list(enumerate(WANTED)))
def test_the_documents_queries_answer_what_it_says(number: int, wanted: Any, opened: sqlite3.Connection) -> None:
    assert len(queries()) == len(WANTED)
    assert opened.execute(queries()[number]).fetchall() == wanted
