"""`annotate`: files and JSON Lines come in, the readings go out; bad lines are told and do not stop it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run_module
from verbatim.annotate import read
from verbatim.cli import main
from verbatim.cli.annotate import answer_lines
from verbatim.model.reading import Reading

ROOT = Path(__file__).parents[2]
TEXT = "On Tuesday, Ada Vell said “we will open the mill again in spring”."


def annotate(*arguments: str, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    done = run_module(ROOT, "verbatim", "annotate", *arguments, given=lines)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.encode(), done.stderr.encode())


def answers(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def asked(**document: object) -> bytes:
    return json.dumps(document).encode() + b"\n"


def test_each_line_is_answered_by_one_line_with_its_own_id_text_and_date() -> None:
    run = annotate("--jsonl", lines=asked(id="a", text=TEXT, published="2019-03-13") + asked(id=7, text="Rain."))
    assert run.returncode == 0
    assert [(row["id"], row["text"], row["published"]) for row in answers(run)] == [
        ("a", TEXT, "2019-03-13"), (7, "Rain.", None),
    ]  # fmt: skip


def test_a_bad_line_is_told_with_its_number_and_the_others_are_answered() -> None:
    run = annotate("--jsonl", lines=b"nonsense\n" + asked(id="a", text="Rain.") + asked(id="b"))
    assert run.returncode == 1
    assert [row["id"] for row in answers(run)] == ["a"]
    told = run.stderr.decode().splitlines()
    assert [line.partition(": this")[0] for line in told] == ["error: standard input:1", "error: standard input:3"]


def test_hostile_lines_are_told_without_a_traceback() -> None:
    plain = b"[" * 100_000 + b'\n"\xff"\n{"id": NaN, "text": ""}\n[]\n'
    run = annotate("--jsonl", lines=plain + asked(id=1, text=2) + asked(id=1, text="", published=3))
    assert run.returncode == 1
    assert run.stdout == b""
    assert run.stderr.count(b"error: standard input:") == 6
    assert b"Traceback" not in run.stderr


@pytest.fixture
def fails_on_vell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the annotator fail on some documents."""

    def reading(text: str, published: str | None) -> Reading:
        if "Vell" in text:
            raise ValueError("too few tokens")
        return read(text, published)

    monkeypatch.setattr("verbatim.cli.annotate.read", reading)


@pytest.mark.usefixtures("fails_on_vell")
def test_a_document_that_the_annotator_fails_on_is_told_and_the_others_are_answered(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert answer_lines([asked(id="a", text="Vell."), asked(id="b", text="Rain.")]) == 1
    out, told = capsysbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["b"]
    assert b"error: standard input:1: reading this document failed (ValueError: too few tokens; " in told
    for name, text in (("a.txt", "Vell."), ("b.txt", "Rain.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["annotate", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 1
    out, told = capsysbinary.readouterr()
    assert [row["id"] for row in json.loads(out)] == ["b"]
    assert b"a.txt: reading this document failed (ValueError: too few tokens; " in told


def test_nul_and_lone_surrogates_in_a_text_are_answered_as_they_came() -> None:
    run = annotate("--jsonl", lines=asked(id=1, text="a\0b on Monday") + b'{"id": 2, "text": "x \\ud800 y"}\n')
    assert run.returncode == 0
    assert [row["text"] for row in answers(run)] == ["a\0b on Monday", "x \ud800 y"]


def test_one_file_gives_an_object_and_several_a_list(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    one = annotate(str(tmp_path / "a.txt"), "--published", "2019-03-13")
    several = annotate(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert json.loads(one.stdout)["dates"][0]["value"] == "2019-03-12"
    assert [row["id"] for row in json.loads(several.stdout)] == ["a", "b"]


def test_a_file_that_cannot_be_read_or_is_not_there_is_told_and_the_others_are_answered(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"A\0B")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    run = annotate(*(str(tmp_path / name) for name in ("a.txt", "b.txt", "none.txt")))
    assert run.returncode == 1
    assert [row["id"] for row in json.loads(run.stdout)] == ["b"]
    assert b"a.txt" in run.stderr
    assert b"none.txt: this file cannot be opened" in run.stderr
    assert b"Traceback" not in run.stderr


def test_under_its_old_name_the_command_says_where_it_went_and_answers_the_same() -> None:
    lines = asked(id="a", text=TEXT, published="2019-03-13")
    command = [sys.executable, "-m", "generator", "annotate", "--jsonl"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    old = subprocess.run(command, cwd=ROOT, env=environment, input=lines, capture_output=True, check=True)
    assert old.stdout == annotate("--jsonl", lines=lines).stdout != b""
    assert [line.partition(b":")[0] for line in old.stderr.splitlines()] == [b"python -m generator is now verbatim"]
