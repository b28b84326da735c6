"""The stories of a content folder as far as people's ids go. A folder comes in; who bears which id goes out.

Files are read when they are first asked for, and once: a split that meets nobody new reads none. What was read is kept
for the next command, under the rules by which it was read.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content import ledger
from verbatim.content.format.person_file import read_people
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import MOVED, last_moves
from verbatim.content.people.refs import Bearer, bearers_of, folded
from verbatim.content.people.roster import stories_in
from verbatim.content.store import read_folder, read_ledger
from verbatim.core.cache import cache_of, clock
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.filestate import Files, rows_of, settled, state_digest
from verbatim.core.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.ledger import LedgerEntry
    from verbatim.core.filestate import Rows


# ---- fragments/elsewhere.py


class PersonElsewhere(NamedTuple):
    """An id as the other stories have it: its bearer in each of them, and the editors' file, where there is one.

    `names` are those, folded, of ids that were renamed or merged into it.
    """

    ref: str
    bearers: tuple[Bearer, ...]
    file: PersonFile | None
    names: frozenset[str] = frozenset()


class PeopleIndex:
    """Every story's people by id and by name. `files` are the editors', by id."""

    def __init__(self, files: Mapping[str, PersonFile]) -> None:
        self._files = files
        self._stories: dict[str, Mapping[str, Bearer]] = {}
        self._bearers: dict[str, dict[str, Bearer]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._ever: set[str] = set()
        self._moves: dict[str, LedgerEntry] = {}
        self._moved: dict[str, dict[str, None]] = defaultdict(dict)
        for ref, file in files.items():
            for name in names_of(file):
                self._by_name[name][ref] = None

    def put(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[LedgerEntry]) -> None:
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

    def named(self, name: str, story: str) -> Iterator[PersonElsewhere]:
        """Yield, in order of id, those who bear a name in full in another story than this, or have a file with it."""
        plain = slug(name)
        moved = {self._now(ref) for ref in self._moved.get(name, ())}
        for ref in sorted({*self._by_name.get(name, ()), *([plain] if plain in self._files else []), *moved}):
            names = frozenset([name] if ref in moved else [])
            known = PersonElsewhere(ref, self._others(ref, story), self._files.get(ref), names)
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


# ---- fragments/cast_index.py

TABLE = "CREATE TABLE IF NOT EXISTS cast_1 (story TEXT PRIMARY KEY, state TEXT, bearers TEXT, rows TEXT) WITHOUT ROWID"
BROKEN = (sqlite3.Error, ValueError, TypeError)


class StoryPeople(NamedTuple):
    """Who bears which id in one story, and the rows of its ledger that tell of people."""

    bearers: Mapping[str, Bearer]
    rows: tuple[LedgerEntry, ...]


def state_of(places: StoryPaths, rules: str) -> tuple[str, Rows]:
    """Return the state of the files from which a story's cast is read, as a sign, and their rows."""
    rows = rows_of(Files((str(places.ledger),), (str(places.fragments),)))
    return state_digest(rows, rules), rows


def state_within(rows: Rows, places: StoryPaths, rules: str) -> str:
    """Return the same sign out of the rows of all the files that decide a story's split."""
    folder, ledgers = f"{places.fragments}/", str(places.ledger)
    within = {
        path: row
        for path, row in rows.items()
        if path == ledgers or (path.startswith(folder) and "/" not in path.removeprefix(folder))
    }
    return state_digest(within, rules)


def read_casts(content: Path) -> dict[str, tuple[str, StoryPeople]]:
    """Return what is kept of each story, with the state of which it was read; nothing where it cannot be read."""
    try:
        with _opened(content) as base:
            return {row[0]: (row[1], _unpacked(*row[2:])) for row in base.execute("SELECT * FROM cast_1")}
    except BROKEN:
        _file(content).unlink(missing_ok=True)
        return {}
    except OSError:
        return {}


