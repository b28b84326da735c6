"""Reads everything that a site is made from. A content folder comes in; stories, people and ledgers go out.

Raises ContentErrors with every fault of every file, so that an editor sees all of them in one run.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content import ledger
from verbatim.content.format import story_file as stories
from verbatim.content.format.fragment_file import lossless_errors, read_fragment
from verbatim.content.format.person_file import read_people
from verbatim.content.format.story_file import CHANGED
from verbatim.content.layout import StoryPaths, check_file_name
from verbatim.content.ledger import REPLACED, SOURCE, LedgerEntry, check_rows, source_rows
from verbatim.content.sources import read_source_text
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import LEDGER_LARGEST, markdown_files, markdown_names, read_file, read_if_there
from verbatim.core.text import sha256_bytes, sha256_text
from verbatim.model import Fragment, SourceChange, Span, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.format.story_file import StoryFile
    from verbatim.model import Mark


# ---- fragments/held.py


class FragmentPair(NamedTuple):
    """A fragment of a source with its file's bytes, and the same of its base; None where there is no file."""

    name: str
    disk: Fragment | None
    data: bytes
    base: Fragment | None
    base_data: bytes

    @property
    def edited(self) -> bool:
        """Whether a person changed the file since `split` wrote it."""
        return self.disk is not None and self.data != self.base_data

    @property
    def known(self) -> Fragment:
        """The form whose words are those of the source as it was: the file's, unless somebody edited its words."""
        sound = self.disk if self.disk and self.disk.sha256 == sha256_text(self.disk.text) else self.base
        found = sound or self.disk
        if found is None:
            raise ValueError(f"{self.name} is held nowhere")
        return found


class StoryFragments(NamedTuple):
    """All that a story's folder holds: fragments in order of the source, and every name that is taken."""

    held: tuple[FragmentPair, ...]
    names: frozenset[str]


def read_pairs(places: StoryPaths) -> StoryFragments:
    """Read a story's fragments. Raises ContentErrors with every file that cannot be read."""
    disk = read_folder(places.fragments, places)
    base = read_folder(places.base, places)
    sources = {name for name, (fragment, _) in {**base, **disk}.items() if fragment.source}
    held = [FragmentPair(name, *disk.get(name, (None, b"")), *base.get(name, (None, b""))) for name in sorted(sources)]
    held.sort(key=lambda one: (one.known.source or Span(0, 0), one.name))
    return StoryFragments(tuple(held), frozenset(disk) | frozenset(base))


def read_folder(folder: Path, places: StoryPaths) -> dict[str, tuple[Fragment, bytes]]:
    """Return the fragments in a folder by name, with their files' bytes."""
    found: dict[str, tuple[Fragment, bytes]] = {}
    errors: list[ContentError] = []
    told, below = places.shown(folder), str(folder)
    story_file = places.base_story.name if folder == places.base else ""
    for name in markdown_names(below):
        if name == story_file:
            continue
        shown = f"{told}/{name}"
        try:
            data = read_file(f"{below}/{name}", shown)
            fragment = read_fragment(data, shown, places.story)
            found[fragment.name] = fragment, data
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def read_ledger(places: StoryPaths) -> tuple[LedgerEntry, ...]:
    """Return the rows of a story's ledger, none where there is no file."""
    shown = places.shown(places.ledger)
    rows = ledger.parse_rows(read_if_there(places.ledger, shown, LEDGER_LARGEST).decode("utf-8", "replace"), shown)
    check_rows(rows, shown)
    return rows


# ---- fragments/edited.py

ATTRIBUTION = ("speaker", "said-by", "basis")


class Base(NamedTuple):
    """The folder of what `split` last wrote for a story's fragments, and the folder's path as messages name it."""

    story: str
    folder: str
    shown: str


def with_edits_told(fragment: Fragment, data: bytes, base: Base) -> Fragment:
    """Return the fragment with `by="editor"` on each quotation whose attribution is not the split's; in memory alone.

    A quotation that the split never marked is an editor's too.
    """
    if not any(mark.kind == "quote" for mark in fragment.marks):
        return fragment
    shown = f"{base.shown}/{fragment.name}.md"
    base_data = read_if_there(f"{base.folder}/{fragment.name}.md", shown)
    if base_data == data or not base_data:
        return fragment
    before = read_fragment(base_data, shown, base.story)
    written = {_key(mark): mark for mark in before.marks if mark.kind == "quote"}
    return replace(fragment, marks=tuple(_told(mark, written) for mark in fragment.marks))


