"""The rows of the data files, and tables of them: each fact is read once, every format names a column that is there."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs.reference.exports import KINDS
from tests import tables
from tests.made import edition, mark, person, raised_twice, said, story, with_headers
from verbatim.core.text import sha256_text
from verbatim.model import Span
from verbatim.publish.exports.data import proof, rfc5147
from verbatim.publish.exports.database import COLUMNS, WHOLE_NUMBERS, database
from verbatim.publish.exports.rows import (
    FORMULA,
    MOMENT_COLUMNS,
    NUMBER,
    QUOTATION,
    QUOTE_COLUMNS,
    defused,
    moments_table,
    named_paths,
    quote_row,
    quotes_table,
)
from verbatim.publish.jsonld import question_ld, quote_ld, story_ld
from verbatim.publish.question_page import question_views

TEXT = (
    "The quay\n"
    "“The quay is dry”, said Ada Vell, the pilot, on 3 March 2031.\n"
    "“It floods” every winter, Bo Lind said in January 2031.\n"
    "The pilots meet in May 2032.\n"
)
MARKS = [
    mark("“The quay is dry”", "quote", "q-1", speaker="ada-vell", basis="stated", why="named in its sentence"),
    mark("dry", "was", now="wet"),
    person("Ada Vell", "ada-vell"),
    mark("the pilot", "role", of="ada-vell"),
    mark("3 March 2031", "moment", date="2031-03-03", basis="stated", people="ada-vell"),
    mark("“It floods” every winter", "quote", "q-2", speaker="bo-lind", basis="editor", why="A letter", kind="mixed"),
    person("Bo Lind", "bo-lind"),
    mark("January 2031", "moment", date="2031-01", certainty="denied"),
    mark("May 2032", "moment", date="2032-05", certainty="planned"),
]
CORRECTED = ("Corrected", "2031-03-09 The pilot wrote to us")
QUAY = with_headers(
    story("quay", TEXT, MARKS, title="The quay", headers={"Source-License": "CC0", "Source-Credit": "The pilots"}),
    "020", CORRECTED,
)  # fmt: skip
SAID = "The pilots meet in May 2032."
AT = TEXT.index(SAID)
HELD = edition(
    QUAY, topics={"quays": "Title: Quays\nStories: quay\n"},
    questions={"quays/10-when": f"Title: When do they meet?\nAnswer: quay#char={AT},{AT + len(SAID)}\n"},
)  # fmt: skip
ROWS: dict[str, Any] = {
    "stories": tables.stories(HELD), "quotes": tables.quotes(HELD), "people": tables.people(HELD),
    "moments": tables.moments(HELD), "topics": tables.topics(HELD), "questions": tables.questions(HELD),
}  # fmt: skip


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


OF_THE_TABLE = {"of", "part", "source", "moment"}  # what a row of a table has of its piece, place and story


@pytest.mark.parametrize("name", KINDS)
def test_a_row_has_the_columns_of_its_kind_in_their_order_and_none_is_described_twice_or_without_words(
    name: str,
) -> None:
    columns = [one.name for one in KINDS[name]]
    needed = {one.name for one in KINDS[name] if not one.optional}
    for row in ROWS[name]:
        assert list(row) == [key for key in columns if key in row]
        assert needed <= row.keys()
    assert len({one.name for one in KINDS[name]}) == len(KINDS[name])
    assert all(one.says and one.type for one in KINDS[name])


@pytest.mark.parametrize(("kind", "columns"), [("quotes", QUOTE_COLUMNS), ("moments", MOMENT_COLUMNS)])
def test_a_table_has_columns_of_the_rows_alone(kind: str, columns: dict[str, str]) -> None:
    known = {one.name for one in KINDS[kind]} | OF_THE_TABLE
    assert {path.partition(".")[0] for path in columns.values()} <= known


@pytest.mark.parametrize(("where", "columns"), COLUMNS.values())
def test_the_database_has_columns_of_the_rows_alone_and_a_number_where_they_have_one(where: str, columns: str) -> None:
    kind, _, inner = where.partition(".")
    types = {one.name: one.type for one in KINDS[kind]}
    paths = set(named_paths(columns.replace("!", "")).values())
    assert (inner in types) if inner else {path.partition(".")[0] for path in paths} <= {*types, "topic", "story"}
    for path in paths & types.keys() if not inner else ():
        assert (path in WHOLE_NUMBERS) == (types[path] == NUMBER), path


def test_corrections_and_certainties_are_in_the_rows_and_in_every_file_that_is_made_of_them() -> None:
    line = CORRECTED[1]
    assert quote_row(HELD, HELD.newsroom.quotes["q-1"])["corrections"] == [line]
    first, _ = rows(quotes_table(HELD, QUAY))
    assert first["corrections"] == line
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(database(ROWS))
        assert made.execute("SELECT quotation, text FROM correction").fetchall() == [("q-1", line)]
        certainties = [row[0] for row in made.execute("SELECT certainty FROM moment")]
    assert certainties == [row["certainty"] for row in ROWS["moments"]] == ["reported", "denied", "planned"]


def test_a_table_says_what_the_rows_say() -> None:
    said = {row["id"]: row for row in ROWS["quotes"]}
    for row in rows(quotes_table(HELD, QUAY)):
        own = said[row["id"]]
        assert [row[key] for key in ("speaker", "speaker_name", "basis", "why")] == [
            own[key] for key in ("speaker", "speaker_name", "basis", "why")
        ]
        assert (row["source_license"], row["source_credit"], row["published"]) == ("CC0", "The pilots", "2031-03-04")
    moments = rows(moments_table(HELD, QUAY))
    assert [(row["date"], row["certainty"]) for row in moments] == [
        (own["date"], own["certainty"]) for own in ROWS["moments"]
    ]


def _keys(node: Any) -> set[str]:
    return {key for key in node if key != "@context"}


def test_json_ld_has_the_columns_that_the_reference_names() -> None:
    quotation = [json.loads(quote_ld(HELD, HELD.newsroom.quotes[name])) for name in ("q-1", "q-2")]
    named = {one.linked for one in QUOTATION} - {""}
    assert set().union(*map(_keys, quotation)) == named | {"@type", "inLanguage", "isPartOf"}
    article = next(node for node in json.loads(story_ld(HELD, QUAY))["@graph"] if node["@type"] == "NewsArticle")
    linked = {one.linked for one in KINDS["stories"]} - {""}
    assert linked <= _keys(article) | {"dateModified"}
    (view,) = question_views(HELD, "quays")
    assert {one.linked for one in KINDS["questions"]} - {""} <= _keys(question_ld(HELD, view))


ROPES = "“=1+1, said”, said Mara Lind on 3 March 2031, “and\tpull”."
PULLED = [
    said("“=1+1, said”", "q-1", "mara", why="so", part="1"),
    mark("“and\tpull”", "quote", "q-1", part="2"),
    person("Mara Lind", "mara"), mark("3 March 2031", "moment", date="2031-03-03"),
]  # fmt: skip
ROPE = story("rope", ROPES, PULLED)


def restored(cell: str) -> str:
    return re.sub(r"^'(?='*[=+\-@\t\r\n＝＋－＠])", "", cell)


def test_each_piece_of_a_quotation_is_a_row_with_its_slice() -> None:
    found = rows(quotes_table(edition(ROPE), ROPE))
    assert [(row["id"], row["part"], row["parts"], row["speaker_name"]) for row in found] == [
        ("q-1", "1", "2", "Mara Lind"), ("q-1", "2", "2", "Mara Lind"),
    ]  # fmt: skip
    assert all(restored(row["text"]) == ROPES[int(row["start"]) : int(row["end"])] for row in found)


def test_a_withdrawn_quotation_is_no_row() -> None:
    held = edition(with_headers(ROPE, "010", ("Withdrawn", "2031-03-05 Never said")))
    assert rows(quotes_table(held, held.newsroom.stories["rope"])) == []


def test_lines_end_as_rfc_4180_says() -> None:
    assert quotes_table(edition(ROPE), ROPE).count("\r\n") == 3


@given(st.text("'=+-@\t\r\n＝a") | st.text())
def test_no_cell_begins_a_formula_and_every_cell_can_be_read_back(cell: str) -> None:
    made = defused(cell)
    assert made[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert restored(made) == cell
    assert bool(FORMULA.match(cell)) == (made != cell)


def test_each_place_of_a_moment_is_a_row_that_names_the_moment_and_has_its_own_words_and_its_sentence() -> None:
    made = raised_twice()
    found = rows(moments_table(edition(made), made))
    assert [(row["id"], row["text"], row["moment"]) for row in found] == [
        ("m-wall-010-1", "in 2031", "m-wall-020-1"), ("m-wall-020-1", "year 2031", "m-wall-020-1"),
    ]  # fmt: skip
    sentences = [made.text[int(row["sentence_start"]) : int(row["sentence_end"])] for row in found]
    assert [row["sentence_text"] for row in found] == sentences


def test_in_data_the_other_place_stands_in_the_row_with_its_hash_and_its_address() -> None:
    made = raised_twice()
    [row] = tables.moments(edition(made))
    [other] = row["also"]
    assert (row["id"], other["id"]) == ("m-wall-020-1", "m-wall-010-1")
    assert other["url"] == "https://record.example/stories/wall/timeline/#m-wall-010-1"
    for held in (other, other["sentence"]):
        assert held["text"] == made.text[held["start"] : held["end"]]
        assert held["sha256"] == sha256_text(held["text"])


def test_the_proof_also_counts_as_rfc_5147_does_each_line_end_once() -> None:
    made = story("rope", "Rope.\r\n“Lift”, said Mara Lind.", [mark("“Lift”", "quote", "q-1")])
    (quote,) = proof(edition(made), made)["quotes"]
    assert (quote["start"], quote["rfc5147"]) == (8, f"char=7,{quote['end'] - 1}")
    assert rfc5147([5, 10], Span(3, 12)) == "char=3,10"
