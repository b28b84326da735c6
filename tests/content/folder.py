"""What tests do to a content folder as editors do: put texts there, look for a file by its words, change words."""

from pathlib import Path

from verbatim.content.format.base_file import read_base, write_base


def put(content: Path, **stories: str) -> None:
    """Write the sources of stories."""
    (content / "sources").mkdir(parents=True, exist_ok=True)
    for story, text in stories.items():
        (content / f"sources/{story}.txt").write_text(text, encoding="utf-8")


def files(content: Path, below: str = "") -> dict[str, bytes]:
    """Return every file of the folder, or of one in it, by its path."""
    found = sorted(path for path in (content / below).rglob("*") if path.is_file())
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in found}


def fragment_with(content: Path, words: str, story: str = "wall") -> Path:
    """Return the first fragment of a story whose file has the words."""
    folder = content / "fragments" / story
    return next(path for path in sorted(folder.glob("*.md")) if words in path.read_text("utf-8"))


def edit(path: Path, old: str, new: str) -> None:
    """Change words of a file that has them."""
    text = path.read_text("utf-8")
    assert old in text, path.name
    path.write_text(text.replace(old, new), encoding="utf-8")


def parts_of(base: Path) -> dict[str, bytes]:
    """Return the texts in a story's base by name."""
    return {name: part.data for name, part in read_base(base.read_bytes(), str(base)).items()}


def put_part(base: Path, name: str, data: bytes | None) -> None:
    """Write a text into a base as `split` would; None takes it out."""
    texts = {**parts_of(base), name: data}
    base.write_bytes(write_base({key: text for key, text in texts.items() if text is not None}))
