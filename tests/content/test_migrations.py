"""A content folder states its format; one of another version is refused, or brought up to date."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import SOURCES, lay_project, run_in
from verbatim import cli
from verbatim.content import migrations, transaction
from verbatim.content.format import version
from verbatim.content.migrations import MIGRATIONS, Migration
from verbatim.core.errors import ContentError

NEWER = "format = 7\n"


def renamed(content: Path) -> Mapping[str, bytes | None]:
    """Call every header `Source-Url` of a story `Source-Address`, as a later version might."""
    found = {path: path.read_bytes() for path in (content / "stories").glob("*.md")}
    changed = {f"stories/{path.name}": data.replace(b"Source-Url:", b"Source-Address:") for path, data in found.items()}
    return {**changed, "fragments/wall/.base/old.md": None}


def noted(content: Path) -> Mapping[str, bytes | None]:
    return {"people/ada-vell.md": (content / "stories/wall.md").read_bytes()}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    (folder / "stories").mkdir(parents=True)
    (folder / "fragments/wall/.base").mkdir(parents=True)
    (folder / "fragments/wall/.base/old.md").write_text("old\n", "utf-8")
    (folder / "stories/wall.md").write_text("Title: Wall\nSource-Url:\n", "utf-8")
    return folder


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this program be one of format 3, which came by two invented steps."""
    monkeypatch.setattr(version, "FORMAT", 3)
    monkeypatch.setitem(MIGRATIONS, 1, Migration("Source-Url is called Source-Address", renamed))
    monkeypatch.setitem(MIGRATIONS, 2, Migration("people have files of their own", noted))


def test_there_is_a_migration_from_every_version_before_this_one() -> None:
    assert set(MIGRATIONS) == set(range(1, version.FORMAT))


@pytest.mark.usefixtures("third")
def test_each_step_says_what_it_does_and_is_on_the_disk(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate"]) == 0
    assert capsys.readouterr().out == (
        "content: from format 1 to 2: Source-Url is called Source-Address\n"
        "  1 file written, 1 removed\n"
        "content: from format 2 to 3: people have files of their own\n"
        "  1 file written, 0 removed\n"
        "Look at it with git diff, then commit it: content/.verbatim belongs to it\n"
    )
    assert (content / ".verbatim").read_text("utf-8") == "format = 3\n"
    assert (content / "stories/wall.md").read_text("utf-8") == "Title: Wall\nSource-Address:\n"
    assert (content / "people/ada-vell.md").read_text("utf-8") == "Title: Wall\nSource-Address:\n"
    assert not (content / "fragments/wall/.base/old.md").exists()


@pytest.mark.usefixtures("third")
def test_a_migration_starts_from_the_version_that_is_stated(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / ".verbatim").write_text("format = 2\n", "utf-8")
    assert cli.main(["migrate"]) == 0
    assert "from format 2 to 3" in capsys.readouterr().out
    assert "Source-Url" in (content / "stories/wall.md").read_text("utf-8")


@pytest.mark.usefixtures("third")
def test_a_migration_that_was_killed_is_carried_out_or_never_began(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def until_killed(old: str, new: str) -> None:
        if str(new).endswith("wall.md"):
            raise KeyboardInterrupt
        real(old, new)

    monkeypatch.setattr(os, "replace", until_killed)
    assert cli.main(["migrate"]) == 130
    monkeypatch.setattr(os, "replace", real)
    assert version.format_of(content) == 1
    assert cli.main(["migrate"]) == 0
    assert version.format_of(content) == 3
    assert "Source-Address" in (content / "stories/wall.md").read_text("utf-8")
    assert not (content / transaction.JOURNAL).exists()


def test_a_folder_of_this_version_needs_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate"]) == 0
    told = capsys.readouterr().out
    assert told == "content: of format 1, which is what this version writes; nothing to do\n"
    assert (content / ".verbatim").read_text("utf-8") == "format = 1\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate", "--content", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


@pytest.mark.usefixtures("third")
def test_what_reads_an_older_folder_asks_for_a_migration(content: Path) -> None:
    with pytest.raises(ContentError, match=r"content/\.verbatim:1: .* Run verbatim migrate"):
        transaction.refuse_unfinished(content)


@pytest.mark.parametrize("said", ["format = 0\n", "format = two\n", "version = 1\n", "7\n", "format = ²\n"])
def test_a_file_that_states_no_version_is_refused(content: Path, said: str) -> None:
    (content / ".verbatim").write_text(said, "utf-8")
    with pytest.raises(ContentError, match="this is no version of a format"):
        version.format_of(content)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_project(tmp_path / "project", [SOURCES / "ferry.txt"])


def test_the_first_split_states_the_format_and_what_follows_leaves_it(project: Path) -> None:
    assert run_in(project, "split").returncode == 0
    file = project / "content/.verbatim"
    assert file.read_text("utf-8") == "format = 1\n"
    before = file.stat().st_mtime_ns
    (project / "content/stories/ferry.md").write_text(
        (project / "content/stories/ferry.md").read_text("utf-8") + "\nOurs.\n", "utf-8"
    )
    assert run_in(project, "split").returncode == 0
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("command", ["split", "build", "check", "people list", "migrate"])
def test_every_command_refuses_a_folder_of_a_newer_version(project: Path, command: str) -> None:
    assert run_in(project, "split").returncode == 0
    (project / "content/.verbatim").write_text(NEWER, "utf-8")
    done = run_in(project, *command.split())
    assert done.returncode == 1
    assert "this folder is of format 7, and this Verbatim reads and writes format 1" in done.stderr
    assert "pip install -U pelican-verbatim" in done.stderr
    assert not (project / "output/index.html").exists()


def test_the_migrations_say_in_their_steps_how_many_files_they_changed(content: Path, third: None) -> None:
    del third
    steps = list(migrations.migrate(content, lambda: None))
    assert [(step.before, step.after, step.written, step.removed) for step in steps] == [(1, 2, 1, 1), (2, 3, 1, 0)]
