"""What a text came to is kept for the next split, and read anew as soon as anything that decides it is another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.folder import edit, fragment_with, put
from verbatim.cli import main
from verbatim.content.splitting import split

ARTICLE = "The wall stays\n\n“It is a wall of paper,” said Ada Vell, the harbour master, on Monday.\n"


def edits_a_fragment(content: Path) -> None:
    edit(fragment_with(content, "of paper"), "why=", 'note="seen" why=')


def gives_another_language(content: Path) -> None:
    edit(content / "stories/wall.md", "Lang: en", "Lang: de")


def damages_what_is_kept(content: Path) -> None:
    edits_a_fragment(content)
    (kept,) = (content.parent / ".cache/readings").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize(("change", "texts"), [
    (edits_a_fragment, []), (gives_another_language, [ARTICLE]), (damages_what_is_kept, [ARTICLE]),
])  # fmt: skip
def test_a_text_is_read_again_where_what_decides_a_reading_is_another(
    content: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], texts: list[str]
) -> None:
    put(content, wall=ARTICLE)
    assert main(["split"]) == 0
    edit(content / "stories/wall.md", "Category: News", "Category: Walls")  # it has the say from now on
    assert main(["split"]) == 0
    change(content)
    read: list[str] = []
    reader = split.annotate

    def noted(text: str, *args: object, **options: object) -> object:
        read.append(text)
        return reader(text, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(split, "annotate", noted)
    assert main(["split"]) == 0
    assert read == texts
