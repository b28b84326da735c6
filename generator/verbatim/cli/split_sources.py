"""Splits the sources that changed, and prints what was written.

Where nothing changed, nothing of the rest of the program is loaded, the command line's library included.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verbatim.cli.settings_file import read_settings
from verbatim.content.splitting import freshness
from verbatim.content.transaction import content_lock, hold_format, state_format
from verbatim.core.errors import ContentError, Faults

if TYPE_CHECKING:
    from verbatim.content.splitting.split import SplitResult


WORTH_SHARING = 8  # sources from which on workers help to read them


class SplitOptions(NamedTuple):
    """Options of the command line."""

    content: Path = Path("content")
    settings: Path = Path("pelicanconf.py")
    stories: tuple[str, ...] = ()
    extract: bool = False
    keep_text: bool = False


def split(options: SplitOptions) -> int:
    """Split the sources of the stories named, else all that changed, and return 0.

    Raises ContentErrors with everything wrong in any of them, after the others are split.
    """
    content = options.content.absolute()
    errors = Faults()
    with content_lock(content, _tell_waiting):
        hold_format(content)
        states = freshness.read_states(freshness.state_file(content))
        before = dict(states)
        sources = _chosen(content, options.stories, states, errors)
        if options.extract or options.keep_text:
            _settle_texts(sources, keep=options.keep_text)
        rules = freshness.rules_digest(content, states)
        if options.stories:
            inputs = {story: freshness.read_inputs(content, story, path) for story, path in sources.items()}
        else:
            inputs = freshness.changed_stories(content, sources, states, rules)
        try:
            if inputs:
                state_format(content)
                errors += _split_all(content, inputs, states, rules, options)
        finally:
            if states != before:
                freshness.write_states(freshness.state_file(content), states)
    errors.raise_all()
    return 0


def _tell_waiting() -> None:
    sys.stderr.write("another command is writing the fragments; this one goes on when it is done\n")
    sys.stderr.flush()


def _chosen(
    content: Path, stories: Iterable[str], states: dict[str, freshness.SplitState], errors: list[ContentError]
) -> dict[str, Path]:
    sources = freshness.current_sources(content, states, errors)
    for story in stories:
        if story not in sources:
            fact = f"there is no source of a story “{story}”"
            raise ContentError("content/sources", 0, fact, f"Name one of: {', '.join(sources) or 'none yet'}")
    if not sources and not errors:
        _say("content/sources: there is no source yet. Put article.txt there")
    return {story: sources[story] for story in dict.fromkeys(stories)} if stories else sources


def _settle_texts(sources: dict[str, Path], *, keep: bool) -> None:
    """Take the texts of HTML sources anew, or with `keep` make those that editors corrected the texts of the pages."""
    from verbatim.content.sources.loading import extraction_files  # noqa: PLC0415
    from verbatim.core.files import write_files  # noqa: PLC0415

    for path in sources.values():
        write_files(extraction_files(path, keep=keep))


def _split_all(
    content: Path,
    inputs: Mapping[str, freshness.StoryInputs],
    states: dict[str, freshness.SplitState],
    rules: str,
    options: SplitOptions,
) -> list[ContentError]:
    """Split each source and print the results; return all errors."""
    from verbatim.content.people.index import OtherStories  # noqa: PLC0415
    from verbatim.content.splitting.split import SplitJob, split_sources  # noqa: PLC0415
    from verbatim.core.executors import executor, shares  # noqa: PLC0415

    errors: list[ContentError] = []
    is_shared = len(inputs) >= WORTH_SHARING
    workers, scheduler = shares(read_settings(options.settings)) if is_shared else (0, "")
    with executor(workers, scheduler) as pool:
        job = SplitJob(content, others := OtherStories(content, rules), rules, pool, workers)
        for outcome in split_sources(job, inputs):
            errors += outcome.errors
            if outcome.result and outcome.state:
                _print(outcome.result)
                states[outcome.story] = outcome.state
    return errors + others.errors


def _print(done: SplitResult) -> None:
    if done.changed:
        files = "1 file" if done.changed == 1 else f"{done.changed} files"
        _say(f"content/fragments/{done.story}: {files} written")
    for place in done.conflicts:
        fix = "The build waits until you have resolved it; check lists it too"
        _say(f"content/fragments/{done.story}/{place}: your edits and the new split are in conflict here. {fix}.")
    for file in done.aside:
        _say(f"content/fragments/{done.story}/{file}: the source has no such paragraph now; your edits are kept")
    if done.stale:
        _say(str(done.stale))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
