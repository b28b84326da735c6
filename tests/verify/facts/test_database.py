"""A site's database: what makes it another than the one that the site's data makes, and what is no database of ours."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.publish.exports.test_database import AT, lists
from verbatim.publish.exports.database import COUNTERS, TABLES, database
from verbatim.verify.facts.database import faults_of_database, rows_of
from verbatim.verify.reference import SiteCheck, Texts
from verbatim.verify.run import check_site

LISTS = lists()
MADE = database(LISTS)


def altered(*statements: str) -> bytes:
    """Return the database after these statements, as somebody would leave it who hides them from its header."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.deserialize(MADE)
        opened.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            opened.execute(statement)
        data = bytearray(opened.serialize())
    for start, end in COUNTERS:
        data[start:end] = bytes(end - start)
    return bytes(data)


def told(data: bytes) -> list[str]:
    return list(faults_of_database(data, LISTS))


def test_the_database_of_the_sites_data_has_no_fault() -> None:
    assert told(MADE) == []


def test_a_database_of_the_first_version_has_no_fault_without_the_columns_that_came_later() -> None:
    older = ("ALTER TABLE story DROP COLUMN source_credit", "ALTER TABLE story DROP COLUMN source_license")
    assert told(altered(*older, "PRAGMA user_version = 1", "VACUUM")) == []


def test_the_rows_that_are_compared_are_of_every_table() -> None:
    assert set(rows_of(LISTS)) == set(TABLES)


@pytest.mark.parametrize(
    ("statement", "fact"),
    [
        ("UPDATE quotation SET text = 'We never mend it' WHERE id = 'q-1'",
         "in row 1 of quotation (q-1) text is “We never mend it”; the site’s data has “We shall mend the wall”"),
        ("UPDATE quotation SET speaker_name = 'Bo Lind' WHERE id = 'q-1'",
         "in row 1 of quotation (q-1) speaker_name is “Bo Lind”; the site’s data has “Ada Vell”"),
        ("UPDATE moment SET date = '2031-03-04'",
         "in row 1 of moment (m-wall-020-1) date is “2031-03-04”; the site’s data has “2031-03-03”"),
        ("UPDATE part SET text = 'No' WHERE quotation = 'q-3'",
         "in row 2 of part (q-3) text is “No”; the site’s data has “Never”"),
        ("UPDATE quotation SET text = 'It is gone' WHERE id = 'q-4'",
         "in row 4 of quotation (q-4) text is “It is gone”; the site’s data has “None”"),
        ("INSERT INTO alias VALUES ('ada-vell', 'The liar')",
         "row 1 of alias is one that the site’s data does not have"),
        ("DELETE FROM moment_person", "row 1 of moment_person is missing"),
        ("UPDATE topic SET title = 'The lie'",
         "in row 1 of topic (walls) title is “The lie”; the site’s data has “The walls”"),
        ("UPDATE topic_story SET story = 'wall' WHERE number = 1",
         "in row 1 of topic_story (walls) story is “wall”; the site’s data has “release”"),
        ("UPDATE variant SET other = 'q-3' WHERE other = 'q-5'",
         "in row 1 of variant (q-1) other is “q-3”; the site’s data has “q-5”"),
        ("UPDATE question SET says = NULL, words = 'The mayor' WHERE id = 'wall/when'",
         "in row 2 of question (wall/when) says is “None”; the site’s data has “The editors: The texts do not say.”"),
        ("UPDATE story SET source_license = 'CC0' WHERE id = 'wall'",
         "in row 1 of story (wall) source_license is “CC0”; the site’s data has “None”"),
        ("UPDATE answer SET char_start = 0",
         f"in row 1 of answer (walls/pays) char_start is “0”; the site’s data has “{AT}”"),
    ],
)  # fmt: skip
def test_an_altered_row_is_told_by_its_table_and_column(statement: str, fact: str) -> None:
    assert told(altered(statement)) == [fact]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (words TEXT)",
        "CREATE VIEW words AS SELECT 'We never mend it' AS text",
        "CREATE INDEX more ON story (title)",
        "CREATE VIRTUAL TABLE more USING fts5(words)",
        "ALTER TABLE story ADD COLUMN more TEXT",
        "DROP VIEW timeline",
    ],
)
def test_a_database_with_other_tables_indexes_or_views_is_refused(statement: str) -> None:
    assert told(altered(statement))[0].startswith(
        ("the database has other tables, indexes or views than ours", "the header of the database is not as ours")
    )


def test_a_trigger_is_named() -> None:
    [fact] = told(altered("CREATE TRIGGER lies AFTER INSERT ON story BEGIN SELECT 1; END"))
    assert fact == "the database has other tables, indexes or views than ours: a trigger, lies"


def test_a_view_that_tells_other_words_is_refused() -> None:
    [fact] = told(altered("DROP VIEW timeline", "CREATE VIEW timeline AS SELECT 'never' AS date"))
    assert fact == "the database has other tables, indexes or views than ours"


def test_a_free_page_is_refused() -> None:
    more = "INSERT INTO alias SELECT 'ada-vell', hex(randomblob(3000)) FROM moment, quotation"
    [fact] = told(altered(more, more, more, "DELETE FROM alias"))
    assert fact == "the header of the database is not as ours: byte 32"


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"", "this is no SQLite database"),
        (b"<p>Hello</p>", "this is no SQLite database"),
        (MADE[:4096], "the database does not end where its pages do"),
        (MADE + b"more", "the database does not end where its pages do"),
        (MADE[:60] + b"\x00\x00\x00\x09" + MADE[64:], "the database is of version 9, which is not known here"),
        (MADE[:18] + b"\x02\x02" + MADE[20:], "the header of the database is not as ours: byte 18"),
        (MADE[:100] + bytes(4000) + MADE[4100:], "this is no database that can be read"),
    ],
)
def test_what_is_no_database_of_ours_is_refused(data: bytes, fact: str) -> None:
    assert told(data)[0].startswith(fact)


@pytest.mark.parametrize("at", range(100, len(MADE), 2003))
def test_bytes_that_are_damaged_anywhere_never_raise(at: int) -> None:
    assert isinstance(told(MADE[:at] + b"\xff\x00\x81" + MADE[at + 3 :]), list)


def test_a_database_without_the_data_that_it_is_made_of_is_a_fault() -> None:
    empty: dict[str, Any] = {name: [{}] for name in LISTS}
    assert list(faults_of_database(MADE, empty)) != []


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str, bytes], list[str]]:
    """Verify a site that has nothing but a front page and one file."""
    (tmp_path / "content/sources").mkdir(parents=True)
    (tmp_path / "output/data").mkdir(parents=True)
    (tmp_path / "output/index.html").write_text("<p>News</p>", encoding="utf-8")

    def check(name: str, data: bytes) -> list[str]:
        (tmp_path / "output" / name).write_bytes(data)
        found = SiteCheck(Texts(tmp_path / "content/sources"))
        return [str(fault) for fault in check_site(tmp_path / "output", found, "output").faults]

    return check


def test_verify_reads_the_database_of_a_site(site: Callable[[str, bytes], list[str]]) -> None:
    assert any(fault.startswith("output/data/site.db: row 1 of story is one") for fault in site("data/site.db", MADE))


def test_a_database_at_another_address_is_refused(site: Callable[[str, bytes], list[str]]) -> None:
    assert any("a file of the kind .db is none that a site holds" in fault for fault in site("data/other.db", MADE))
