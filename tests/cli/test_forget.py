"""`forget` on the command line: after it no file of a newsroom names the person, and the log can still be checked."""

import json
import re
import shutil
from contextlib import suppress
from pathlib import Path

import click
import pytest

from tests.conftest import files_of, lay_project, ran, refused
from tests.content.folder import put
from tests.content.people_moves import STORIES, move, newsroom, split
from tests.content.stops import stopped_after
from tests.made import publish
from tests.site.test_gate import SITEURL, TEXT, WEB, naming
from verbatim.cli.forget import command
from verbatim.content.people import roster as people
from verbatim.content.transaction import content_lock
from verbatim.core.files import write_new

REMOVED = re.compile(r"removed-[0-9a-f]{16}")


def forget(content: Path, person: str) -> None:
    """Run the command here, where it can be stopped."""
    with click.Context(command):
        command.callback(content, person, dry=False)  # type: ignore[misc]


def removed_in(content: Path) -> set[str]:
    return set(REMOVED.findall((content / "ledger/_people.jsonl").read_text("utf-8")))


def rows_in(content: Path) -> dict[str, list[str]]:
    return {path.name: path.read_text("utf-8").splitlines() for path in (content / "ledger").iterdir()}


def naming_word(folder: Path, ids: tuple[str, ...]) -> list[str]:
    """Return the files in which an id stands as a word of its own: the names of fragments have the source's words."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(ids)})(?![\w-])".encode())
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path.relative_to(folder)) for path in files if pattern.search(path.read_bytes())]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "paper/content"
    put(folder, **STORIES)
    split(folder)
    (folder / "people").mkdir()
    (folder / "people/ada-vell.md").write_text("Title: Captain Vell\n\n", encoding="utf-8")
    return folder


def test_no_file_names_the_person_by_id_and_the_source_keeps_its_words(content: Path) -> None:
    sources = files_of(content / "sources")
    move(content, lambda roster: people.rename(roster, "ada-vell", "captain-vell"))
    write_new(str(content.parent / ".cache/kept.txt"), b"captain-vell")
    forget(content, "captain-vell")
    assert naming_word(content.parent, ("ada-vell", "captain-vell")) == []
    assert files_of(content / "sources") == sources


def test_rows_of_ledgers_stay_and_one_more_says_that_somebody_was_removed(content: Path) -> None:
    before = rows_in(content)
    forget(content, "ada-vell")
    after = rows_in(content)
    (added,) = map(json.loads, after.pop("_people.jsonl"))
    pairs = ((row, now) for name, rows in before.items() for row, now in zip(rows, after[name], strict=True))
    changed = [json.loads(now) for row, now in pairs if row != now]
    assert (added["event"], bool(REMOVED.fullmatch(added["id"]))) == ("removed", True)
    assert {row["speaker"] for row in changed} == {added["id"]}
    assert not any(row.get("name") for row in changed)


def test_two_people_who_were_removed_are_two_and_no_hash_is_ever_the_same(content: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(content, tmp_path / "other" / "content"))
    for folder in (content, other):
        forget(folder, "ada-vell")
    forget(content, "eve-vell-storm")
    assert [len(removed_in(one)) for one in (content, other)] == [2, 1]
    assert removed_in(content).isdisjoint(removed_in(other))


def test_a_later_split_brings_nobody_back_and_whoever_was_removed_cannot_be_joined_or_renamed(content: Path) -> None:
    forget(content, "ada-vell")
    wall = STORIES["wall"].replace("It is a wall", "It was a wall")
    put(content, wall=wall, fair="Fair\n\nAda Vell, the harbour master, came.\n")
    split(content)
    assert naming_word(content.parent / "content", ("ada-vell",)) == []
    assert "ada-vell" not in newsroom(content).people
    (ref,) = removed_in(content)
    for words in (("merge", ref, "eve-vell-storm"), ("rename", ref, "ada-vell")):
        refused(content.parent, "people", *words)


def test_a_dry_run_shows_the_rows_and_changes_nothing_and_a_place_is_not_forgotten(content: Path) -> None:
    before = files_of(content)
    told = ran(content.parent, "forget", "ada-vell", "--dry-run")
    assert re.search(r'^-.*"speaker": "ada-vell"', told, re.MULTILINE)
    assert "only people are removed" in refused(content.parent, "forget", "sund")
    assert files_of(content) == before


def test_editors_words_that_name_the_person_are_left_to_them_by_place(content: Path) -> None:
    story = content / "stories/wall.md"
    story.write_text(f"{story.read_text('utf-8')}\nAda Vell had warned of it.\n", encoding="utf-8")
    place = f"content/stories/wall.md:{len(story.read_text('utf-8').splitlines())}"
    assert f"{place}: “Ada Vell” stands in your words" in ran(content.parent, "forget", "ada-vell")


def test_stopped_at_any_moment_everybody_is_there_or_nobody(content: Path, tmp_path: Path) -> None:
    there = naming_word(content, ("ada-vell",))
    stops, was_stopped = 0, True
    while was_stopped:
        room = Path(shutil.copytree(content.parent, tmp_path / f"stop-{stops}")) / "content"
        with stopped_after(stops) as stopped, suppress(KeyboardInterrupt):
            forget(room, "ada-vell")
        was_stopped = stopped[0]
        with content_lock(room, lambda: None):
            assert naming_word(room, ("ada-vell",)) in ([], there), stops
        stops += 1
    assert stops > 5


# A site that is published again


@pytest.fixture(scope="module")
def republished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that published a judge's page, forgot the judge and a child, and published again; `kept` is old."""
    folder = tmp_path_factory.mktemp("forgotten")
    (folder / "court.txt").write_text(TEXT, encoding="utf-8")
    project = lay_project(folder / "project", [folder / "court.txt"], cards=True)
    ran(project, "split")
    publish(project / "content")
    ran(project, "split")
    ran(project, *WEB, SITEURL=SITEURL)
    (project / "output/people/anna-lind/index.html").read_bytes()
    shutil.copytree(project / ".cache", folder / "cache", symlinks=True)
    shutil.copy(project / "output/data/log.jsonl", folder / "kept.jsonl")
    for words in (("forget", "anna-lind"), ("forget", "erin-vale"), ("redact", "court", "Erin Vale"), WEB):
        ran(project, *words, SITEURL=SITEURL)
    return project


