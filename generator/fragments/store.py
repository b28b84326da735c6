"""Reads everything that a site is made from. A content folder comes in; stories, people and ledgers go out.

Raises ContentErrors with every fault of every file, so that an editor sees all of them in one run.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError, ContentErrors
from generator.fragments import stories
from generator.fragments.earlier import replaced_of
from generator.fragments.edited import Base, with_edits_told
from generator.fragments.file_names import hold_name
from generator.fragments.files import markdown_files, read_whole
from generator.fragments.held import read_folder, read_ledger
from generator.fragments.journal import refuse_unfinished
from generator.fragments.lossless import faults
from generator.fragments.people_files import read_people
from generator.fragments.places import Places
from generator.model import Fragment, Story
from generator.sources import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile

DEFAULT_CATEGORY = "News"
DEFAULT_LANG = "en"


class Loaded(NamedTuple):
    """All content: stories in order of id, people's files by id, each story's ledger; also of those that are gone."""

    stories: tuple[Story, ...]
    people: Mapping[str, PersonFile]
    ledger: Mapping[str, tuple[Entry, ...]]


def load(content: Path) -> Loaded:
    """Read a content folder."""
    refuse_unfinished(content)
    errors: list[ContentError] = []
    told: list[Story] = []
    rows: dict[str, tuple[Entry, ...]] = {}
    for path in markdown_files(content / "stories"):
        try:
            story, rows[path.stem] = load_whole(content, path)
            told.append(story)
        except ContentError as error:
            errors.append(error)
        except ContentErrors as several:
            errors += several.errors
    rows |= gone_ledgers(content, errors)
    files = read_people(content, errors)
    if errors:
        raise ContentErrors(errors)
    return Loaded(tuple(told), files, rows)


def load_whole(content: Path, path: Path) -> tuple[Story, tuple[Entry, ...]]:
    """Read the story of a story's file, with the texts that its source had before, and its ledger."""
    places = Places(content, path.stem)
    hold_name(path, places.shown(path))
    story = load_story(places)
    ledger = read_ledger(places)
    replaced = replaced_of(places, ledger)
    return replace(story, replaced=replaced) if replaced else story, ledger


def gone_ledgers(content: Path, errors: list[ContentError]) -> dict[str, tuple[Entry, ...]]:
    """Return the ledgers of stories whose file is gone: what they published answers for ever. Faults go to `errors`."""
    rows: dict[str, tuple[Entry, ...]] = {}
    folder = content / "ledger"
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        if not (content / "stories" / f"{path.stem}.md").exists():
            try:
                rows[path.stem] = read_ledger(Places(content, path.stem))
            except ContentError as error:
                errors.append(error)
    return rows


def load_story(places: Places) -> Story:
    """Read one story with its source and fragments, and hold the fragments against the source."""
    shown = places.shown(places.story_file)
    file = stories.read(read_whole(places.story_file, shown), shown, places.story)
    text = read_text(_source(places, file))
    fragments = _fragments(places)
    wrong = faults(text, fragments)
    if wrong:
        raise ContentErrors(wrong)
    return _story(file, text, fragments)


def _source(places: Places, file: stories.StoryFile) -> Path:
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


def _fragments(places: Places) -> tuple[Fragment, ...]:
    """Return a story's fragments in order of their names, attributions that an editor changed marked so."""
    disk = read_folder(places.fragments, places)
    if not disk:
        shown = places.shown(places.story_file)
        raise ContentError(shown, 0, "the story has no fragments", "Run python -m generator split")
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
        brief=stories.brief_of(file, fragments, text),
        key_numbers=file.key_numbers,
        headers=dict(file.head.pairs()),
        path=file.path,
    )
