"""One name in two stories, on disk: who is joined, who is numbered, and that nothing is changed afterwards."""

import json
import shutil
from pathlib import Path

from tests.content.folder import files, put
from tests.made import publish
from verbatim.content.layout import sources_in
from verbatim.content.people.index import OtherStories
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.model import Person
from verbatim.newsroom import join

MAYOR = "Harbour wall\n\nJon Marr, the mayor of Sund, came. “It is a wall of paper,” said Marr.\n"
PILOT = "Ferry late\n\nJon Marr, a pilot, left on 3 May 2031. “The sea came in,” said Jon Marr.\n"
AGAIN = "Harbour talks\n\nJon Marr, mayor of Sund, left. “We talk on,” said Marr.\n"


def split(content: Path, *stories: str) -> OtherStories:
    """Split the stories named, else all, as the command does."""
    others = OtherStories(content)
    sources = sources_in(content / "sources")
    for story in stories or sources:
        assert split_source(content, sources[story], others).conflicts == ()
    return others


def split_two(content: Path) -> None:
    put(content, alarm=MAYOR, ferry=PILOT)
    split(content)


def people(content: Path) -> dict[str, Person]:
    loaded = load(content)
    return dict(join(loaded.stories, loaded.people).people)


def stories_of(content: Path, ref: str) -> set[str]:
    return {story for story, _ in people(content)[ref].mentions}


def namesakes(content: Path, story: str) -> list[dict[str, object]]:
    return [row for row in rows(content, story) if row["event"] == "namesake"]


def edit(content: Path, story: str, old: str, new: str, beside: str = "") -> None:
    for path in (content / "fragments" / story).glob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new) if beside in text else text, encoding="utf-8")


def rows(content: Path, story: str) -> list[dict[str, object]]:
    ledger = content / f"ledger/{story}.jsonl"
    return [*map(json.loads, ledger.read_text("utf-8").splitlines() if ledger.exists() else ())]


def test_a_number_is_kept_in_the_ledger_with_the_name_and_its_place_and_people_joined_by_an_editor_stay_joined(
    content: Path,
) -> None:
    split_two(content)
    (row,) = namesakes(content, "ferry")
    assert (row["id"], row["words"], row["kind"]) == ("jon-marr-2", "Jon Marr", "person")
    assert (row["start"], row["end"]) == (PILOT.index("Jon Marr"), PILOT.index(", a pilot"))
    assert namesakes(content, "alarm") == []
    edit(content, "ferry", '="jon-marr-2"', '="jon-marr"')
    for text in (PILOT, PILOT + "\nThe rain went on. “It was cold,” said Jon Marr.\n"):
        put(content, ferry=text)
        split(content)
        assert stories_of(content, "jon-marr") == {"alarm", "ferry"}
    assert "jon-marr-2" not in people(content)


def test_a_third_story_joins_the_numbered_one_and_numbers_nobody(content: Path) -> None:
    put(content, alarm=PILOT, ferry=MAYOR, talks=AGAIN)
    split(content)
    assert stories_of(content, "jon-marr-2") == {"ferry", "talks"}
    assert namesakes(content, "talks") == []


def test_a_join_of_the_full_name_takes_the_rest_of_the_story_along(content: Path) -> None:
    put(content, alarm=PILOT, ferry=MAYOR + "\nThe rain went on. “It was cold,” said Marr.\n")
    split(content)
    edit(content, "ferry", "jon-marr-2", "jon-marr", beside="Jon Marr")
    split(content)
    assert "jon-marr-2" not in people(content)


def test_a_fragment_elsewhere_that_cannot_be_read_decides_by_what_was_split(content: Path) -> None:
    split_two(content)
    apart = files(content, "fragments/ferry")
    for path in (content / "fragments/ferry", content / "stories/ferry.md", content / "ledger/ferry.jsonl"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    edit(content, "alarm", 'ref="', "ref=")
    others = split(content, "ferry")
    assert {error.path.rpartition("/")[0] for error in others.errors} == {"content/fragments/alarm"}
    assert files(content, "fragments/ferry") == apart
    assert any(b"jon-marr-2" in data for data in apart.values())


def test_where_a_persons_file_cannot_be_read_nobody_else_is_given_that_id(content: Path) -> None:
    (content / "people").mkdir(parents=True)
    (content / "people/jon-marr.md").write_text("Kind: a singer\n", "utf-8")
    put(content, ferry=PILOT)
    assert [error.path for error in split(content).errors] == ["content/people/jon-marr.md"]
    assert b'ref="jon-marr-2"' in b"".join(files(content, "fragments/ferry").values())


def test_a_damaged_row_of_a_ledger_elsewhere_frees_no_id_of_the_other_rows(content: Path) -> None:
    split_two(content)
    ledger = content / "ledger/ferry.jsonl"
    ledger.write_text("no row\n" + ledger.read_text("utf-8"), "utf-8")
    shutil.rmtree(content / "fragments/ferry")
    put(content, tower="Tower\n\nJon Marr, a singer, left.\n")
    assert [error.path for error in split(content, "tower").errors] == ["content/ledger/ferry.jsonl"]
    assert b'ref="jon-marr-3"' in b"".join(files(content, "fragments/tower").values())


def test_a_numbered_person_is_no_quotation_of_the_ledger(content: Path) -> None:
    split_two(content)
    publish(content)
    split(content)
    put(content, ferry=PILOT + "\nAda Vell answered: “Jon Marr”\n")
    split(content)
    told = [row for row in rows(content, "ferry") if row.get("status") != "draft"]
    assert [row["event"] for row in told if row.get("words") == "Jon Marr"] == ["namesake", "minted"]
    assert {row["event"] for row in told} == {"namesake", "minted", "replaced"}
    assert all(str(row["id"]).startswith("q-") for row in told if row["event"] == "minted")
