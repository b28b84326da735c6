"""Computes the files that a change of a person's id changes, without writing them.

Fragments and what `split` last wrote of them change alike, so that no later split takes the change for an edit. Each
ledger concerned gets a row: it redirects the old address, and keeps a later split from giving the old id again.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from verbatim.content import ledger
from verbatim.content.format.base_file import SOURCE, STORY, write_base
from verbatim.content.format.fragment_edit import MarkChange, edit_fragment
from verbatim.content.format.fragment_file import read_fragment
from verbatim.content.format.person_file import ASIDE, merge_person_files
from verbatim.content.layout import REMOVED, StoryPaths, stories_in
from verbatim.content.people.refs import Bearer, rename_in_fragment
from verbatim.content.people.roster import NO_STORY, Move, Roster
from verbatim.content.store import base_fragments, read_base
from verbatim.content.transaction import ChangedFiles
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, appended, read_file, read_if_there, refuse_link
from verbatim.core.text import decode

Edit = Callable[[bytes, str], bytes]  # of the bytes of a file at a path, as messages name it


def files_changed_by(content: Path, roster: Roster, move: Move, day: str) -> ChangedFiles:
    """Return every file that the move changes, new ledger rows dated `day`. Raises ContentError for unreadable ones."""
    changed = ChangedFiles()
    concerned = []
    for story in move.stories or stories_in(content):
        before = len(changed)
        rename_in_fragments(StoryPaths(content, story), move.refs, changed)
        rows = roster.ledgers.get(story, ())
        # What a ledger tells of them may come back.
        is_told = any(move.old in (row.id, row.into) for row in ledger.people_rows(rows))
        if len(changed) > before or is_told or any(move.old == row.speaker for row in ledger.quotation_rows(rows)):
            concerned.append(story)
    # No order is known between rows of two ledgers but the number of the move.
    every = (row for of_story in roster.ledgers.values() for row in of_story)
    moves = (row.version for row in every if row.id == move.old and row.event in ledger.MOVED)
    version = 1 + max(moves, default=0)
    for story in concerned or [NO_STORY]:
        paths = StoryPaths(content, story)
        row = ledger.format_rows([_ledger_row(roster, move, story, version, day)]).encode()
        before_row = read_if_there(paths.ledger, paths.shown(paths.ledger), LEDGER_LARGEST)
        changed.put(below(content, paths.ledger), before_row, appended(paths.ledger, row))
    if move.event != ledger.PARTED:
        _move_person_file(content, move, changed)
    return changed


def below(content: Path, path: Path) -> str:
    """Return a file's path as changes name it: below the content folder."""
    return path.relative_to(content).as_posix()


def _ledger_row(roster: Roster, move: Move, story: str, version: int, day: str) -> ledger.LedgerEntry:
    person = roster.known[move.old]
    in_story = person.stories.get(story, Bearer(move.old, person.kind))
    words, at = in_story.name or person.name, in_story.first
    kind = in_story.kind if in_story.mentions else person.kind
    row = ledger.LedgerEntry(move.old, move.event, version, day, words, at.start, at.end, into=move.new, kind=kind)
    return row if story in roster.published or story == NO_STORY else replace(row, status=ledger.DRAFT)


def _move_person_file(content: Path, move: Move, changed: ChangedFiles) -> None:
    """Rename the editors' file of the old id, or merge it with that of the new one."""
    old, new = (content / "people" / f"{ref}.md" for ref in (move.old, move.new))
    shown = StoryPaths(content, "").shown
    gone, stays = read_if_there(old, shown(old)), read_if_there(new, shown(new))
    if not gone:
        return
    merged, left_out = merge_person_files(stays, gone, shown(new), shown(old)) if stays else (gone, ())
    changed.put(below(content, new), stays, merged)
    changed.put(below(content, old), gone, None)
    if left_out:
        aside = old.with_suffix(f".md{ASIDE}")
        changed.put(below(content, aside), read_if_there(aside, shown(aside)), gone)


def rename_in_fragments(paths: StoryPaths, refs: Mapping[str, str], changed: ChangedFiles) -> None:
    """Note every file of a story's fragments in which the ids in `refs` are replaced, and their base."""

    def renamed(data: bytes, path: str) -> bytes:
        return rename_in_file(data, refs, path, paths.story)

    edit_fragments(paths, changed, renamed, renamed)


def edit_fragments(
    paths: StoryPaths,
    changed: ChangedFiles,
    edit: Edit,
    edit_part: Edit,
    others: Mapping[str, Edit] = MappingProxyType({}),
) -> None:
    """Note every file of a story's fragments as an edit leaves it, and their base; `others` edit its other parts.

    A removed fragment that cannot be read stays, as nothing reads it.
    """
    folder = paths.fragments
    refuse_link(folder)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.endswith((".md", REMOVED)) and not path.name.startswith("."):
            data = after = read_file(path, paths.shown(path))
            with suppress(ContentError) if path.name.endswith(REMOVED) else nullcontext():
                after = edit(data, paths.shown(path).removesuffix(REMOVED))
            changed.put(below(paths.content, path), data, after)
    parts, shown = read_base(paths), paths.shown(paths.base)
    base_fragments(parts, paths)  # where one cannot be read, this says so at its line
    edits = {STORY: _kept, SOURCE: _kept, **others}
    after_parts = {name: edits.get(name, edit_part)(part.data, f"{shown}/{name}") for name, part in parts.items()}
    if after_parts != {name: part.data for name, part in parts.items()}:
        data = next(part.file for part in parts.values())
        changed.put(below(paths.content, paths.base), data, write_base(after_parts))


def _kept(data: bytes, _: str) -> bytes:
    return data


def rename_in_file(data: bytes, refs: Mapping[str, str], path: str, story: str) -> bytes:
    """Return a fragment's file with the ids in `refs` replaced, and every other byte as it was.

    Raises ContentError for a file that cannot be read.
    """
    text = decode(data, "utf-8", path).text
    if not any(ref in text for ref in refs):
        return data
    before = read_fragment(data, path, story)
    if before.source is None:
        return data  # a note is the editors' own Markdown: brackets mean something else there
    marks = zip(before.marks, rename_in_fragment(before, refs).marks, strict=True)
    return edit_fragment(data, path, story, [MarkChange(one, other) for one, other in marks if one != other])
