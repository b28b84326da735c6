"""Many sources split at once: what one story decides counts for the next, whether or not it is written yet."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Say
from tests.content.folder import files, put
from verbatim.cli import main
from verbatim.content.splitting import split as splitting

MAYOR = "Harbour wall\n\nJon Marr, the mayor of Sund, came. “It is a wall of paper,” said Marr.\n"
STONE = MAYOR.replace("paper", "stone")
PILOT = "Ferry late\n\nJon Marr, a pilot, left on 3 May 2031. “The sea came in,” said Jon Marr.\n"


def split(folder: Path, monkeypatch: pytest.MonkeyPatch, *stories: str) -> dict[str, bytes]:
    monkeypatch.chdir(folder)
    assert main(["split", *stories]) == 0
    return files(folder / "content")


def test_what_was_decided_of_one_story_counts_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, one_by_one = tmp_path / "at-once", tmp_path / "one-by-one"
    put(at_once / "content", alarm=MAYOR)
    split(at_once, monkeypatch)
    put(at_once / "content", alarm=MAYOR.replace("the mayor of Sund", "a pilot"), ferry=PILOT)
    shutil.copytree(at_once, one_by_one)
    split(one_by_one, monkeypatch, "alarm")
    wanted = split(one_by_one, monkeypatch, "ferry")
    assert split(at_once, monkeypatch) == wanted
    assert not any(b"jon-marr-2" in data for data in wanted.values())


def no_row(content: Path) -> None:
    (content / "ledger").mkdir()
    (content / "ledger/alarm.jsonl").write_text("no row\n", encoding="utf-8")


def a_second_source(content: Path) -> None:
    (content / "sources/alarm.md").write_text(STONE, encoding="utf-8")


def a_crowd(content: Path) -> None:
    (content / "people").mkdir()
    (content / "people/ada-vell.md").write_text("Kind: a crowd\n", encoding="utf-8")


@pytest.mark.parametrize(("broken", "told"), [
    (no_row, "content/ledger/alarm.jsonl:1: this is not a row of a ledger"),
    (a_second_source, "alarm.txt: its story would be “alarm”, which alarm.md is already"),
    (a_crowd, "content/people/ada-vell.md:1: Kind: a crowd is not a kind of person"),
])  # fmt: skip
def test_what_stands_in_the_way_of_one_story_is_told_and_keeps_no_other_from_being_split(
    content: Path, say: Say, broken: Callable[[Path], None], told: str
) -> None:
    put(content, alarm=MAYOR)
    assert say("split").status == 0
    broken(content)
    put(content, ferry=PILOT)
    before = files(content)
    status, _, complained = say("split")
    assert (status, told in complained) == (1, True)
    assert (content / "fragments/ferry").is_dir()
    assert files(content).items() >= before.items()


@pytest.mark.parametrize("step", ["load", "annotate", "align"])
def test_a_source_on_which_any_step_fails_is_told_keeps_its_files_and_the_others_are_split(
    content: Path, say: Say, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole = getattr(splitting, step)

    def failing(first: object, *rest: object, **options: object) -> object:
        if "alarm" in str(first) or "mayor" in str(first):
            raise IndexError("no such paragraph")
        return whole(first, *rest, **options)

    put(content, alarm=MAYOR)
    assert say("split").status == 0
    before = files(content)
    monkeypatch.setattr(splitting, step, failing)
    put(content, alarm=STONE, ferry=PILOT)
    status, _, told = say("split")
    failed = "content/sources/alarm.txt: reading this document failed (IndexError: no such paragraph; test_several.py:"
    assert (status, failed in told, "Traceback" in told) == (1, True, False)
    assert (content / "fragments/ferry").is_dir()
    after = files(content)
    assert [path for path in before if after[path] != before[path]] == ["sources/alarm.txt"]
