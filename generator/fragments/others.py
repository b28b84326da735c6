"""The stories of a content folder as far as people's ids go. A folder comes in; who bears which id goes out.

Files are read when they are first asked for, and once: a split that meets nobody new reads none. What was read is kept
for the next command, under the rules by which it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError, ContentErrors
from generator.fragments import ledger
from generator.fragments.bearers import bearers_of
from generator.fragments.cast_index import Cast, keep_casts, read_casts, state_of
from generator.fragments.elsewhere import Elsewhere
from generator.fragments.fresh import clock
from generator.fragments.held import read_folder, read_ledger
from generator.fragments.people_files import read_people
from generator.fragments.places import Places
from generator.fragments.roster import stories_in
from generator.fragments.scan import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.fragments.bearers import Bearer
    from generator.fragments.ledger import Entry


class Others:
    """Reads who is who in a content folder when it is asked, and is told what was split since."""

    def __init__(self, content: Path, rules: str = "") -> None:
        """Know nothing yet. Without `rules`, a hash of the program's, nothing is kept between commands."""
        self._content = content
        self._rules = rules
        self._known: Elsewhere | None = None
        self._since: dict[str, Cast] = {}

    def elsewhere(self) -> Elsewhere:
        """Return who bears which id. Raises ContentErrors with every file that cannot be read.

        Nothing is left out: whoever stands in an unread file could be taken for somebody else.
        """
        if self._known is None:
            self._known = self._read()
        return self._known

    def changed(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[Entry]) -> None:
        """Take in what a split made of a story, whether or not it is written yet."""
        cast = self._since[story] = Cast(bearers, ledger.of_people(rows))
        if self._known:
            self._known.put(story, *cast)

    def written(self, states: Mapping[str, str]) -> None:
        """Keep of stories that were split who stands in them, now that their files are in these states."""
        if self._rules:
            keep_casts(self._content, {story: (state, self._since[story]) for story, state in states.items()})

    def _read(self) -> Elsewhere:
        errors: list[ContentError] = []
        known = Elsewhere(read_people(self._content, errors))
        for story, cast in self._casts(errors):
            known.put(story, *cast)
        if errors:
            raise ContentErrors(errors)
        for story, cast in self._since.items():
            known.put(story, *cast)
        return known

    def _casts(self, errors: list[ContentError]) -> Iterator[tuple[str, Cast]]:
        """Yield who stands in each story, read from its files where they are not as they were when it was kept."""
        kept = read_casts(self._content) if self._rules else {}
        fresh: dict[str, tuple[str, Cast]] = {}
        stories = stories_in(self._content)
        now = clock(self._content)
        for story in stories:
            places = Places(self._content, story)
            state, rows = state_of(places, self._rules)
            known = kept.get(story, ("", None))
            cast = known[1] if known[0] == state else _read_cast(places, errors)
            if cast:
                yield story, cast
            if cast and known[0] != state and settled(rows, now):
                fresh[story] = state, cast
        if self._rules and (fresh or kept.keys() - stories):
            keep_casts(self._content, fresh, kept.keys() - stories)


def _read_cast(places: Places, errors: list[ContentError]) -> Cast | None:
    try:
        fragments = [fragment for fragment, _ in read_folder(places.fragments, places).values()]
        return Cast(bearers_of(fragments), ledger.of_people(read_ledger(places)))
    except ContentError as error:
        errors.append(error)
    except ContentErrors as several:
        errors += several.errors
    return None
