"""The law of data files: what an object says of a quotation, a moment, a story or a person is what the content says."""

import gzip
import json
import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.verify.conftest import Newsroom
from tests.verify.test_law import CITE, MARKED, at, char
from verbatim.verify.facts import Facts
from verbatim.verify.rows import (
    ROW_LAWS,
    faults_of_calendar,
    faults_of_database,
    faults_of_result,
    faults_of_table,
    faults_of_value,
)

STATED = {"id": "q-stated", "speaker": "ada-vell", "speaker_name": "Ada Vell", "basis": "stated", "kind": "direct"}
MOMENT = {"id": "m-pier-2", "story": "pier", "date": "2026-06-03", "basis": "none", "certainty": "reported"}
STORY = {"id": "pier", "title": "Pier", "date": "2026-03-04", "date_basis": "editor"}
SLICE = {"story": "pier", "start": at("30 boats"), "end": at("30 boats") + 8, "text": "30 boats"}
LINKED = {
    "@type": "Quotation", "url": "https://pier.example/quotes/q-stated/", "citation": CITE + char("No lamp"),
    "text": "No lamp", "spokenByCharacter": {"@type": "Person", "name": "Ada Vell"},
}  # fmt: skip
EVENT = {"@type": "Event", "url": "https://pier.example/stories/pier/timeline/#m-pier-2", "startDate": "2026-06-03"}
CITED = f'<blockquote cite="{CITE}{char("vote in May")}"><p>vote in May</p></blockquote>'
SLIDE = {
    "unique_id": "m-pier-1", "start_date": {"year": 2026, "month": 5}, "display_date": "May 2026 (then ahead)",
    "text": {"headline": "vote in…", "text": CITED},
}  # fmt: skip
RESULT = {
    "kind": "quotation", "url": "quotes/q-stated/", "mark": "verbatim", "basis": "stated", "who": {"name": "Ada Vell"},
    "words": {"story": "pier", "char": char("No lamp"), "words": "No lamp"},
}  # fmt: skip
ANNOTATION = {
    "id": "https://pier.example/data/stories/pier.annotations.jsonld#q-stated",
    "body": [{"purpose": "identifying", "value": "Ada Vell"}],
    "target": {
        "source": "https://pier.example/sources/pier.txt",
        "selector": [{"start": at("No lamp"), "end": at("No lamp") + 7}, {"exact": "No lamp"}],
    },
}
ANSWER = {
    "type": "rich", "author_name": "Ada Vell", "url": "https://pier.example/quotes/q-stated/",
    "title": "Vell: “No lamp”",
    "html": f'<blockquote cite="{CITE}{char("No lamp")}"><p>“No lamp”</p></blockquote>',
}  # fmt: skip
ITEM = {"id": "https://pier.example/stories/pier/", "date_published": "2026-03-04T00:00:00Z", "title": "Pier"}
PART = sha256("“No”".encode()).hexdigest()
PERSON = {"id": "ada-vell", "kind": "person", "name": "Ada Vell", "mentions": [{"text": "Vell"}]}
CHILD = {
    "id": "una-brandt", "kind": "person", "name": "Una Brandt",
    "mentions": [{"story": "class", "text": "Ole Brandt", "end": 10}],
}  # fmt: skip
CHANGES = {"story": "pier", "changes": [{"quote": "q-stated", "attribution": {"was": "a clerk", "now": "Ada Vell"}}]}
HISTORY = {"id": "q-stated", "status": "current", "versions": [{"words": "No lamp", "speaker_name": "Ada Vell"}]}
TRUE: Mapping[str, dict[str, Any]] = {
    "quotation": STATED, "moment": MOMENT, "story": STORY, "slice": SLICE, "linked quotation": LINKED, "event": EVENT,
    "slide": SLIDE, "result": RESULT, "annotation": ANNOTATION, "answer": ANSWER, "item": ITEM, "person": PERSON,
    "child whom an editor opened": CHILD, "changes": CHANGES, "history": HISTORY,
}  # fmt: skip


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
    return list(faults_of_value(value, "pier", facts))


@pytest.mark.parametrize("value", [one for key, one in TRUE.items() if key != "changes"], ids=str)
def test_an_object_that_says_what_the_content_says_breaks_no_law(value: dict[str, Any], facts: Facts) -> None:
    assert broken([{"within": [value]}], facts) == []


