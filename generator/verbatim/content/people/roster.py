"""Lists everyone in a content folder, and validates a change of ids: rename one, merge two, part one.

Raises ContentErrors with every file that cannot be read, since somebody in it could be forgotten.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from verbatim.content import ledger
from verbatim.content.format.person_file import PersonFile, read_people
from verbatim.content.format.story_file import read_story_file
from verbatim.content.layout import StoryPaths, stories_in
from verbatim.content.ledger import Event, LedgerEntry
from verbatim.content.people.refs import Bearer, bearers_of, fullest, ids_in, is_removed
from verbatim.content.store import read_folder
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import read_if_there
from verbatim.core.slugs import is_name, slug
from verbatim.model import PERSON_KINDS

NO_STORY = "_people"  # the ledger of people whom no story names, and of what is kept apart; no story has this name


class RosterPerson(NamedTuple):
    """A person's id, the stories in which it is used, and the editors' file."""

    ref: str
    stories: Mapping[str, Bearer]
    file: PersonFile | None

    @property
    def name(self) -> str:
        """The name that the site displays."""
        return self.called_with(self)

    def called_with(self, other: RosterPerson) -> str:
        """Return the name that the site displays once `other` is merged into this one."""
        given = next((one.file.title for one in (self, other) if one.file and one.file.title), "")
        named = (one.name for person in (self, other) for one in person.stories.values() if one.name)
        return given or fullest(named) or self.ref

    @property
    def kind(self) -> str:
        """The kind that the file gives, else the one that most marks give, else a person."""
        counted: Counter[str] = Counter()
        for one in self.stories.values():
            counted[one.kind] += one.mentions
        given = self.file.kind if self.file else ""
        return given or next((kind for kind, count in counted.most_common() if count), PERSON_KINDS[0])


@dataclass(frozen=True)
class Roster:
    """Everyone by id, every story's ledger, and the published stories."""

    known: Mapping[str, RosterPerson]
    ledgers: Mapping[str, tuple[LedgerEntry, ...]]
    published: frozenset[str]

    @cached_property
    def moves(self) -> dict[str, LedgerEntry]:
        """The last move of each id that is not in use now."""
        rows = [row for name in sorted(self.ledgers) for row in self.ledgers[name]]
        return {ref: row for ref, row in ledger.last_moves(rows).items() if ref not in self.known}

    def now(self, ref: str) -> str:
        """Return the current id for a former one."""
        return ledger.follow(ref, self.moves)

    def ever(self, ref: str) -> bool:
        """Return whether an id ever was somebody's."""
        rows = [row for ledger in self.ledgers.values() for row in ledger]
        moved = any(ref in (row.id, row.into) for row in ledger.people_rows(rows))
        return moved or any(row.name and ref == row.speaker for row in ledger.quotation_rows(rows))


def read_roster(content: Path) -> Roster:
    """Read a content folder."""
    refuse_unfinished(content)
    faults = Faults()
    files = read_people(content, faults)
    people: dict[str, dict[str, Bearer]] = defaultdict(dict, {ref: {} for ref in files})
    ledgers: dict[str, tuple[LedgerEntry, ...]] = {}
    published = set()
    for story in stories_in(content):
        paths = StoryPaths(content, story)
        with faults:
            fragments = [fragment for fragment, _ in read_folder(paths.fragments, paths).values()]
            marks = (mark for fragment in fragments if fragment.source for mark in fragment.marks)
            named = {ref: Bearer(ref, PERSON_KINDS[0]) for mark in marks for ref in ids_in(mark)}  # by attributes alone
            for ref, one in (named | bearers_of(fragments)).items():
                people[ref][story] = one
            ledgers[story] = ledger.read_ledger(paths)
            published |= {story} if _is_published(paths) else set()
    faults.raise_all()
    known = {ref: RosterPerson(ref, people[ref], files.get(ref)) for ref in sorted(people)}
    return Roster(known, ledgers, frozenset(published))


def _is_published(paths: StoryPaths) -> bool:
    shown = paths.shown(paths.story_file)
    data = read_if_there(paths.story_file, shown)
    return not data or read_story_file(data, shown, paths.story).is_public


