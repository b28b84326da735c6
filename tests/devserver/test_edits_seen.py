from pathlib import Path

import pytest
from watchfiles import Change

from verbatim.devserver.watch import Sources, is_program, named


@pytest.mark.parametrize("path", ["content/stories/rope.md", "content/sources/rope.txt", "theme/templates/base.html"])
def test_what_people_edit_is_a_reason_to_build(path: str) -> None:
    assert Sources()(Change.modified, path)


@pytest.mark.parametrize(
    "path",
    [
        "content/fragments/rope/.base/010-text-x.md",
        "content/ledger/rope.jsonl",
        "generator/__pycache__/a.pyc",
        "content/stories/.writing-rope.md",
    ],
)
def test_what_the_commands_write_themselves_is_none(path: str) -> None:
    assert not Sources()(Change.modified, path)


def test_content_and_theme_are_no_program() -> None:
    assert not is_program(["content/stories/rope.md", "theme/templates/base.html"])


def test_many_files_are_named_by_a_few(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{name}.md") for name in "abcdef"]
    for path in paths:
        Path(path).touch()
    assert named([*paths, str(tmp_path / "passing.tmp")]) == "a.md, b.md, c.md and 3 more"
    assert named(paths[:4]) == "a.md, b.md, c.md, d.md"


def test_a_file_that_is_gone_is_named() -> None:
    assert named(["content/stories/gone.md"]) == "gone.md"
