"""Many sources split at once: what one story decides counts for the next, whether or not it is written yet."""

import shutil
from pathlib import Path

import pytest

from tests.content.folder import files, put
from verbatim.cli import main
from verbatim.content.splitting import split as splitting
from verbatim.model.reading import Reading

MAYOR = "Harbour wall\n\nJon Marr, the mayor of Sund, came. “It is a wall of paper,” said Marr.\n"
PILOT = "Ferry late\n\nJon Marr, a pilot, left on 3 May 2031. “The sea came in,” said Jon Marr.\n"


def split(folder: Path, monkeypatch: pytest.MonkeyPatch, *stories: str) -> dict[str, bytes]:
    monkeypatch.chdir(folder)
    assert main(["split", *stories]) == 0
    return files(folder / "content")


def test_what_was_decided_of_one_story_counts_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, one_by_one = tmp_path / "at-once", tmp_path / "one-by-one"
    put(at_once / "content", alarm=MAYOR)
    split(at_once, monkeypatch)
    put(at_once / "content", alarm=MAYOR.replace("the mayor of Sund", "a pilot"))
    put(at_once / "content", ferry=PILOT)
    shutil.copytree(at_once, one_by_one)
    split(one_by_one, monkeypatch, "alarm")
    wanted = split(one_by_one, monkeypatch, "ferry")
    assert split(at_once, monkeypatch) == wanted
    assert not any(b"jon-marr-2" in data for data in wanted.values())


def test_what_stands_in_the_way_of_one_story_keeps_no_other_from_being_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "content", alarm=MAYOR)
    split(tmp_path, monkeypatch)
    ledger = tmp_path / "content/ledger/alarm.jsonl"
    ledger.parent.mkdir()
    ledger.write_text("no row\n", encoding="utf-8")
    put(tmp_path / "content", bell="The bell\n\nIt rang at noon.\n")
    assert main(["split"]) == 1
    assert "content/ledger/alarm.jsonl:1: this is not a row of a ledger" in capsys.readouterr().err
    assert (tmp_path / "content/fragments/bell").is_dir()


@pytest.mark.parametrize("step", ["load", "annotate", "align"])
def test_a_source_on_which_any_step_fails_is_told_and_the_others_are_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    whole = getattr(splitting, step)

    def failing(first: object, *rest: object, **options: object) -> object:
        if "alarm" in str(first) or "mayor" in str(first):
            raise IndexError("no such paragraph")
        return whole(first, *rest, **options)

    monkeypatch.setattr(splitting, step, failing)
    put(tmp_path / "content", alarm=MAYOR)
    put(tmp_path / "content", bell="The bell\n\nIt rang at noon.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["split"]) == 1
    told = capsys.readouterr().err
    assert (
        "content/sources/alarm.txt: reading this document failed (IndexError: no such paragraph; test_several.py:"
        in told
    )
    assert "Traceback" not in told
    assert (tmp_path / "content/fragments/bell").is_dir()


def test_a_text_that_the_annotator_fails_on_keeps_all_its_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> Reading:
        raise ValueError("too few tokens")

    put(tmp_path / "content", alarm=MAYOR)
    before = split(tmp_path, monkeypatch)
    put(tmp_path / "content", alarm=MAYOR.replace("paper", "stone"))
    monkeypatch.setattr("verbatim.content.splitting.split.annotate", failing)
    assert main(["split"]) == 1
    after = files(tmp_path / "content")
    assert {path: data for path, data in after.items() if data != before.get(path)}.keys() == {"sources/alarm.txt"}


def test_two_files_that_would_be_one_story_are_named_and_the_others_are_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "content", alarm=MAYOR)
    before = split(tmp_path, monkeypatch)
    (tmp_path / "content/sources/alarm.md").write_text(MAYOR.replace("paper", "stone"), "utf-8")
    put(tmp_path / "content", bell="The bell\n\nIt rang at noon.\n")
    assert main(["split"]) == 1
    assert "alarm.txt: its story would be “alarm”, which alarm.md is already" in capsys.readouterr().err
    assert (tmp_path / "content/fragments/bell").is_dir()
    assert files(tmp_path / "content").items() >= before.items()


def test_a_persons_broken_file_is_named_and_a_new_text_is_split_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "content", ferry=PILOT)
    (tmp_path / "content/people").mkdir()
    (tmp_path / "content/people/ada-vell.md").write_text("Kind: a crowd\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["split"]) == 1
    assert "content/people/ada-vell.md:1: Kind: a crowd is not a kind of person" in capsys.readouterr().err
    assert (tmp_path / "content/fragments/ferry").is_dir()
