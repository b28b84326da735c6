"""Takes back everything about a person: ids that name nobody stand in place of theirs in every file of a newsroom.

The words of the sources stay. What remains of the person is that somebody speaks or takes part there, without a page.
Each id gives way to `removed-` and 16 hexadecimal digits, a hash of it with a random beginning that nothing keeps: who
guesses the id cannot test it. Rows of ledgers stay where they are, without the person's names; one more says that
somebody was removed.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.content import ledger
from verbatim.content.format.person_file import ASIDE
from verbatim.content.layout import StoryPaths, stories_in
from verbatim.content.people.rewrite import below, rename_in_fragments
from verbatim.content.people.roster import NO_STORY, Roster, known_person
from verbatim.content.transaction import ChangedFiles
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, markdown_files, read_file, read_if_there
from verbatim.model import PERSON_KINDS

DIGITS = 16
PERSON = "person"
NOTE = re.compile(r"^kind:\s*note", re.MULTILINE | re.IGNORECASE)


class Removal(NamedTuple):
    """What stands in place of each id that the person has or had, what texts call them, and the files that change."""

    refs: Mapping[str, str]
    names: tuple[str, ...]
    files: ChangedFiles


def remove_person(content: Path, roster: Roster, ref: str, day: str) -> Removal:
    """Return how everything about a person is taken back, in a row dated `day`.

    Raises ContentError for an id that nobody has, and for a body or a place, which this is not for.
    """
    person = known_person(roster, ref)
    if person.kind != PERSON:
        fact = f"this is marked as {person.kind}, and only people are removed"
        raise ContentError(ref, 0, fact, f"To leave its page out, write Profile: no into content/people/{ref}.md")
    ids = [ref, *sorted(old for old in roster.moves if roster.now(old) == ref)]
    salt = secrets.token_bytes(DIGITS)
    refs = {one: f"removed-{sha256(salt + one.encode()).hexdigest()[:DIGITS]}" for one in ids}
    named = [one.name for one in person.stories.values()]
    file = person.file
    names = tuple(filter(None, dict.fromkeys([*named, *((file.title, *file.aliases) if file else ())])))
    files = ChangedFiles()
    for story in stories_in(content):
        rename_in_fragments(StoryPaths(content, story), refs, files)
    removed = ledger.LedgerEntry(refs[ref], ledger.REMOVED, 1, day, kind=PERSON)
    for story in (*roster.ledgers, *({NO_STORY} - roster.ledgers.keys())):
        _remove_from_ledger(StoryPaths(content, story), refs, [removed] if story == NO_STORY else [], files)
    for one in ids:
        for path in (content / "people" / f"{one}.md", content / "people" / f"{one}.md{ASIDE}"):
            files.put(below(content, path), read_if_there(path, StoryPaths(content, "").shown(path)), None)
    return Removal(refs, names, files)


def _remove_from_ledger(
    paths: StoryPaths, refs: Mapping[str, str], more: list[ledger.LedgerEntry], files: ChangedFiles
) -> None:
    shown = paths.shown(paths.ledger)
    before = read_if_there(paths.ledger, shown, LEDGER_LARGEST)
    lines = before.decode("utf-8", "replace").split("\n")
    ids = re.compile("|".join(map(re.escape, refs)))
    after = [_line_without(line, refs, shown) if ids.search(line) else line for line in lines]
    end = "\n" if more and after[-1] else ""
    data = "\n".join(after).encode() if after != lines else before
    files.put(below(paths.content, paths.ledger), before, data + (end + ledger.format_rows(more)).encode())


def _line_without(line: str, refs: Mapping[str, str], shown: str) -> str:
    """Return a row of a ledger that names none of the ids, nor what the person is called."""
    (row,) = ledger.parse_rows(line, shown)
    spoke, is_about = row.speaker in refs, row.id in refs or row.into in refs
    if not (spoke or is_about):
        return line
    now: dict[str, Any] = {key: refs.get(getattr(row, key), getattr(row, key)) for key in ("id", "into", "speaker")}
    gone = {"name": spoke, "words": is_about, "sha256": row.kind in PERSON_KINDS}
    now |= {key: "" for key, is_gone in gone.items() if is_gone}
    row = replace(row, **now)
    return ledger.format_rows([row]).rstrip("\n")


class Remainder(NamedTuple):
    """A place at which a file still names somebody who was removed: path as messages name it, line, and what stands."""

    path: str
    line: int
    words: str


def remainders(content: Path, removal: Removal) -> Iterator[Remainder]:
    """Yield where editors' words still name the person: in all files that are no source's words, and no ledger's rows.

    Within fragments only notes are theirs, and headers but for the title.
    """
    wanted = (*removal.refs, *removal.names)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(wanted, key=len, reverse=True)))})(?![\w-])")
    folders = [content / name for name in ("stories", "topics", "questions", "pages", "people")]
    folders += [StoryPaths(content, story).fragments for story in stories_in(content)]
    for path in (path for folder in folders for path in markdown_files(folder)):
        shown = StoryPaths(content, "").shown(path)
        name = below(content, path)
        data = removal.files[name][1] if name in removal.files else read_file(path, shown)
        text = (data or b"").decode("utf-8", "replace")
        head, blank, body = text.replace("\r\n", "\n").partition("\n\n")
        is_source = name.startswith("fragments/") and NOTE.search(head) is None
        for number, line in enumerate((head if is_source else head + blank + body).split("\n"), start=1):
            if (found := pattern.search(line)) and not (is_source and line.startswith("Title:")):
                yield Remainder(shown, number, found[0])
