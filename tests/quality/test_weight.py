"""The program's weight: lines that are code, by package, now and at a commit."""

import subprocess
from pathlib import Path

import pytest

from quality import weight
from quality.change import base, touched
from quality.weight import by_package, code_lines, modules_at, modules_now, names_imported, report

MODULE = '''"""A ferry's table.

Of two paragraphs.
"""

import os
from pathlib import Path, PurePath


# Where it lands.
QUAYS = (
    "north",

    "south",
)


async def leave(quay: str) -> str:
    """Return when it leaves."""
    return f"""{quay}

    at nine"""
'''


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def commit(root: Path, name: str, text: str) -> None:
    write(root, name, text)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", name)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of one package in a repository with one commit, on its branch main."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada Vell")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@record.example")
    monkeypatch.delenv("SINCE", raising=False)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "generator/verbatim/ferry/table.py", MODULE)
    return tmp_path


def test_comments_docstrings_and_blank_lines_are_no_code_and_every_imported_name_counts() -> None:
    assert names_imported(MODULE) == 3
    # Two imports, four of the tuple, four of the function, blank ones in its string too.
    assert code_lines(MODULE) == 10


def test_what_is_compared_is_the_disk_with_a_commit(repository: Path) -> None:
    write(repository, "generator/verbatim/ferry/table.py", f"{MODULE}\n\nNIGHT = 9\n")
    write(repository, "generator/verbatim/pier.py", "LENGTH = 80\n")
    now, before = modules_now(repository), modules_at(repository, "HEAD")
    assert by_package(before) == {"ferry": 10}
    assert by_package(now) == {"ferry": 11, "pier": 1}
    assert [line.split() for line in report(now, before).splitlines()[:-1]] == [
        ["ferry", "10", "11", "+1"], ["pier", "0", "1", "+1"], ["in", "all", "10", "12", "+2"],
    ]  # fmt: skip


def test_a_commit_that_is_none_is_told(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(weight, "ROOT", repository)
    assert weight.main(["no-such"]) == 1
    assert capsys.readouterr().err.startswith("no-such: ")


def test_a_branch_changes_what_differs_from_where_it_left_main_and_main_what_its_last_commit_did(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("one.py", "two.py"):
        commit(repository, name, "1\n")
    assert touched(repository) == {"two.py"}
    git(repository, "switch", "--quiet", "--create", "night")
    for name in ("three.py", "four.py"):
        commit(repository, name, "1\n")
    write(repository, "generator/verbatim/ferry/table.py", "3\n")
    write(repository, "five.py", "4\n")
    assert touched(repository) == {"three.py", "four.py", "generator/verbatim/ferry/table.py", "five.py"}
    nowhere = tmp_path_factory.mktemp("no-repository")
    assert (base(nowhere), touched(nowhere)) == ("", set())
