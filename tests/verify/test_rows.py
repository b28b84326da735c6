"""The law of data files: what an object says of a quotation, a moment, a story or a person is what the content says."""

import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.verify.conftest import Newsroom
from tests.verify.test_law import MARKED, at, char, named
from verbatim.verify import rows
from verbatim.verify.facts import Facts

TABLE = "verify/rows.txt"
TRUE = {row: json.loads(told) for row, (told,) in named("what the content says breaks no law", TABLE).items()}
# Of an object that is like a true one a row has what differs.
FALSE = {
    row: ({**TRUE.get(like, {}), **json.loads(told)}, fault)
    for row, (like, told, fault) in named("something else breaks a law", TABLE).items()
}


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    made.person("ivo-marr", "Ivo Marr")
    made.story("pier", MARKED.replace("LAMPS", char("lamps")))
    made.story("gone", MARKED.replace("#q-", "#q-gone"), head="Withdrawn: 2026-07-01 The speaker was another\n")
    mended = '[“No [lamp]{.was now="light"}”]{.quote #q-mended basis="none"}. [It]{.quote #q-odd basis="none"} holds.'
    made.story("mole", mended, head="Corrected: 2026-07-02 Ours\n")
    made.write("people/nele.md", "Title: Nele\nProfile: no\n")
    made.story("part", '[“No”]{.quote #q-part basis="none"}')
    made.story("class", "Ole Brandt, 12, sang.")
    made.person("una-brandt", "Una Brandt", "Profile: yes\n")
    made.write("stories/part.md", "Title: Part\nSource: part.txt\nSource-Published: quoted\n\n")
    moved = ((1, "minted", "ada-vell"), (2, "changed", "ivo-marr"))
    versions = [
        {"id": "q-reported", "version": number, "event": event, "words": "ships sail", "speaker": who}
        for number, event, who in moved
    ]
    made.write("ledger/pier.jsonl", "".join(f"{json.dumps(row)}\n" for row in versions))
    return made.facts()


def broken(value: Any, facts: Facts) -> list[str]:
    return list(rows.faults_of_value(value, "pier", facts))


@pytest.mark.parametrize("value", TRUE.values(), ids=TRUE)
def test_an_object_that_says_what_the_content_says_breaks_no_law(value: dict[str, Any], facts: Facts) -> None:
    assert broken([{"within": [value]}], facts) == []


@pytest.mark.parametrize(("value", "fault"), FALSE.values(), ids=FALSE)
def test_an_object_that_says_something_else_breaks_a_law(value: dict[str, Any], fault: str, facts: Facts) -> None:
    found = broken([value], facts)
    assert any(fault in one for one in found), found


def test_every_law_is_broken_by_an_object() -> None:
    keys = {key for value, _ in FALSE.values() for key in _keys(value)}
    assert [key for law in rows.ROW_LAWS for key in law.keys if key not in keys] == []


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(key for one in value.values() for key in _keys(one))}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


def test_the_same_words_are_joined_in_however_many_steps(tmp_path: Path) -> None:
    made = Newsroom(tmp_path)
    for name, head in (("pier", "Same-As: q-mole"), ("mole", "Same-As: q-quay"), ("quay", "")):
        made.story(name, f'[“No”]{{.quote #q-{name} basis="none"}}', head=f"{head}\n" if head else "")
    row = {"id": "q-pier", "speaker": None, "basis": "none", "variants": ["q-mole", "q-quay"]}
    assert broken([row], made.facts()) == []


@pytest.mark.parametrize(("shown", "faults"), [("She calls it “dim at night now”.", 0), ("dim at night now", 1)])
def test_an_item_with_the_whole_sentence_of_a_quotation_says_who_spoke(shown: str, faults: int, tmp_path: Path) -> None:
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    quote = '{.quote #q-dim speaker="ada-vell" basis="inferred" kind="mixed"}'
    made.story("pier", f"She calls it [“dim at night now”]{quote}.")
    item = {**TRUE["item"], "id": "https://pier.example/quotes/q-dim/", "title": "Reported in Pier"}
    found = broken([{**item, "content_html": f"<blockquote><p>{shown}</p></blockquote>"}], made.facts())
    assert sum("q-dim has speaker “None”" in one for one in found) == faults


def test_a_person_without_a_page_is_named_in_no_history(facts: Facts) -> None:
    facts.names = {}
    said = "the history of q-stated names Ada Vell, whom the site does not list"
    assert said in broken([TRUE["history"]], facts)