FALSE: Mapping[str, tuple[dict[str, Any], str]] = {
    "other words": ({**SLICE, "text": "31 boats"}, f"the words differ from pier.txt#char={char('30 boats')}"),
    "another hash": ({**SLICE, "sha256": sha256(b"").hexdigest()}, "the sha256 is not that of pier.txt"),
    "another hash of a stretch": (
        {"start": SLICE["start"], "end": SLICE["end"], "sha256": sha256(b"").hexdigest()}, "the sha256 is not that of"
    ),
    "another speaker": ({**STATED, "speaker": "ivo-marr"}, "q-stated has speaker “ivo-marr”"),
    "another name": ({**STATED, "speaker_name": "Ivo Marr"}, "q-stated has speaker_name “Ivo Marr”"),
    "another basis": ({**STATED, "basis": "inferred"}, "q-stated has basis “inferred”; the content has “stated”"),
    "a check that nobody made": (
        {**STATED, "reviewed": {"date": "2026-03-05", "by": "AB"}},
        "q-stated has a check “2026-03-05, AB”; the content has “none”",
    ),
    "the same words that nobody joined": (
        {**STATED, "variants": ["q-inferred"]},
        "q-stated is said to be the same words as q-inferred, which no fragment says",
    ),
    "another's words side by side with hers": (
        {"id": "ivo-marr", "pairs": [{"subject": "Pier", "quotes": ["q-stated", "q-stated"]}]},
        "q-stated is put among what ivo-marr said, and no fragment says so",
    ),
    "another's words first": (
        {"id": "ivo-marr", "telling": ["q-stated"]},
        "q-stated is put among what ivo-marr said, and no fragment says so",
    ),
    "another kind": ({**STATED, "kind": "indirect"}, "q-stated has kind “indirect”; the content has “direct”"),
    "the reporter's words as somebody's": (
        {**STATED, "id": "q-odd", "speaker": None, "speaker_name": None, "basis": "none", "text": "It"},
        "is shown as somebody's words, but they stand outside",
    ),
    "words of a withdrawn quotation": ({"id": "q-gonestated", "speaker": "ada-vell"}, "has speaker “ada-vell”"),
    "no correction": (
        {"id": "q-mended", "speaker": None, "basis": "none", "corrections": []},
        "q-mended has correction “False”; the content has “True”",
    ),
    "another date": ({**MOMENT, "date": "2026-06-04"}, "m-pier-2 has date “2026-06-04”; the content has “2026-06-03”"),
    "another certainty": ({**MOMENT, "certainty": "denied"}, "m-pier-2 has certainty “denied”"),
    "another title": ({**STORY, "title": "Mole"}, "pier has title “Mole”; the content has “Pier”"),
    "another day of a story": ({**STORY, "date": "2026-03-05"}, "pier has date “('2026-03-05'"),
    "a quotation left out": ({**STORY, "quotes": [STATED]}, "the quotation q-inferred is left out"),
    "a correction not counted": (
        {"id": "mole", "title": "Mole", "date": "2026-03-04", "date_basis": "editor", "changes": 0},
        "mole has changes “0”; the content has “1”",
    ),
    "linked data without the speaker": (
        {key: one for key, one in LINKED.items() if key != "spokenByCharacter"}, "q-stated has speaker “None”"
    ),
    "linked data with another speaker": (
        {**LINKED, "spokenByCharacter": {"name": "Ivo Marr"}}, "has speaker or date “Ivo Marr”"
    ),
    "linked data with other words": ({**LINKED, "text": "No lamps"}, "the words differ from pier.txt"),
    "an event on another day": ({**EVENT, "startDate": "2026-06-04"}, "has date “2026-06-04”"),
    "an event that is not scheduled": ({**EVENT, "eventStatus": "EventScheduled"}, "is reported, and is not told"),
    "an article of another day": (
        {"@type": "NewsArticle", "url": "https://pier.example/stories/pier/", "datePublished": "2026-03-05"},
        "pier has day of publication “2026-03-05”",
    ),
    "a slide on another day": ({**SLIDE, "start_date": {"year": 2027}}, "m-pier-1 has date “2027”"),
    "a slide that says nothing of what was ahead": (
        {**SLIDE, "display_date": "May 2026"}, "m-pier-1 is planned, and is not told as that"
    ),
    "a slide with other words": (
        {**SLIDE, "text": {"headline": "vote in…", "text": CITED.replace("vote in May<", "vote in June<")}},
        "the words differ from pier.txt",
    ),
    "a slide with another headline": (
        {**SLIDE, "text": {"headline": "fair in…", "text": CITED}},
        "a slide’s headline is not of the words that it cites",
    ),
    "a result with other words": (
        {**RESULT, "words": {**RESULT["words"], "words": "No lamb"}}, "the words differ from pier.txt"
    ),
    "a result of another speaker": ({**RESULT, "who": {"name": "Ivo Marr"}}, "has speaker or date “Ivo Marr”"),
    "a result that says corrected": ({**RESULT, "mark": "corrected"}, "q-stated has correction “True”"),
    "an annotation of another speaker": (
        {**ANNOTATION, "body": [{"purpose": "identifying", "value": "Ivo Marr"}]}, "the content has “Ada Vell”"
    ),
    "an annotation with other words": (
        {"target": {**ANNOTATION["target"], "selector": [*ANNOTATION["target"]["selector"], {"exact": "No lamb"}]}},
        "the words differ from pier.txt",
    ),
    "an answer that names another": ({**ANSWER, "author_name": "Ivo Marr"}, "has speaker or date “Ivo Marr”"),
    "an answer with other words": ({**ANSWER, "html": ANSWER["html"].replace("No", "A")}, "the words differ from"),
    "an answer that calls corrected words current": (
        {"state": {"status": "current"}, "themes": {"light": "https://pier.example/embed/quotes/q-mended/?v=1"}},
        "q-mended has correction “False”; the content has “True”",
    ),
    "a title that quotes nobody": ({**ANSWER, "title": "Vell: “No light”"}, "stand in no source: “No light”"),
    "the hash of another text": (
        {"story": "pier", "source_sha256": sha256(b"").hexdigest()},
        "source_sha256 is not the hash of the source of pier",
    ),
    "more published than the file says": (
        {"story": "part", "source_sha256": PART, "characters": 4, "published": "whole", "quotes": []},
        "published is “whole”; the story’s file says quoted",
    ),
    "an item of another day": ({**ITEM, "date_published": "2026-03-05"}, "pier has day of publication “2026-03-05”"),
    "an item that names nobody": (
        {**ITEM, "id": "https://pier.example/quotes/q-stated/", "content_html": "<p>No lamp</p>"},
        "q-stated has speaker “None”; the content has “Ada Vell”",
    ),
    "markup in an item": ({**ITEM, "content_html": "<p>“We sail”</p>"}, "carry no place: “We sail”"),
    "a name that no file has": ({**PERSON, "name": "Ada Marr"}, "ada-vell has name “Ada Marr”; the content has"),
    "a name that no mention has": ({**PERSON, "id": "una", "name": "Una Holm"}, "una has name “Una Holm”"),
    "a name that is markup": (
        {**PERSON, "id": "una", "name": "Hale &amp; Vell"}, "una has name “Hale &amp; Vell”"
    ),
    "somebody without a page": (
        {**PERSON, "id": "nele", "name": "Nele"}, "nele is listed, and has no page"
    ),
    "a child whom no editor opened": ({**CHILD, "id": "ole-brandt"}, "ole-brandt is listed, and has no page"),
    "an answer that says nothing of how it is known": (
        {**ANSWER, "url": "https://pier.example/quotes/q-inferred/", "html": "<p>“We wait” — Ada Vell</p>"},
        "nothing says that the speaker of q-inferred was worked out",
    ),
    "a version that no ledger has": ({"of_version": "pier:q-stated:7", "words": "No light"}, "the ledger has no"),
    "words that are quoted no more": ({**HISTORY, "status": "gone"}, "has its words, and it is quoted no more"),
    "who was named and who is named exchanged": (
        {**CHANGES, "changes": [{"quote": "q-stated", "attribution": {"was": "Ada Vell", "now": "a clerk"}}]},
        "q-stated is said to be a clerk's now, and it is Ada Vell's",
    ),
    "a correction of who spoke left out": (CHANGES, "the correction of who spoke, pier:q-reported:2, is missing"),
    "a correction left out": ({"story": "mole", "changes": []}, "the correction of 2026-07-02 is missing: Ours"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "fault"), FALSE.values(), ids=FALSE.keys())
