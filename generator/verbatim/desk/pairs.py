"""Finds people of all stories whose names are near, with the evidence side by side, and changes what is said of them.

Two are one (`people merge`); somebody gets another name, another id, a role with its source, or a page.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate.text.segments import sentences
from verbatim.content.format.person_file import with_person_headers
from verbatim.content.layout import StoryPaths
from verbatim.content.people.rewrite import files_changed_by
from verbatim.content.people.roster import merge, read_roster, rename
from verbatim.content.store import read_folder
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import read_if_there
from verbatim.core.i18n import msgid
from verbatim.desk.story import Change, header_of
from verbatim.model import PERSON_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.content.people.refs import Bearer
    from verbatim.content.people.roster import Move, Roster

LEAST = 2  # letters of an acronym
MOST_PASSAGES, MOST_ROLES = 3, 6
LARGEST_PICTURE = 20_000_000  # bytes
SMALL = frozenset(("of", "the", "and", "for", "in", "de", "la", "der", "die", "das", "und", "von", "du", "des", "et"))
HEADERS = ("Title", "Role", "Role-Source", "Role-Date")


class Pair(NamedTuple):
    """Two ids whose names are near; the first has the fuller name, or is in more stories."""

    one: str
    other: str

    @property
    def id(self) -> str:
        """What tells it from other pairs."""
        return f"{self.one} {self.other}"


def near_pairs(people: Mapping[str, Mapping[str, Bearer]], apart: Collection[frozenset[str]]) -> list[Pair]:
    """Return the pairs of people, by their bearers by story, that may be one and are not kept apart.

    First stand those that are in more stories. Of several who may be one with somebody, one at a time is proposed: of a
    name that a hundred bear there are a hundred pairs and not five thousand.
    """
    names = {ref: _words(stories) for ref, stories in people.items() if stories}
    found = {frozenset(pair): pair for pair in (*_of_one_name(names, people), *_of_one_body(names, people))}
    order = {ref: (-len(names[ref]), -sum(map(len, names[ref])), -len(people[ref]), ref) for ref in names}
    pairs = (
        Pair(*((one, other) if order[one] < order[other] else (other, one)))
        for key, (one, other) in found.items()
        if key not in apart
    )
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


def _of_one_name(
    names: Mapping[str, tuple[str, ...]], people: Mapping[str, Mapping[str, Bearer]]
) -> Iterator[tuple[str, str]]:
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


def _of_one_body(
    names: Mapping[str, tuple[str, ...]], people: Mapping[str, Mapping[str, Bearer]]
) -> Iterator[tuple[str, str]]:
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


def seen_of(pair: Pair, people: Mapping[str, Mapping[str, Bearer]]) -> str:
    """Return the digest of who the two are, by which a decision finds out whether they still are."""
    held = [sorted((story, bearer.full) for story, bearer in people.get(ref, {}).items()) for ref in pair]
    return sha256(repr((pair, held)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


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


def evidence_of(content: Path, ref: str, name: str, stories: Mapping[str, Bearer]) -> Evidence:
    """Return what is known of somebody, with a sentence of each of their first stories."""
    roles = dict.fromkeys(role for bearer in stories.values() for role in bearer.roles)
    kind = kind_of(stories)
    passages = [found for story in sorted(stories)[:MOST_PASSAGES] if (found := _passage(content, story, ref))]
    return Evidence(ref, name, kind, [*roles][:MOST_ROLES], len(stories), passages)


def _passage(content: Path, story: str, ref: str) -> NamingSentence | None:
    """Return the sentence in which a story names somebody first; None where its files cannot be read."""
    paths = StoryPaths(content, story)
    try:
        found = read_folder(paths.fragments, paths)
        fragments = [found[name][0] for name in sorted(found)]
    except (ContentError, ContentErrors):
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
    files = _moved(content, roster, merge(roster, gone, stays), day)
    return Change(msgid("Joined: %(name)s is one now, in every story."), {"name": roster.known[gone].name}, files)


def give_id(content: Path, old: str, new: str, day: str) -> Change:
    """Return the change that gives somebody another id, their address. Raises ContentError where it is taken."""
    roster = read_roster(content)
    files = _moved(content, roster, rename(roster, old, new), day)
    return Change(msgid("%(name)s has another address now."), {"name": roster.known[old].name}, files)


def _moved(content: Path, roster: Roster, move: Move, day: str) -> dict[str, tuple[bytes | None, bytes | None]]:
    files = files_changed_by(content, roster, move, day)
    return {path: (files.before.get(path), after) for path, after in files.after.items()}


def describe(content: Path, ref: str, kind: str, values: Mapping[str, str]) -> Change:
    """Return the change that gives somebody a shown name, a role, its source and its date, in their own file.

    `kind` is that of a file which is not there yet. Raises ContentError where it could not be read then.
    """
    said = {key: value for key in HEADERS if (value := " ".join(values.get(key, "").split()))}
    if not said:
        raise ContentError("desk", 0, msgid("nothing was written into any field"), msgid("Write a name or a role"))
    written = _written(content, ref, kind, said)
    return Change(msgid("What is said of %(name)s was written."), {"name": ref}, {f"people/{ref}.md": written})


def decide_page(content: Path, ref: str, name: str, *, is_open: bool) -> Change:
    """Return the change that gives a person a page, or none, whatever texts say."""
    label = msgid("%(name)s gets a page.") if is_open else msgid("%(name)s gets no page.")
    written = _written(content, ref, "person", {"Profile": "yes" if is_open else "no"})
    return Change(label, {"name": name}, {f"people/{ref}.md": written})


def _written(content: Path, ref: str, kind: str, said: Mapping[str, str]) -> tuple[bytes | None, bytes]:
    """Return the bytes of somebody's own file before and after it says something, by header."""
    before = _file_of(content, ref)
    return before, with_person_headers(before or b"", said, kind, f"{content.name}/people/{ref}.md", ref)


def portrait(content: Path, ref: str, kind: str, picture: bytes, credit: str) -> Change:
    """Return the change that gives somebody a portrait: a square of its pixels alone, without place, time or owner.

    Raises ContentError for what is no picture, and where nothing says whose it is.
    """
    from verbatim.site.images.pixels import RefusedError, squares  # noqa: PLC0415  few ever upload one

    if not " ".join(credit.split()):
        fact = msgid("nothing says who made this picture, and by which right you show it")
        raise ContentError("desk", 0, fact, msgid("Write it; it is shown under the picture"))
    try:
        drawn = squares(picture, whole=kind != "person")[-1].jpeg
    except RefusedError as refused:
        raise ContentError("desk", 0, f"this file {refused.fact}", refused.fix) from None
    image = f"images/portrait-{ref}.jpg"
    written = _written(content, ref, kind, {"Image": image, "Image-Credit": " ".join(credit.split())})
    old = read_if_there(content / image, f"{content.name}/{image}", LARGEST_PICTURE) or None
    label = msgid("The portrait of %(name)s was written.")
    return Change(label, {"name": ref}, {image: (old, drawn), f"people/{ref}.md": written})


def file_digest(content: Path, ref: str) -> str:
    """Return the digest of somebody's own file."""
    return sha256(_file_of(content, ref) or b"").hexdigest()[:16]


def _file_of(content: Path, ref: str) -> bytes | None:
    """Return the bytes of somebody's own file, None where there is none."""
    place = content / "people" / f"{ref}.md"
    return read_if_there(place, StoryPaths(content, "").shown(place)) or None
