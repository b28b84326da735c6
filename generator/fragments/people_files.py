"""The editors' files of people on disk: a content folder comes in, what they say goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.fragments import people
from generator.fragments.file_names import hold_name
from generator.fragments.files import markdown_files, read_whole
from generator.fragments.places import Places

if TYPE_CHECKING:
    from pathlib import Path

    from generator.fragments.people import PersonFile


def read_people(content: Path, errors: list[ContentError]) -> dict[str, PersonFile]:
    """Return what the editors say of people, by id; a file that cannot be read is added to `errors`."""
    files: dict[str, PersonFile] = {}
    for path in markdown_files(content / "people"):
        shown = Places(content, "").shown(path)
        try:
            hold_name(path, shown)
            files[path.stem] = people.read(read_whole(path, shown), shown, path.stem)
        except ContentError as error:
            errors.append(error)
    return files
