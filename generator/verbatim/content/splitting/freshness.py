"""Which stories need no splitting, since nothing changed that decides the result? Files come in, stories go out.

What was found is kept in `.cache/`, outside git: without it everything is split again, to the same result. A story's
files stand as they were where their state is the same (`scan`); where it is not, or tells nothing, their content is
compared. Once a story is split, its people's ids stand in its own files, so that no other story decides about it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.cache import cache_of, clock
from verbatim.core.filestate import (
    Files,
    content_digest,
    digests,
    program_digest,
    program_rows,
    rows_of,
    settled,
    state_digest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from verbatim.core.files import Trace
    from verbatim.core.filestate import Rows


# ---- fragments/fresh.py

RULES = ("annotate", "content", "core", "model")  # the folders whose code and word lists decide what a split writes
UNSURE = "-"  # the sign of a state that a later write might leave as it is


class SplitState(NamedTuple):
    """What is kept of a story: its source's name, the sign of its files' state, the key of what they hold."""

    source: str
    sign: str
    key: str


class StoryInputs(NamedTuple):
    """A story's files as they were before it is split: where, in which state, with which content."""

    source: Path
    files: Files
    rows: Rows
    contents: dict[str, str]


def files_of_story(content: str, story: str, source: str) -> Files:
    """Return which files decide the split of a story; `source` is the name of its source."""
    folder = f"{content}/fragments/{story}"
    single = (
        f"{content}/sources/{source}",
        f"{content}/sources/.extracted/{story}.txt",
        f"{content}/stories/{story}.md",
        f"{content}/ledger/{story}.jsonl",
    )
    return Files(single, (folder, f"{folder}/.base"))


def read_inputs(content: Path, story: str, source: Path) -> StoryInputs:
    """Return a story's files as they are."""
    files = files_of_story(str(content), story, source.name)
    rows = rows_of(files)
    return StoryInputs(source, files, rows, digests(rows))


def changed_stories(
    content: Path, sources: Mapping[str, Path], kept: dict[str, SplitState], rules: str
) -> dict[str, StoryInputs]:
    """Return the stories whose files are not those that were kept. `kept` is brought up to date for the others."""
    found: dict[str, StoryInputs] = {}
    below, now = str(content), clock(content)
    for story, source in sources.items():
        known = kept.get(story)
        files = files_of_story(below, story, source.name)
        rows = rows_of(files)
        state = state_digest(rows, rules)
        if known and known.sign == state:
            continue
        contents = digests(rows)
        if known and known.key == content_digest(contents, rules, content):
            kept[story] = SplitState(source.name, state if settled(rows, now) else UNSURE, known.key)
        else:
            found[story] = StoryInputs(source, files, rows, contents)
    return found


def state_after_split(
    content: Path, before: StoryInputs, traces: Mapping[str, Trace], rules: str, now: int
) -> tuple[SplitState, Rows]:
    """Return what to keep of a story that was split, and its rows; `traces` tell what was written before `now`.

    The key is that of what was read and written. Where somebody else wrote meanwhile, the state says nothing of it.
    """
    rows = rows_of(before.files)
    contents = dict(before.contents)
    for path, trace in traces.items():
        contents.pop(path, None)
        if trace.digest and (path in before.files.single or os.path.dirname(path) in before.files.folders):  # noqa: PTH120
            contents[path] = trace.digest
    ours = rows.keys() == contents.keys() and all(
        _is_trace(row, traces[path]) if path in traces else row == before.rows.get(path) for path, row in rows.items()
    )
    state = state_digest(rows, rules) if ours and settled(rows, now) else UNSURE
    return SplitState(before.source.name, state, content_digest(contents, rules, content)), rows


def _is_trace(row: tuple[int, ...], trace: Trace) -> bool:
    return (row[1], row[2], row[4]) == (trace.size, trace.mtime, trace.inode)


def rules_digest(content: Path, kept: dict[str, SplitState]) -> str:
    """Return a hash of the code and word lists that decide what a split writes; `kept` has it under no story."""
    now, rows = clock(content), program_rows(*RULES)
    state, known = state_digest(rows, ""), kept.get("")
    if known and known.sign == state:
        return known.key
    found = program_digest(*RULES)
    kept[""] = SplitState("", state if settled(rows, now) else UNSURE, found)
    return found


# ---- fragments/kept.py

FORM = "verbatim split 2"
PARTS = 4


def state_file(content: Path) -> Path:
    """Return where it is kept for a content folder."""
    return cache_of(content) / "split.txt"


def read_states(file: Path) -> dict[str, SplitState]:
    """Return what was kept, by story; nothing where the file is missing, of another form, or broken."""
    try:
        first, *lines = file.read_text("utf-8", "surrogateescape").split("\n")
    except (OSError, ValueError):
        return {}
    if first != FORM or (lines and lines.pop() != "end"):
        return {}
    rows = [line.split("\t") for line in lines]
    return {row[0]: SplitState(*map(_plain, row[1:])) for row in rows if len(row) == PARTS}


def write_states(file: Path, kept: Mapping[str, SplitState]) -> None:
    """Keep it."""
    from verbatim.core.files import write_file  # noqa: PLC0415

    rows = ("\t".join((story, *map(_escaped, kept[story]))) for story in sorted(kept))
    write_file(file, "\n".join((FORM, *rows, "end")).encode("utf-8", "surrogateescape"))


def current_sources(content: Path, kept: dict[str, SplitState]) -> dict[str, Path]:
    """Return a content folder's sources by story, as `sources_in` does; what is kept of others goes.

    Raises ContentError where two files would be one story.
    """
    folder = content / "sources"
    known = {row.source: story for story, row in kept.items() if story}
    if known and known.keys() == _names(folder):
        return {known[name]: folder / name for name in sorted(known)}
    from verbatim.content.sources import sources_in  # noqa: PLC0415

    found = sources_in(folder)
    for story in [story for story in kept if story and story not in found]:
        del kept[story]
    return found


def _names(folder: Path) -> set[str]:
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if not entry.name.startswith(".") and not entry.is_dir()}
    except OSError:
        return set()


def _escaped(value: str) -> str:
    return value.encode("unicode_escape").decode("ascii")


def _plain(value: str) -> str:
    return value.encode("ascii").decode("unicode_escape") if "\\" in value else value
