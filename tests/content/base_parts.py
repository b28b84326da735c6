"""Changes single parts of a story's base, for tests of what `split` makes of a lost or another one."""

from pathlib import Path

from verbatim.content.format.base_file import read_base, write_base


def parts_of(base: Path) -> dict[str, bytes]:
    """Return the texts in a base by name."""
    return {name: part.data for name, part in read_base(base.read_bytes(), str(base)).items()}


def put_part(base: Path, name: str, data: bytes | None) -> None:
    """Write a text into a base as `split` would; None takes it out."""
    texts = {**parts_of(base), name: data}
    base.write_bytes(write_base({key: text for key, text in texts.items() if text is not None}))
