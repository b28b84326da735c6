"""Finds where stories mark and name people, and joins people across stories by id, with the files in `people/`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast
from unicodedata import combining, normalize
from unicodedata import name as character_name

from unidecode import unidecode

from verbatim.annotate import lang
from verbatim.content.format.person_file import PersonFile
from verbatim.content.people.refs import fullest, without_nickname
from verbatim.model import PERSON_KINDS, Person, PersonKind, Role, Span, Story
from verbatim.newsroom.places import source_marks

ROLE = "role"
# The attributes that name people, by kind of mark. An unknown candidate is left to `check`: leaving one out says
# nothing about anybody.
NAMING = {"quote": "speaker", "moment": "people", "role": "of"}
SEVERAL = "people"  # holds several ids, separated by blanks


class PersonMark(NamedTuple):
    """A mention of a person, or a role of theirs: the person's id, the story, the place, the words, the mark's kind."""

    who: str
    story: str
    span: Span
    text: str
    kind: str


def people_marks(story: Story) -> tuple[PersonMark, ...]:
    """Return the mentions and roles marked in a story, in order of place."""
    found: list[PersonMark] = []
    for fragment, mark in source_marks(story, *PERSON_KINDS, "role"):
        place = fragment.in_source(mark.span)
        who = mark.attrs.get("of" if mark.kind == ROLE else "ref", "")
        found.append(PersonMark(who, story.id, place, place.of(story.text), mark.kind))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PersonReference:
    """A person's id in an attribute, with its place. Somebody must have that id."""

    key: str
    name: str
    path: str
    line: int


def references_in(story: Story) -> Iterator[PersonReference]:
    """Yield each id in an attribute that must be a known person's."""
    for fragment, mark in source_marks(story):
        key = NAMING.get(mark.kind, "")
        value = mark.attrs.get(key, "")
        for name in value.split() if key == SEVERAL else filter(None, [value]):
            yield PersonReference(key, name, fragment.path or fragment.name, fragment.line_at(mark.span.start))


def join_people(marks: Iterable[tuple[PersonMark, ...]], files: Mapping[str, PersonFile]) -> dict[str, Person]:
    """Return everyone who is mentioned or has a file, by id, in order of id. `marks` are given by story.

    The displayed name is the file's Title, else the fullest mention, without a nickname in quotation marks: a name must
    not be read as somebody's words.
    """
    mentions: dict[str, list[PersonMark]] = defaultdict(list)
    roles: dict[str, list[Role]] = defaultdict(list)
    for mark in (mark for of_story in marks for mark in of_story):
        if mark.kind == ROLE:
            roles[mark.who] += [Role(mark.text, mark.story, mark.span)] if _is_of_one(mark.text) else []
        else:
            mentions[mark.who].append(mark)
    ids = sorted({*mentions, *files})
    return {ref: _person(ref, mentions.get(ref, ()), roles.get(ref, ()), files.get(ref)) for ref in ids}


def _is_of_one(role: str) -> bool:
    """Return whether a role is no title of several: Sens. NAME and NAME."""
    *before, last = role.split()
    low, titles = last.lower().rstrip("."), lang.words("titles")
    several = last[0].isupper() and low not in titles and low.endswith("s") and low.removesuffix("s") in titles
    return not several or any(map(str.islower, before))


def person_kinds(marks: Iterable[tuple[PersonMark, ...]], files: Mapping[str, PersonFile]) -> dict[str, str]:
    """Return who is a person, an organisation or a place, by id, as `join_people` reads it."""
    counted: dict[str, Counter[str]] = {ref: Counter() for ref in files}
    for mark in (mark for of_story in marks for mark in of_story):
        if mark.kind != ROLE:
            counted.setdefault(mark.who, Counter())[mark.kind] += 1
    return {ref: _kind(files.get(ref), kinds) for ref, kinds in counted.items()}


def _kind(file: PersonFile | None, counted: Counter[str]) -> str:
    """Return somebody's kind: the file's, which has the last word, else that of most marks, of equals the first."""
    given = file.kind if file and file.kind in PERSON_KINDS else ""
    return given or next((kind for kind, _ in counted.most_common(1)), "person")


def _person(ref: str, mentions: Sequence[PersonMark], roles: Sequence[Role], file: PersonFile | None) -> Person:
    called = dict.fromkeys(without_nickname(mention.text) for mention in mentions)
    name = (file.title if file else "") or fullest(called) or ref
    texts = dict.fromkeys(text for text in called if text != name)
    added = [alias for alias in (file.aliases if file else ()) if alias not in texts and alias != name]
    return Person(
        id=ref,
        name=name,
        kind=cast("PersonKind", _kind(file, Counter(mention.kind for mention in mentions))),
        aliases=(*texts, *added),
        roles=tuple(roles),
        mentions=tuple((mention.story, mention.span) for mention in mentions),
        same_as=file.same_as if file else (),
        image=file.image if file else "",
        words=file.words if file else "",
        role=file.role if file else None,
        words_line=file.words_line if file else 0,
        sort_as=file.sort_as if file else "",
        pairs=file.pairs if file else (),
        telling=file.telling if file else (),
    )


def folded(name: str) -> str:
    """Return the letters of a name without case and accents, those of Latin script in ASCII: Łódź is lodz."""
    bare = "".join(character for character in normalize("NFKD", name) if not combining(character))
    plain = "".join(unidecode(one) if not one.isascii() and script_of(one) == "LATIN" else one for one in bare)
    words = "".join(letter if letter.isalnum() else " " for letter in normalize("NFC", plain.casefold()))
    return " ".join(words.split())


def script_of(letter: str) -> str:
    """Return the script of a letter, as Unicode names it; LATIN for a character that is no letter."""
    return character_name(letter, "").partition(" ")[0] if letter.isalpha() else "LATIN"
