"""Finds the stories that need splitting, because something changed that decides the result.

`.cache/split.txt` keeps the state of each story's files behind a checksum; without it, or where a byte of it changed,
everything is split again, to the same result. If the state has changed, or is unsure, as it is after a split, the
files' contents are compared.
Once a story is split, the ids of its people are in its own files, so that no other story decides about it.

This module loads little of the program: a command with nothing to split starts fast.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from verbatim.content.layout import sources_in
from verbatim.content.transaction import content_lock, hold_format
from verbatim.core import filestate
from verbatim.core.cache import CacheEntry, cache_of, clock
from verbatim.core.errors import ContentError
from verbatim.core.filestate import Files, rows_of

RULES = ("annotate", "content", "core", "model")  # packages whose code and word lists decide what a split writes
UNSURE = "-"  # the state of files that a later write might leave as it is
FORM = "verbatim split 4"


class SplitState(NamedTuple):
    """A split story: its source's name, the digest of its files' state, and the digest of their contents."""

    source: str
    state: str
    contents: str


class StoryInputs(NamedTuple):
    """A story's files before it is split: the source, all files, and the digests of their contents."""

    source: Path
    files: Files
    contents: dict[str, str]


def files_of_story(content: str, story: str, source: str) -> Files:
    """Return the files that decide the split of a story. `source` is the name of its source."""
    single = (f"{content}/sources/{source}", f"{content}/stories/{story}.md", f"{content}/ledger/{story}.jsonl")
    extracted = f"{content}/sources/.extracted/{story}"
    of_page = (f"{extracted}.txt", f"{extracted}.sha256")
    return Files((*single, *(of_page if source.lower().endswith(".html") else ())), (f"{content}/fragments/{story}",))


def read_inputs(content: Path, story: str, source: Path) -> StoryInputs:
    """Return the current state of a story's files."""
    files = files_of_story(str(content), story, source.name)
    return StoryInputs(source, files, filestate.digests(rows_of(files)))


def is_split(content: Path) -> bool:
    """Return whether `split` would do nothing and say nothing; False while another command is at work."""
    errors: list[ContentError] = []
    try:
        with content_lock(content, _refuse_to_wait):
            hold_format(content)
            states = read_states(state_file(content))
            before = dict(states)
            sources = current_sources(content, states, errors)
            changed = changed_stories(content, sources, states, rules_digest(content, states))
            has_nothing_to_do = bool(sources) and not (errors or changed) and states.keys() == before.keys()
            if has_nothing_to_do and states != before:
                write_states(state_file(content), states)
    except (ContentError, OSError):
        return False
    return has_nothing_to_do


def _refuse_to_wait() -> None:
    raise BlockingIOError


def changed_stories(
    content: Path, sources: Mapping[str, Path], states: dict[str, SplitState], rules: str
) -> dict[str, StoryInputs]:
    """Return the stories whose files are not as in `states`, which is brought up to date for the others."""
    changed: dict[str, StoryInputs] = {}
    below, now = str(content), clock(content)
    for story, source in sources.items():
        known = states.get(story)
        files = files_of_story(below, story, source.name)
        rows = rows_of(files)
        state = filestate.state_digest(rows, rules)
        if known and known.state == state:
            continue
        contents = filestate.digests(rows)
        if known and known.contents == filestate.content_digest(contents, rules, content):
            states[story] = SplitState(source.name, state if filestate.settled(rows, now) else UNSURE, known.contents)
        else:
            changed[story] = StoryInputs(source, files, contents)
    return changed


def state_after_split(content: Path, before: StoryInputs, written: Mapping[str, str], rules: str) -> SplitState:
    """Return the state of a story that was split: the contents that were read, and the digests of what was `written`.

    It is unsure: if somebody else wrote meanwhile, the next command finds other contents.
    """
    contents = dict(before.contents)
    for path, digest in written.items():
        contents.pop(path, None)
        if digest and (path in before.files.single or os.path.dirname(path) in before.files.folders):  # noqa: PTH120
            contents[path] = digest
    return SplitState(before.source.name, UNSURE, filestate.content_digest(contents, rules, content))


def rules_digest(content: Path, states: dict[str, SplitState]) -> str:
    """Return a digest of the code and word lists that decide what a split writes. `states` caches it under ""."""
    now, rows = clock(content), filestate.program_rows(*RULES)
    state, known = filestate.state_digest(rows, ""), states.get("")
    if known and known.state == state:
        return known.contents
    found = filestate.program_digest(*RULES)
    states[""] = SplitState("", state if filestate.settled(rows, now) else UNSURE, found)
    return found


def state_file(content: Path) -> Path:
    """Return the file that keeps the states for a content folder."""
    return cache_of(content) / "split.txt"


def read_states(file: Path) -> dict[str, SplitState]:
    """Return the states by story; none if the file is missing, of another form, or damaged."""
    data = CacheEntry(file, FORM).read()
    rows = (line.split("\t") for line in data.decode().split("\n")) if data else ()
    return {story: SplitState(*state) for story, *state in rows}


def write_states(file: Path, states: Mapping[str, SplitState]) -> None:
    """Write the states by story, a line each; no source that was split has a name with a tab or a line end."""
    CacheEntry(file, FORM).write("\n".join("\t".join((story, *states[story])) for story in sorted(states)).encode())


def current_sources(
    content: Path, states: dict[str, SplitState], errors: list[ContentError] | None = None
) -> dict[str, Path]:
    """Return a content folder's sources by story, as `sources_in` does. `states` of other stories are removed."""
    sources = sources_in(content / "sources", errors)
    for story in [story for story in states if story and story not in sources]:
        del states[story]
    return sources
