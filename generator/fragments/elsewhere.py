"""Who bears which id in all stories, and in the editors' files: what a new person's id is decided against. Pure.

Stories come in one by one, again when they change; bearers of a name and ids that are taken go out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.bearers import folded
from generator.fragments.ledger import MOVED, last_moves
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.fragments.bearers import Bearer
    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile


class Namesake(NamedTuple):
    """An id as the other stories have it: its bearer in each of them, and the editors' file, where there is one.

    `names` are those, folded, of ids that were renamed or merged into it.
    """

    ref: str
    bearers: tuple[Bearer, ...]
    file: PersonFile | None
    names: frozenset[str] = frozenset()


class Elsewhere:
    """Every story's people by id and by name. `files` are the editors', by id."""

    def __init__(self, files: Mapping[str, PersonFile]) -> None:
        self._files = files
        self._stories: dict[str, Mapping[str, Bearer]] = {}
        self._bearers: dict[str, dict[str, Bearer]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._ever: set[str] = set()
        self._moves: dict[str, Entry] = {}
        self._moved: dict[str, dict[str, None]] = defaultdict(dict)
        for ref, file in files.items():
            for name in names_of(file):
                self._by_name[name][ref] = None

    def put(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[Entry]) -> None:
        """Take in a story, in place of what was known of it; `rows` are those of its ledger that tell of people."""
        for ref in self._stories.get(story, {}):
            self._bearers[ref].pop(story, None)
        self._stories[story] = bearers
        for ref, bearer in bearers.items():
            self._bearers[ref][story] = bearer
            self._by_name[bearer.full][ref] = None
        for row in rows:
            self._ever.add(row.id)
            if row.event in MOVED:
                self._moves |= last_moves([*filter(None, [self._moves.get(row.id)]), row])
                self._moved[folded(row.words)][row.id] = None

    def named(self, name: str, story: str) -> Iterator[Namesake]:
        """Yield, in order of id, those who bear a name in full in another story than this, or have a file with it."""
        plain = slug(name)
        moved = {self._now(ref) for ref in self._moved.get(name, ())}
        for ref in sorted({*self._by_name.get(name, ()), *([plain] if plain in self._files else []), *moved}):
            names = frozenset([name] if ref in moved else [])
            known = Namesake(ref, self._others(ref, story), self._files.get(ref), names)
            if known.bearers or known.file:
                yield known

    def taken(self, ref: str, story: str) -> bool:
        """Tell whether an id is somebody's in another story or in the editors' files, or ever was numbered or moved."""
        known = ref in self._files or ref in self._ever
        return known or any(other != story for other in self._bearers.get(ref, ()))

    def _now(self, ref: str) -> str:
        """Return the id that took the place of another, by however many steps; one that is somebody's is its own."""
        seen: set[str] = set()
        while not (ref in self._files or self._bearers.get(ref)) and ref in self._moves and ref not in seen:
            seen.add(ref)
            ref = self._moves[ref].into
        return ref

    def _others(self, ref: str, story: str) -> tuple[Bearer, ...]:
        held = self._bearers.get(ref, {})
        return tuple(held[other] for other in sorted(held) if other != story)


def names_of(file: PersonFile) -> frozenset[str]:
    """Return the names that the editors give somebody, folded."""
    return frozenset(filter(None, map(folded, (file.title, *file.aliases))))
