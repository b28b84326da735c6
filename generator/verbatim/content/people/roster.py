"""Everybody of a content folder, and where they stand: read once for a command that renames, joins or parts them.

Raises ContentErrors with every file that cannot be read: whoever stands in one could be forgotten.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.format import story_file as stories
from verbatim.content.format.person_file import read_people
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import MERGED, PARTED, RENAMED, last_moves, people_rows, quotation_rows
from verbatim.content.people.refs import KINDS, fullest, ids_in
from verbatim.content.store import read_folder, read_ledger
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import read_if_there
from verbatim.core.slugs import is_name, slug
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.ledger import Event, LedgerEntry
    from verbatim.model import Fragment


# ---- fragments/roster.py

PUBLISHED = ("", "published")


class PersonInStory(NamedTuple):
    """Somebody in one story: the fullest mention, the kind that most marks give, the first mention, how many.

    Nobody mentions whom only other attributes name: `mentions` is then 0, and the name empty.
    """

    name: str
    kind: str
    first: Span
    mentions: int


class RosterPerson(NamedTuple):
    """Somebody: where they stand, by story, and the editors' file."""

    ref: str
    standings: Mapping[str, PersonInStory]
    file: PersonFile | None

    @property
    def name(self) -> str:
        """The name that the site shows."""
        given = self.file.title if self.file else ""
        return given or fullest(one.name for one in self.standings.values() if one.name) or self.ref

    def called_with(self, other: RosterPerson) -> str:
        """Return the name that the site shows once `other` is this one too."""
        given = next((one.file.title for one in (self, other) if one.file and one.file.title), "")
        named = (one.name for known in (self, other) for one in known.standings.values() if one.name)
        return given or fullest(named) or self.ref

    @property
    def kind(self) -> str:
        """The kind that the file gives, else the one that most marks give; a person where nothing does."""
        counted: Counter[str] = Counter()
        for one in self.standings.values():
            counted[one.kind] += one.mentions
        given = self.file.kind if self.file else ""
        return given or next((kind for kind, count in counted.most_common() if count), KINDS[0])


@dataclass(frozen=True)
class Roster:
    """Everybody by id; every story's ledger, and those whose changes the public sees."""

    known: Mapping[str, RosterPerson]
    ledgers: Mapping[str, tuple[LedgerEntry, ...]]
    published: frozenset[str]

    @cached_property
    def moves(self) -> dict[str, LedgerEntry]:
        """Where the ids that stand for nobody now have gone, by id."""
        rows = [row for name in sorted(self.ledgers) for row in self.ledgers[name]]
        return {ref: row for ref, row in last_moves(rows).items() if ref not in self.known}

    def now(self, ref: str) -> str:
        """Return the id that took the place of another, by however many steps."""
        seen: set[str] = set()
        while ref in self.moves and ref not in seen:
            seen.add(ref)
            ref = self.moves[ref].into
        return ref

    def ever(self, ref: str) -> bool:
        """Tell whether an id ever was somebody's."""
        rows = [row for held in self.ledgers.values() for row in held]
        people = any(ref in (row.id, row.into) for row in people_rows(rows))
        return people or any(row.name and ref == row.speaker for row in quotation_rows(rows))


def read_roster(content: Path) -> Roster:
    """Read a content folder."""
    refuse_unfinished(content)
    errors: list[ContentError] = []
    files = read_people(content, errors)
    standings: dict[str, dict[str, PersonInStory]] = defaultdict(dict, {ref: {} for ref in files})
    ledgers: dict[str, tuple[LedgerEntry, ...]] = {}
    published = set()
    for story in stories_in(content):
        places = StoryPaths(content, story)
        try:
            fragments = [one for one, _ in read_folder(places.fragments, places).values()]
            for ref, standing in _standings(fragments).items():
                standings[ref][story] = standing
            ledgers[story] = read_ledger(places)
            published |= {story} if _is_published(places) else set()
        except ContentError as error:
            errors.append(error)
        except ContentErrors as several:
            errors += several.errors
    if errors:
        raise ContentErrors(errors)
    known = {ref: RosterPerson(ref, standings[ref], files.get(ref)) for ref in sorted(standings)}
    return Roster(known, ledgers, frozenset(published))


def stories_in(content: Path) -> list[str]:
    """Return every story that has fragments or a ledger, in order of name."""
    fragments, ledgers = content / "fragments", content / "ledger"
    found = {path.name for path in fragments.iterdir() if path.is_dir()} if fragments.is_dir() else set()
    return sorted(found | ({path.stem for path in ledgers.glob("*.jsonl")} if ledgers.is_dir() else set()))


