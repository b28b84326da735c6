"""The stories of a content folder as far as people's ids go. A folder comes in; who bears which id goes out.

Files are read when they are first asked for, and once: a split that meets nobody new reads none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError, ContentErrors
from generator.fragments import ledger
from generator.fragments.bearers import bearers_of
from generator.fragments.elsewhere import Elsewhere
from generator.fragments.held import read_folder, read_ledger
from generator.fragments.people_files import read_people
from generator.fragments.places import Places
from generator.fragments.roster import stories_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.fragments.bearers import Bearer
    from generator.fragments.ledger import Entry


class Others:
    """Reads who is who in a content folder when it is asked, and is told what was split since."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._known: Elsewhere | None = None
        self._since: dict[str, tuple[Mapping[str, Bearer], tuple[Entry, ...]]] = {}

    def elsewhere(self) -> Elsewhere:
        """Return who bears which id. Raises ContentErrors with every file that cannot be read.

        Nothing is left out: whoever stands in an unread file could be taken for somebody else.
        """
        if self._known is None:
            self._known = self._read()
        return self._known

    def changed(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[Entry]) -> None:
        """Take in what a split made of a story, whether or not it is written yet."""
        if self._known:
            self._known.put(story, bearers, ledger.of_people(rows))
        else:
            self._since[story] = (bearers, ledger.of_people(rows))

    def _read(self) -> Elsewhere:
        errors: list[ContentError] = []
        known = Elsewhere(read_people(self._content, errors))
        for story in stories_in(self._content):
            places = Places(self._content, story)
            try:
                fragments = [fragment for fragment, _ in read_folder(places.fragments, places).values()]
                rows = ledger.of_people(read_ledger(places))
            except ContentError as error:
                errors.append(error)
            except ContentErrors as several:
                errors += several.errors
            else:
                known.put(story, bearers_of(fragments), rows)
        if errors:
            raise ContentErrors(errors)
        for story, (bearers, told) in self._since.items():
            known.put(story, bearers, told)
        return known