def kept_apart(content: Path, kind: str = "person") -> frozenset[frozenset[str]]:
    """Return the pairs of people whom an editor kept apart; of the kind `quote` quotations, `story` stories."""
    rows = ledger.read_ledger(StoryPaths(content, NO_STORY))
    return frozenset(frozenset((row.id, row.into)) for row in rows if row.event == ledger.APART and row.kind == kind)


# Changes of ids


class Move(NamedTuple):
    """A change of the id `old` to `new`, in the `stories` named, or in all if none is."""

    event: Event
    old: str
    new: str
    stories: tuple[str, ...] = ()

    @property
    def refs(self) -> dict[str, str]:
        """The new id by the old one."""
        return {self.old: self.new}


def merge(roster: Roster, old: str, new: str) -> Move:
    """Return the move by which everything said of `old` is said of `new`, who is the same person."""
    gone = known_person(roster, old)
    if new not in roster.known and not roster.ever(new):
        raise _nobody(roster, new, old)
    stays = known_person(roster, new)
    if old == new:
        raise ContentError(old, 0, "both ids are the same", "Name two")
    _check_kinds(gone, stays)
    return Move(ledger.MERGED, old, new)


def rename(roster: Roster, old: str, new: str) -> Move:
    """Return the move that gives a person another id."""
    known_person(roster, old)
    if new in roster.known:
        fix = f"If it is the same one: verbatim people merge {old} {new}"
        raise ContentError(new, 0, f"this is the id of {roster.known[new].name}", fix)
    _check_free(roster, old, new)
    return Move(ledger.RENAMED, old, new)


def part(roster: Roster, old: str, new: str, stories: Sequence[str]) -> Move:
    """Return the move after which some stories speak of `new`, another person, where they spoke of `old`."""
    person = known_person(roster, old)
    for story in stories:
        if story not in person.stories:
            fix = f"It stands in {', '.join(person.stories) or 'no story'}"
            raise ContentError(story, 0, f"this story does not mention {old}", fix)
    if old == new:
        raise ContentError(old, 0, "this is its id already", "Name another, of somebody known or new")
    if new in roster.known:
        _check_kinds(person, roster.known[new])
    else:
        _check_free(roster, old, new)
    if set(person.stories) == set(stories) and not person.file:
        then = "merge" if new in roster.known else "rename"
        fix = f"Name some of them, or run verbatim people {then} {old} {new}"
        raise ContentError(old, 0, "nothing would be left of it: these are all stories that mention it", fix)
    return Move(ledger.PARTED, old, new, tuple(dict.fromkeys(stories)))


def known_person(roster: Roster, ref: str) -> RosterPerson:
    """Return the person with this id. Raises ContentError where nobody has it, or has it no longer."""
    if (found := roster.known.get(ref)) and not is_removed(ref):
        return found
    if ref in roster.moves:
        now = roster.now(ref)
        raise ContentError(ref, 0, f"this id stands for {now} since {roster.moves[ref].date}", f"Name {now}")
    raise _nobody(roster, ref)


def _nobody(roster: Roster, ref: str, renamed: str = "") -> ContentError:
    """Return the error of an id that nobody has; `renamed` is somebody who may be meant to get it."""
    near = get_close_matches(slug(ref), roster.known.keys() - {renamed}, n=3)
    ways = [f"It may be {' or '.join(near)}"] if near else []
    if renamed:
        ways.append(f"To give {renamed} that id: verbatim people rename {renamed} {slug(ref)}")
    return ContentError(ref, 0, "nobody has this id", ". ".join(ways) or "verbatim people list shows everybody")


def _check_kinds(one: RosterPerson, other: RosterPerson) -> None:
    if one.kind != other.kind:
        fact = f"this is marked as {one.kind}, {other.ref} as {other.kind}: they cannot be one"
        fix = "Correct the marks first where one of the two was read wrongly, or say Kind in its file in people/"
        raise ContentError(one.ref, 0, fact, fix)


def _check_free(roster: Roster, old: str, new: str) -> None:
    """Refuse an invalid id, or one that was another's. A person may have their own former id again."""
    if not is_name(new) or slug(new) != new:
        raise ContentError(new[:60], 0, "this cannot be an id", f"Write it as {slug(new)}")
    if roster.ever(new) and roster.now(new) != old:
        fact = "this id once was somebody else's, and its address says so for ever"
        raise ContentError(new, 0, fact, "Choose another, with the full name or the office in it")