def keep_casts(content: Path, casts: Mapping[str, tuple[str, StoryPeople]], gone: Iterable[str] = ()) -> None:
    """Keep what was read of stories, and forget those that are gone; where the disk takes nothing, nothing is kept."""
    rows = [(story, state, *_packed(cast)) for story, (state, cast) in sorted(casts.items())]
    with contextlib.suppress(OSError, *BROKEN), _opened(content) as base:
        base.executemany("INSERT OR REPLACE INTO cast_1 VALUES (?, ?, ?, ?)", rows)
        base.executemany("DELETE FROM cast_1 WHERE story = ?", [(story,) for story in gone])
        base.commit()


@contextlib.contextmanager
def _opened(content: Path) -> Iterator[sqlite3.Connection]:
    file = _file(content)
    file.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(file)) as base:
        base.execute(TABLE)
        yield base


def _file(content: Path) -> Path:
    return cache_of(content) / "cast.sqlite"


def _packed(cast: StoryPeople) -> tuple[str, str]:
    bearers = [(one.ref, one.kind, one.full, sorted(one.names), one.roles) for one in cast.bearers.values()]
    return json.dumps(bearers), ledger.format_rows(cast.rows)


def _unpacked(bearers: str, rows: str) -> StoryPeople:
    read = (
        Bearer(ref, kind, full, frozenset(names), tuple(roles)) for ref, kind, full, names, roles in json.loads(bearers)
    )
    return StoryPeople({one.ref: one for one in read}, ledger.parse_rows(rows, "cast.sqlite"))


# ---- fragments/others.py


class OtherStories:
    """Reads who is who in a content folder when it is asked, and is told what was split since."""

    def __init__(self, content: Path, rules: str = "") -> None:
        """Know nothing yet. Without `rules`, a hash of the program's, nothing is kept between commands."""
        self._content = content
        self._rules = rules
        self._known: PeopleIndex | None = None
        self._since: dict[str, StoryPeople] = {}

    def elsewhere(self) -> PeopleIndex:
        """Return who bears which id. Raises ContentErrors with every file that cannot be read.

        Nothing is left out: whoever stands in an unread file could be taken for somebody else.
        """
        if self._known is None:
            self._known = self._read()
        return self._known

    def changed(self, story: str, bearers: Mapping[str, Bearer], rows: Iterable[LedgerEntry]) -> None:
        """Take in what a split made of a story, whether or not it is written yet."""
        cast = self._since[story] = StoryPeople(bearers, ledger.people_rows(rows))
        if self._known:
            self._known.put(story, *cast)

    def written(self, states: Mapping[str, str]) -> None:
        """Keep of stories that were split who stands in them, now that their files are in these states."""
        if self._rules:
            keep_casts(self._content, {story: (state, self._since[story]) for story, state in states.items()})

    def _read(self) -> PeopleIndex:
        errors: list[ContentError] = []
        known = PeopleIndex(read_people(self._content, errors))
        for story, cast in self._casts(errors):
            known.put(story, *cast)
        if errors:
            raise ContentErrors(errors)
        for story, cast in self._since.items():
            known.put(story, *cast)
        return known

    def _casts(self, errors: list[ContentError]) -> Iterator[tuple[str, StoryPeople]]:
        """Yield who stands in each story, read from its files where they are not as they were when it was kept."""
        kept = read_casts(self._content) if self._rules else {}
        fresh: dict[str, tuple[str, StoryPeople]] = {}
        stories = stories_in(self._content)
        now = clock(self._content)
        for story in stories:
            places = StoryPaths(self._content, story)
            state, rows = state_of(places, self._rules)
            known = kept.get(story, ("", None))
            cast = known[1] if known[0] == state else _read_cast(places, errors)
            if cast:
                yield story, cast
            if cast and known[0] != state and settled(rows, now):
                fresh[story] = state, cast
        if self._rules and (fresh or kept.keys() - stories):
            keep_casts(self._content, fresh, kept.keys() - stories)


def _read_cast(places: StoryPaths, errors: list[ContentError]) -> StoryPeople | None:
    try:
        fragments = [fragment for fragment, _ in read_folder(places.fragments, places).values()]
        return StoryPeople(bearers_of(fragments), ledger.people_rows(read_ledger(places)))
    except ContentError as error:
        errors.append(error)
    except ContentErrors as several:
        errors += several.errors
    return None
