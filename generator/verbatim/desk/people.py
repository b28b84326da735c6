"""Finds people of all stories by name, proposes as one those whose names are near, and changes what is said of them.

What the splits have cached of each story is enough to find somebody; how the name is written is read from one of their
stories, when they are found. Two are one (`people merge`); somebody gets another name, a role with its source, or a
portrait.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from verbatim.annotate.text.segments import sentences
from verbatim.content.format.person_file import PersonFile, read_person, with_person_headers
from verbatim.content.layout import StoryPaths
from verbatim.content.people.index import OtherStories, PeopleIndex, names_in_file
from verbatim.content.people.refs import Bearer, bearers_of, folded, fullest, names_in
from verbatim.content.people.rewrite import files_changed_by
from verbatim.content.people.roster import kept_apart, merge, read_roster
from verbatim.content.splitting.freshness import read_states, state_file
from verbatim.content.store import read_folder
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name, slug
from verbatim.desk.changes import Change, Files, bytes_of, digest, lines_of, refused
from verbatim.desk.story import header_of
from verbatim.model import PERSON_KINDS, Fragment

Named = Mapping[str, Mapping[str, Bearer]]  # people by id, and by the stories that name them

MOST = 8  # people shown at a time
LEAST = 2  # letters of an acronym
MOST_PASSAGES, MOST_ROLES = 3, 6
LARGEST_PICTURE = 20_000_000  # bytes
SMALL = frozenset(("of", "the", "and", "for", "in", "de", "la", "der", "die", "das", "und", "von", "du", "des", "et"))
# The headers of a person's file that the desk writes, each with its field of the form.
FIELDS = {
    "Title": "name", "Role": "role", "Role-Source": "source", "Role-Date": "date", "Telling": "telling",
    "Pairs": "pairs",
}  # fmt: skip


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
        self._index = PeopleIndex({})
        self._written: dict[str, str] = {}  # names as stories have them
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        rules = read_states(state_file(self._content)).get("")
        others = OtherStories(self._content, rules.contents if rules else "")  # the build reports what cannot be read
        self._index = others.people()

    @property
    def _all(self) -> PeopleIndex:
        self._thread.join()
        return self._index

    @property
    def _files(self) -> dict[str, PersonFile]:
        return self._all.files

    def _fragments(self, story: str) -> list[Fragment]:
        """Return a story's fragments; what cannot be read is left out, as the build reports it."""
        paths = StoryPaths(self._content, story)
        try:
            return [fragment for fragment, _ in read_folder(paths.fragments, paths).values()]
        except (ContentError, ContentErrors):
            return []

    def everybody(self) -> dict[str, dict[str, Bearer]]:
        """Return those whom stories name, by id and story."""
        return {ref: dict(stories) for ref, stories in list(self._all.bearers.items()) if stories}

    def stories_of(self, ref: str) -> list[str]:
        """Return the stories that name somebody."""
        return list(self._all.bearers.get(ref, ()))

    def by_story(self) -> dict[str, frozenset[str]]:
        """Return the persons and organisations that each story names."""
        return {
            story: frozenset(ref for ref, one in people.items() if one.kind != "place")
            for story, people in list(self._all.stories.items())
        }

    def changed(self, files: Iterable[str]) -> None:
        """Take in what was written of people and stories, by the paths of the files below the content folder."""
        parts = [path.split("/") for path in files]
        for ref in (one[1].removesuffix(".md") for one in parts if one[0] == "people"):
            self._files.pop(ref, None)
            if file := self.file_of(ref):
                self._files[ref] = file
        for story in dict.fromkeys(one[1] for one in parts if one[0] == "fragments"):
            self.read_again(story)

    def read_again(self, story: str) -> None:
        """Take in who a story names now."""
        people = bearers_of(self._fragments(story))
        for ref in (*self._all.stories.get(story, ()), *people):
            self._written.pop(ref, None)
        self._all.put(story, people, ())

    def pairs(self) -> list[Pair]:
        """Return the pairs of near names that editors do not keep apart."""
        return near_pairs(self.everybody(), kept_apart(self._content))

    def seen(self, pair: Pair) -> str:
        """Return the digest of who the two are, by which a decision finds out whether they still are."""
        held = [sorted((story, one.full) for story, one in self._all.bearers.get(ref, {}).items()) for ref in pair]
        return digest((pair, held))

    def evidence(self, ref: str) -> Evidence:
        """Return what is known of somebody, with a sentence of each of their first stories."""
        stories = self._all.bearers.get(ref, {})
        roles = dict.fromkeys(role for bearer in stories.values() for role in bearer.roles)
        passages = [
            found for story in sorted(stories)[:MOST_PASSAGES] if (found := _passage(self._content, story, ref))
        ]
        return Evidence(ref, self.name(ref), kind_of(stories), [*roles][:MOST_ROLES], len(stories), passages)

    def file_of(self, ref: str) -> PersonFile | None:
        """Return what somebody's own file says; None without one, and where it cannot be read."""
        try:
            return person_file(self._content, ref)
        except ContentErrors:
            return None

    @property
    def is_read(self) -> bool:
        """Whether everybody is known by now."""
        return not self._thread.is_alive()

    def find(self, words: str) -> list[Known]:
        """Return those in whose name every word begins one, the most often named first; places are left out."""
        people, wanted = self._all.bearers, folded(words).split()
        refs = {*people, *self._files} if wanted else ()
        found = [ref for ref in refs if any(_has(name, wanted) for name in self._names_of(ref))]
        found = [ref for ref in found if kind_of(people.get(ref, {})) != "place" and self.has(ref)]
        found.sort(key=lambda ref: (-len(people.get(ref, ())), ref))
        return [self.known(ref) for ref in found[:MOST]]

    def _names_of(self, ref: str) -> set[str]:
        """Return the names of somebody, folded: what stories call them in full, and what the editors do."""
        names = {name for one in list(self._all.bearers.get(ref, {}).values()) for name in one.names}
        return names | names_in_file(self._files[ref]) if ref in self._files else names

    def known(self, ref: str) -> Known:
        """Return what is known of an id."""
        stories = self._all.bearers.get(ref, {})
        role = next((role for bearer in stories.values() for role in bearer.roles), "")
        return Known(ref, self.name(ref), role, len(stories))

    def name(self, ref: str) -> str:
        """Return somebody's name as it is written: in their own file, else in one of their stories."""
        stories, file = self.stories_of(ref), self._files.get(ref)
        if file and file.title:
            return file.title
        if ref not in self._written:
            self._written[ref] = next(filter(None, (self._mention(ref, story) for story in stories)), ref)
        return self._written[ref]

    def _mention(self, ref: str, story: str) -> str:
        return fullest(" ".join(words.split()) for words in names_in(self._fragments(story)).get(ref, ()))

    def has(self, ref: str) -> bool:
        """Return whether an id is somebody's."""
        is_named = bool(self._all.bearers.get(ref))
        return is_name(ref) and (is_named or (self._content / "people" / f"{ref}.md").is_file())

    def new(self, name: str, *, is_another: bool = False) -> str:
        """Return an id for a new person that is nobody's and never was, numbered where the plain one is taken.

        Raises ContentError where somebody has exactly this name, and it is not said that they are another.
        """
        people, wanted, plain = self._all.bearers, folded(name), slug(name)
        if not is_another and any(wanted in self._names_of(one) for one in {*people, *self._files}):
            fact = msgid("somebody of this name is known already")
            raise refused(fact, msgid("Choose them by P, or say that this is another person"))
        ref, number = plain, 1
        while self._all.ever(ref) or (self._content / "people" / f"{ref}.md").exists():
            number += 1
            ref = f"{plain}-{number}"
        return ref


