"""The stories of a content folder as far as people's ids go. A folder comes in; who bears which id goes out.

Files are read when they are first asked for, and once: a split that meets nobody new reads none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError, ContentErrors
from generator.fragments import ledger, people
from generator.fragments.bearers import bearers_of
from generator.fragments.elsewhere import Elsewhere
from generator.fragments.files import markdown_files, read_whole
from generator.fragments.held import read_folder, read_ledger
from generator.fragments.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.fragments.bearers import Bearer
    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile


class Others:
    """Reads who is who in a content folder when it is asked, and is told what was split since."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._known: Elsewhere | None = None

    def elsewhere(self) -> Elsewhere:
        """Return who bears which id. Raises ContentErrors with every file that cannot be read.

        Nothing is left out: whoever stands in an unread file could be taken for somebody else.
        """
        if self._known is None:
            self._known = self._read()
        return self._known

    def changed(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[Entry]) -> None:
        """Take in what a split made of a story."""
        if self._known:
            self._known.put(story, bearers, (row.id for row in ledger.namesakes(rows)))

    def _read(self) -> Elsewhere:
        errors: list[ContentError] = []
        known = Elsewhere(self._files(errors))
        for story in self._stories():
            places = Places(self._content, story)
            try:
                fragments = [fragment for fragment, _ in read_folder(places.fragments, places).values()]
                rows = ledger.namesakes(read_ledger(places))
            except ContentError as error:
                errors.append(error)
            except ContentErrors as several:
                errors += several.errors
            else:
                known.put(story, bearers_of(fragments), (row.id for row in rows))
        if errors:
            raise ContentErrors(errors)
        return known

    def _stories(self) -> list[str]:
        """Return every story that has fragments or a ledger, in order of name."""
        folder = self._content / "fragments"
        found = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
        folder = self._content / "ledger"
        return sorted(found | ({path.stem for path in folder.glob("*.jsonl")} if folder.is_dir() else set()))

    def _files(self, errors: list[ContentError]) -> dict[str, PersonFile]:
        files: dict[str, PersonFile] = {}
        for path in markdown_files(self._content / "people"):
            shown = Places(self._content, "").shown(path)
            try:
                files[path.stem] = people.read(read_whole(path, shown), shown, path.stem)
            except ContentError as error:
                errors.append(error)
        return files
