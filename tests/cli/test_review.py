"""`review` on the command line: what it records, lists, takes back and refuses."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import run_in, split_published
from tests.content.folder import put
from tests.content.people_moves import STORIES
from verbatim.content.store import load

DAY = {"SOURCE_DATE_EPOCH": "1930000000"}  # 2031-02-27


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    put(tmp_path / "content", wall=STORIES["wall"])
    split_published(tmp_path)
    return tmp_path


def quotes(project: Path) -> list[str]:
    (story,) = load(project / "content").stories
    return [mark.id for one in story.fragments for mark in one.marks if mark.kind == "quote"]


def rows(project: Path) -> list[tuple[str, str, str, str]]:
    lines = (project / "content/ledger/wall.jsonl").read_text(encoding="utf-8").splitlines()
    told = [row for row in map(json.loads, lines) if row["event"].endswith("reviewed")]
    return [(row["event"], row["id"], row["date"], row["by"]) for row in told]


def test_what_an_editor_checked_is_recorded_with_the_day_and_the_initials(newsroom: Path) -> None:
    first, _ = quotes(newsroom)
    done = run_in(newsroom, "review", "wall", first, "--by", "EV", **DAY)
    assert (done.returncode, done.stdout) == (0, f"{first} checked by EV\n")
    assert rows(newsroom) == [("reviewed", first, "2031-02-27", "EV")]


def test_all_quotations_are_recorded_at_once(newsroom: Path) -> None:
    assert run_in(newsroom, "review", "wall", "all", "--by", "EV").returncode == 0
    assert [row[1] for row in rows(newsroom)] == quotes(newsroom)


def test_without_an_id_it_lists_what_is_checked_and_what_is_not(newsroom: Path) -> None:
    first, second = quotes(newsroom)
    run_in(newsroom, "review", "wall", first, "--by", "EV", **DAY)
    assert run_in(newsroom, "review", "wall").stdout == (
        f"{second}  read by rules  Ada Vell: It holds,\n"
        f"{first}  checked 2031-02-27 (EV)  Jon Marr: It is a wall of paper,\n"
        "1 of 2 quotations checked by an editor\n"
    )


def test_a_quotation_that_was_changed_since_is_listed_as_such(newsroom: Path) -> None:
    first, _ = quotes(newsroom)
    run_in(newsroom, "review", "wall", first, "--by", "EV", **DAY)
    (path,) = [one for one in (newsroom / "content/fragments/wall").glob("*.md") if first in one.read_text()]
    path.write_text(path.read_text().replace('speaker="jon-marr"', 'speaker="ada-vell"'))
    told = run_in(newsroom, "review", "wall").stdout
    assert f"{first}  read by rules, checked 2031-02-27 (EV) and changed since  Ada Vell: " in told
    assert told.endswith("0 of 2 quotations checked by an editor\n")


def test_what_nobody_checked_is_listed_first_and_the_worst_of_it_before_the_rest(newsroom: Path) -> None:
    first, second = quotes(newsroom)
    (path,) = [one for one in (newsroom / "content/fragments/wall").glob("*.md") if second in one.read_text()]
    path.write_text(re.sub(r'speaker="ada-vell"[^}]*', 'basis="none"', path.read_text()))
    assert [line.split()[0] for line in run_in(newsroom, "review", "wall").stdout.splitlines()[:2]] == [second, first]
    run_in(newsroom, "review", "wall", second, "--by", "EV")
    assert [line.split()[0] for line in run_in(newsroom, "review", "wall").stdout.splitlines()[:2]] == [first, second]


def test_check_tells_how_many_were_checked_and_what_was_changed_since(newsroom: Path) -> None:
    first, _ = quotes(newsroom)
    assert "checked by an editor" not in run_in(newsroom, "check").stdout
    run_in(newsroom, "review", "wall", first, "--by", "EV", **DAY)
    told = run_in(newsroom, "check").stdout
    assert "content/stories/wall.md: 1 of 2 quotations were checked by an editor. verbatim review wall lists" in told
    (path,) = [one for one in (newsroom / "content/fragments/wall").glob("*.md") if first in one.read_text()]
    path.write_text(path.read_text().replace('speaker="jon-marr"', 'speaker="ada-vell"'))
    told = run_in(newsroom, "check").stdout
    assert f"EV checked {first} on 2031-02-27, and it was changed since. Look at it again" in told
    run_in(newsroom, "review", "wall", "all", "--by", "EV")
    assert "checked" not in run_in(newsroom, "check").stdout


def test_a_review_is_taken_back(newsroom: Path) -> None:
    first, _ = quotes(newsroom)
    run_in(newsroom, "review", "wall", first, "--by", "EV", **DAY)
    done = run_in(newsroom, "review", "wall", first, "--take-back", "--by", "KO", **DAY)
    assert (done.returncode, done.stdout) == (0, f"{first} taken back by KO\n")
    assert "0 of 2 quotations" in run_in(newsroom, "review", "wall").stdout
    assert [row[0] for row in rows(newsroom)] == ["reviewed", "unreviewed"]


def test_a_second_review_of_the_same_by_the_same_adds_nothing(newsroom: Path) -> None:
    for _ in range(2):
        done = run_in(newsroom, "review", "wall", "all", "--by", "EV", **DAY)
    assert (done.returncode, done.stdout) == (0, "EV checked this before, and nothing was changed since\n")
    assert len(rows(newsroom)) == len(quotes(newsroom))


def test_the_header_of_the_story_names_the_editor_and_git_does_without_it(newsroom: Path) -> None:
    first, second = quotes(newsroom)
    subprocess.run(["git", "init", "-q", str(newsroom)], check=True)
    subprocess.run(["git", "-C", str(newsroom), "config", "user.name", "Kai Oster"], check=True)
    run_in(newsroom, "review", "wall", first)
    path = newsroom / "content/stories/wall.md"
    path.write_text(f"Editor: Eva Voss\n{path.read_text()}")
    run_in(newsroom, "review", "wall", second)
    assert [row[3] for row in rows(newsroom)] == ["KO", "EV"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ferry"], "there is no story “ferry”"),
        (["../wall"], "there is no story “../wall”"),
        (["wall", "q-none", "--by", "EV"], "the story has nothing with the id “q-none” to review"),
        (["wall", "all", "--by", "eva@desk.example"], "“eva@desk.example” cannot be published"),
        (["wall", "all", "--by", "Eva “Q” Vell"], "“Eva “Q” Vell” cannot be published"),
        (["wall", "all", "--take-back", "--by", "EV"], "nobody reviewed"),
    ],
)
def test_what_cannot_be_recorded_is_an_error_and_writes_nothing(
    arguments: list[str], told: str, newsroom: Path
) -> None:
    before = (newsroom / "content/ledger/wall.jsonl").read_bytes()
    done = run_in(newsroom, "review", *arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert (newsroom / "content/ledger/wall.jsonl").read_bytes() == before


def test_where_nobody_is_named_it_asks_for_initials(newsroom: Path) -> None:
    nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    done = run_in(newsroom, "review", "wall", "all", **nobody)
    assert done.returncode == 1
    assert "Add --by with your initials" in done.stderr


def test_the_next_split_keeps_reviews_and_gives_them_no_meaning_of_its_own(newsroom: Path) -> None:
    run_in(newsroom, "review", "wall", "all", "--by", "EV")
    before = (newsroom / "content/ledger/wall.jsonl").read_bytes()
    assert run_in(newsroom, "split").returncode == 0
    assert (newsroom / "content/ledger/wall.jsonl").read_bytes() == before
    assert "2 of 2 quotations checked" in run_in(newsroom, "review", "wall").stdout
