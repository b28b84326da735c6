from pathlib import Path

import pytest

from tests.conftest import files_of, ran, refused, run_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("fragments/wall/020-text-a.md", "stories/wall.md"):
        (tmp_path / "project/content" / name).parent.mkdir(parents=True)
        (tmp_path / "project/content" / name).touch()
    return tmp_path / "project"


@pytest.mark.parametrize(("arguments", "path"), [
    (["person", "Ada Vell"], "content/people/ada-vell.md"), (["topic", "The Wall"], "content/topics/the-wall.md"),
    (["question", "wall", "Who pays for it?"], "content/questions/wall/10-who-pays-for-it.md"),
    (["note", "wall", "025"], "content/fragments/wall/025-note-editors-note.md"),
])  # fmt: skip
def test_a_template_is_written_where_it_belongs(folder: Path, arguments: list[str], path: str) -> None:
    assert path in ran(folder, "new", *arguments)
    assert (folder / path).read_text(encoding="utf-8")


def test_a_file_that_exists_is_left_as_it_is(folder: Path) -> None:
    ran(folder, "new", "person", "Ada Vell")
    file = folder / "content/people/ada-vell.md"
    file.write_text("mine", encoding="utf-8")
    assert "this file exists" in refused(folder, "new", "person", "Ada Vell")
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/root", "con\x01trol"])
def test_a_name_cannot_lead_out_of_the_folder(folder: Path, name: str) -> None:
    before = set(folder.parent.rglob("*"))
    run_in(folder, "new", "person", name)
    made = set(folder.parent.rglob("*")) - before
    assert all(path == folder / "content/people" or path.parent == folder / "content/people" for path in made)


def test_a_question_is_written_with_its_answer_after_those_that_stand_there(folder: Path) -> None:
    for title, answer in (("Who pays?", "wall#char=0,9 wall#char=12,80"), ("Who gains?", "none"), ("Who voted?", "")):
        ran(folder, "new", "question", "wall", title, *answer.split())
    written = {path.name: path.read_text("utf-8") for path in (folder / "content/questions/wall").iterdir()}
    assert written == {
        "10-who-pays.md": "Title: Who pays?\nAnswer: wall#char=0,9 wall#char=12,80\n\n",
        "20-who-gains.md": "Title: Who gains?\nAnswer: none\n\n",
        "30-who-voted.md": "Title: Who voted?\nAnswer:\n\n",
    }


@pytest.mark.parametrize(("arguments", "fact"), [
    (["topic", "The Wall", "wal"], "there is no content/stories/wal.md"),
    (["note", "wall", "020"], "number 020 is taken"), (["note", "wal", "025"], "name one of: wall"),
    (["question", "wal", "Who pays?"], "there is no content/stories/wal.md"),
    (["question", "../stories", "Who pays?"], "there is no content/stories/"),
    (["question", "wall", "Who pays?", "wall"], "is not a place in a source"),
    (["question", "wall", "Who calls it “paper”?"], "would be taken for somebody's words"),
    (["question", "wall", "Who asked?"], "content/questions/wall/10-who-asked.md: this question is asked already"),
])  # fmt: skip
def test_what_cannot_be_begun_or_asked_is_refused(folder: Path, arguments: list[str], fact: str) -> None:
    ran(folder, "new", "question", "wall", "Who asked?")
    before = files_of(folder)
    assert fact in refused(folder, "new", *arguments)
    assert files_of(folder) == before