def test_an_object_that_says_something_else_breaks_a_law(value: dict[str, Any], fault: str, facts: Facts) -> None:
    found = broken([value], facts)
    assert len(found) >= 1
    assert any(fault in one for one in found), found


def test_every_law_is_broken_by_an_object() -> None:
    keys = {key for value, _ in FALSE.values() for key in _keys(value)}
    assert [key for law in ROW_LAWS for key in law.keys if key not in keys] == []


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
    item = {**ITEM, "id": "https://pier.example/quotes/q-dim/", "title": "Reported in Pier"}
    found = broken([{**item, "content_html": f"<blockquote><p>{shown}</p></blockquote>"}], made.facts())
    assert sum("q-dim has speaker “None”" in one for one in found) == faults


def test_a_person_without_a_page_is_named_in_no_history(facts: Facts) -> None:
    facts.names = {}
    said = "the history of q-stated names Ada Vell, whom the site does not list"
    assert said in broken([HISTORY], facts)


def test_a_speaker_of_whom_a_rule_is_unsure_is_not_told(tmp_path: Path) -> None:
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    made.story("pier", '[“No”]{.quote #q-one speaker="ada-vell" basis="stated" grade="90"}')
    facts = made.facts()
    assert broken([{"id": "q-one", "speaker": None, "basis": "none"}], facts) == []
    assert broken([{"id": "q-one", "speaker": "ada-vell", "basis": "stated"}], facts) != []