def _has(name: str, wanted: list[str]) -> bool:
    words = name.split()
    return all(any(word.startswith(one) for word in words) for one in wanted)


# People of near names


class Pair(NamedTuple):
    """Two ids whose names are near; the first has the fuller name, or is in more stories."""

    one: str
    other: str

    @property
    def id(self) -> str:
        """What tells it from other pairs."""
        return f"{self.one} {self.other}"


def near_pairs(people: Named, apart: Collection[frozenset[str]]) -> list[Pair]:
    """Return the pairs of people, by their bearers by story, that may be one and are not kept apart.

    First stand those that are in more stories. Of several who may be one with somebody, one at a time is proposed: of a
    name that a hundred bear there are a hundred pairs and not five thousand.
    """
    names = {ref: _words(stories) for ref, stories in people.items() if stories}
    found = {frozenset(pair): pair for pair in (*_of_one_name(names, people), *_of_one_body(names, people))}
    order = {ref: (-len(names[ref]), -sum(map(len, names[ref])), -len(people[ref]), ref) for ref in names}
    pairs = (Pair(*sorted(pair, key=order.__getitem__)) for key, pair in found.items() if key not in apart)
    best: dict[str, tuple[int, Pair]] = {}
    for pair in pairs:
        ranked = -min(len(people[pair.one]), len(people[pair.other])), pair
        if ranked < best.get(pair.other, (1, pair)):
            best[pair.other] = ranked
    return [pair for _, pair in sorted(best.values())]


