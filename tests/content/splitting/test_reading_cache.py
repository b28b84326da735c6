"""What a text came to is kept for the next split, and read anew as soon as anything that decides it is another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.folder import edit, fragment_with, put
from verbatim.cli import main
from verbatim.content.splitting import split

ARTICLE = """The wall stays

“It is a wall of paper,” said Ada Vell, the harbour master, on Monday.
"""


def source(content: Path) -> Path:
    return content / "sources/wall.txt"


def edits_a_fragment(content: Path) -> None:
    path = fragment_with(content, "of paper")
    edit(path, "why=", 'note="seen" why=')


def gives_another_language(content: Path) -> None:
    edit(content / "stories/wall.md", "Lang: en", "Lang: de")


def damages_what_is_kept(content: Path) -> None:
    edits_a_fragment(content)
    (kept,) = (content.parent / ".cache/readings").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    put(content, wall=ARTICLE)
    assert main(["split", "--content", str(content)]) == 0
    edit(content / "stories/wall.md", "Category: News", "Category: Walls")  # it has the say from now on
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


@pytest.mark.parametrize("change", [gives_another_language, damages_what_is_kept])
def test_what_decides_a_reading_has_the_text_read_again(
    content: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    change(content)
    assert main(["split", "--content", str(content)]) == 0
    assert read == [source(content).read_text("utf-8")]
