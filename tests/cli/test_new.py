from pathlib import Path

import pytest

from tests.conftest import run_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content/fragments/wall").mkdir(parents=True)
    (tmp_path / "content/fragments/wall/020-text-a.md").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["source", "Harbour Wall"], "content/sources/harbour-wall.txt"),
        (["person", "Ada Vell"], "content/people/ada-vell.md"),
        (["topic", "The Wall"], "content/topics/the-wall.md"),
        (["note", "wall", "025"], "content/fragments/wall/025-note-editors-note.md"),
    ],
)
def test_a_template_is_written_where_it_belongs(folder: Path, arguments: list[str], path: str) -> None:
    done = run_in(folder, "new", *arguments)
    assert done.returncode == 0, done.stderr
    assert (folder / path).read_text(encoding="utf-8")
    assert path in done.stdout


def test_a_file_that_exists_is_left_as_it_is(folder: Path) -> None:
    run_in(folder, "new", "person", "Ada Vell")
    file = folder / "content/people/ada-vell.md"
    file.write_text("mine", encoding="utf-8")
    done = run_in(folder, "new", "person", "Ada Vell")
    assert (done.returncode, file.read_text(encoding="utf-8")) == (1, "mine")
    assert "this file exists" in done.stderr


def test_a_topic_of_an_unknown_story_is_refused(folder: Path) -> None:
    done = run_in(folder, "new", "topic", "The Wall", "wal")
    assert done.returncode == 1
    assert "there is no content/stories/wal.md" in done.stderr


def test_a_note_whose_number_is_taken_is_refused(folder: Path) -> None:
    done = run_in(folder, "new", "note", "wall", "020")
    assert done.returncode == 1
    assert "number 020 is taken" in done.stderr


def test_a_note_for_an_unknown_story_is_refused_with_the_known_ones(folder: Path) -> None:
    done = run_in(folder, "new", "note", "wal", "025")
    assert done.returncode == 1
    assert "name one of: wall" in done.stderr


@pytest.mark.parametrize("name", ["../../etc/passwd", "/root", "con\x01trol"])
def test_a_name_cannot_lead_out_of_the_folder(folder: Path, name: str) -> None:
    before = set(folder.parent.rglob("*"))
    run_in(folder, "new", "person", name)
    made = set(folder.parent.rglob("*")) - before
    assert all(path == folder / "content/people" or path.parent == folder / "content/people" for path in made)