def kind_of(stories: Mapping[str, Bearer]) -> str:
    """Return what somebody is by their bearers: a person where no story says."""
    return next((bearer.kind for bearer in stories.values()), "person")


def _words(stories: Mapping[str, Bearer]) -> tuple[str, ...]:
    full = max((bearer.full for bearer in stories.values()), key=lambda name: (len(name.split()), len(name), name))
    return tuple(word.strip(".,") for word in full.split())


def _of_one_name(names: Mapping[str, tuple[str, ...]], people: Named) -> Iterator[tuple[str, str]]:
    """Yield persons of one family name whose other names do not differ, and one of whom nothing else is known."""
    families: dict[str, list[str]] = defaultdict(list)
    for ref, words in names.items():
        if words and kind_of(people[ref]) == "person":
            families[words[-1]].append(ref)
    for refs in families.values():
        full = [ref for ref in refs if len(names[ref]) > 1]
        yield from (pair for pair in combinations(full, 2) if _agree(*(names[ref][:-1] for ref in pair)))
        bare = [ref for ref in refs if len(names[ref]) == 1]
        yield from ((ref, full[0]) for ref in bare if len(full) == 1)
        yield from combinations(bare, 2)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether names before the family name can be one person's: James and James B., J. and James."""
    if not _alike(one[0], other[0]):
        return False
    middle, others = one[1:], other[1:]
    return not middle or not others or all(map(_alike, middle, others))


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])