def _is_published(places: StoryPaths) -> bool:
    shown = places.shown(places.story_file)
    data = read_if_there(places.story_file, shown)
    return not data or stories.read_story_file(data, shown, places.story).head.get("Status") in PUBLISHED


def _standings(fragments: Iterable[Fragment]) -> dict[str, PersonInStory]:
    mentions: dict[str, list[tuple[Span, str, str]]] = defaultdict(list)
    for fragment in fragments:
        for mark in fragment.marks if fragment.source else ():
            for ref in ids_in(mark):
                mentions[ref] += []
            if mark.kind in KINDS and mark.attrs.get("ref"):
                place = mark.span.shift(fragment.source.start if fragment.source else 0)
                mentions[mark.attrs["ref"]].append((place, mark.span.of(fragment.text), mark.kind))
    return {ref: _standing(found) for ref, found in mentions.items()}


def _standing(found: list[tuple[Span, str, str]]) -> PersonInStory:
    kinds = Counter(kind for _, _, kind in found).most_common(1)
    first = min((place for place, _, _ in found), default=Span(0, 0))
    return PersonInStory(fullest(words for _, words, _ in found), kinds[0][0] if kinds else KINDS[0], first, len(found))


# ---- fragments/moving.py

LIST = "verbatim people list shows everybody"


class Move(NamedTuple):
    """An id and the one that takes its place, in the `stories` named or, where there are none, in all."""

    event: Event
    old: str
    new: str
    stories: tuple[str, ...] = ()

    @property
    def refs(self) -> dict[str, str]:
        """The id to put in the place of the other."""
        return {self.old: self.new}


def merge(roster: Roster, old: str, new: str) -> Move:
    """Let everything that is said of `old` be said of `new`, who is the same one."""
    gone, stays = _known(roster, old), _known(roster, new)
    if old == new:
        raise ContentError(old, 0, "this is one id, and nobody to join it with", "Name two")
    _hold_kind(gone, stays)
    return Move(MERGED, old, new)


def rename(roster: Roster, old: str, new: str) -> Move:
    """Give somebody another id."""
    _known(roster, old)
    if new in roster.known:
        fix = f"If it is the same one: verbatim people merge {old} {new}"
        raise ContentError(new, 0, f"this is the id of {roster.known[new].name}", fix)
    _hold_free(roster, old, new)
    return Move(RENAMED, old, new)


def part(roster: Roster, old: str, new: str, stories: Sequence[str]) -> Move:
    """Let some stories speak of somebody else, `new`, where they spoke of `old`."""
    held = _known(roster, old)
    for story in stories:
        if story not in held.standings:
            fix = f"It stands in {', '.join(held.standings) or 'no story'}"
            raise ContentError(story, 0, f"this story does not speak of {old}", fix)
    if old == new:
        raise ContentError(old, 0, "this is the id that it has", "Name another, of somebody known or new")
    if new in roster.known:
        _hold_kind(held, roster.known[new])
    else:
        _hold_free(roster, old, new)
    if set(held.standings) == set(stories) and not held.file:
        then = "merge" if new in roster.known else "rename"
        fix = f"Name some of them, or run verbatim people {then} {old} {new}"
        raise ContentError(old, 0, "nothing would be left of it: these are all stories that speak of it", fix)
    return Move(PARTED, old, new, tuple(dict.fromkeys(stories)))


def _known(roster: Roster, ref: str) -> RosterPerson:
    if found := roster.known.get(ref):
        return found
    if ref in roster.moves:
        now = roster.now(ref)
        raise ContentError(ref, 0, f"this id stands for {now} since {roster.moves[ref].date}", f"Name {now}")
    near = get_close_matches(slug(ref), roster.known, n=3)
    raise ContentError(ref, 0, "nobody has this id", f"It may be {' or '.join(near)}" if near else LIST)


def _hold_kind(one: RosterPerson, other: RosterPerson) -> None:
    if one.kind != other.kind:
        fact = f"this is marked as {one.kind}, {other.ref} as {other.kind}: they cannot be one"
        fix = "Correct the marks first where one of the two was read wrongly, or say Kind in its file in people/"
        raise ContentError(one.ref, 0, fact, fix)


def _hold_free(roster: Roster, old: str, new: str) -> None:
    """Refuse a new id that is none, or that once was somebody else's; somebody may have their own former one again."""
    if not is_name(new) or slug(new) != new:
        raise ContentError(new[:60], 0, "this cannot be an id", f"Write it as {slug(new)}")
    if roster.ever(new) and roster.now(new) != old:
        fact = "this id once was somebody else's, and its address says so for ever"
        raise ContentError(new, 0, fact, "Choose another, with the full name or the office in it")