def test_no_file_of_the_site_names_them_or_has_covered_words_and_site_and_log_say_that_these_are_gone(
    republished: Path,
) -> None:
    site = republished / "output"
    assert naming(site, ("anna-lind", "erin-vale", "Erin Vale")) == []
    proof = json.loads((site / "data/proof/court.json").read_text("utf-8"))
    assert proof["redacted"] == [[TEXT.index("Erin Vale"), TEXT.index("Erin Vale") + 9]]
    assert "but for words that we covered" in (site / "stories/court/index.html").read_text("utf-8")
    assert [name for name in files_of(site) if "removed-" in name] == []
    rows = [json.loads(line) for line in (republished / "content/.published/log.jsonl").read_text("utf-8").splitlines()]
    assert REMOVED.fullmatch(rows[0]["people"][1])
    assert (rows[1]["removed"]["people"], [*rows[1]["removed"]["lines"]]) == (1, ["1"])


def test_an_old_cache_brings_nobody_back(republished: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(republished, tmp_path / "project", symlinks=True))
    shutil.rmtree(project / ".cache")
    shutil.copytree(republished.parent / "cache", project / ".cache", symlinks=True)
    for words in (("split",), WEB):
        ran(project, *words, SITEURL=SITEURL)
    assert naming(project / "output", ("anna-lind", "erin-vale")) == []


def test_a_copy_of_the_log_that_names_them_is_no_proof_of_rewriting(republished: Path) -> None:
    kept = str(republished.parent / "kept.jsonl")
    assert "nothing was rewritten" in ran(republished, "verify", "--since", kept)


@pytest.mark.parametrize(
    ("before", "after"), [('"ada-vell"', '"ada-bell"'), ('"files":', '"files":1'), ('"court":', '"cowrt":')]
)
def test_what_else_is_changed_in_a_line_that_lost_somebody_is_found(
    republished: Path, tmp_path: Path, before: str, after: str
) -> None:
    site = Path(shutil.copytree(republished / "output", tmp_path / "output"))
    log = site / "data/log.jsonl"
    first, rest = log.read_text("utf-8").split("\n", 1)
    assert before in first
    log.write_text(first.replace(before, after, 1) + "\n" + rest, encoding="utf-8")
    told = refused(republished, "verify", "--site", str(site), "--since", str(republished.parent / "kept.jsonl"))
    assert "this line was another, and no later one says that somebody was removed from it" in told
    assert "was another" in told
