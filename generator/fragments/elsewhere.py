"""Who bears which id in all stories, and in the editors' files: what a new person's id is decided against. Pure.

Stories come in one by one, again when they change; bearers of a name and ids that are taken go out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.bearers import folded
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.fragments.bearers import Bearer
    from generator.fragments.people import PersonFile


class Namesake(NamedTuple):
    """An id as the other stories have it: its bearer in each of them, and the editors' file, where there is one."""

    ref: str
    bearers: tuple[Bearer, ...]
    file: PersonFile | None


class Elsewhere:
    """Every story's people by id and by name. `files` are the editors', by id."""

    def __init__(self, files: Mapping[str, PersonFile]) -> None:
        self._files = files
        self._stories: dict[str, Mapping[str, Bearer]] = {}
        self._bearers: dict[str, dict[str, Bearer]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._ever: dict[str, str] = {}
        for ref, file in files.items():
            for name in names_of(file):
                self._by_name[name][ref] = None

    def put(self, story: str, bearers: Mapping[str, Bearer], numbered: Iterable[str]) -> None:
        """Take in a story, in place of what was known of it; `numbered` are the ids in its ledger."""
        for ref in self._stories.get(story, {}):
            self._bearers[ref].pop(story, None)
        self._stories[story] = bearers
        for ref, bearer in bearers.items():
            self._bearers[ref][story] = bearer
            self._by_name[bearer.full][ref] = None
        for ref in numbered:
            self._ever.setdefault(ref, story)

    def named(self, name: str, story: str) -> Iterator[Namesake]:
        """Yield, in order of id, those who bear a name in full in another story than this, or have a file with it."""
        plain = slug(name)
        for ref in sorted({*self._by_name.get(name, ()), *([plain] if plain in self._files else [])}):
            known = Namesake(ref, self._others(ref, story), self._files.get(ref))
            if known.bearers or known.file:
                yield known

    def taken(self, ref: str, story: str) -> bool:
        """Tell whether an id is somebody's in another story or in the editors' files, or ever was numbered."""
        known = ref in self._files or ref in self._ever
        return known or any(other != story for other in self._bearers.get(ref, ()))

    def _others(self, ref: str, story: str) -> tuple[Bearer, ...]:
        held = self._bearers.get(ref, {})
        return tuple(held[other] for other in sorted(held) if other != story)


def names_of(file: PersonFile) -> frozenset[str]:
    """Return the names that the editors give somebody, folded."""
    return frozenset(filter(None, map(folded, (file.title, *file.aliases))))