# Files that are no JSON

TABLE = "id,story,start,end,text,speaker,speaker_name,published\n{}\n"
ROW = f"q-stated,pier,{at('No lamp')},{at('No lamp') + 7},No lamp,ada-vell,Ada Vell,2026-03-04"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (ROW, ""),
        (ROW.replace("No lamp", "No lamb"), "the words differ"),
        (ROW.replace("Ada Vell", "ada-vell"), "speaker_name “ada-vell”"),
        (ROW.replace("-04", "-05"), "day of publication “2026-03-05”"),
        (f"{ROW},more", "another number of cells"),
    ],
)
def test_a_row_of_a_table_says_what_the_content_says(row: str, fault: str, facts: Facts) -> None:
    found = list(faults_of_table(TABLE.format(row), facts))
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
    found = list(faults_of_calendar(f"BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n", facts))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_a_database_has_what_the_lists_have(facts: Facts, tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE correction (quotation TEXT)")
        for table in ("moment", "topic"):
            made.execute(f"CREATE TABLE {table} (id TEXT)")
        made.execute("CREATE TABLE quotation (id TEXT, story TEXT, speaker TEXT)")
        made.executemany("INSERT INTO quotation VALUES (?, ?, ?)", [
            (name, row["story"], row["speaker"]) for name, row in facts.rows.items()
        ])  # fmt: skip
        made.execute("CREATE TABLE story (id TEXT, title TEXT)")
        made.executemany(
            "INSERT INTO story VALUES (?, ?)", [(name, row["title"]) for name, row in facts.stories.items()]
        )
        made.execute("CREATE TABLE person (id TEXT, name TEXT)")
        made.executemany("INSERT INTO person VALUES (?, ?)", facts.names.items())
    made.close()
    assert list(faults_of_database(path.read_bytes(), facts)) == []
    with sqlite3.connect(path) as made:
        made.execute("UPDATE quotation SET speaker = 'ivo-marr' WHERE id = 'q-stated'")
        made.execute("DELETE FROM story WHERE id = 'mole'")
    made.close()
    assert sorted(faults_of_database(path.read_bytes(), facts)) == [
        "q-stated has speaker “ivo-marr” in the database; the list has “ada-vell”",
        "the table story has 4 rows, and the list 5, or others",
    ]
    assert "cannot be read" in next(faults_of_database(b"no database" * 99, facts))


def test_a_result_of_the_search_is_read(facts: Facts) -> None:
    result = gzip.compress(b"pagefind_dcd" + json.dumps({"url": json.dumps(RESULT)}).encode())
    assert list(faults_of_result(result, facts)) == []
    for data in (gzip.compress(b"{}"), b"no result"):
        assert list(faults_of_result(data, facts)) == ["a result of the search cannot be read"]
