"""Indexes who bears which id in the stories of a content folder, so that a new story can tell people apart.

Files are read when first needed, and once: a split that meets nobody new reads none. `.cache/people/` keeps what
was read for the next command, valid for the program that read it.
"""

import contextlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from verbatim.content import ledger
from verbatim.content.format.person_file import PersonFile, read_people
from verbatim.content.layout import StoryPaths, stories_in
from verbatim.content.ledger import LedgerEntry, read_ledger
from verbatim.content.people.refs import Bearer, bearers_of, folded
from verbatim.content.store import base_fragments, read_base, read_folder
from verbatim.core.cache import CacheEntry, cache_of, clock
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import markdown_files
from verbatim.core.filestate import Files, rows_of, settled, state_digest
from verbatim.core.slugs import slug


class PersonElsewhere(NamedTuple):
    """An id as other stories use it: its bearer in each of them, and the editors' file, if there is one.

    `names` are those, folded, of ids that were renamed or merged into it.
    """

    ref: str
    bearers: tuple[Bearer, ...]
    file: PersonFile | None
    names: frozenset[str] = frozenset()


class PeopleIndex:
    """The people of every story, by id and by folded name.

    `files` are the editors', by id; the ids of those that cannot be read, `unread`, are taken. `stories` are bearers in
    each story, by id, `bearers` those of every id that a story gave to somebody, by story, if any does now.
    """

    def __init__(self, files: dict[str, PersonFile], unread: Container[str] = ()) -> None:
        self.files, self._unread = files, unread
        self.stories: dict[str, Mapping[str, Bearer]] = {}
        self.bearers: dict[str, dict[str, Bearer]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._numbered_or_moved: set[str] = set()
        self._moves: dict[str, LedgerEntry] = {}
        self._moved_by_name: dict[str, dict[str, None]] = defaultdict(dict)
        for ref, file in files.items():
            for name in names_in_file(file):
                self._by_name[name][ref] = None

    def put(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[LedgerEntry]) -> None:
        """Add a story, or replace what was known of it. `rows` are those of its ledger about people."""
        for ref in self.stories.get(story, {}):
            self.bearers[ref].pop(story, None)
        self.stories[story] = bearers
        for ref, bearer in bearers.items():
            self.bearers[ref][story] = bearer
            self._by_name[bearer.full][ref] = None
        for row in rows:
            self._numbered_or_moved.add(row.id)
            if row.event in ledger.MOVED:
                self._moves |= ledger.last_moves([*filter(None, [self._moves.get(row.id)]), row])
                self._moved_by_name[folded(row.words)][row.id] = None

    def named(self, name: str, story: str) -> Iterator[PersonElsewhere]:
        """Yield, in order of id, those who have this full name in a story other than `story`, or in a file."""
        plain = slug(name)
        moved = {self._current(ref) for ref in self._moved_by_name.get(name, ())}
        for ref in sorted({*self._by_name.get(name, ()), *([plain] if plain in self.files else []), *moved}):
            names = frozenset([name] if ref in moved else [])
            in_story = self.bearers.get(ref, {})
            bearers = tuple(in_story[other] for other in sorted(in_story) if other != story)
            if bearers or ref in self.files:
                yield PersonElsewhere(ref, bearers, self.files.get(ref), names)

    def taken(self, ref: str, story: str) -> bool:
        """Return whether an id is used in another story or the editors' files, or ever was numbered or moved."""
        known = ref in self.files or ref in self._unread or ref in self._numbered_or_moved
        return known or any(other != story for other in self.bearers.get(ref, ()))

    def ever(self, ref: str) -> bool:
        """Return whether an id is or was somebody's, so that nobody new can have it."""
        return ref in self.bearers or self.taken(ref, "") or any(row.into == ref for row in self._moves.values())

    def _current(self, ref: str) -> str:
        """Follow the moves of an id, unless somebody bears it now."""
        unborne = (one for one in self._moves if not (one in self.files or self.bearers.get(one)))
        return ledger.follow(ref, {one: self._moves[one] for one in unborne})


def names_in_file(file: PersonFile) -> frozenset[str]:
    """Return the names that the editors give a person, folded."""
    return frozenset(filter(None, map(folded, (file.title, *file.aliases))))


class StoryPeople(NamedTuple):
    """Who bears which id in one story, and the rows of its ledger about people."""

    bearers: Mapping[str, Bearer]
    rows: tuple[LedgerEntry, ...]


_PEOPLE = msgspec.msgpack.Decoder(StoryPeople)


class OtherStories:
    """Reads the people of a content folder on demand, and takes in what is split meanwhile.

    `rules` is the digest of the program; without it nothing is cached between commands.
    """

    def __init__(self, content: Path, rules: str = "") -> None:
        self._content = content
        self._rules = rules
        self._index: PeopleIndex | None = None
        self._since: dict[str, StoryPeople] = {}
        self.errors = Faults()

    def people(self) -> PeopleIndex:
        """Return who bears which id.

        What cannot be read is named in `errors`, and stops nobody: the ids of an unread person's file are taken, of an
        unread fragment those count that the split wrote.
        """
        if self._index is None:
            files = read_people(self._content, self.errors)
            unread = {path.stem for path in markdown_files(self._content / "people")} - files.keys()
            index = PeopleIndex(files, unread)
            now = clock(self._content) if self._rules else 0
            for story in stories_in(self._content):
                index.put(story, *self._read(story, now))
            for story, people in self._since.items():
                index.put(story, *people)
            self._index = index
        return self._index

    def changed(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[LedgerEntry]) -> None:
        """Take in what a split made of a story, whether or not it is written yet."""
        people = self._since[story] = StoryPeople(bearers, ledger.people_rows(rows))
        if self._index:
            self._index.put(story, *people)

    def _read(self, story: str, now: int) -> StoryPeople:
        """Return the people of a story, the cached ones if its files have not changed since."""
        paths, errors = StoryPaths(self._content, story), len(self.errors)
        rows = rows_of(Files((str(paths.ledger),), (str(paths.fragments),)))
        about = f"verbatim people 4 {state_digest(rows, self._rules)}"
        kept = CacheEntry(cache_of(self._content) / "people" / f"{story}.bin", about)
        if self._rules and (data := kept.read()) is not None:
            return _PEOPLE.decode(data)
        people = _read_people(paths, self.errors)
        if self._rules and settled(rows, now) and len(self.errors) == errors:
            with contextlib.suppress(OSError):  # a disk that takes nothing
                kept.write(msgspec.msgpack.encode(people))
        return people


def _read_people(paths: StoryPaths, errors: Faults) -> StoryPeople:
    """Return the people of a story, as far as its files can be read, with the errors of the others in `errors`."""
    unread = Faults()
    fragments = {name: fragment for name, (fragment, _) in read_folder(paths.fragments, paths, unread).items()}
    if unread:
        with contextlib.suppress(ContentError):
            written = base_fragments(read_base(paths), paths)
            fragments = {**{name: fragment for name, (fragment, _) in written.items()}, **fragments}
    errors += unread
    return StoryPeople(bearers_of(fragments.values()), ledger.people_rows(_rows(paths, errors)))


def _rows(paths: StoryPaths, errors: Faults) -> Iterable[LedgerEntry]:
    """Return the rows of a story's ledger; where it is damaged, those lines that are rows."""
    with errors:
        return read_ledger(paths)
    rows: list[LedgerEntry] = []
    for line in paths.ledger.read_text("utf-8", "replace").split("\n") if paths.ledger.is_file() else ():
        with contextlib.suppress(ContentError):
            rows += ledger.parse_rows(line, "")
    return rows