def _key(mark: Mark) -> tuple[str, str]:
    return mark.id, mark.attrs.get("part", "1")


def _told(mark: Mark, written: dict[tuple[str, str], Mark]) -> Mark:
    if mark.kind != "quote":
        return mark
    before = written.get(_key(mark))
    if before and all(before.attrs.get(key) == mark.attrs.get(key) for key in ATTRIBUTION):
        return mark
    return replace(mark, attrs={**mark.attrs, "by": "editor"})


# ---- fragments/earlier.py

LARGEST = 40_000_000  # bytes in UTF-8 of the longest source


class NewerText(NamedTuple):
    """What a split has to write where the text is newer than the last one: rows of the ledger, files with their bytes.

    `kept` is written before the ledger and `base` after everything: whoever is killed in between tells it once.
    """

    rows: tuple[LedgerEntry, ...] = ()
    kept: tuple[tuple[Path, bytes], ...] = ()
    base: tuple[tuple[Path, bytes], ...] = ()


def newer_text(
    text: str, places: StoryPaths, given: Iterable[LedgerEntry], story_file: StoryFile | None, day: str
) -> NewerText:
    """Return what is to be written for the text of a published story. `given` is its ledger."""
    data = text.encode()
    before = read_if_there(places.base_text, places.shown(places.base_text), LARGEST)
    held = source_rows(given)
    fresh = _fresh(story_file, held.values())
    if before == data:
        return NewerText(tuple(_explained(held, fresh)))
    base = ((places.base_text, data),)
    number, digest = 1 + max(held, default=1), sha256_bytes(before)
    if not before or (held and held[number - 1].sha256 == digest):
        return NewerText(base=base)
    told = fresh[-1] if fresh else (day, "")
    row = LedgerEntry(places.story, REPLACED, number, told[0], reason=told[1], kind=SOURCE, sha256=digest)
    return NewerText((row,), ((places.earlier / f"{number - 1}.txt", before),), base)


def _fresh(story_file: StoryFile | None, rows: Iterable[LedgerEntry]) -> list[tuple[str, str]]:
    """Return the day and reason of each header `Source-Changed` that no row has yet."""
    taken = {(row.date, row.reason) for row in rows}
    pairs = story_file.head.pairs() if story_file else ()
    told = [value.strip().partition(" ") for key, value in pairs if key.lower().replace("_", "-") == CHANGED]
    return [(day, why.strip()) for day, _, why in told if (day, why.strip()) not in taken]


def _explained(held: Mapping[int, LedgerEntry], fresh: list[tuple[str, str]]) -> Iterator[LedgerEntry]:
    """Yield a row of the same version where a header now explains the last change, which had no reason."""
    last = held.get(max(held, default=0))
    if last and fresh and not last.reason:
        day, why = fresh[-1]
        yield LedgerEntry(last.id, REPLACED, last.version, day, reason=why, kind=SOURCE, sha256=last.sha256)


def source_changes(places: StoryPaths, given: Iterable[LedgerEntry]) -> tuple[SourceChange, ...]:
    """Return the texts that a story's source had before, oldest first, of each newer one when and why it came.

    Raises ContentError where a kept text is not the one that was published.
    """
    rows = source_rows(given)
    return tuple(SourceChange(n, rows[n].date, rows[n].reason, _before(places, rows[n])) for n in sorted(rows))


def _before(places: StoryPaths, row: LedgerEntry) -> str | None:
    path = places.earlier / f"{row.version - 1}.txt"
    if not os.path.lexists(path):
        return None
    data = read_if_there(path, places.shown(path), LARGEST)
    if sha256_bytes(data) != row.sha256:
        fact = "this is not the text that was published"
        raise ContentError(places.shown(path), 0, fact, "Put it back as git has it, or delete it if nobody may read it")
    return data.decode("utf-8")


# ---- fragments/store.py

DEFAULT_CATEGORY = "News"
DEFAULT_LANG = "en"