def test_a_speaker_of_whom_a_rule_is_unsure_is_not_told(tmp_path: Path) -> None:
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    made.story("pier", '[“No”]{.quote #q-one speaker="ada-vell" basis="stated" grade="90"}')
    facts = made.facts()
    assert broken([{"id": "q-one", "speaker": None, "basis": "none"}], facts) == []
    assert broken([{"id": "q-one", "speaker": "ada-vell", "basis": "stated"}], facts) != []


# Files that are no JSON

CELLS = "id,story,start,end,text,speaker,speaker_name,published\n{}\n"
ROW = f"q-stated,pier,{at('No lamp')},{at('No lamp') + 7},No lamp,ada-vell,Ada Vell,2026-03-04"


@pytest.mark.parametrize(("row", "fault"), [
    (ROW, ""),
    (ROW.replace("No lamp", "No lamb"), "the words differ"),
    (ROW.replace("Ada Vell", "ada-vell"), "speaker_name “ada-vell”"),
    (ROW.replace("-04", "-05"), "day of publication “2026-03-05”"),
    (f"{ROW},more", "another number of cells"),
])  # fmt: skip
def test_a_row_of_a_table_says_what_the_content_says(row: str, fault: str, facts: Facts) -> None:
    found = list(rows.faults_of_table(CELLS.format(row), facts))
    assert [line for line, _ in found] == ([2] if fault else [])
    assert fault in "".join(fact for _, fact in found)


FAIR = {
    "UID": "m-pier-2@pier.example", "DTSTART;VALUE=DATE": "20260603", "DTEND;VALUE=DATE": "20260604",
    "DESCRIPTION": "fair on\r\n  3 June", "STATUS": "CONFIRMED", "X-VERBATIM-DATE": "2026-06-03",
    "X-VERBATIM-SOURCE": f"pier.txt#char={char('fair on 3 June')}",
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("STATUS", "CONFIRMED", ""),
        ("STATUS", "TENTATIVE", "m-pier-2 has certainty “planned”; the content has “reported”"),
        ("DTEND;VALUE=DATE", "20260605", "the event is from 20260603 to 20260605, and its moment is the day"),
        ("DTEND;VALUE=DATE", "June", "the event is from 20260603 to June, and"),
        ("X-VERBATIM-DATE", "2026-06-04", "m-pier-2 has date “2026-06-04”"),
        ("DESCRIPTION", "fair in June", "the words differ from pier.txt"),
        ("UID", "m-none@pier.example", "an event, m-none@pier.example, is of no moment"),
        ("X-VERBATIM-ALSO;OF=a", "fair", "X-VERBATIM-ALSO has no place"),
    ],
)  # fmt: skip
def test_an_event_of_a_calendar_says_no_more_than_its_moment(key: str, value: str, fault: str, facts: Facts) -> None:
    lines = "\r\n".join(f"{name}:{one}" for name, one in {**FAIR, key: value}.items())
    found = list(rows.faults_of_calendar(f"BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n", facts))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_a_database_has_what_the_lists_have(facts: Facts, tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    quotes = [(name, row["story"], row["speaker"]) for name, row in facts.rows.items()]
    stories = [(name, row["title"]) for name, row in facts.stories.items()]
    held: dict[str, tuple[str, list[Any]]] = {
        "correction": ("quotation", []), "moment": ("id", []), "topic": ("id", []), "story": ("id, title", stories),
        "quotation": ("id, story, speaker", quotes), "person": ("id, name", [*facts.names.items()]),
    }  # fmt: skip
    with sqlite3.connect(path) as made:
        for table, (columns, told) in held.items():
            made.execute(f"CREATE TABLE {table} ({columns})")
            places = ", ".join("?" for _ in columns.split(", "))
            made.executemany(f"INSERT INTO {table} VALUES ({places})", told)  # noqa: S608  these names are ours
    made.close()
    assert list(rows.faults_of_database(path.read_bytes(), facts)) == []
    with sqlite3.connect(path) as made:
        made.execute("UPDATE quotation SET speaker = 'ivo-marr' WHERE id = 'q-stated'")
        made.execute("DELETE FROM story WHERE id = 'mole'")
    made.close()
    assert sorted(rows.faults_of_database(path.read_bytes(), facts)) == [
        "q-stated has speaker “ivo-marr” in the database; the list has “ada-vell”",
        "the table story has 4 rows, and the list 5, or others",
    ]
    assert "cannot be read" in next(rows.faults_of_database(b"no database" * 99, facts))


def test_a_result_of_the_search_is_read(facts: Facts) -> None:
    result = gzip.compress(b"pagefind_dcd" + json.dumps({"url": json.dumps(TRUE["result"])}).encode())
    assert list(rows.faults_of_result(result, facts)) == []
    for data in (gzip.compress(b"{}"), b"no result"):
        assert list(rows.faults_of_result(data, facts)) == ["a result of the search cannot be read"]
