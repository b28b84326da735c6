from pathlib import Path

import pytest

from tests.conftest import run_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "content/fragments/wall").mkdir(parents=True)
    (folder / "content/fragments/wall/020-text-a.md").write_text("", encoding="utf-8")
    (folder / "content/stories").mkdir()
    (folder / "content/stories/wall.md").write_text("", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("arguments", "path"), [
    (["person", "Ada Vell"], "content/people/ada-vell.md"),
    (["topic", "The Wall"], "content/topics/the-wall.md"),
    (["question", "wall", "Who pays for it?"], "content/questions/wall/10-who-pays-for-it.md"),
    (["note", "wall", "025"], "content/fragments/wall/025-note-editors-note.md"),
])  # fmt: skip
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


@pytest.mark.parametrize(("arguments", "fact"), [
    (["topic", "The Wall", "wal"], "there is no content/stories/wal.md"),
    (["note", "wall", "020"], "number 020 is taken"), (["note", "wal", "025"], "name one of: wall"),
], ids=["a topic of an unknown story", "a number that is taken", "a note for an unknown story"])  # fmt: skip
def test_what_cannot_be_begun_is_refused(folder: Path, arguments: list[str], fact: str) -> None:
    done = run_in(folder, "new", *arguments)
    assert done.returncode == 1
    assert fact in done.stderr


@pytest.mark.parametrize("name", ["../../etc/passwd", "/root", "con\x01trol"])
def test_a_name_cannot_lead_out_of_the_folder(folder: Path, name: str) -> None:
    before = set(folder.parent.rglob("*"))
    run_in(folder, "new", "person", name)
    made = set(folder.parent.rglob("*")) - before
    assert all(path == folder / "content/people" or path.parent == folder / "content/people" for path in made)


def test_a_question_is_written_with_its_answer_after_those_that_stand_there(folder: Path) -> None:
    for title, answer in (("Who pays?", "wall#char=0,9 wall#char=12,80"), ("Who gains?", "none"), ("Who voted?", "")):
        assert run_in(folder, "new", "question", "wall", title, *answer.split()).returncode == 0
    written = {path.name: path.read_text("utf-8") for path in (folder / "content/questions/wall").iterdir()}
    assert written == {
        "10-who-pays.md": "Title: Who pays?\nAnswer: wall#char=0,9 wall#char=12,80\n\n",
        "20-who-gains.md": "Title: Who gains?\nAnswer: none\n\n",
        "30-who-voted.md": "Title: Who voted?\nAnswer:\n\n",
    }


@pytest.mark.parametrize(("arguments", "fact"), [
    (["wal", "Who pays?"], "there is no content/stories/wal.md"),
    (["../stories", "Who pays?"], "there is no content/stories/"),
    (["wall", "Who pays?", "wall"], "is not a place in a source"),
    (["wall", "Who calls it “paper”?"], "would be taken for somebody's words"),
    (["wall", "Who asked?"], "content/questions/wall/10-who-asked.md: this question is asked already"),
])  # fmt: skip
def test_a_question_that_cannot_be_asked_is_refused(folder: Path, arguments: list[str], fact: str) -> None:
    assert run_in(folder, "new", "question", "wall", "Who asked?").returncode == 0
    done = run_in(folder, "new", "question", *arguments)
    assert done.returncode == 1
    assert fact in done.stderr
    assert [path.name for path in (folder / "content/questions").rglob("*.md")] == ["10-who-asked.md"]