def _of_one_body(names: Mapping[str, tuple[str, ...]], people: Named) -> Iterator[tuple[str, str]]:
    """Yield organisations and places of one name but for small words, and organisations with their initials."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for ref, words in names.items():
        if (kind := kind_of(people[ref])) != "person":
            telling = tuple(word for word in words if word not in SMALL)
            alike[kind, *telling].append(ref)
            initials = "".join(word[:1] for word in telling)
            if kind == "organisation" and len(initials) >= LEAST:
                alike["initials", initials].append(ref)
            if len(telling) == 1 and kind == "organisation":
                alike["initials", telling[0].replace(".", "")].append(ref)
    for key, refs in alike.items():
        for one, other in combinations(dict.fromkeys(refs), 2):
            is_short = 1 in (len(names[one]), len(names[other]))
            if key[0] != "initials" or (is_short and names[one] != names[other]):
                yield one, other


# What is known of each


class NamingSentence(NamedTuple):
    """A sentence that names somebody: its story and title, the words before, the name, the words behind it."""

    story: str
    title: str
    before: str
    words: str
    after: str


class Evidence(NamedTuple):
    """What the stories and the editors say of somebody."""

    ref: str
    name: str
    kind: str
    roles: Sequence[str]
    stories: int
    passages: Sequence[NamingSentence]


def _passage(content: Path, story: str, ref: str) -> NamingSentence | None:
    """Return the sentence in which a story names somebody first; None where its files cannot be read."""
    paths = StoryPaths(content, story)
    try:
        found = read_folder(paths.fragments, paths)
        fragments = [found[name][0] for name in sorted(found)]
    except ContentErrors:
        return None
    for fragment in fragments:
        for mark in fragment.marks if fragment.source else ():
            if mark.kind in PERSON_KINDS and mark.attrs.get("ref") == ref:
                text, span = fragment.text, mark.span
                own = next((one for one in sentences(text) if one.meets(span)), span)
                start, end = min(own.start, span.start), max(own.end, span.end)
                title = header_of(paths, "Title") or story
                return NamingSentence(story, title, text[start : span.start], span.of(text), text[span.end : end])
    return None


# Changes


def join(content: Path, gone: str, stays: str, day: str) -> Change:
    """Return the change that makes two one, in every story. Raises ContentError where they cannot be.

    The ledgers concerned get a row each, so that the old address leads to the one that stays.
    """
    roster = read_roster(content)
    files = files_changed_by(content, roster, merge(roster, gone, stays), day)
    return Change(msgid("Joined: %(name)s is one now, in every story."), {"name": roster.known[gone].name}, files)


def describe(content: Path, ref: str, kind: str, values: Mapping[str, str]) -> Change:
    """Return the change that gives somebody a shown name, a role, its source and its date, in their own file.

    `kind` is that of a file which is not there yet. Raises ContentError where it could not be read then.
    """
    told = {key: lines_of(values.get(key, "")) for key in FIELDS}
    said = {key: ("\n" if key == "Pairs" else " ").join(lines) for key, lines in told.items() if lines}
    if not said:
        raise refused(msgid("no field is filled in"), msgid("Write a name or a role"))
    return Change(msgid("Saved: what is said of %(name)s."), {"name": ref}, with_said(content, ref, kind, said))


def with_said(content: Path, ref: str, kind: str, said: Mapping[str, str]) -> Files:
    """Return the bytes of somebody's own file, by its path, before and after it says something, by header."""
    path, before = f"people/{ref}.md", bytes_of(content, f"people/{ref}.md")
    return {path: (before, with_person_headers(before or b"", said, kind, f"{content.name}/{path}", ref))}


def portrait(content: Path, ref: str, kind: str, picture: bytes, credit: str) -> Change:
    """Return the change that gives somebody a portrait: a square of its pixels alone, without place, time or owner.

    Raises ContentError for what is no picture, and where nothing says whose it is.
    """
    from verbatim.site.images.pixels import RefusedError, squares  # noqa: PLC0415  few ever upload one

    if not " ".join(credit.split()):
        fact = msgid("nothing says who made this picture, and by which right you show it")
        raise refused(fact, msgid("Write it; it is shown under the picture"))
    try:
        drawn = next(reversed(squares(picture, whole=kind != "person").values()))
    except RefusedError as error:
        raise refused(f"this file {error.fact}", error.fix) from None
    image = f"images/portrait-{ref}.jpg"
    written = with_said(content, ref, kind, {"Image": image, "Image-Credit": " ".join(credit.split())})
    files = {image: (bytes_of(content, image, LARGEST_PICTURE), drawn), **written}
    return Change(msgid("The portrait of %(name)s is saved."), {"name": ref}, files)


def person_file(content: Path, ref: str) -> PersonFile | None:
    """Return what somebody's own file says, None without one. Raises ContentError where it cannot be read."""
    path = f"people/{ref}.md"
    data = bytes_of(content, path)
    return read_person(data, f"{content.name}/{path}", ref) if data else None


def file_digest(content: Path, ref: str) -> str:
    """Return the digest of somebody's own file."""
    return digest(bytes_of(content, f"people/{ref}.md") or b"")
