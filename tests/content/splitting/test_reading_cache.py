"""What a text came to is kept for the next split, and read anew as soon as anything that decides it is another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from verbatim.cli import main
from verbatim.content.splitting import split

ARTICLE = """The wall stays

“It is a wall of paper,” said Ada Vell, the harbour master, on Monday.
"""


def source(content: Path) -> Path:
    return content / "sources/wall.txt"


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def edits_a_fragment(content: Path) -> None:
    (path,) = (one for one in (content / "fragments/wall").glob("*.md") if "of paper" in one.read_text("utf-8"))
    replaced(path, "why=", 'note="seen" why=')


def edits_the_source(content: Path) -> None:
    replaced(source(content), "of paper", "of sand")


def dates_the_story(content: Path) -> None:
    file = content / "stories/wall.md"
    replaced(file, "Date-Basis: unknown", "Date-Basis: editor")


def gives_another_language(content: Path) -> None:
    replaced(content / "stories/wall.md", "Lang: en", "Lang: de")


def damages_what_is_kept(content: Path) -> None:
    edits_a_fragment(content)
    (kept,) = (content.parent / ".cache/readings").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    source(content).parent.mkdir(parents=True)
    source(content).write_text(ARTICLE, "utf-8")
    assert main(["split", "--content", str(content)]) == 0
    replaced(content / "stories/wall.md", "Category: News", "Category: Walls")  # it has the say from now on
    assert main(["split", "--content", str(content)]) == 0
    return content


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that a split reads from now on."""
    texts: list[str] = []
    reader = split.annotate

    def noted(text: str, *args: object, **options: object) -> object:
        texts.append(text)
        return reader(text, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(split, "annotate", noted)
    return texts


def test_after_an_edit_of_a_fragment_the_text_is_not_read_again(content: Path, read: list[str]) -> None:
    edits_a_fragment(content)
    assert main(["split", "--content", str(content)]) == 0
    assert read == []


@pytest.mark.parametrize("change", [edits_the_source, dates_the_story, gives_another_language, damages_what_is_kept])
def test_what_decides_a_reading_has_the_text_read_again(
    content: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    change(content)
    assert main(["split", "--content", str(content)]) == 0
    assert read == [source(content).read_text("utf-8")]
