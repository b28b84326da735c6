"""Finds people of all stories by the beginning of their names, while an editor types.

What the splits have cached of each story is enough to find somebody; how the name is written is read from one of their
stories, when they are found.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.format.person_file import read_people, read_person
from verbatim.content.layout import StoryPaths, stories_in
from verbatim.content.people.index import read_cache
from verbatim.content.people.refs import bearers_of, folded, fullest
from verbatim.content.store import read_folder
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import read_file
from verbatim.core.slugs import is_name, slug
from verbatim.model import PERSON_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.people.refs import Bearer
    from verbatim.model import Fragment

MOST = 8  # people shown at a time


class Known(NamedTuple):
    """Somebody: their id, name, a role if one is known, and in how many stories they are."""

    ref: str
    name: str
    role: str
    stories: int


class PeopleSearch:
    """Everybody in a content folder. Read in the background; a question waits until that is done."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._names: dict[str, set[str]] = defaultdict(set)  # folded
        self._stories: dict[str, dict[str, Bearer]] = defaultdict(dict)
        self._in_story: dict[str, set[str]] = defaultdict(set)
        self._fresh: set[str] = set()  # stories that were read since the first reading of all began
        self._taken: set[str] = set()
        self._shown: dict[str, str] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        errors: list[ContentError] = []
        for ref, file in read_people(self._content, errors).items():
            self._names[ref] |= {folded(name) for name in (file.title, *file.aliases) if name}
            self._shown[ref] = file.title
        cached = read_cache(self._content)
        for story in stories_in(self._content):
            if story in cached:
                people = cached[story][1]
                self._put_first(story, people.bearers)
                self._taken |= {ref for row in people.rows for ref in (row.id, row.into) if ref}
            else:
                self._put_first(story, bearers_of(self._fragments(story)))

    def _put_first(self, story: str, bearers: Mapping[str, Bearer]) -> None:
        """Take in a story, unless it was written and read meanwhile."""
        with self._lock:
            if story not in self._fresh:
                self._put(story, bearers)

    def read_again(self, story: str) -> None:
        """Take in who a story names now; what cannot be read is left out, as the build reports it."""
        with self._lock:
            self._fresh.add(story)
            self._put(story, bearers_of(self._fragments(story)))

    def _fragments(self, story: str) -> list[Fragment]:
        paths = StoryPaths(self._content, story)
        try:
            return [fragment for fragment, _ in read_folder(paths.fragments, paths).values()]
        except (ContentError, ContentErrors):
            return []

    def _put(self, story: str, bearers: Mapping[str, Bearer]) -> None:
        for ref in self._in_story[story] - bearers.keys():
            self._stories[ref].pop(story, None)
            self._shown.pop(ref, None)
        self._in_story[story] = set(bearers)
        for ref, bearer in bearers.items():
            self._names[ref] |= bearer.names
            self._stories[ref][story] = bearer

    def add(self, ref: str, name: str) -> None:
        """Take in somebody who is new."""
        self._names[ref].add(folded(name))
        self._shown[ref] = name

    def everybody(self) -> dict[str, dict[str, Bearer]]:
        """Return those whom stories name, by id and story."""
        self._thread.join()
        return {ref: dict(stories) for ref, stories in list(self._stories.items()) if stories}

    def stories_of(self, ref: str) -> list[str]:
        """Return the stories that name somebody."""
        self._thread.join()
        return list(self._stories.get(ref, ()))

    def by_story(self) -> dict[str, frozenset[str]]:
        """Return the persons and organisations that each story names."""
        self._thread.join()
        stories = {story: set(refs) for story, refs in self._in_story.items()}
        return {
            story: frozenset(ref for ref in refs if (one := self._stories[ref].get(story)) and one.kind != "place")
            for story, refs in stories.items()
        }

    def changed(self, files: Iterable[str]) -> None:
        """Take in what was written of people and stories, by the paths of the files below the content folder."""
        parts = [path.split("/") for path in files]
        for ref in (one[1].removesuffix(".md") for one in parts if one[0] == "people"):
            self._shown.pop(ref, None)
            file = self._own_file(ref)
            if file and file.title:
                self._shown[ref] = file.title
                self._names[ref] |= {folded(name) for name in (file.title, *file.aliases)}
        for story in dict.fromkeys(one[1] for one in parts if one[0] == "fragments"):
            self.read_again(story)

    def _own_file(self, ref: str) -> PersonFile | None:
        """Return what somebody's own file says; None without one, and where it cannot be read."""
        path = self._content / "people" / f"{ref}.md"
        try:
            return read_person(read_file(path, str(path)), str(path), ref) if path.is_file() else None
        except (ContentError, ContentErrors):
            return None

    @property
    def is_read(self) -> bool:
        """Whether everybody is known by now."""
        return not self._thread.is_alive()

    def find(self, words: str) -> list[Known]:
        """Return those in whose name every word begins one, the most often named first; places are left out."""
        self._thread.join()
        wanted = folded(words).split()
        found = [ref for ref, names in list(self._names.items()) if any(_has(name, wanted) for name in names)]
        found = [ref for ref in found if wanted and self._kind(ref) != "place" and self.has(ref)]
        found.sort(key=lambda ref: (-len(self._stories.get(ref, ())), ref))
        return [self.known(ref) for ref in found[:MOST]]

    def known(self, ref: str) -> Known:
        """Return what is known of an id."""
        stories = self._stories.get(ref, {})
        role = next((role for bearer in stories.values() for role in bearer.roles), "")
        return Known(ref, self.name(ref), role, len(stories))

    def name(self, ref: str) -> str:
        """Return somebody's name as it is written: in their own file, else in one of their stories."""
        self._thread.join()
        if not self._shown.get(ref):
            self._shown[ref] = next(filter(None, (self._written(ref, one) for one in self._stories.get(ref, {}))), ref)
        return self._shown[ref]

    def _written(self, ref: str, story: str) -> str:
        marks = ((fragment, mark) for fragment in self._fragments(story) for mark in fragment.marks)
        mentions = (
            " ".join(mark.span.of(fragment.text).split())
            for fragment, mark in marks
            if mark.kind in PERSON_KINDS and mark.attrs.get("ref") == ref
        )
        return fullest(mentions)

    def _kind(self, ref: str) -> str:
        return next((bearer.kind for bearer in self._stories.get(ref, {}).values()), "person")

    def has(self, ref: str) -> bool:
        """Return whether an id is somebody's."""
        self._thread.join()
        return is_name(ref) and (bool(self._stories.get(ref)) or (self._content / "people" / f"{ref}.md").is_file())

    def of_name(self, name: str) -> Known | None:
        """Return somebody who has exactly this name; None where nobody has."""
        self._thread.join()
        wanted = folded(name)
        refs = sorted(ref for ref, names in list(self._names.items()) if wanted in names)
        return self.known(refs[0]) if refs else None

    def free(self, name: str) -> str:
        """Return an id for a new person that is nobody's and never was, numbered where the plain one is taken."""
        self._thread.join()
        plain = slug(name)
        ref, number = plain, 1
        while ref in self._names or ref in self._taken or (self._content / "people" / f"{ref}.md").exists():
            number += 1
            ref = f"{plain}-{number}"
        return ref


def _has(name: str, wanted: list[str]) -> bool:
    words = name.split()
    return all(any(word.startswith(one) for word in words) for one in wanted)
