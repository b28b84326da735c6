"""`annotate`: files and JSON Lines come in, the readings go out; bad lines are told and do not stop it."""

import json
import os
import re
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


def annotate(*arguments: str, lines: bytes = b"", status: int = 0) -> tuple[Any, str]:
    """Return what `annotate` answers, each line of JSON Lines or the whole, and what it complains of."""
    done = run_module(ROOT, "verbatim", "annotate", *arguments, given=lines)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    out = [json.loads(line) for line in done.stdout.splitlines()] if "--jsonl" in arguments else json.loads(done.stdout)
    return out, done.stderr


def asked(**document: object) -> bytes:
    return json.dumps(document).encode() + b"\n"


def test_each_line_is_answered_by_one_line_with_its_own_id_text_and_date() -> None:
    rows, _ = annotate("--jsonl", lines=asked(id="a", text=TEXT, published="2019-03-13") + asked(id=7, text="Rain."))
    told = [(row["id"], row["text"], row["published"]) for row in rows]
    assert told == [("a", TEXT, "2019-03-13"), (7, "Rain.", None)]


def test_a_bad_line_is_told_with_its_number_and_the_others_are_answered() -> None:
    lines = b"nonsense\n" + asked(id="a", text="Rain.") + asked(id="b")
    rows, told = annotate("--jsonl", lines=lines, status=1)
    assert [row["id"] for row in rows] == ["a"]
    at = [line.partition(": this")[0] for line in told.splitlines()]
    assert at == ["error: standard input:1", "error: standard input:3"]


def test_hostile_lines_are_told_without_a_traceback() -> None:
    plain = b"[" * 100_000 + b'\n"\xff"\n{"id": NaN, "text": ""}\n[]\n'
    rows, told = annotate("--jsonl", lines=plain + asked(id=1, text=2) + asked(id=1, text="", published=3), status=1)
    assert (rows, told.count("error: standard input:")) == ([], 6)


def test_a_document_that_the_annotator_fails_on_is_told_and_the_others_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def reading(text: str, published: str | None) -> Reading:
        if "Vell" in text:
            raise ValueError("too few tokens")
        return read(text, published)

    monkeypatch.setattr("verbatim.cli.annotate.read", reading)
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, words in zip(files, ("Vell.", "Rain."), strict=True):
        path.write_text(words, encoding="utf-8")
    for answer, place in (
        (lambda: answer_lines([asked(id="a", text="Vell."), asked(id="b", text="Rain.")]), b"standard input:1"),
        (lambda: main(["annotate", *map(str, files)]), b"a.txt"),
    ):
        assert answer() == 1
        out, told = capsysbinary.readouterr()
        assert re.findall(rb'"id": ?"(\w)"', out) == [b"b"]
        assert place + b": reading this document failed (ValueError: too few tokens; " in told


def test_nul_and_lone_surrogates_in_a_text_are_answered_as_they_came() -> None:
    lines = asked(id=1, text="a\0b on Monday") + b'{"id": 2, "text": "x \\ud800 y"}\n'
    assert [row["text"] for row in annotate("--jsonl", lines=lines)[0]] == ["a\0b on Monday", "x \ud800 y"]


def test_one_file_gives_an_object_and_several_a_list_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    a, b, broken, none = (str(tmp_path / name) for name in ("a.txt", "b.txt", "broken.txt", "none.txt"))
    for name in (a, b):
        Path(name).write_text(TEXT, encoding="utf-8")
    assert annotate(a, "--published", "2019-03-13")[0]["dates"][0]["value"] == "2019-03-12"
    assert [row["id"] for row in annotate(a, b)[0]] == ["a", "b"]
    Path(broken).write_bytes(b"A\0B")
    rows, told = annotate(broken, b, none, status=1)
    assert [row["id"] for row in rows] == ["b"]
    assert "broken.txt" in told
    assert "none.txt: this file cannot be opened" in told


def test_under_its_old_name_the_command_says_where_it_went_and_answers_the_same() -> None:
    lines = asked(id="a", text=TEXT, published="2019-03-13")
    command = [sys.executable, "-m", "generator", "annotate", "--jsonl"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    old = subprocess.run(command, cwd=ROOT, env=environment, input=lines, capture_output=True, check=True)
    assert json.loads(old.stdout) == annotate("--jsonl", lines=lines)[0][0]
    assert [line.partition(b":")[0] for line in old.stderr.splitlines()] == [b"python -m generator is now verbatim"]