class Content(NamedTuple):
    """All content: stories in order of id, people's files by id, each story's ledger; also of those that are gone."""

    stories: tuple[Story, ...]
    people: Mapping[str, PersonFile]
    ledger: Mapping[str, tuple[LedgerEntry, ...]]


def load(content: Path) -> Content:
    """Read a content folder."""
    refuse_unfinished(content)
    errors: list[ContentError] = []
    told: list[Story] = []
    rows: dict[str, tuple[LedgerEntry, ...]] = {}
    for path in markdown_files(content / "stories"):
        try:
            story, rows[path.stem] = load_story_and_ledger(content, path)
            told.append(story)
        except ContentError as error:
            errors.append(error)
        except ContentErrors as several:
            errors += several.errors
    rows |= ledgers_without_story(content, errors)
    files = read_people(content, errors)
    if errors:
        raise ContentErrors(errors)
    return Content(tuple(told), files, rows)


def load_story_and_ledger(content: Path, path: Path) -> tuple[Story, tuple[LedgerEntry, ...]]:
    """Read the story of a story's file, with the texts that its source had before, and its ledger."""
    places = StoryPaths(content, path.stem)
    check_file_name(path, places.shown(path))
    story = load_story(places)
    ledger = read_ledger(places)
    replaced = source_changes(places, ledger)
    return replace(story, replaced=replaced) if replaced else story, ledger


def ledgers_without_story(content: Path, errors: list[ContentError]) -> dict[str, tuple[LedgerEntry, ...]]:
    """Return the ledgers of stories whose file is gone: what they published answers for ever. Faults go to `errors`."""
    rows: dict[str, tuple[LedgerEntry, ...]] = {}
    folder = content / "ledger"
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        if not (content / "stories" / f"{path.stem}.md").exists():
            try:
                rows[path.stem] = read_ledger(StoryPaths(content, path.stem))
            except ContentError as error:
                errors.append(error)
    return rows


def load_story(places: StoryPaths) -> Story:
    """Read one story with its source and fragments, and hold the fragments against the source."""
    shown = places.shown(places.story_file)
    file = stories.read_story_file(read_file(places.story_file, shown), shown, places.story)
    text = read_source_text(_source(places, file))
    fragments = _fragments(places)
    wrong = lossless_errors(text, fragments)
    if wrong:
        raise ContentErrors(wrong)
    return _story(file, text, fragments)


def _source(places: StoryPaths, file: stories.StoryFile) -> Path:
    name = file.head.get("Source")
    line = file.head.line("Source")
    if "/" in name or "\\" in name or name.startswith("."):
        raise ContentError(
            file.path, line, f"Source: {name[:60]} is no file's name", "Write the name alone, as story.txt"
        )
    path = places.content / "sources" / name
    if not path.exists():
        raise ContentError(
            file.path, line, f"there is no content/sources/{name}", "Put the source back, or name another"
        )
    return path


def _fragments(places: StoryPaths) -> tuple[Fragment, ...]:
    """Return a story's fragments in order of their names, attributions that an editor changed marked so."""
    disk = read_folder(places.fragments, places)
    if not disk:
        shown = places.shown(places.story_file)
        raise ContentError(shown, 0, "the story has no fragments", "Run verbatim split")
    base = Base(places.story, str(places.base), places.shown(places.base))
    return tuple(with_edits_told(*disk[name], base) for name in sorted(disk))


def _story(file: stories.StoryFile, text: str, fragments: tuple[Fragment, ...]) -> Story:
    get = file.head.get
    return Story(
        id=file.story,
        title=get("Title"),
        date=get("Date")[:10],
        date_basis=file.date_basis,
        modified=get("Modified")[:10],
        category=get("Category") or DEFAULT_CATEGORY,
        lang=get("Lang") or DEFAULT_LANG,
        status=get("Status") or "published",
        source_file=get("Source"),
        source_sha256=get("Source-Sha256"),
        source_name=get("Source-Name"),
        source_url=get("Source-Url"),
        text=text,
        intro=file.intro,
        fragments=fragments,
        brief=stories.brief_spans(file, fragments, text),
        key_numbers=file.key_numbers,
        headers=dict(file.head.pairs()),
        path=file.path,
    )
